"""Keys and secrets that CloudFormation cannot make, and the versions of them that the templates name."""

from __future__ import annotations

import json
from typing import Any

from infra.stages import Stage
from recoloca.accounts.keys import create_key_pair

BY_HAND = {
    "stripe-api-key": "payments",
    "stripe-webhook-secret": "what Stripe tells",
    "canary": "the synthetic canary (JSON: email, password)",
}
"""Secrets of others, and what does not work until an operator has put them in."""


def token_keys_version(session: Any, stage: Stage) -> str:
    """The version of the public key set; empty on a stage that has none yet."""
    ssm = session.client("ssm")
    try:
        return str(ssm.get_parameter(Name=stage.parameter("token-public-keys"))["Parameter"]["Version"])
    except ssm.exceptions.ParameterNotFound:
        return ""


def create_token_keys(session: Any, stage: Stage) -> None:
    """The first pair: the private key for who signs, the public one for everybody."""
    secret, public = create_key_pair()
    session.client("secretsmanager").create_secret(
        Name=stage.secret("token-signing-key"), SecretString=secret
    )
    session.client("ssm").put_parameter(
        Name=stage.parameter("token-public-keys"), Value=json.dumps(public), Type="String"
    )


def origin_versions(session: Any, stage: Stage) -> str:
    """The newest version of the origin's secret and the one before; nothing before the first deployment.

    Looked for in the list first: asked for a secret that is not there, Secrets Manager answers who may read only
    this one by its name that access is denied, since there is no ARN yet for the policy to allow.
    """
    name = stage.secret("origin")
    if name not in _names(session):
        return ""
    client = session.client("secretsmanager")
    found = client.list_secret_version_ids(SecretId=name)["Versions"]
    by_label = {label: each["VersionId"] for each in found for label in each.get("VersionStages", ())}
    return " ".join(by_label[label] for label in ("AWSCURRENT", "AWSPREVIOUS") if label in by_label)


def missing(session: Any, stage: Stage) -> dict[str, str]:
    """What an operator still has to put in, with what it is for."""
    names = _names(session)
    return {stage.secret(name): use for name, use in BY_HAND.items() if stage.secret(name) not in names}


def _names(session: Any) -> set[str]:
    pages = session.client("secretsmanager").get_paginator("list_secrets").paginate()
    return {each["Name"] for page in pages for each in page["SecretList"]}
