"""Deploys the local stage into an emulator with the CDK command line."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from botocore.exceptions import ClientError

from infra.assets.builds import forget_old
from infra.local.emulators.clients import aws_environment, client
from infra.local.runner.function import REGION
from infra.local.servers.process import LocalCloudError
from infra.paths import NODE, ROOT
from infra.stages import EMULATORS, LOCAL_ASSETS_BUCKET

DEPLOY_OPTIONS: Final = ("--all", "--require-approval", "never", "--method", "direct")
ASSEMBLIES: Final = ROOT / "build/assemblies"


def synthesis_inputs() -> list[Path]:
    """The files that determine the templates of the local stage. The functions' code is not among them."""
    sources = [
        path for path in (ROOT / "infra").glob("**/*.py") if "local" not in path.relative_to(ROOT).parts
    ]
    return sorted(
        path
        for path in [ROOT / "cdk.json", *sources, *ROOT.glob("layers/*/requirements.txt")]
        if "node_modules" not in path.parts
    )


def synthesis_digest(emulator: str = EMULATORS[0]) -> str:
    state = hashlib.sha256(emulator.encode())
    for path in synthesis_inputs():
        state.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    for slug in sorted(path.parent.name for path in ROOT.glob("functions/*/handler.py")):
        state.update(slug.encode())
    return state.hexdigest()


class EmulatorDeployment:
    """The stacks of the local stage in an emulator. The file `record` says which templates were deployed last.

    The synthesized templates are kept while their inputs stay the same: synthesis takes twice as long as deployment.
    """

    def __init__(self, record: Path, endpoint: str, emulator: str = EMULATORS[0]) -> None:
        self.emulator = emulator
        self.digest = synthesis_digest(emulator)
        self.assembly = ASSEMBLIES / self.digest[:20]
        self.done = record
        self.endpoint = endpoint

    def is_current(self) -> bool:
        """Whether these templates were deployed into this emulator and their stacks still exist."""
        if not self.done.exists():
            return False
        record = json.loads(self.done.read_text())
        if record["digest"] != self.digest or record["endpoint"] != self.endpoint:
            return False
        stacks = client("cloudformation", self.endpoint).describe_stacks()["Stacks"]
        there = {s["StackName"] for s in stacks if s["StackStatus"] in {"CREATE_COMPLETE", "UPDATE_COMPLETE"}}
        return set(record["stacks"]) <= there

    def deploy(self) -> None:
        self.done.unlink(missing_ok=True)
        if not self.assembly.is_dir():
            self._synthesize()
        self.assembly.touch()
        forget_old(ASSEMBLIES)
        self._make_assets_bucket()
        self._cdk("deploy", "--app", str(self.assembly), *DEPLOY_OPTIONS)
        record = {"digest": self.digest, "endpoint": self.endpoint, "stacks": self.stacks()}
        self.done.write_text(json.dumps(record))

    def _synthesize(self) -> None:
        """Write the templates to a scratch folder, then move it: a folder with the final name is complete."""
        ASSEMBLIES.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=ASSEMBLIES, prefix=".") as scratch:
            made = Path(scratch) / "assembly"
            self._cdk("synth", "--quiet", "--output", str(made), "-c", "stage=local",
                      "-c", f"emulator={self.emulator}")  # fmt: skip
            if not self.assembly.exists():
                made.rename(self.assembly)

    def stacks(self) -> list[str]:
        return sorted(
            path.name.removesuffix(".template.json") for path in self.assembly.glob("*.template.json")
        )

    def _make_assets_bucket(self) -> None:
        s3 = client("s3", self.endpoint)
        if LOCAL_ASSETS_BUCKET not in {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]}:
            s3.create_bucket(
                Bucket=LOCAL_ASSETS_BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION}
            )

    def _cdk(self, *arguments: str) -> None:
        done = subprocess.run(
            [NODE / "cdk", "--no-notices", "--no-version-reporting", *arguments],
            cwd=ROOT,
            env=cdk_environment(self.endpoint),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            reason = self._failed_event() or "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
            raise LocalCloudError(f"`cdk {arguments[0]}` of the local stage failed: {reason}")

    def _failed_event(self) -> str | None:
        """The first resource that failed, with the emulator's reason; None when nothing failed."""
        cloudformation = client("cloudformation", self.endpoint)
        for name in self.stacks():
            try:
                events = cloudformation.describe_stack_events(StackName=name)["StackEvents"]
            except ClientError:
                continue
            failed = [event for event in events if event["ResourceStatus"].endswith("_FAILED")]
            if failed:
                first = min(failed, key=lambda event: event["Timestamp"])
                return (
                    f"{first['LogicalResourceId']} ({first['ResourceType']}) in {name}: "
                    f"{first.get('ResourceStatusReason', 'no reason given')}"
                )
        return None


def cdk_environment(endpoint: str) -> Mapping[str, str]:
    """The caller's environment without AWS settings and proxies, and with this checkout's Node first on the PATH."""
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("AWS_") and not name.lower().endswith("_proxy")
    }
    binaries = [str(NODE), str(Path(sys.executable).parent), own.get("PATH", "")]
    return {**own, **aws_environment(endpoint), "PATH": os.pathsep.join(binaries), "CDK_DISABLE_CLI_TELEMETRY": "1",
            "JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION": "1"}  # fmt: skip
