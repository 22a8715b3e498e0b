"""A person with one object of each kind that a sample event can name. Each object is made at its first use."""

from __future__ import annotations

import functools
import string
from collections.abc import Callable
from pathlib import Path
from typing import Final
from uuid import UUID

from infra.local.fake_stripe.delivery import signed
from infra.local.fake_stripe.world import Object
from recoloca.accounts import mail_tokens
from recoloca.cvs.uploads import object_key
from recoloca.runtime.dependencies import Dependencies
from tests.support.api import Api
from tests.support.cvs import CV, analysed
from tests.support.mail_links import create_link
from tests.support.stripe import buy, fake_of, webhook

PASSWORD: Final = "uma senha comprida"


class Person:
    def __init__(self, deps: Dependencies, api: Api, name: str) -> None:
        self.deps = deps
        self.email = f"{name}@example.com"
        form = {"name": name.replace(".", " ").title(), "email": self.email, "password": PASSWORD}
        self.session = api.post("/auth/register", form).json
        self.api = api.as_user(self.session["access_token"])
        self.user_id = UUID(self.session["user"]["id"])

    def values(self, sample: Path) -> dict[str, str]:
        """The values of the sample's `${names}` for this person."""
        names = string.Template(sample.read_text()).get_identifiers()
        return {name: VALUES[name](self) for name in names}

    def analysed(self, body: bytes) -> UUID:
        """A completed analysis of this person's CV."""
        return analysed(self.api, self.deps, body)

    @functools.cached_property
    def analysis_id(self) -> UUID:
        return self.analysed(CV)

    @functools.cached_property
    def failed_analysis_id(self) -> UUID:
        return self.analysed(b"MZ\x90\x00\x03" * 50)

    @functools.cached_property
    def other_analysis_id(self) -> UUID:
        return self.analysed(CV.replace(b"38%", b"45%"))

    @functools.cached_property
    def uploaded_id(self) -> UUID:
        """An analysis whose file is in the bucket and whose message has not arrived."""
        form = {"file_name": "cv.txt", "content_type": "text/plain", "size": len(CV)}
        identifier = UUID(self.api.post("/cv/upload", form).json["analysis_id"])
        self.deps.uploads.put(object_key(self.user_id, identifier), CV, "text/plain")
        return identifier

    @functools.cached_property
    def session_id(self) -> str:
        return str(self.api.post("/ai-coach/session", {"topic": "cv_review"}).json["session_id"])

    @functools.cached_property
    def document_id(self) -> str:
        """A document of their analysis."""
        form = {"title": "Meu currículo", "analysis_id": str(self.analysis_id)}
        return str(self.api.post("/documents", form).json["id"])

    @functools.cached_property
    def deleted_document_id(self) -> str:
        identifier = str(self.api.post("/documents", {"title": "Rascunho"}).json["id"])
        assert self.api.delete(f"/documents/{identifier}").status == 204
        return identifier

    @functools.cached_property
    def export_id(self) -> str:
        return str(self.api.post("/users/export").json["id"])

    @functools.cached_property
    def reviewed_id(self) -> UUID:
        """An analysis whose human review was requested."""
        reason = {"reason": "A nota ignora minha última experiência."}
        assert self.api.post(f"/cv/analysis/{self.analysis_id}/review", reason).status == 202
        return self.analysis_id

    @functools.cached_property
    def notification_id(self) -> str:
        """The notification of the completed analysis in the app. Its mail is due."""
        self.analysis_id  # noqa: B018 (made when first asked for)
        return str(self.api.get("/notifications").json["items"][0]["id"])

    @functools.cached_property
    def stripe_events(self) -> dict[str, Object]:
        """The events that Stripe sends when this person buys a subscription, by type."""
        buy(self.api)
        return {event["type"]: event for event in fake_of(self.deps).events}

    def stripe_event(self, type_: str) -> tuple[str, str]:
        """The body and the signature of an event."""
        body, signature = signed(self.stripe_events[type_], int(self.deps.clock().timestamp()))
        return body.decode(), signature

    @property
    def customer_access_token(self) -> str:
        """The access token of a customer."""
        buy(self.api)
        return str(self.session["access_token"])

    @functools.cached_property
    def stripe_event_id(self) -> str:
        """An event that is stored but not processed."""
        event = self.stripe_events["invoice.paid"]
        assert webhook(self.api, event).status == 200
        return str(event["id"])

    def mailed_token(self, purpose: mail_tokens.Purpose) -> str:
        link = create_link(self.deps, self.user_id, purpose)
        return link.partition("#token=")[2]


VALUES: Final[dict[str, Callable[[Person], str]]] = {
    "access_token": lambda person: person.session["access_token"],
    "analysis_id": lambda person: str(person.analysis_id),
    "customer_access_token": lambda person: person.customer_access_token,
    "deleted_document_id": lambda person: person.deleted_document_id,
    "document_id": lambda person: person.document_id,
    "email": lambda person: person.email,
    "export_id": lambda person: person.export_id,
    "failed_analysis_id": lambda person: str(person.failed_analysis_id),
    "new_email": lambda _: "someone-new@example.com",
    "notification_id": lambda person: person.notification_id,
    "object_key": lambda person: object_key(person.user_id, person.uploaded_id),
    "other_analysis_id": lambda person: str(person.other_analysis_id),
    "password": lambda _: PASSWORD,
    "refresh_token": lambda person: person.session["refresh_token"],
    "reset_token": lambda person: person.mailed_token("reset_password"),
    "reviewed_analysis_id": lambda person: str(person.reviewed_id),
    "session_id": lambda person: person.session_id,
    "stripe_customer_id": lambda person: person.deps.payments.customer(str(person.user_id), None),
    "stripe_event_id": lambda person: person.stripe_event_id,
    "stripe_invoice_paid": lambda person: person.stripe_event("invoice.paid")[0],
    "stripe_invoice_paid_signature": lambda person: person.stripe_event("invoice.paid")[1],
    "stripe_session_completed": lambda person: person.stripe_event("checkout.session.completed")[0],
    "stripe_session_completed_signature": lambda person: person.stripe_event("checkout.session.completed")[1],
    "stripe_subscription_created": lambda person: person.stripe_event("customer.subscription.created")[0],
    "stripe_subscription_created_signature": (
        lambda person: person.stripe_event("customer.subscription.created")[1]
    ),
    "user_id": lambda person: str(person.user_id),
    "upload_bucket": lambda person: person.deps.settings.upload_bucket,
    "verification_token": lambda person: person.mailed_token("verify_email"),
}
