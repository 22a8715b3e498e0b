"""PostgreSQL behind RDS Proxy, and the cache. No password anywhere: functions sign in with their roles."""

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
"""Who signs the database's certificates; `rds_roots.pem`, by which functions know the database, has to have it."""

MIGRATOR: Final = "recoloca_migrator"
APPLICATION: Final = "recoloca_app"
OPERATOR: Final = "recoloca_operator"
"""The roles that sign in, of those that `database_roles.sql` makes before the first migration."""

APPLICATION_CACHE_USER: Final = "recoloca-app"

PROXY_ID_OUTPUT: Final = "ProxyId"
"""The output of the data stack that the stacks of functions read."""

MONITORING_POLICY: Final = "service-role/AmazonRDSEnhancedMonitoringRole"

MINIMUM_UNITS: Final = 2
"""AWS's least for Performance Insights; below 1 a cluster takes at most 2,000 connections, whatever its maximum."""

MAXIMUM_UNITS: Final = 32
"""From here on 5,000 connections, which is the most that Aurora gives by default."""

SLOW_QUERY_MS: Final = 100
"""The goal for the 95th percentile; what is slower is logged."""

LOGGING: Final = {
    "log_min_duration_statement": str(SLOW_QUERY_MS),
    "log_lock_waits": "1",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
"""Statements as they were sent, and no values: those are people's CVs and e-mail addresses.

Values come in lines of their own (`DETAIL: Parameters: ...`, `DETAIL: Key (email)=(...) already exists`), which terse
leaves out; the lengths say so once more of parameters. What stays is PostgreSQL's own sentence, which quotes a value
that it cannot read as its type; forms are checked before a statement is sent.
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
        """What functions use: the proxy, as the application role."""
        return self._proxied(APPLICATION)

    @property
    def operator(self) -> DatabaseAccess:
        """What operators' commands use: the same, with a sight of what everybody does."""
        return self._proxied(OPERATOR)

    def _proxied(self, user: str) -> DatabaseAccess:
        return DatabaseAccess(
            self.proxy.endpoint, DATABASE_NAME, user, self._user_arn(self._proxy_id(), user)
        )

    @property
    def owner(self) -> DatabaseAccess:
        """What migrations use: the writer itself, since DDL and its locks would pin a proxied connection."""
        cluster_id = self.cluster.cluster_resource_identifier
        return DatabaseAccess(
            self.cluster.cluster_endpoint.hostname,
            DATABASE_NAME,
            MIGRATOR,
            self._user_arn(cluster_id, MIGRATOR),
        )

    @property
    def master(self) -> DataApi:
        """What makes the roles."""
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
        """`prx-…`, the last part of the proxy's ARN, as another stack reads it.

        The ARN is split in this stack's output. CloudFormation documents no `Fn::Split` of a value that a stack reads
        from another stack (cfn-lint E1022).
        """
        return Fn.get_stack_output(self.stack_name, PROXY_ID_OUTPUT)

    def _publish_proxy_id(self) -> None:
        proxy_id = Fn.select(6, Fn.split(":", self.proxy.db_proxy_arn))
        CfnOutput(self, PROXY_ID_OUTPUT, value=proxy_id).override_logical_id(PROXY_ID_OUTPUT)

    def _fixed(self, group: ec2.SecurityGroup) -> ec2.ISecurityGroup:
        """The network's group, closed to the rules that RDS constructs would add: the network stack has them all."""
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
            deletion_protection=True,
            removal_policy=RemovalPolicy.SNAPSHOT,
        )
        cluster.node.add_dependency(log_group)
        acknowledge(cluster, f"IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/{MONITORING_POLICY}]",
                    "The policy that AWS keeps in step with what enhanced monitoring does.")  # fmt: skip
        return cluster

    def _parameters(self) -> rds.ParameterGroup:
        """The performance guide's settings that a managed server leaves to us (docs/adr/0204 maps the rest)."""
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
        """Signs in at the database with IAM too, so that no database password exists but the master's."""
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
        """There before the proxy, which would make it and keep what it says for ever."""
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
            # `INFO` is in the category of dangerous ones, and harmless: `recoloca cache stats` reads it.
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
