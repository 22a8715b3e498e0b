"""What each grant of `infra/routes.py` allows a role, and which environment variables tell the function where.

The only place that turns grants into IAM statements: a role has what its row grants and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from aws_cdk import ArnFormat, Stack
from aws_cdk import aws_iam as iam

from infra.constructs.platform import Platform
from infra.routes import Grant


class UnknownGrantError(KeyError):
    """`infra/routes.py` has a grant that nothing here gives a meaning to."""


@dataclass(frozen=True, slots=True)
class Permission:
    """`wildcards` gives the reason for each wildcard in the statements, by the finding cdk-nag reports for it."""

    statements: tuple[iam.PolicyStatement, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    wildcards: Mapping[str, str] = field(default_factory=dict)


def permission(grant: Grant, platform: Platform, stack: Stack) -> Permission:
    """The meaning of one grant.

    `<queue>:send` holds for every queue that a Worker row names. Locally the launcher tells functions where the
    database and the cache are, so those grants need nothing here.

    Raises:
        UnknownGrantError: the grant has no meaning yet.
    """
    subject, _, verb = grant.value.partition(":")
    if verb == "send" and subject in platform.queues:
        queue = platform.queues[subject]
        variable = f"{subject.upper().replace('-', '_')}_QUEUE_URL"
        return Permission((allow(["sqs:SendMessage"], queue.queue_arn),), {variable: queue.queue_url})
    if subject == "uploads":
        return _uploads(verb, platform)
    match grant:
        case Grant.DATABASE | Grant.CACHE:
            return Permission()
        case Grant.SIGNING_KEY:
            return _signing_key(platform, stack)
    raise UnknownGrantError(grant.value)


def allow(actions: list[str], *resources: str) -> iam.PolicyStatement:
    return iam.PolicyStatement(actions=actions, resources=list(resources))


def finding(arn: str) -> str:
    """An ARN as cdk-nag spells it in a finding: pseudo parameters in angle brackets."""
    return re.sub(r"\$\{Token\[AWS\.(\w+)\.\d+\]\}", r"<AWS::\1>", arn)


def _uploads(verb: str, platform: Platform) -> Permission:
    objects = f"arn:aws:s3:::{platform.upload_bucket}/uploads/*"
    actions = {"put": ["s3:PutObject"], "get": ["s3:GetObject"], "delete": ["s3:DeleteObject"]}
    if verb not in actions:
        raise UnknownGrantError(f"uploads:{verb}")
    return Permission(
        (allow(actions[verb], objects),),
        {"UPLOAD_BUCKET": platform.upload_bucket},
        {f"Resource::{finding(objects)}": "The keys of uploads are identifiers made as they come."},
    )


def _signing_key(platform: Platform, stack: Stack) -> Permission:
    name = f"recoloca/{platform.stage.name}/token-signing-key"
    arn = stack.format_arn(
        service="secretsmanager",
        resource="secret",
        resource_name=f"{name}-??????",
        arn_format=ArnFormat.COLON_RESOURCE_NAME,
    )
    return Permission((allow(["secretsmanager:GetSecretValue"], arn),), {"TOKEN_SIGNING_SECRET": name})
