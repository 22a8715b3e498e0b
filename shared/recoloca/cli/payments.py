"""`recoloca payments`: configures a Stripe account for a stage in AWS."""

from __future__ import annotations

import os
from typing import Annotated, Any

import typer

from recoloca.cli.console import err, fail, out
from recoloca.cli.target import LOCAL, AsJson, Stage, show_json, target

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Configure a Stripe account for a stage.")


ApiKey = Annotated[
    str,
    typer.Option(
        envvar="STRIPE_API_KEY",
        prompt=True,
        hide_input=True,
        metavar="KEY",
        help="The API key of the Stripe account. It is safer in the variable, or typed when asked.",
    ),
]
AppUrl = Annotated[
    str | None, typer.Option(metavar="URL", help="The address of the app. Default: that of the stage.")
]


@app.callback()
def group() -> None:
    """Makes `setup` a subcommand although it is the only one."""


@app.command()
def setup(
    api_key: ApiKey,
    url: AppUrl = None,
    stage: Stage = LOCAL,
    as_json: AsJson = False,
) -> None:
    """Store the API key and register the stage's webhook at Stripe. It is safe to run this again with another key."""
    from recoloca.adapters.stripe_account import StripeAccountError, make_webhook  # noqa: PLC0415
    from recoloca.billing.webhook import KNOWN  # noqa: PLC0415

    if stage == LOCAL:
        fail("The local platform has a Stripe of its own; give the stage, such as --stage prod.")
    where = target(stage)
    webhook = f"{(url or where.url).rstrip('/')}/api/payments/webhook"
    secrets = where.client("secretsmanager")
    key_name, secret_name = (f"recoloca/{stage}/stripe-{name}" for name in ("api-key", "webhook-secret"))
    try:
        with err.status("Calling Stripe"):
            secret = make_webhook(
                api_key,
                webhook,
                sorted(KNOWN),
                secret_is_kept=exists(secrets, secret_name),
                api_base=os.environ.get("STRIPE_API_BASE"),
            )
    except StripeAccountError as error:
        fail(f"Stripe: {error}")
    keep(secrets, key_name, api_key)
    if secret is not None:
        keep(secrets, secret_name, secret)
    made = {"webhook": webhook, "created": secret is not None, "secrets": [key_name, secret_name]}
    if as_json:
        show_json(made)
    else:
        out.print(f"Stripe {'now' if secret else 'still'} sends events to {webhook}.", soft_wrap=True)


def exists(secrets: Any, name: str) -> bool:
    try:
        secrets.describe_secret(SecretId=name)
    except secrets.exceptions.ResourceNotFoundException:
        return False
    return True


def keep(secrets: Any, name: str, value: str) -> None:
    if exists(secrets, name):
        secrets.put_secret_value(SecretId=name, SecretString=value)
    else:
        secrets.create_secret(Name=name, SecretString=value)
