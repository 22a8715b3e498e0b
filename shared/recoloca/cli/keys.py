"""`recoloca keys`: creates and rotates the key pair for access tokens in AWS."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Annotated, Any, Final

import typer

from recoloca.cli.console import fail, out
from recoloca.cli.target import ALIAS, LOCAL, AsJson, Stage, Target, show_json, target

SIGNER: Final = "auth_login"
"""The function whose environment shows the deployed public keys."""

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Create and rotate the key pair that signs and verifies access tokens.",
)


@dataclass(frozen=True)
class Vault:
    """The storage of the keys of a stage.

    The private key is in Secrets Manager. The public key set is in Parameter Store, and a deployment reads it there.
    """

    where: Target

    @property
    def secret(self) -> str:
        return f"recoloca/{self.where.stage}/token-signing-key"

    @property
    def parameter(self) -> str:
        return f"/recoloca/{self.where.stage}/token-public-keys"

    def public(self) -> dict[str, Any] | None:
        """The published key set; None before the first key pair."""
        ssm = self.where.client("ssm")
        try:
            found: dict[str, Any] = json.loads(ssm.get_parameter(Name=self.parameter)["Parameter"]["Value"])
        except ssm.exceptions.ParameterNotFound:
            return None
        return found

    def publish(self, keys: dict[str, Any]) -> None:
        self.where.client("ssm").put_parameter(
            Name=self.parameter, Value=json.dumps(keys), Type="String", Overwrite=True
        )

    def versions(self) -> dict[str, str]:
        """The version ids of the secret by staging label (`AWSCURRENT`, `AWSPENDING`)."""
        found = self.where.client("secretsmanager").describe_secret(SecretId=self.secret)
        return {stage: id_ for id_, stages in found["VersionIdsToStages"].items() for stage in stages}


def vault(stage: str) -> Vault:
    if stage == LOCAL:
        fail("The local platform creates its own keys; give the stage, such as --stage prod.")
    return Vault(target(stage))


@app.command()
def create(stage: Stage = LOCAL, as_json: AsJson = False) -> None:
    """Create the first key pair of a stage, before its first deployment."""
    from recoloca.accounts.keys import create_key_pair  # noqa: PLC0415

    found = vault(stage)
    if found.public() is not None:
        fail(f"The stage `{stage}` already has keys: `recoloca keys rotate --stage {stage}` replaces them.")
    secret, public = create_key_pair()
    secrets = found.where.client("secretsmanager")
    try:
        secrets.create_secret(Name=found.secret, SecretString=secret)
    except secrets.exceptions.ResourceExistsException:
        # An earlier run crashed before `publish`. Its key was never used, so it can be replaced.
        secrets.put_secret_value(SecretId=found.secret, SecretString=secret)
    found.publish(public)
    told(found, public, "Deploy now: the deployment gives the public key to the functions.", as_json=as_json)


@app.command()
def rotate(
    activate: Annotated[bool, typer.Option("--activate", help="Second step: sign with the new key.")] = False,
    stage: Stage = LOCAL,
    as_json: AsJson = False,
) -> None:
    """Replace the key pair in two steps with a deployment in between. No user is logged out.

    The first step publishes the new public key beside the old one. After the deployment all functions know both keys.
    The second step (`--activate`) starts to sign with the new key.
    """
    found = vault(stage)
    public = found.public()
    if public is None:
        fail(f"The stage `{stage}` has no keys yet: `recoloca keys create --stage {stage}` creates them.")
    pending = found.versions().get("AWSPENDING")
    if activate:
        change_over(found, public, pending)
        told(
            found,
            public,
            "New tokens are signed with the new key; old ones expire by themselves.",
            as_json=as_json,
        )
        return
    if pending is not None:
        fail(f"A rotation has begun: deploy, then `recoloca keys rotate --activate{found.where.option}`.")
    prepare(found, public, as_json=as_json)


def prepare(found: Vault, public: dict[str, Any], *, as_json: bool) -> None:
    from recoloca.accounts.keys import create_key_pair  # noqa: PLC0415

    secret, both = create_key_pair(public)
    found.where.client("secretsmanager").put_secret_value(
        SecretId=found.secret, SecretString=secret, VersionStages=["AWSPENDING"]
    )
    found.publish(both)
    told(
        found,
        both,
        f"Deploy now, then `recoloca keys rotate --activate{found.where.option}`.",
        as_json=as_json,
    )


def change_over(found: Vault, public: dict[str, Any], pending: str | None) -> None:
    """Make the pending key the current one. The command fails if the deployed functions do not know the key."""
    if pending is None:
        fail(f"There is nothing to activate: `recoloca keys rotate{found.where.option}` begins a rotation.")
    secrets = found.where.client("secretsmanager")
    kept = secrets.get_secret_value(SecretId=found.secret, VersionId=pending)["SecretString"]
    kid = json.loads(kept)["kid"]
    if kid not in {key["kid"] for key in public["keys"]} or kid not in deployed_kids(found.where):
        fail("The functions do not know the new key yet: deploy first, or their users would be logged out.")
    secrets.update_secret_version_stage(
        SecretId=found.secret,
        VersionStage="AWSCURRENT",
        MoveToVersionId=pending,
        RemoveFromVersionId=found.versions()["AWSCURRENT"],
    )
    secrets.update_secret_version_stage(
        SecretId=found.secret, VersionStage="AWSPENDING", RemoveFromVersionId=pending
    )


def deployed_kids(where: Target) -> set[str]:
    """The ids of the public keys that the deployed functions use."""
    described = where.client("lambda").get_function_configuration(
        FunctionName=where.name(SIGNER), Qualifier=ALIAS
    )
    published = described["Environment"]["Variables"].get("TOKEN_PUBLIC_KEYS", '{"keys": []}')
    return {key["kid"] for key in json.loads(published)["keys"]}


def told(found: Vault, public: dict[str, Any], sentence: str, *, as_json: bool) -> None:
    """Print the ids of the keys and the next step. The private key is never printed."""
    kids = [key["kid"] for key in public["keys"]]
    if as_json:
        show_json({"secret": found.secret, "parameter": found.parameter, "kids": kids})
    else:
        out.print(f"{found.parameter}: {', '.join(kids)}\n{sentence}", soft_wrap=True)
