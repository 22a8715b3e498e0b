"""Shows the mails of the emulator's SES at `/_local/mailbox` and `/_local/mailbox.json`.

Each emulator has its own address and format for these mails.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from typing import Any, Final
from urllib.parse import parse_qs

import httpx

from infra import edge_headers
from infra.local.asgi import Scope, Send, encoded, respond, respond_json
from infra.local.runner.function import ACCOUNT
from infra.paths import ROOT

PREFIX: Final = "/_local/mailbox"
STYLE: Final = ROOT / "infra/local/assets/pages.css"
PAGE_POLICY: Final = (
    "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'"
)
MAIL_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data: https:; frame-ancestors 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)
"""Like a mail program, the page of a mail runs no script and opens links in a new tab."""
LINK: Final = re.compile(r"https?://[^\s<>\"]+")


class MailboxError(Exception):
    """The AWS endpoint in use does not show the mails that it took."""


class Mailbox:
    """Serves the mails, newest first. `?to=` limits the JSON to one recipient."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self.http = httpx.AsyncClient(timeout=10, trust_env=False)

    async def serve(self, scope: Scope, send: Send) -> None:
        path = scope["path"].removeprefix(PREFIX)
        if path == ".css":
            await html(send, STYLE.read_text(), kind="text/css; charset=utf-8")
            return
        try:
            mails = await self.mails()
        except MailboxError as error:
            await respond_json(send, 501, {"message": str(error)})
            return
        if path == ".json":
            wanted = parse_qs(scope["query_string"].decode()).get("to")
            found = [mail for mail in mails if not wanted or wanted[0] in mail["to"]]
            await respond_json(send, 200, {"items": found}, {"cache-control": "no-store"})
        elif path in {"", "/"}:
            await html(send, list_page(mails))
        else:
            await self.serve_one(send, mails, path.strip("/"))

    async def serve_one(self, send: Send, mails: list[dict[str, Any]], name: str) -> None:
        mail = next((each for each in mails if each["id"] == name.removesuffix(".html")), None)
        if mail is None:
            await html(send, page("Mailbox", "<p>There is no such mail.</p>"), status=404)
        elif name.endswith(".html"):
            text = mail["html"] or f"<pre>{escape(mail['text'])}</pre>"
            await html(send, text.replace("<head>", '<head><base target="_blank">', 1), policy=MAIL_POLICY)
        else:
            await html(send, mail_page(mail))

    async def mails(self) -> list[dict[str, Any]]:
        """Read the sent mails, newest first.

        Raises:
            MailboxError: the endpoint is neither ministack nor LocalStack.
        """
        for path, read in SOURCES.items():
            answer = await self.http.get(self.endpoint + path)
            if answer.status_code == 200:
                return read(answer.json()["messages"])[::-1]
        raise MailboxError(f"{self.endpoint} does not show its mails; ministack and LocalStack do.")

    async def close(self) -> None:
        await self.http.aclose()


def of_ministack(messages: dict[str, Any]) -> list[dict[str, Any]]:
    """The mails of our account. `messages` are ministack's mails by account."""
    return [
        {
            "id": message["MessageId"],
            "at": sent_at(message["Timestamp"]),
            "from": message["Source"],
            "to": message["To"],
            "subject": message["Subject"],
            "text": message["BodyText"] or "",
            "html": message["BodyHtml"],
        }
        for message in messages.get(ACCOUNT, [])
    ]


def of_localstack(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "id": message["Id"],
            "at": sent_at(message["Timestamp"]),
            "from": message["Source"],
            "to": message["Destination"]["ToAddresses"],
            "subject": message["Subject"],
            "text": message["Body"]["text_part"] or "",
            "html": message["Body"]["html_part"],
        }
        for message in messages
    ]


def sent_at(stamp: str | float) -> str:
    return stamp if isinstance(stamp, str) else datetime.fromtimestamp(stamp, UTC).isoformat()


SOURCES: Final[dict[str, Callable[[Any], list[dict[str, Any]]]]] = {
    f"/_ministack/ses/messages?account={ACCOUNT}": of_ministack,
    "/_aws/ses": of_localstack,
}


def list_page(mails: list[dict[str, Any]]) -> str:
    rows = "".join(
        f'<li><a href="{PREFIX}/{mail["id"]}"><b>{escape(mail["subject"])}</b>'
        f"<span>{escape(', '.join(mail['to']))}</span><time>{escape(mail['at'][:19])}</time></a></li>"
        for mail in mails
    )
    return page("Mailbox", f"<ol>{rows}</ol>" if rows else "<p>Nothing has been sent yet.</p>")


def mail_page(mail: dict[str, Any]) -> str:
    text = LINK.sub(lambda found: f'<a href="{found[0]}">{found[0]}</a>', escape(mail["text"], quote=False))
    return page(
        mail["subject"],
        f'<p class="meta">{escape(mail["from"])} → {escape(", ".join(mail["to"]))}, {escape(mail["at"][:19])}</p>'
        f'<iframe title="HTML" src="{PREFIX}/{mail["id"]}.html"></iframe>'
        f"<h2>Text</h2><pre>{text}</pre>",
    )


def page(title: str, content: str) -> str:
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="{PREFIX}.css">'
        f'<header><a href="{PREFIX}">Local mailbox</a></header><main class="mail"><h1>{escape(title)}</h1>{content}'
        "</main></html>"
    )


async def html(
    send: Send,
    text: str,
    *,
    status: int = 200,
    policy: str = PAGE_POLICY,
    kind: str = "text/html; charset=utf-8",
) -> None:
    headers = {
        **edge_headers.COMMON,
        "x-frame-options": "SAMEORIGIN",
        "content-security-policy": policy,
        "content-type": kind,
        "cache-control": "no-store",
    }
    await respond(send, status, encoded(headers), text.encode())
