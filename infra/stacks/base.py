"""The base class of the stacks: the region, and the credentials for assets and deployment."""

from __future__ import annotations

from aws_cdk import CliCredentialsStackSynthesizer, DefaultStackSynthesizer, Environment, Stack
from constructs import Construct

from infra.stages import LOCAL_ASSETS_BUCKET, REGION, Stage


class PlatformStack(Stack):
    """The stack `recoloca-<stage>-<name>`. The local stage needs no bootstrap: it uses the caller's credentials."""

    def __init__(self, scope: Construct, name: str, stage: Stage, region: str = REGION) -> None:
        super().__init__(
            scope,
            stage.resource(name),
            env=Environment(region=region),
            synthesizer=DefaultStackSynthesizer()
            if stage.production
            else CliCredentialsStackSynthesizer(file_assets_bucket_name=LOCAL_ASSETS_BUCKET),
            analytics_reporting=False,
        )
        self.platform_stage = stage
