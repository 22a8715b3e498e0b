"""Sends e-mails through Amazon SES."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from recoloca.adapters.aws import AwsClient, AwsRefusedError, UnreachableError
from recoloca.runtime.settings import Settings

CHARSET: Final = "UTF-8"
FORM: Final = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}


class AddressRefusedError(Exception):
    """The address cannot receive e-mail. A retry cannot help."""


class MailUnavailableError(Exception):
    """SES did not accept the e-mail. A retry can help."""


@dataclass(frozen=True, slots=True)
class Mail:
    subject: str
    text: str
    html: str


class Mailer:
    """Sends e-mails from the address in `MAIL_FROM`, which must be a verified identity in SES."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def send(self, address: str, mail: Mail) -> None:
        """Send one e-mail.

        Raises:
            AddressRefusedError: the address is malformed, or SES knows that its mail bounces.
            MailUnavailableError: every other error, including an unverified sender, which we must repair.
        """
        form = {
            "Action": "SendEmail",
            "Version": "2010-12-01",
            "Source": self._settings.required("MAIL_FROM"),
            "Destination.ToAddresses.member.1": address,
            "Message.Subject.Data": mail.subject,
            "Message.Subject.Charset": CHARSET,
            "Message.Body.Text.Data": mail.text,
            "Message.Body.Text.Charset": CHARSET,
            "Message.Body.Html.Data": mail.html,
            "Message.Body.Html.Charset": CHARSET,
        }
        try:
            self._ses.call("POST", "/", headers=FORM, body=urlencode(form).encode())
        except AwsRefusedError as error:
            if _address_is_bad(error):
                raise AddressRefusedError from None  # the message of SES can contain the address
            raise MailUnavailableError(error.code) from None
        except UnreachableError as error:
            raise MailUnavailableError(str(error)) from error

    @functools.cached_property
    def _ses(self) -> AwsClient:
        region = self._settings.required("AWS_REGION")
        host = f"email.{region}.amazonaws.com"
        return AwsClient(self._settings, "ses", read_timeout=10, attempts=3, within=20, host=host)


def _address_is_bad(error: AwsRefusedError) -> bool:
    """Whether the recipient's address is the cause.

    SES returns `MessageRejected` both for an address that bounces and for an unverified sender.
    """
    unverified = "not verified" in error.message.lower()
    return error.code == "InvalidParameterValue" or (error.code == "MessageRejected" and not unverified)
