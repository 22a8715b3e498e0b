"""PostgreSQL behind RDS Proxy, and the cache. Functions sign in with their roles, without a password."""

from __future__ import annotations

from typing import Final, cast

from aws_cdk import ArnFormat, CfnOutput, Duration, Fn, RemovalPolicy
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_elasticache as elasticache
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from aws_cdk import aws_rds as rds
from constructs import Construct

from infra.constructs.grants import allow
from infra.constructs.nag import acknowledge
from infra.constructs.stage_resources import CacheAccess, DataApi, DatabaseAccess
from infra.stacks.base import PlatformStack
from infra.stacks.network import NetworkStack
from infra.stages import Stage

DATABASE_NAME: Final = "recoloca"
ENGINE: Final = rds.DatabaseClusterEngine.aurora_postgres(version=rds.AuroraPostgresEngineVersion.VER_18_4)
"""The same release as the embedded server of the local cloud."""

AUTHORITY: Final = rds.CaCertificate.RDS_CA_RSA2048_G1
"""The authority that signs the database's certificate. `rds_roots.pem`, which functions trust, must have it."""

MIGRATOR: Final = "recoloca_migrator"
APPLICATION: Final = "recoloca_app"
OPERATOR: Final = "recoloca_operator"
"""The roles that sign in. `database_roles.sql` makes them before the first migration."""

APPLICATION_CACHE_USER: Final = "recoloca-app"

PROXY_ID_OUTPUT: Final = "ProxyId"
"""The name of the data stack's output that the functions' stacks read."""

MONITORING_POLICY: Final = "service-role/AmazonRDSEnhancedMonitoringRole"

MINIMUM_UNITS: Final = 2
"""The least that Performance Insights allows. With less than 1, a cluster accepts at most 2,000 connections."""

MAXIMUM_UNITS: Final = 32
"""From this capacity on, Aurora accepts 5,000 connections, its default maximum."""

SLOW_QUERY_MS: Final = 100
"""The goal for the 95th percentile. PostgreSQL logs slower statements."""

