"""What the functions of a stage stand on; made by the storage, data and network stacks, used by grants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_sqs as sqs

from infra.routes import Grant
from infra.stages import Stage


@dataclass(frozen=True, slots=True)
class DatabaseAccess:
    """A PostgreSQL endpoint and the role to sign in as; `arn` is what `rds-db:connect` is allowed on."""

    host: str
    name: str
    user: str
    arn: str


@dataclass(frozen=True, slots=True)
class DataApi:
    """The master user's door to a database: statements over HTTPS, its password in a secret of RDS's."""

    cluster_arn: str
    secret_arn: str
    database: str


@dataclass(frozen=True, slots=True)
class CacheAccess:
    """A serverless cache; `arns` are the cache and its user, which `elasticache:Connect` is allowed on."""

    host: str
    port: str
    name: str
    user: str
    arns: tuple[str, str]


@dataclass(frozen=True, slots=True)
class VpcAccess:
    """Where functions that need the database or the cache run; `clients` by the grants that ask for them."""

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
    """`queues` by the name that a Worker row gives its queue.

    `data` is None locally: the launcher tells functions where its own PostgreSQL and Redis are.
    """

    stage: Stage
    upload_bucket: str
    queues: Mapping[str, sqs.IQueue]
    data: Data | None = None
    app_url: str | None = None
