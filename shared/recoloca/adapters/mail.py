"""Mails through SES."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from recoloca.adapters import aws
from recoloca.settings import Settings

if TYPE_CHECKING:
    from mypy_boto3_ses import SESClient

CHARSET: Final = "UTF-8"


class AddressRefusedError(Exception):
    """No mail will ever reach this address; trying again cannot help."""


class MailUnavailableError(Exception):
    """SES did not take a mail; trying again may help."""


@dataclass(frozen=True, slots=True)
class Mail:
    subject: str
    text: str
    html: str


class Mailer:
    """Sends from `MAIL_FROM`, which must be an identity that SES has verified."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def send(self, address: str, mail: Mail) -> None:
        """Hand one mail over to SES.

        Raises:
            AddressRefusedError: the address is malformed, or SES knows that it bounces.
            MailUnavailableError: anything else, an unverified sender included: that is ours to mend.
        """
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415

        body: dict[str, Any] = {
            "Text": {"Data": mail.text, "Charset": CHARSET},
            "Html": {"Data": mail.html, "Charset": CHARSET},
        }
        try:
            self._client.send_email(
                Source=self._settings.required("MAIL_FROM"),
                Destination={"ToAddresses": [address]},
                Message={"Subject": {"Data": mail.subject, "Charset": CHARSET}, "Body": body},  # type: ignore[typeddict-item]  # built above
            )
        except ClientError as error:
            if _address_is_bad(error.response.get("Error", {})):
                raise AddressRefusedError from None  # SES's own sentences may name the address
            raise MailUnavailableError(error.response.get("Error", {}).get("Code", "")) from None
        except BotoCoreError as error:
            raise MailUnavailableError(type(error).__name__) from error

    @functools.cached_property
    def _client(self) -> SESClient:
        made: SESClient = aws.client("ses", read_timeout=10, attempts=3)
        return made


def _address_is_bad(error: Any) -> bool:
    """SES says `MessageRejected` both of addresses that bounce and of identities that nobody has verified."""
    code, message = error.get("Code", ""), error.get("Message", "").lower()
    return code == "InvalidParameterValue" or (code == "MessageRejected" and "not verified" not in message)
