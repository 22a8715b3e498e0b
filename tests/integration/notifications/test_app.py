"""The notifications in the app, and the channels that users choose."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recoloca.notifications import service
from recoloca.notifications.kinds import APP_KINDS
from recoloca.notifications.service import notify
from recoloca.runtime.dependencies import Dependencies
from tests.support.api import Api
from tests.support.clock import HeldClock
from tests.support.cvs import analysed
from tests.support.queues import Mailbox, Workers

PREFERENCES = "/notifications/preferences"


@pytest.fixture
def ana(workers: Workers, deps: Dependencies, new_user: Callable[[], Api]) -> Api:
    caller = new_user()
    workers.take("notification")
    deps.db.execute("DELETE FROM notifications")
    return caller


def test_a_new_user_gets_a_notification_with_the_first_step(new_user: Callable[[], Api]) -> None:
    (welcome,) = new_user().get("/notifications").json["items"]
    assert (welcome["kind"], welcome["link"]) == ("welcome", "/cv-analysis/new")


def tell(deps: Dependencies, clock: HeldClock, events: range) -> None:
    row = deps.db.fetch_one("SELECT id FROM users WHERE email = 'pessoa1@example.com'")
    assert row is not None
    for event in events:
        clock.advance(seconds=1)
        with deps.db.transaction():
            notify(deps, row["id"], "plan_changed", f"event {event}", {"plan": "basic"})


def choose(api: Api, kind: str, *, in_app: bool, email: bool) -> None:
    chosen = {"preferences": [{"kind": kind, "in_app": in_app, "email": email}]}
    assert api.request("PUT", PREFERENCES, chosen).status == 200


def test_an_analysis_is_announced_with_a_link(ana: Api, deps: Dependencies) -> None:
    identifier = analysed(ana, deps)
    failed = analysed(ana, deps, b"MZ\x90\x00\x03" * 50)
    page = ana.get("/notifications").json
    assert [(item["kind"], item["link"]) for item in page["items"]] == [
        ("analysis_failed", f"/cv-analysis/{failed}"),
        ("analysis_completed", f"/cv-analysis/{identifier}"),
    ]
    assert page["unread"] == 2
    assert "cv.txt" in page["items"][0]["body"]
    english = ana.get("/notifications", headers={"accept-language": "en"}).json
    assert english["items"][1]["title"] == "Your analysis is ready"


def test_pages_follow_one_another_without_gap_or_repetition(
    ana: Api, deps: Dependencies, clock: HeldClock
) -> None:
    tell(deps, clock, range(5))
    seen: list[str] = []
    cursor = None
    while True:
        query = {"limit": 2, **({"cursor": cursor} if cursor else {})}
        page = ana.get("/notifications", query=query).json
        seen += [item["id"] for item in page["items"]]
        assert page["unread"] == 5
        cursor = page["next_cursor"]
        if cursor is None:
            break
        tell(deps, clock, range(10, 11))  # known since its first time: changes nothing
        deps.db.execute("DELETE FROM notifications WHERE event_key = 'event 10'")
    assert len(seen) == len(set(seen)) == 5


def test_one_can_be_read_and_unread(ana: Api, deps: Dependencies, clock: HeldClock) -> None:
    tell(deps, clock, range(2))
    (newest, _) = ana.get("/notifications").json["items"]
    first = ana.request("PATCH", f"/notifications/{newest['id']}", {"read": True})
    assert first.status == 200
    clock.advance(minutes=1)
    again = ana.request("PATCH", f"/notifications/{newest['id']}", {"read": True})
    assert again.json["read_at"] == first.json["read_at"] is not None
    assert ana.get("/notifications").json["unread"] == 1
    undone = ana.request("PATCH", f"/notifications/{newest['id']}", {"read": False})
    assert undone.json["read_at"] is None
    assert ana.get("/notifications").json["unread"] == 2


def test_another_persons_notification_does_not_exist(
    ana: Api, new_user: Callable[[], Api], deps: Dependencies, clock: HeldClock
) -> None:
    tell(deps, clock, range(1))
    (one,) = ana.get("/notifications").json["items"]
    deps.db.execute("UPDATE users SET email = 'ana@example.com'")
    bia = new_user()
    assert bia.request("PATCH", f"/notifications/{one['id']}", {"read": True}).code == "NOT_FOUND"
    assert [item["kind"] for item in bia.get("/notifications").json["items"]] == ["welcome"]


def test_every_kind_has_channels_that_its_reader_chooses(ana: Api) -> None:
    before = ana.get(PREFERENCES).json["preferences"]
    assert [item["kind"] for item in before] == list(APP_KINDS)
    choose(ana, "analysis_completed", in_app=True, email=False)
    after = ana.get(PREFERENCES).json["preferences"]
    assert [item for item in after if item not in before] == [
        {"kind": "analysis_completed", "in_app": True, "email": False}
    ]


@pytest.mark.parametrize("bad", [{"kind": "reset_password"}, {"kind": "nothing"}, {"in_app": None}])
def test_necessary_notifications_cannot_be_turned_off(ana: Api, bad: dict[str, object]) -> None:
    one = {"kind": "welcome", "in_app": True, "email": True, **bad}
    assert ana.request("PUT", PREFERENCES, {"preferences": [one]}).code == "VALIDATION_ERROR"


def test_a_kind_twice_is_refused(ana: Api) -> None:
    one = {"kind": "welcome", "in_app": True, "email": True}
    assert ana.request("PUT", PREFERENCES, {"preferences": [one, one]}).code == "VALIDATION_ERROR"


@pytest.mark.parametrize(
    ("in_app", "email", "shown", "mails"),
    [(True, True, 1, 1), (True, False, 1, 0), (False, True, 0, 1), (False, False, 0, 0)],
)
def test_events_come_by_the_chosen_channels(
    ana: Api,
    deps: Dependencies,
    workers: Workers,
    mailbox: Mailbox,
    in_app: bool,
    email: bool,
    shown: int,
    mails: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(service, "WATCHED_SECONDS", 0)
    choose(ana, "analysis_completed", in_app=in_app, email=email)
    analysed(ana, deps)
    workers.run("notification", "notification_worker")
    assert len(ana.get("/notifications").json["items"]) == shown
    assert len(mailbox.mails("pessoa1@example.com")) == mails


def test_a_client_that_has_the_answer_is_not_sent_it_again(ana: Api, deps: Dependencies) -> None:
    first = ana.get("/notifications")
    asked = {"if-none-match": first.headers["etag"]}
    again = ana.get("/notifications", headers=asked)
    assert (again.status, again.body) == (304, "")
    assert again.headers["etag"] == first.headers["etag"]
    analysed(ana, deps)
    changed = ana.get("/notifications", headers=asked)
    assert (changed.status, changed.json["unread"]) == (200, 1)


@pytest.mark.parametrize("asked", ["*", 'W/"other", {tag}', "{strong}"])
def test_if_none_match_may_be_a_list_a_star_or_a_strong_tag(ana: Api, asked: str) -> None:
    tag = ana.get("/notifications").headers["etag"]
    header = asked.format(tag=tag, strong=tag.removeprefix("W/"))
    assert ana.get("/notifications", headers={"if-none-match": header}).status == 304


def test_a_refusal_has_no_tag(ana: Api) -> None:
    refused = ana.get("/notifications", query={"limit": 0}, headers={"if-none-match": "*"})
    assert (refused.status, "etag" in refused.headers) == (422, False)
