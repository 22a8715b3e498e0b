"""The target of an operator's command: the local platform of this checkout, or a stage in AWS."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final

import typer

from recoloca.cli.console import err, fail, out
from recoloca.cli.local import NotRunningError, local_platform
from recoloca.runtime.outside import read_json

REGION: Final = "sa-east-1"
LOCAL: Final = "local"
ALIAS: Final = "live"
"""The Lambda alias of the released version. Without it, the newest deployed version runs, which may be unreleased."""

Stage = Annotated[
    str,
    typer.Option(
        "--stage", metavar="NAME", envvar="RECOLOCA_STAGE", help="`local`, or a stage in AWS such as `prod`."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]


@dataclass(frozen=True)
class Target:
    """The stage and its access. `environment` and `runner` belong to the local platform.

    In AWS, boto3 finds the operator's own credentials.
    """

    stage: str
    local_url: str | None = None
    runner: str | None = None
    environment: Mapping[str, str] | None = None

    def name(self, resource: str) -> str:
        """The full name of a resource, as the CDK stacks set it."""
        return f"recoloca-{self.stage}-{resource}"

    @property
    def option(self) -> str:
        """The `--stage` option to show in suggested commands; empty for the local stage."""
        return "" if self.stage == LOCAL else f" --stage {self.stage}"

    def function(self, slug: str) -> str:
        """The name of a function with its alias, for an invocation."""
        return self.name(slug) if self.stage == LOCAL else f"{self.name(slug)}:{ALIAS}"

    def client(self, service: str) -> Any:
        import boto3  # noqa: PLC0415 (its import is slow; wrong arguments must fail before it)
        from botocore.config import Config  # noqa: PLC0415

        make: Any = boto3.client
        tries = 1 if service == "lambda" else 3
        # A migration takes minutes without sending data. TCP keepalive stops a NAT from dropping the idle connection.
        config = Config(
            connect_timeout=5, read_timeout=900, tcp_keepalive=True, retries={"total_max_attempts": tries}
        )
        if self.environment is None:
            return make(service, region_name=REGION, config=config)
        return make(
            service,
            endpoint_url=self.runner if service == "lambda" else self.environment["AWS_ENDPOINT_URL"],
            region_name=self.environment["AWS_REGION"],
            aws_access_key_id=self.environment["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=self.environment["AWS_SECRET_ACCESS_KEY"],
            config=config.merge(Config(proxies={})),  # no proxy leads to this machine
        )

    def invoke(self, slug: str, payload: Mapping[str, Any]) -> Any:
        """Invoke a function and return its parsed response. The command fails when the function fails."""
        with err.status(f"Waiting for {self.name(slug)}"):
            answer = self.client("lambda").invoke(
                FunctionName=self.function(slug), Payload=json.dumps(payload).encode()
            )
        body = read_json(answer["Payload"].read())
        if "FunctionError" in answer:
            fail(f"`{self.name(slug)}` failed: {body.get('errorMessage', body)}")
        return body

    def ask(self, command: str, **arguments: Any) -> Any:
        """Run a command of the function `operator` and return its result. The command fails after an error."""
        body = self.invoke("operator", {"command": command, "arguments": arguments})
        if "error" in body:
            fail(body["error"])
        return body["result"]

    @functools.cached_property
    def url(self) -> str:
        """The address of the web app."""
        found = self.local_url or self.ask("about")["app_url"]
        if not found:
            fail(f"The stage `{self.stage}` has no address in its stacks: give it with --url.")
        return str(found).rstrip("/")


def target(stage: str) -> Target:
    """The target for a stage. The command fails when the stage is local and no local platform runs."""
    if stage != LOCAL:
        return Target(stage)
    try:
        platform = local_platform()
    except NotRunningError as error:
        fail(f"{error} For a stage in AWS give --stage.")
    return Target(LOCAL, platform.url, platform.runner, platform.environment)


def show_json(answer: Any) -> None:
    """Print JSON: plain text in a pipe, with colours on a terminal."""
    text = json.dumps(answer, ensure_ascii=False, indent=2, default=str)
    out.print_json(text) if out.is_terminal else print(text)