LOGGING: Final = {
    "log_min_duration_statement": str(SLOW_QUERY_MS),
    "log_lock_waits": "1",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
"""The log has statements without their values, because values are people's CVs and e-mail addresses.

PostgreSQL writes values in lines of their own (`DETAIL: Parameters: ...`, `DETAIL: Key (email)=(...) already exists`).
`terse` leaves out these lines. The lengths of 0 leave out parameters too. An error message still quotes a value that
PostgreSQL cannot convert to its type. The application therefore checks values before it sends a statement.
"""


class DataStack(PlatformStack):
    def __init__(self, scope: Construct, stage: Stage, network: NetworkStack) -> None:
        super().__init__(scope, "data", stage)
        self._network = network
        self.cluster = self._cluster()
        self.proxy = self._proxy()
        self.proxy.node.add_dependency(self._proxy_log())
        self._publish_proxy_id()
        self.cache = self._cache()

    @property
    def application(self) -> DatabaseAccess:
        """The endpoint for functions: the proxy, with the application role."""
        return self._proxied(APPLICATION)

    @property
    def operator(self) -> DatabaseAccess:
        """The endpoint for operators' commands: the proxy, with a role that sees the activity of all roles."""
        return self._proxied(OPERATOR)

    def _proxied(self, user: str) -> DatabaseAccess:
        return DatabaseAccess(
            self.proxy.endpoint, DATABASE_NAME, user, self._user_arn(self._proxy_id(), user)
        )

    @property
    def owner(self) -> DatabaseAccess:
        """The endpoint for migrations: the writer. DDL and its locks would pin a connection of the proxy."""
        cluster_id = self.cluster.cluster_resource_identifier
        return DatabaseAccess(
            self.cluster.cluster_endpoint.hostname,
            DATABASE_NAME,
            MIGRATOR,
            self._user_arn(cluster_id, MIGRATOR),
        )

    @property
    def master(self) -> DataApi:
        """The Data API that makes the roles."""
        cluster = cast("rds.CfnDBCluster", self.cluster.node.default_child)
        return DataApi(self.cluster.cluster_arn, cluster.attr_master_user_secret_secret_arn, DATABASE_NAME)

    @property
    def cache_access(self) -> CacheAccess:
        cache = self.cache
        return CacheAccess(
            host=cache.attr_endpoint_address,
            port=cache.attr_endpoint_port,
            name=cache.serverless_cache_name,
            user=APPLICATION_CACHE_USER,
            arns=(cache.attr_arn, self.cache_user.attr_arn),
        )

    def _user_arn(self, resource: str, user: str) -> str:
        return self.format_arn(
            service="rds-db",
            resource="dbuser",
            resource_name=f"{resource}/{user}",
            arn_format=ArnFormat.COLON_RESOURCE_NAME,
        )

    def _proxy_id(self) -> str:
        """`prx-…`, the last part of the proxy's ARN, for other stacks.

        The ARN is split in this stack's output. CloudFormation documents no `Fn::Split` of a value that a stack reads
        from another stack (cfn-lint E1022).
        """
        return Fn.get_stack_output(self.stack_name, PROXY_ID_OUTPUT)

    def _publish_proxy_id(self) -> None:
        proxy_id = Fn.select(6, Fn.split(":", self.proxy.db_proxy_arn))
        CfnOutput(self, PROXY_ID_OUTPUT, value=proxy_id).override_logical_id(PROXY_ID_OUTPUT)

    def _fixed(self, group: ec2.SecurityGroup) -> ec2.ISecurityGroup:
        """The network's security group. RDS constructs cannot add rules to it: the network stack has all of them."""
        return ec2.SecurityGroup.from_security_group_id(
            self, f"{group.node.id}_group", group.security_group_id, mutable=False
        )

    def _cluster(self) -> rds.DatabaseCluster:
        name = self.platform_stage.resource("data")
        log_group = logs.LogGroup(
            self,
            "database_log",
            log_group_name=f"/aws/rds/cluster/{name}/postgresql",
            retention=logs.RetentionDays.ONE_MONTH,
            removal_policy=RemovalPolicy.DESTROY,
        )
        cluster = rds.DatabaseCluster(
            self,
            "database",
            cluster_identifier=name,
            engine=ENGINE,
            default_database_name=DATABASE_NAME,
            manage_master_user_password=True,
            iam_authentication=True,
            enable_data_api=True,
            vpc=self._network.vpc,
            vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
            security_groups=[self._fixed(self._network.database)],
            writer=_instance("writer"),
            readers=[_instance("standby", scale_with_writer=True)],
            serverless_v2_min_capacity=MINIMUM_UNITS,
            serverless_v2_max_capacity=MAXIMUM_UNITS,
            parameter_group=self._parameters(),
            enable_performance_insights=True,
            monitoring_interval=Duration.seconds(60),
            cloudwatch_logs_exports=["postgresql"],
            storage_encrypted=True,
            backup=rds.BackupProps(retention=Duration.days(14), preferred_window="06:00-06:30"),
            preferred_maintenance_window="sun:07:00-sun:07:30",
            deletion_protection=self.platform_stage.database_protected,
            removal_policy=RemovalPolicy.SNAPSHOT,
        )
        cluster.node.add_dependency(log_group)
        if not self.platform_stage.database_protected:
            acknowledge(cluster, "RDS10", "The deployment switches it on after the first creation.")
        acknowledge(cluster, f"IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/{MONITORING_POLICY}]",
                    "The policy that AWS keeps in step with what enhanced monitoring does.")  # fmt: skip
        return cluster

    def _parameters(self) -> rds.ParameterGroup:
        """The settings of the performance guide that a managed server allows (docs/adr/0204 has the others)."""
        return rds.ParameterGroup(
            self,
            "parameters",
            engine=ENGINE,
            parameters={
                "shared_preload_libraries": "pg_stat_statements",
                "pg_stat_statements.track": "all",
                "rds.force_ssl": "1",
                **LOGGING,
            },
        )

    def _proxy(self) -> rds.DatabaseProxy:
        """The proxy. It signs in to the database with IAM, so that only the master user has a password."""
        role = iam.Role(self, "proxy_role", assumed_by=iam.ServicePrincipal("rds.amazonaws.com"))
        cluster_id = self.cluster.cluster_resource_identifier
        users = [self._user_arn(cluster_id, user) for user in (APPLICATION, OPERATOR)]
        role.add_to_policy(allow(["rds-db:connect"], *users))
        return rds.DatabaseProxy(
            self,
            "proxy",
            db_proxy_name=self.platform_stage.resource("proxy"),
            proxy_target=rds.ProxyTarget.from_cluster(self.cluster),
            default_auth_scheme=rds.DefaultAuthScheme.IAM_AUTH,
            require_tls=True,
            role=role,
            vpc=self._network.vpc,
            vpc_subnets=ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
            security_groups=[self._fixed(self._network.proxy)],
            max_connections_percent=80,
            borrow_timeout=Duration.seconds(3),
            idle_client_timeout=Duration.minutes(15),
        )

    def _proxy_log(self) -> logs.LogGroup:
        """The proxy's log group. If the proxy makes it, it keeps its logs for ever."""
        return logs.LogGroup(
            self,
            "proxy_log",
            log_group_name=f"/aws/rds/proxy/{self.platform_stage.resource('proxy')}",
            retention=logs.RetentionDays.ONE_MONTH,
            removal_policy=RemovalPolicy.DESTROY,
        )

    def _cache(self) -> elasticache.CfnServerlessCache:
        name = self.platform_stage.resource("cache")
        self.cache_user = elasticache.CfnUser(
            self,
            "cache_user",
            engine="valkey",
            user_id=APPLICATION_CACHE_USER,
            user_name=APPLICATION_CACHE_USER,
            # `recoloca cache stats` reads `INFO`. It is harmless, but it is in the category of dangerous commands.
            access_string="on ~* +@all -@admin -@dangerous +info",
            authentication_mode={"Type": "iam"},
        )
        group = elasticache.CfnUserGroup(
            self, "cache_users", engine="valkey", user_group_id=name, user_ids=[self.cache_user.ref]
        )
        return elasticache.CfnServerlessCache(
            self,
            "cache",
            serverless_cache_name=name,
            description="Cache-aside and rate limits; nothing in it is kept for good",
            engine="valkey",
            major_engine_version="8",
            cache_usage_limits=elasticache.CfnServerlessCache.CacheUsageLimitsProperty(
                data_storage=elasticache.CfnServerlessCache.DataStorageProperty(unit="GB", maximum=5),
                ecpu_per_second=elasticache.CfnServerlessCache.ECPUPerSecondProperty(maximum=50_000),
            ),
            security_group_ids=[self._network.cache.security_group_id],
            subnet_ids=self._network.vpc.select_subnets(
                subnet_type=ec2.SubnetType.PRIVATE_ISOLATED
            ).subnet_ids,
            user_group_id=group.ref,
        )


def _instance(id_: str, *, scale_with_writer: bool | None = None) -> rds.IClusterInstance:
    return rds.ClusterInstance.serverless_v2(
        id_,
        scale_with_writer=scale_with_writer,
        enable_performance_insights=True,
        ca_certificate=AUTHORITY,
    )
