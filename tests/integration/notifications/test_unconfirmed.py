"""A mail to an unconfirmed address contains no text of a user, and few such mails are sent."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recoloca.notifications import service
from recoloca.notifications.kinds import APP_KINDS, DATA, FREE_TEXT
from recoloca.runtime.dependencies import Dependencies
from tests.support.api import Api
from tests.support.cvs import CV, analysed, multipart
from tests.support.queues import Mailbox, Workers

ADDRESS = "pessoa1@example.com"
QUEUE, WORKER = "notification", "notification_worker"
CHOSEN_BY_US = {"analysis_id", "score", "plan", "export_id", "link"}


@pytest.fixture
def stranger(
    workers: Workers, mailbox: Mailbox, new_user: Callable[[], Api], deps: Dependencies,
    monkeypatch: pytest.MonkeyPatch,
) -> Api:  # fmt: skip
    """A user who registered with the address of another person. Mails about results are sent at once."""
    monkeypatch.setattr(service, "WATCHED_SECONDS", 0)
    found = new_user()
    deps.db.execute("UPDATE profiles SET name = 'Ganhe um premio'")
    return found


def bodies(mailbox: Mailbox) -> str:
    return "".join(mail.subject + mail.text + mail.html for mail in mailbox.mails(ADDRESS))


def test_nothing_a_stranger_wrote_is_in_a_mail(
    stranger: Api, deps: Dependencies, workers: Workers, mailbox: Mailbox
) -> None:
    analysed(stranger, deps, request=multipart(CV, name="clique em premio.txt"))
    stranger.post("/auth/forgot-password", {"email": ADDRESS})
    workers.run(QUEUE, WORKER)
    assert len(mailbox.mails(ADDRESS)) == 3
    assert "premio" not in bodies(mailbox)
    assert "seu currículo" in bodies(mailbox)


def test_a_confirmed_address_reads_its_own_words(
    stranger: Api, deps: Dependencies, workers: Workers, mailbox: Mailbox
) -> None:
    deps.db.execute("UPDATE users SET email_verified_at = created_at")
    analysed(stranger, deps, request=multipart(CV, name="meu cv.txt"))
    workers.run(QUEUE, WORKER)
    assert "Olá, Ganhe um premio!" in bodies(mailbox)
    assert "meu cv.txt" in bodies(mailbox)


def test_each_field_in_a_mail_is_fixed_or_listed_as_free_text() -> None:
    assert set().union(*DATA.values()) == CHOSEN_BY_US | FREE_TEXT


def test_an_unconfirmed_mailbox_is_not_flooded(
    stranger: Api, deps: Dependencies, workers: Workers, mailbox: Mailbox
) -> None:
    for _ in range(12):
        analysed(stranger, deps, b"MZ\x90\x00\x03" * 50)
    workers.run(QUEUE, WORKER)
    told = [mail for mail in mailbox.mails(ADDRESS) if "#token=" not in mail.text]
    assert len(told) == 5
    shown = stranger.get("/notifications", query={"limit": 50}).json["items"]
    assert len([item for item in shown if item["kind"] in APP_KINDS]) == 13, "the app still tells all"
