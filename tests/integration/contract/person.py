"""Somebody with one of everything that a sample event may name, made when it is asked for."""

from __future__ import annotations

import functools
import string
from collections.abc import Callable
from pathlib import Path
from typing import Final
from uuid import UUID

from recoloca.accounts import mail_tokens
from recoloca.bootstrap import Container
from recoloca.cvs.service import object_key
from tests.integration.api.client import Api
from tests.integration.cvs import CV, analysed

PASSWORD: Final = "uma senha comprida"


class Person:
    def __init__(self, services: Container, api: Api, name: str) -> None:
        self.services = services
        self.email = f"{name}@example.com"
        form = {"name": name.title(), "email": self.email, "password": PASSWORD}
        self.session = api.post("/auth/register", form).json
        self.api = api.as_user(self.session["access_token"])
        self.user_id = UUID(self.session["user"]["id"])

    def values(self, sample: Path) -> dict[str, str]:
        """What this sample's `${names}` are for this person."""
        names = string.Template(sample.read_text()).get_identifiers()
        return {name: VALUES[name](self) for name in names}

    @functools.cached_property
    def analysis_id(self) -> UUID:
        return analysed(self.api, self.services)

    @functools.cached_property
    def failed_analysis_id(self) -> UUID:
        return analysed(self.api, self.services, b"MZ\x90\x00\x03" * 50)

    @functools.cached_property
    def other_analysis_id(self) -> UUID:
        return analysed(self.api, self.services, CV.replace(b"38%", b"45%"))

    @functools.cached_property
    def uploaded_id(self) -> UUID:
        """An analysis whose file is in the bucket and whose message has not come."""
        form = {"file_name": "cv.txt", "content_type": "text/plain", "size": len(CV)}
        identifier = UUID(self.api.post("/cv/upload", form).json["analysis_id"])
        self.services.uploads.put(object_key(self.user_id, identifier), CV, "text/plain")
        return identifier

    @functools.cached_property
    def session_id(self) -> str:
        return str(self.api.post("/ai-coach/session", {"topic": "cv_review"}).json["session_id"])

    @functools.cached_property
    def notification_id(self) -> str:
        """What the app says of the finished analysis; its mail is due."""
        self.analysis_id  # noqa: B018 (made when first asked for)
        return str(self.api.get("/notifications").json["items"][0]["id"])

    def mailed_token(self, purpose: mail_tokens.Purpose) -> str:
        link = mail_tokens.create_link(self.services, self.user_id, purpose)
        return link.partition("#token=")[2]


VALUES: Final[dict[str, Callable[[Person], str]]] = {
    "access_token": lambda person: person.session["access_token"],
    "analysis_id": lambda person: str(person.analysis_id),
    "email": lambda person: person.email,
    "failed_analysis_id": lambda person: str(person.failed_analysis_id),
    "new_email": lambda _: "someone-new@example.com",
    "notification_id": lambda person: person.notification_id,
    "object_key": lambda person: object_key(person.user_id, person.uploaded_id),
    "other_analysis_id": lambda person: str(person.other_analysis_id),
    "password": lambda _: PASSWORD,
    "refresh_token": lambda person: person.session["refresh_token"],
    "reset_token": lambda person: person.mailed_token("reset_password"),
    "session_id": lambda person: person.session_id,
    "upload_bucket": lambda person: person.services.settings.upload_bucket,
    "verification_token": lambda person: person.mailed_token("verify_email"),
}
