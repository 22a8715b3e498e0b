"""Rules of privacy: erasing an account everywhere, consents, and review of an analysis by a person."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from recoloca import cache_keys
from recoloca.adapters.postgres import Row
from recoloca.bootstrap import Container
from recoloca.notifications.service import notify
from recoloca.outbox import service as outbox
from recoloca.privacy import repository
from recoloca.privacy.schemas import (
    PURPOSES,
    REQUIRED,
    VERSIONS,
    Consent,
    ConsentChoice,
    ConsentChoices,
    Consents,
    Review,
)
from recoloca.problems import Problem, not_found


def erase(services: Container, user_id: UUID) -> None:
    """Erase somebody everywhere, for good; nothing when they are gone already.

    The database forgets them at once, sessions included. Files, cached values and the customer at Stripe follow by
    the outbox, so that they go even when this process dies right after its commit.
    """
    with services.db.transaction():
        found = repository.hold_user(services.db, user_id)
        if found is None:
            return
        keys = cache_keys.all_of(user_id, found["analysis_ids"])
        outbox.forget_about(services, str(user_id), found["email"])
        repository.erase_user(services.db, user_id)
        outbox.publish(services, "cache", {"keys": keys})
        outbox.publish(services, "export", {"erased_user": str(user_id)})
        if found["stripe_customer_id"] is not None:
            outbox.publish(services, "billing", {"forget_customer": found["stripe_customer_id"]})
    outbox.relay(services)


def consents(services: Container, user_id: UUID) -> Consents:
    """What somebody last said on each purpose."""
    said = {row["purpose"]: row for row in repository.consents(services.db, user_id)}
    unsaid: Row = {"granted": None, "version": None, "created_at": None}
    return Consents(
        consents=[
            Consent(
                purpose=purpose,
                required=purpose in REQUIRED,
                granted=said.get(purpose, unsaid)["granted"],
                version=said.get(purpose, unsaid)["version"],
                current_version=VERSIONS[purpose],
                recorded_at=said.get(purpose, unsaid)["created_at"],
            )
            for purpose in PURPOSES
        ]
    )


def record_consents(services: Container, user_id: UUID, form: ConsentChoices) -> Consents:
    """Add to the record; nothing in it is ever changed.

    Raises:
        Problem: `CONFLICT`, for a text that is not (any more) the one in force.
    """
    _record(services, user_id, form.consents)
    return consents(services, user_id)


def agree_to_terms(services: Container, user_id: UUID, version: str) -> None:
    """Record that somebody agreed, by registering, to all that an account stands on.

    Raises:
        Problem: `CONFLICT`, for texts that are not (any more) those in force.
    """
    required = [purpose for purpose in PURPOSES if purpose in REQUIRED]
    choices = [ConsentChoice(purpose=purpose, granted=True, version=version) for purpose in required]
    _record(services, user_id, choices)


def _record(services: Container, user_id: UUID, choices: Sequence[ConsentChoice]) -> None:
    if any(choice.version != VERSIONS[choice.purpose] for choice in choices):
        raise Problem("CONFLICT")
    rows = [(services.new_id(), choice.purpose, choice.granted, choice.version) for choice in choices]
    repository.add_consents(services.db, user_id, rows, services.clock())


def request_review(services: Container, user_id: UUID, analysis_id: UUID, reason: str) -> Review:
    """Ask for a person to look at a finished analysis (LGPD art. 20); once for each.

    Raises:
        Problem: `NOT_FOUND`, or `CONFLICT` for an unfinished one and for a second request.
    """
    status = repository.analysis_status(services.db, user_id, analysis_id)
    if status is None:
        raise not_found()
    if status != "completed" or not repository.add_review(
        services.db, services.new_id(), user_id, analysis_id, reason, services.clock()
    ):
        raise Problem("CONFLICT")
    return review(services, user_id, analysis_id)


def review(services: Container, user_id: UUID, analysis_id: UUID) -> Review:
    """The request for a review of one of the user's own analyses, with its answer once there is one.

    Raises:
        Problem: `NOT_FOUND`, also when nobody asked for one.
    """
    row = repository.review(services.db, user_id, analysis_id)
    if row is None:
        raise not_found()
    return Review.model_validate({**row, "status": "answered" if row["answered_at"] else "open"})


def reviews(services: Container, *, answered: bool, limit: int) -> list[Row]:
    """Requests that wait, the longest first, or those that were answered, the newest first."""
    return repository.reviews(services.db, answered=answered, limit=limit)


def review_for_reader(services: Container, review_id: UUID) -> Row | None:
    """A request with what a person needs to judge it: the CV's text and how its score came about."""
    return repository.review_with_analysis(services.db, review_id)


def answer_review(services: Container, review_id: UUID, answer: str) -> bool:
    """Answer a request and tell whoever asked; False when there is no such open request."""
    with services.db.transaction():
        row = repository.answer_review(services.db, review_id, answer, services.clock())
        if row is None:
            return False
        told = {"analysis_id": str(row["analysis_id"]), "file_name": row["file_name"]}
        notify(services, row["user_id"], "review_answered", f"review_answered:{review_id}", told)
    outbox.relay(services)
    return True
