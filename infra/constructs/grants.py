"""The IAM statements and environment variables of each grant of `infra/routes.py`.

No other module turns grants into IAM statements. A role has exactly the grants of its row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from aws_cdk import ArnFormat, Stack
from aws_cdk import aws_iam as iam

from infra.constructs.stage_resources import CacheAccess, DatabaseAccess, StageResources
from infra.routes import Grant, Route, Task, Worker
from infra.stages import ALIAS, Stage

VPC_GRANTS: Final = frozenset({Grant.DATABASE, Grant.DATABASE_OPERATOR, Grant.DATABASE_OWNER, Grant.CACHE})
"""A function with one of these grants runs in the VPC. The others run outside, where they can reach Stripe."""


QUEUE_ACTIONS: Final = {"send": "sqs:SendMessage", "ask": "sqs:GetQueueAttributes"}

BUCKET_FOLDERS: Final = frozenset({"uploads", "cvs", "exports"})
"""The folders of the upload bucket: what is posted, the CVs of finished analyses, and archives that people asked for
(LGPD). A permission to post is for `uploads` alone, and only what is posted starts an analysis and is scanned."""


PROFILE: Final = re.compile(r"^(?:us|eu|apac|jp|au|global)\.")
"""The prefix of a Bedrock inference profile, which spans regions. A model has no such prefix."""


SECRETS: Final = {
    "signing-key": ("token-signing-key", "TOKEN_SIGNING_SECRET"),
    "stripe-api-key": ("stripe-api-key", "STRIPE_API_KEY_SECRET"),
    "stripe-webhook": ("stripe-webhook-secret", "STRIPE_WEBHOOK_SECRET_NAME"),
}
"""The secret that `<name>:read` allows to read, and the variable that has its name."""


class UnknownGrantError(KeyError):
    """`infra/routes.py` has a grant that this module does not know."""


@dataclass(frozen=True, slots=True)
class Permission:
    """Statements and variables. `wildcards` maps each finding of cdk-nag to the reason for the wildcard."""

    statements: tuple[iam.PolicyStatement, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    wildcards: Mapping[str, str] = field(default_factory=dict)


def permission(grant: Grant, stage_resources: StageResources, stack: Stack) -> Permission:
    """The statements and variables of one grant.

    `<queue>:send` and `<queue>:ask` (whether it is there) hold for every queue that a Worker row names,
    `<slug>:invoke` for every function.

    Raises:
        UnknownGrantError: this module does not know the grant.
    """
    subject, _, verb = grant.value.partition(":")
    if verb in QUEUE_ACTIONS and subject in stage_resources.queues:
        queue = stage_resources.queues[subject]
        return Permission(
            (allow([QUEUE_ACTIONS[verb]], queue.queue_arn),), {queue_variable(subject): queue.queue_url}
        )
    if verb == "invoke":
        return _invoke(subject, stage_resources, stack)
    if subject in BUCKET_FOLDERS:
        return _objects(subject, verb, stage_resources)
    if grant in SERVICES:
        return SERVICES[grant](stage_resources.stage, stack)
    if grant in VPC_GRANTS:
        return _data(grant, stage_resources)
    if verb == "read" and subject in SECRETS:
        return _secret(subject, stage_resources, stack)
    raise UnknownGrantError(grant.value)


def services_of(rows: Iterable[Route | Worker | Task], stage: Stage) -> set[str]:
    """The AWS services that functions in the VPC may use, without S3. Each needs an endpoint."""
    grants = {grant for row in rows if row.grants & VPC_GRANTS for grant in row.grants}
    found = {_service(grant) for grant in grants}
    unused = {None} if stage.bedrock_model else {None, "bedrock"}
    return {service for service in found - unused if service}


def _service(grant: Grant) -> str | None:
    if grant == Grant.MAIL_SEND:
        return "ses"
    if grant == Grant.LANGUAGE_MODEL:
        return "bedrock"
    return {"send": "sqs", "ask": "sqs", "invoke": "lambda", "read": "secretsmanager"}.get(
        grant.value.partition(":")[2]
    )


def queue_variable(queue: str) -> str:
    return f"{queue.upper().replace('-', '_')}_QUEUE_URL"


def allow(actions: list[str], *resources: str) -> iam.PolicyStatement:
    return iam.PolicyStatement(actions=actions, resources=list(resources))


def finding(arn: str) -> str:
    """An ARN as cdk-nag spells it in a finding: pseudo parameters in angle brackets."""
    return re.sub(r"\$\{Token\[AWS\.(\w+)\.\d+\]\}", r"<AWS::\1>", arn)


def _objects(folder: str, verb: str, stage_resources: StageResources) -> Permission:
    bucket = f"arn:aws:s3:::{stage_resources.upload_bucket}"
    objects = f"{bucket}/{folder}/*"
    environment = {"UPLOAD_BUCKET": stage_resources.upload_bucket}
    if verb == "list":
        # With this permission S3 answers 404 for a missing object. Without it S3 answers 403.
        return Permission((allow(["s3:ListBucket"], bucket),), environment)
    if verb == "tags" and stage_resources.stage.production:
        environment["MALWARE_SCAN"] = "required"  # the local stage does not scan uploads
    actions = {
        "put": ["s3:PutObject"],
        "get": ["s3:GetObject"],
        "delete": ["s3:DeleteObject"],
        "tags": ["s3:GetObjectTagging"],
    }
    if verb not in actions:
        raise UnknownGrantError(f"{folder}:{verb}")
    return Permission(
        (allow(actions[verb], objects),),
        environment,
        {f"Resource::{finding(objects)}": f"The keys of {folder} are identifiers made as they come."},
    )


def _mail(stage: Stage, stack: Stack) -> Permission:
    identity = stack.format_arn(service="ses", resource="identity", resource_name=stage.mail_identity)
    return Permission((allow(["ses:SendEmail"], identity),), {"MAIL_FROM": stage.mail_from})


def _language_model(stage: Stage, stack: Stack) -> Permission:
    """An inference profile (`us.anthropic...`) calls the model in any of its regions, so all of them are allowed."""
    if stage.bedrock_model is None:
        return Permission()
    base = PROFILE.sub("", stage.bedrock_model)
    resources = [f"arn:aws:bedrock:*::foundation-model/{base}"]
    if base != stage.bedrock_model:
        name = stage.bedrock_model
        resources.append(
            stack.format_arn(service="bedrock", resource="inference-profile", resource_name=name)
        )
    price_in, price_out = stage.bedrock_model_prices
    return Permission(
        (allow(["bedrock:InvokeModel"], *resources),),
        {
            "LANGUAGE_MODEL": "bedrock",
            "LANGUAGE_MODEL_ID": stage.bedrock_model,
            "LANGUAGE_MODEL_INPUT_PRICE": price_in,
            "LANGUAGE_MODEL_OUTPUT_PRICE": price_out,
        },
        {f"Resource::{finding(resources[0])}": "This one model, in the regions that its profile may choose."},
    )


SERVICES: Final[Mapping[Grant, Callable[[Stage, Stack], Permission]]] = {
    Grant.MAIL_SEND: _mail,
    Grant.LANGUAGE_MODEL: _language_model,
}


def _data(grant: Grant, stage_resources: StageResources) -> Permission:
    if stage_resources.data is None:
        return Permission()
    if grant == Grant.CACHE:
        return _cache(stage_resources.data.cache)
    access = {
        Grant.DATABASE: stage_resources.data.application,
        Grant.DATABASE_OPERATOR: stage_resources.data.operator,
        Grant.DATABASE_OWNER: stage_resources.data.owner,
    }
    return _database(access[grant])


def _database(access: DatabaseAccess) -> Permission:
    return Permission(
        (allow(["rds-db:connect"], access.arn),),
        {
            "DATABASE_HOST": access.host,
            "DATABASE_PORT": "5432",
            "DATABASE_NAME": access.name,
            "DATABASE_USER": access.user,
        },
    )


def _cache(access: CacheAccess) -> Permission:
    return Permission(
        (allow(["elasticache:Connect"], *access.arns),),
        {
            "CACHE_HOST": access.host,
            "CACHE_PORT": access.port,
            "CACHE_NAME": access.name,
            "CACHE_USER": access.user,
            "CACHE_SERVERLESS": "1",
        },
    )


def _secret(subject: str, stage_resources: StageResources, stack: Stack) -> Permission:
    secret, variable = SECRETS[subject]
    name = stage_resources.stage.secret(secret)
    arn = stack.format_arn(
        service="secretsmanager",
        resource="secret",
        resource_name=f"{name}-??????",
        arn_format=ArnFormat.COLON_RESOURCE_NAME,
    )
    return Permission((allow(["secretsmanager:GetSecretValue"], arn),), {variable: name})


def _invoke(slug: str, stage_resources: StageResources, stack: Stack) -> Permission:
    name = stage_resources.stage.resource(slug.replace("-", "_"))
    if stage_resources.stage.production:
        name = f"{name}:{ALIAS}"
    arn = stack.format_arn(
        service="lambda", resource="function", resource_name=name, arn_format=ArnFormat.COLON_RESOURCE_NAME
    )
    return Permission(
        (allow(["lambda:InvokeFunction"], arn),), {f"{slug.upper().replace('-', '_')}_FUNCTION": name}
    )
