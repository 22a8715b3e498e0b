"""The differences between the stages of the platform. The code and the route table are the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

REGION: Final = "sa-east-1"
EDGE_REGION: Final = "us-east-1"
"""CloudFront accepts a certificate and a web ACL only from this region."""

ALIAS: Final = "live"
"""The alias of every function in production. It points to the released version."""

SMALLEST_BUDGET_USD: Final = 1_500
"""A quarter above a month's cost at the fewest users (docs/cost.md), so that these stay below 80 % of it."""

LOCAL_ASSETS_BUCKET: Final = "recoloca-local-assets"
"""The launcher makes this bucket before it deploys. A stage in AWS uses the bucket of `cdk bootstrap`."""

EMULATORS: Final = ("ministack", "localstack")
"""The emulators. `make up` starts the first one."""


class UnknownStageError(ValueError):
    """The stage does not exist, or its settings are wrong."""


@dataclass(frozen=True, slots=True)
class Stage:
    """`local` is what an emulator deploys: storage, queues, functions, API. `prod` is the whole platform.

    `domain` and `hosted_zone_id` go together; without them CloudFront's own name serves the app. The versions are of
    the public token keys and of the origin's secret (newest first): named in the templates, a rotation is a change
    that publishes new function versions. `infra/deploy` looks them up.

    `bedrock_model` is a Bedrock model or inference profile; without one no function may call Bedrock, and the VPC
    has no endpoint for it. Its prices are US dollars for a million tokens, in and out.

    `runbooks_url` is the address of `docs/runbooks/`. The mail of an alarm has a link to it.

    `emulator` is the emulator of the local stage. LocalStack gets only what it can deploy.

    `database_protected` is the deletion protection of the cluster. The first deployment creates the cluster without it,
    because CloudFormation cannot roll back a protected cluster, and then switches it on.
    """

    name: str
    production: bool
    domain: str | None = None
    hosted_zone_id: str | None = None
    alarm_email: str | None = None
    monthly_budget_usd: int = SMALLEST_BUDGET_USD
    token_keys_version: str | None = None
    origin_versions: tuple[str, ...] = ()
    origin_send: str = "current"
    bedrock_model: str | None = None
    bedrock_model_prices: tuple[str, str] = ("0", "0")
    runbooks_url: str | None = None
    emulator: str = "ministack"
    database_protected: bool = True

    @property
    def deploys_mail_identity(self) -> bool:
        """LocalStack without a token does not know `AWS::SES::EmailIdentity`; the launcher verifies the sender."""
        return self.emulator != "localstack"

    @property
    def mail_identity(self) -> str:
        """The sender of mails for SES: the domain, or one address if the operator has no domain."""
        return self.domain or self.alarm_email or "no-reply@recoloca.ai"

    @property
    def mail_from(self) -> str:
        return f"Recoloca.ai <{f'no-reply@{self.domain}' if self.domain else self.mail_identity}>"

    def resource(self, name: str) -> str:
        """The physical name of a resource that code, logs or another stack refers to."""
        return f"recoloca-{self.name}-{name}"

    def runbook(self, name: str) -> str:
        """The address of a runbook, or its path in the repository."""
        return f"{self.runbooks_url or 'docs/runbooks'}/{name}.md"

    @property
    def schedule_group(self) -> str:
        """The schedule group of this stage. EventBridge Scheduler counts metrics by group."""
        return self.resource("tasks")

    def secret(self, name: str) -> str:
        """A name in Secrets Manager."""
        return f"recoloca/{self.name}/{name}"

    def parameter(self, name: str) -> str:
        """A name in Parameter Store."""
        return f"/recoloca/{self.name}/{name}"

    @property
    def token_public_keys(self) -> str:
        """A reference that CloudFormation replaces with the public keys that verify access tokens."""
        version = f":{self.token_keys_version}" if self.token_keys_version else ""
        return f"{{{{resolve:ssm:{self.parameter('token-public-keys')}{version}}}}}"

    @property
    def origin_accepted(self) -> str:
        """The secrets that functions accept from CloudFront, separated by a space. There are two during a rotation."""
        return " ".join(
            _secret_value(self.secret("origin"), version) for version in self.origin_versions or ("",)
        )

    @property
    def origin_sent(self) -> str:
        """The secret that CloudFront sends. It is the previous one until all functions know the newest."""
        newest, *older = self.origin_versions or ("",)
        return _secret_value(
            self.secret("origin"), older[0] if older and self.origin_send == "previous" else newest
        )


def _secret_value(name: str, version: str) -> str:
    return f"{{{{resolve:secretsmanager:{name}:SecretString{f':::{version}' if version else ''}}}}}"


def _prices(given: str | None) -> tuple[str, str]:
    """`0.80 4` as given by the operator.

    Raises:
        UnknownStageError: not two numbers.
    """
    prices = (given or "0 0").split()
    if len(prices) != 2 or not all(price.replace(".", "", 1).isdigit() for price in prices):
        raise UnknownStageError(
            "Give `bedrock_model_prices` as two numbers: dollars a million tokens, in and out."
        )
    return prices[0], prices[1]


def _emulator(given: str | None) -> str:
    """The emulator's name.

    Raises:
        UnknownStageError: there is no such emulator.
    """
    name = given or EMULATORS[0]
    if name not in EMULATORS:
        raise UnknownStageError(f"There is no emulator `{name}`; use {' or '.join(EMULATORS)}.")
    return name


def stage_named(name: str, settings: dict[str, str | None] | None = None) -> Stage:
    """The stage with the operator's settings (CDK context: `-c domain=recoloca.ai`).

    Raises:
        UnknownStageError: neither `local` nor `prod`, or a domain without its hosted zone.
    """
    given = settings or {}
    if name == "local":
        return Stage("local", production=False, emulator=_emulator(given.get("emulator")))
    if name != "prod":
        raise UnknownStageError(f"There is no stage `{name}`; use `local` or `prod` (`-c stage=prod`).")
    if bool(given.get("domain")) != bool(given.get("hosted_zone_id")):
        raise UnknownStageError("Give `domain` and `hosted_zone_id` together, or neither.")
    return Stage(
        "prod",
        production=True,
        domain=given.get("domain"),
        hosted_zone_id=given.get("hosted_zone_id"),
        alarm_email=given.get("alarm_email"),
        monthly_budget_usd=int(given.get("monthly_budget_usd") or SMALLEST_BUDGET_USD),
        token_keys_version=given.get("token_keys_version"),
        origin_versions=tuple((given.get("origin_versions") or "").split()),
        origin_send=given.get("origin_send") or "current",
        runbooks_url=(given.get("runbooks_url") or "").rstrip("/") or None,
        bedrock_model=given.get("bedrock_model"),
        bedrock_model_prices=_prices(given.get("bedrock_model_prices")),
        database_protected=given.get("database_protection") != "off",
    )
