"""`make deploy STAGE=prod` and `make diff STAGE=prod`.

Some steps are not the CDK's: layers and keys come before it, pages and old versions after it. The templates already
put the migrations before the stacks that need them (`infra/app.py`). They are also a step here, to show which step
failed. A failed step ends the deployment. Every step is safe to run again.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import boto3
from botocore.exceptions import ClientError

from infra.assets import frontend, layers
from infra.assets.target import BuildError
from infra.deploy import secrets, site, versions
from infra.paths import NODE, ROOT
from infra.routes import FUNCTIONS
from infra.stages import EDGE_REGION, REGION, Stage, UnknownStageError, stage_named

SETTINGS: Final = (
    "domain",
    "hosted_zone_id",
    "alarm_email",
    "runbooks_url",
    "monthly_budget_usd",
    "origin_send",
    "bedrock_model",
    "bedrock_model_prices",
)
"""The settings that `make` or the environment gives: `make deploy STAGE=prod DOMAIN=recoloca.ai HOSTED_ZONE_ID=Z…`."""


class StepFailedError(Exception):
    """A command failed. It has printed its error."""


def settings() -> dict[str, str | None]:
    return {name: os.environ.get(name.upper()) or None for name in SETTINGS}


@dataclass(slots=True)
class StageDeployment:
    """The deployment of one stage into AWS, in the steps of `run`. `context` are the CDK's context values."""

    stage: Stage
    session: Any
    context: dict[str, str | None] = field(default_factory=dict)

    def run(self) -> None:
        steps: list[tuple[str, Callable[[], object]]] = [
            ("Layers for Lambda's own platform", self.build_layers),
            ("Token keys", self.make_keys),
            ("Templates", self.synthesize),
            ("Network, data, roles of the database, migrations", lambda: self.cdk_deploy("migrations")),
            ("Deletion protection of the database", self.protect_database),
            ("All other stacks: edge, functions by canary, observability", self.cdk_deploy),
            ("Pages", self.publish_site),
            ("Old versions of the functions", self.prune_versions),
        ]
        for number, (title, work) in enumerate(steps, 1):
            print(f"[{number}/{len(steps)}] {title}", flush=True)
            work()
        for name, use in secrets.missing(self.session, self.stage).items():
            print(f"! The secret {name} does not exist yet: {use} will not work without it.")

    def build_layers(self) -> None:
        if layers.main():
            raise StepFailedError("the layers were not built")

    def make_keys(self) -> None:
        if not secrets.token_keys_version(self.session, self.stage):
            secrets.create_token_keys(self.session, self.stage)

    def look_up_versions(self) -> None:
        """Versions of keys and secrets. They are in the templates, so a rotation publishes the functions again."""
        self.context["token_keys_version"] = secrets.token_keys_version(self.session, self.stage)
        self.context["origin_versions"] = secrets.origin_versions(self.session, self.stage)

    def synthesize(self) -> None:
        self.look_up_versions()
        self.context["database_protection"] = None if self._has_database() else "off"
        self._synthesize()

    def _synthesize(self) -> None:
        given = [f"{name}={value}" for name, value in self.context.items() if value]
        self._cdk("synth", "--quiet", *(part for each in given for part in ("-c", each)),
                  "-c", f"stage={self.stage.name}", "-o", self._assembly)  # fmt: skip

    def cdk_deploy(self, *names: str) -> None:
        """Deploy these stacks and the stacks that they depend on. Without a name, deploy all stacks."""
        which = [self.stage.resource(name) for name in names] or ["--all"]
        self._cdk(
            "deploy", "--app", self._assembly, "--require-approval", "never", "--concurrency", "4", *which
        )

    def protect_database(self) -> None:
        """Switch the deletion protection on after the first creation.

        CloudFormation cannot delete a protected cluster. A first creation that failed with one could not be rolled
        back, and its name would stop the next deployment.
        """
        if self.context.pop("database_protection", None):
            self._synthesize()
            self.cdk_deploy("data")

    def _has_database(self) -> bool:
        """Whether the data stack was created. A stack whose first creation failed does not count."""
        client = self.session.client("cloudformation")
        try:
            (found,) = client.describe_stacks(StackName=self.stage.resource("data"))["Stacks"]
        except ClientError as error:
            if error.response["Error"]["Code"] != "ValidationError":
                raise
            return False
        status: str = found["StackStatus"]
        return status == "CREATE_COMPLETE" or status.startswith("UPDATE_")

    def diff(self) -> None:
        """Compare only the templates. A change set would show replacements, but it writes to the AWS account."""
        self.build_layers()
        self.synthesize()
        self._cdk("diff", "--app", self._assembly, "--method", "template")

    def publish_site(self) -> None:
        account = self.session.client("sts").get_caller_identity()["Account"]
        bucket = f"{self.stage.resource('frontend')}-{account}"
        count = site.publish(self.session.client("s3"), bucket, frontend.built_site())
        outputs = self._outputs("edge")
        site.invalidate(self.session.client("cloudfront"), outputs["DistributionId"], str(uuid.uuid4()))
        print(f"      {count} files at {outputs['AppUrl']}")

    def prune_versions(self) -> None:
        client = self.session.client("lambda")
        count = sum(versions.prune(client, self.stage.resource(row.slug)) for row in FUNCTIONS)
        print(f"      {count} deleted")

    def _outputs(self, stack: str) -> dict[str, str]:
        client = self.session.client("cloudformation", region_name=EDGE_REGION)
        (found,) = client.describe_stacks(StackName=self.stage.resource(stack))["Stacks"]
        return {each["OutputKey"]: each["OutputValue"] for each in found["Outputs"]}

    @property
    def _assembly(self) -> str:
        return str(ROOT / "cdk.out" / self.stage.name)

    def _cdk(self, *arguments: str) -> None:
        node = NODE
        environment = {**os.environ, "PATH": f"{node}{os.pathsep}{os.environ['PATH']}"}
        done = subprocess.run(
            [str(node / "cdk"), "--no-notices", *arguments], cwd=ROOT, env=environment, check=False
        )
        if done.returncode:
            raise StepFailedError(f"cdk {arguments[0]} ended with {done.returncode}")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.deploy", description=__doc__)
    parser.add_argument("action", choices=("deploy", "diff"))
    parser.add_argument("--stage", required=True)
    chosen = parser.parse_args(arguments)
    try:
        given = settings()
        stage = stage_named(chosen.stage, given)
        if not stage.production:
            raise UnknownStageError("The local stage is deployed by `make up`; use STAGE=prod.")
        deployment = StageDeployment(stage, boto3.Session(region_name=REGION), dict(given))
        deployment.run() if chosen.action == "deploy" else deployment.diff()
    except (StepFailedError, BuildError, UnknownStageError) as error:
        print(f"✗ {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
