"""Reads a user's consents and adds to their record (LGPD art. 8)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from recoloca.consents import repository
from recoloca.consents.schemas import (
    PURPOSES,
    REQUIRED,
    VERSIONS,
    Consent,
    ConsentChoice,
    ConsentChoices,
    Consents,
    Purpose,
)
from recoloca.runtime.dependencies import Dependencies
from recoloca.runtime.problems import Problem


def consents(deps: Dependencies, user_id: UUID) -> Consents:
    """The user's latest choice for each purpose."""
    said = {row.purpose: row for row in repository.consents(deps.db, user_id)}
    return Consents(consents=[_shown(purpose, said.get(purpose)) for purpose in PURPOSES])


def _shown(purpose: Purpose, said: repository.ConsentRow | None) -> Consent:
    return Consent(
        purpose=purpose,
        required=purpose in REQUIRED,
        granted=said and said.granted,
        version=said and said.version,
        current_version=VERSIONS[purpose],
        recorded_at=said and said.created_at,
    )


def record_consents(deps: Dependencies, user_id: UUID, form: ConsentChoices) -> Consents:
    """Append the choices to the record, and return the latest choice for each purpose.

    Raises:
        Problem: `CONFLICT` when a version is not the current one.
    """
    _record(deps, user_id, form.consents)
    return consents(deps, user_id)


def agree_to_terms(deps: Dependencies, user_id: UUID, version: str) -> None:
    """Record that a user agreed to all required texts at the registration.

    Raises:
        Problem: `CONFLICT` when `version` is not the current one.
    """
    required = [purpose for purpose in PURPOSES if purpose in REQUIRED]
    choices = [ConsentChoice(purpose=purpose, granted=True, version=version) for purpose in required]
    _record(deps, user_id, choices)


def _record(deps: Dependencies, user_id: UUID, choices: Sequence[ConsentChoice]) -> None:
    if any(choice.version != VERSIONS[choice.purpose] for choice in choices):
        raise Problem("CONFLICT")
    rows = [(deps.new_id(), choice.purpose, choice.granted, choice.version) for choice in choices]
    repository.add_consents(deps.db, user_id, rows, deps.clock())
