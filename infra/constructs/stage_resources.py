"""The resources that a stage's functions use. The storage, data and network stacks make them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_sqs as sqs

from infra.routes import Grant
from infra.stages import Stage


@dataclass(frozen=True, slots=True)
class DatabaseAccess:
    """A PostgreSQL endpoint and the role that signs in. `arn` is the resource for `rds-db:connect`."""

    host: str
    name: str
    user: str
    arn: str


@dataclass(frozen=True, slots=True)
class DataApi:
    """The Data API of a database for the master user: statements over HTTPS. RDS keeps the password in a secret."""

    cluster_arn: str
    secret_arn: str
    database: str


@dataclass(frozen=True, slots=True)
class CacheAccess:
    """A serverless cache. `arns` are the cache and its user, the resources for `elasticache:Connect`."""

    host: str
    port: str
    name: str
    user: str
    arns: tuple[str, str]


@dataclass(frozen=True, slots=True)
class VpcAccess:
    """The VPC of functions that need the database or the cache. `clients` has a security group for each grant."""

    vpc: ec2.IVpc
    functions: ec2.ISecurityGroup
    clients: Mapping[Grant, ec2.ISecurityGroup]


@dataclass(frozen=True, slots=True)
class Data:
    vpc: VpcAccess
    application: DatabaseAccess
    operator: DatabaseAccess
    owner: DatabaseAccess
    master: DataApi
    cache: CacheAccess


@dataclass(frozen=True, slots=True)
class StageResources:
    """The resources of one stage. The key of `queues` is the name of the queue in the Worker row.

    `data` is None locally: the launcher tells functions where its own PostgreSQL and Redis are.
    """

    stage: Stage
    upload_bucket: str
    queues: Mapping[str, sqs.IQueue]
    data: Data | None = None
    app_url: str | None = None
