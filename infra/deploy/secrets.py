"""Keys and secrets that CloudFormation cannot make, and their versions in the templates."""

from __future__ import annotations

import json
from typing import Any

from infra.stages import Stage
from recoloca.accounts.keys import create_key_pair

BY_HAND = {
    "stripe-api-key": "payments",
    "stripe-webhook-secret": "the events of Stripe",
    "canary": "the synthetic canary (JSON: email, password)",
}
"""Secrets of other companies, and the feature that does not work until an operator has stored each."""


def token_keys_version(session: Any, stage: Stage) -> str:
    """The version of the public key set. It is empty for a stage without keys."""
    ssm = session.client("ssm")
    try:
        return str(ssm.get_parameter(Name=stage.parameter("token-public-keys"))["Parameter"]["Version"])
    except ssm.exceptions.ParameterNotFound:
        return ""


def create_token_keys(session: Any, stage: Stage) -> None:
    """Make the first pair of keys: a private key to sign, and a public key for all functions."""
    secret, public = create_key_pair()
    session.client("secretsmanager").create_secret(
        Name=stage.secret("token-signing-key"), SecretString=secret
    )
    session.client("ssm").put_parameter(
        Name=stage.parameter("token-public-keys"), Value=json.dumps(public), Type="String"
    )


def origin_versions(session: Any, stage: Stage) -> str:
    """The newest version of the origin's secret and the one before. It is empty before the first deployment.

    The list is read first. A missing secret has no ARN yet that the operator's policy could allow, so Secrets Manager
    answers "access denied" to a direct request.
    """
    name = stage.secret("origin")
    if name not in _names(session):
        return ""
    client = session.client("secretsmanager")
    found = client.list_secret_version_ids(SecretId=name)["Versions"]
    by_label = {label: each["VersionId"] for each in found for label in each.get("VersionStages", ())}
    return " ".join(by_label[label] for label in ("AWSCURRENT", "AWSPREVIOUS") if label in by_label)


def missing(session: Any, stage: Stage) -> dict[str, str]:
    """The secrets that an operator has not stored yet, each with its purpose."""
    names = _names(session)
    return {stage.secret(name): use for name, use in BY_HAND.items() if stage.secret(name) not in names}


def _names(session: Any) -> set[str]:
    pages = session.client("secretsmanager").get_paginator("list_secrets").paginate()
    return {each["Name"] for page in pages for each in page["SecretList"]}
