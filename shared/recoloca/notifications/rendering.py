"""Renders the texts of notifications for the app and for e-mails, from the files in `texts/`."""

from __future__ import annotations

import functools
import html
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from recoloca.adapters.mail import Mail
from recoloca.notifications.kinds import FREE_TEXT

TEXTS: Final = Path(__file__).parent / "texts"
PREFERENCES_PATH: Final = "/notifications"


@dataclass(frozen=True, slots=True)
class RenderedMessage:
    """The text of a notification. `link` is a path of the app, or a complete URL from the notification's data."""

    title: str
    body: str
    action: str
    link: str


def message(kind: str, locale: str, data: Mapping[str, Any]) -> RenderedMessage:
    """The text of a notification as the app shows it.

    Raises:
        KeyError: the kind has no text, or `data` lacks a field.
    """
    texts = _texts(locale)
    found = texts[kind]
    fields = {**data, "plan": texts["plans"].get(data.get("plan"), data.get("plan", ""))}
    return RenderedMessage(
        title=found["title"],
        body=found["body"].format_map(fields),
        action=found["action"],
        link=found["path"].format_map(fields) if "path" in found else str(data["link"]),
    )


def mail(kind: str, locale: str, data: Mapping[str, Any], *, name: str | None, app_url: str) -> Mail:
    """The notification as an e-mail with a plain-text body and an HTML body. Links begin with `app_url`.

    `name` is None for an unconfirmed address. Another person can have entered that address, so the e-mail contains no
    text that the user wrote.
    """
    texts = _texts(locale)
    if name is None:
        data = {**data, **{field: texts["unconfirmed"][field] for field in FREE_TEXT & data.keys()}}
    told = message(kind, locale, data)
    parts = {
        "locale": locale,
        "title": told.title,
        "greeting": texts["unconfirmed"]["greeting"] if name is None else texts["greeting"].format(name=name),
        "body": told.body,
        "action": told.action,
        "link": f"{app_url}{told.link}" if told.link.startswith("/") else told.link,
        "footer": texts["footer"],
        "preferences": texts["preferences"],
        "preferences_link": f"{app_url}{PREFERENCES_PATH}",
    }
    return Mail(
        subject=told.title,
        text=_file("mail.txt").format_map(parts),
        html=_file("mail.html").format_map({name: html.escape(value) for name, value in parts.items()}),
    )


@functools.cache
def _texts(locale: str) -> dict[str, Any]:
    return tomllib.loads(_file(f"{locale}.toml"))


@functools.cache
def _file(name: str) -> str:
    return (TEXTS / name).read_text(encoding="utf-8")
