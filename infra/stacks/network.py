"""A VPC without access to the internet. Functions in it reach AWS services only through endpoints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from aws_cdk import Aws, RemovalPolicy
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.constructs.grants import services_of
from infra.constructs.nag import acknowledge
from infra.routes import Grant, Route, Task, Worker
from infra.stacks.base import PlatformStack
from infra.stages import Stage

ENDPOINTS: Final = {
    "bedrock": ec2.InterfaceVpcEndpointAwsService.BEDROCK_RUNTIME,
    "lambda": ec2.InterfaceVpcEndpointAwsService.LAMBDA_,
    "secretsmanager": ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
    "ses": ec2.InterfaceVpcEndpointAwsService.EMAIL,
    "sqs": ec2.InterfaceVpcEndpointAwsService.SQS,
}
WITHOUT_POLICY: Final = "ses"
"""AWS does not document whether this endpoint accepts a policy, and a refused policy would fail a deployment. A
security group therefore allows only functions that send mails (docs/adr/0203)."""

HTTPS: Final = ec2.Port.tcp(443)
POSTGRES: Final = ec2.Port.tcp(5432)
VALKEY: Final = ec2.Port.tcp_range(6379, 6380)
"""A serverless cache accepts writes on 6379, and reads from replicas on 6380."""


class NetworkStack(PlatformStack):
    """The VPC: two zones, isolated subnets, and a security group for each side of a connection.

    `clients` are the groups that a function joins for its grants. Interface endpoints cost money by the hour and
    zone, so there is one for each service that a function in the VPC is granted, and no other.
    """

    def __init__(
        self, scope: Construct, stage: Stage, rows: Iterable[Route | Worker | Task], upload_bucket: str
    ) -> None:
        super().__init__(scope, "network", stage)
        self.vpc = ec2.Vpc(
            self,
            "vpc",
            ip_addresses=ec2.IpAddresses.cidr("10.60.0.0/16"),
            max_azs=2,
            nat_gateways=0,
            restrict_default_security_group=False,
            subnet_configuration=[
                ec2.SubnetConfiguration(
                    name="isolated", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED, cidr_mask=20
                )
            ],
        )
        self._log_refused_traffic()
        self.functions = self._group("functions", "Functions: endpoints and S3")
        self.functions.add_egress_rule(
            ec2.Peer.any_ipv4(),
            HTTPS,
            "No route leads out of the VPC but to S3 and the endpoints",
        )
        self.proxy = self._group("proxy", "RDS Proxy")
        self.database = self._group("database", "Aurora PostgreSQL")
        self.cache = self._group("cache", "ElastiCache")
        self.mail = self._group("mail", "Endpoint of SES")
        database_client = self._client("database_client", self.proxy, POSTGRES)
        self.clients = {
            Grant.DATABASE: database_client,
            Grant.DATABASE_OPERATOR: database_client,
            Grant.DATABASE_OWNER: self._client("database_owner", self.database, POSTGRES),
            Grant.CACHE: self._client("cache_client", self.cache, VALKEY),
            Grant.MAIL_SEND: self._client("mail_client", self.mail, HTTPS),
        }
        _let_through(self.proxy, self.database, POSTGRES)
        self._bucket_endpoint(f"arn:{Aws.PARTITION}:s3:::{upload_bucket}")
        self._endpoints(sorted(services_of(rows, stage)))

    def _group(self, name: str, description: str) -> ec2.SecurityGroup:
        return ec2.SecurityGroup(self, name, vpc=self.vpc, description=description, allow_all_outbound=False)

    def _client(self, name: str, server: ec2.SecurityGroup, port: ec2.Port) -> ec2.SecurityGroup:
        group = self._group(name, f"Functions granted this: {name.replace('_', ' ')}")
        _let_through(group, server, port)
        return group

    def _bucket_endpoint(self, bucket: str) -> None:
        """The endpoint for S3 allows only our bucket. Lambda loads the functions' code from outside of the VPC."""
        endpoint = self.vpc.add_gateway_endpoint("s3", service=ec2.GatewayVpcEndpointAwsService.S3)
        endpoint.add_to_policy(_for_this_account("s3:*", bucket, f"{bucket}/*"))

    def _endpoints(self, services: list[str]) -> None:
        group = self._group("endpoints", "Interface endpoints")
        group.add_ingress_rule(self.functions, HTTPS, "From functions")
        for service in services:
            endpoint = self.vpc.add_interface_endpoint(
                service,
                service=ENDPOINTS[service],
                security_groups=[self.mail if service == WITHOUT_POLICY else group],
                open=False,
                private_dns_enabled=True,
            )
            if service != WITHOUT_POLICY:
                endpoint.add_to_policy(_for_this_account("*", "*"))

    def _log_refused_traffic(self) -> None:
        """The log of refused connections. In normal work there are none, so each one is a sign of a fault."""
        group = logs.LogGroup(
            self, "flow_log", retention=logs.RetentionDays.ONE_MONTH, removal_policy=RemovalPolicy.DESTROY
        )
        self.vpc.add_flow_log(
            "refused",
            destination=ec2.FlowLogDestination.to_cloud_watch_logs(group),
            traffic_type=ec2.FlowLogTrafficType.REJECT,
        )
        acknowledge(self.vpc, "VPC7", "Refused traffic is logged; accepted traffic is the functions' own.")


def _let_through(client: ec2.SecurityGroup, server: ec2.SecurityGroup, port: ec2.Port) -> None:
    client.add_egress_rule(server, port)
    server.add_ingress_rule(client, port)


def _for_this_account(action: str, *resources: str) -> iam.PolicyStatement:
    """A policy that refuses the credentials of other accounts. The roles decide what our own functions may do."""
    return iam.PolicyStatement(
        actions=[action],
        resources=list(resources),
        principals=[iam.AnyPrincipal()],
        conditions={"StringEquals": {"aws:PrincipalAccount": Aws.ACCOUNT_ID}},
    )
