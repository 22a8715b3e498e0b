"""From an event to the mailbox: real queue, real function, real SES interface, and the links of the mails work."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import UUID

import pytest

from recoloca.accounts.mail_tokens import Purpose
from recoloca.notifications.service import notify
from recoloca.outbox import service as outbox
from recoloca.runtime.dependencies import Dependencies
from tests.support.api import Api
from tests.support.cvs import analysed
from tests.support.outage import outage
from tests.support.queues import Mailbox, Workers, deliver, message_of, record, run_task

ADDRESS = "pessoa1@example.com"
QUEUE, WORKER = "notification", "notification_worker"


@pytest.fixture
def ana(workers: Workers, mailbox: Mailbox, new_user: Callable[[], Api]) -> Api:
    """A user who has just registered. The message of the registration waits in the queue."""
    return new_user()


def user_id(deps: Dependencies) -> UUID:
    row = deps.db.fetch_one("SELECT id FROM users WHERE email = %s", (ADDRESS,))
    assert row is not None
    return UUID(str(row["id"]))


def tell(deps: Dependencies, event: str = "one") -> None:
    with deps.db.transaction():
        notify(deps, user_id(deps), "payment_failed", event, {"plan": "basic"})


def test_a_new_address_is_confirmed_by_the_link_in_its_mail(
    ana: Api, workers: Workers, mailbox: Mailbox
) -> None:
    workers.run(QUEUE, WORKER)
    (mail,) = mailbox.mails(ADDRESS)
    assert mail.subject == "Confirme seu e-mail"
    assert "Olá!" in mail.text
    assert "http://localhost:8080/verificar-email#token=" in mail.text
    assert mail.token in mail.html
    assert ana.post("/auth/verify-email", {"token": mail.token}).status == 204
    assert ana.post("/auth/verify-email", {"token": mail.token}).code == "LINK_INVALID"
    ana.post("/auth/resend-verification", {"email": ADDRESS})
    workers.run(QUEUE, WORKER)
    assert len(mailbox.mails(ADDRESS)) == 1, "a confirmed address is asked again"


def test_a_forgotten_password_is_replaced_by_the_link_in_the_mail(
    ana: Api, workers: Workers, mailbox: Mailbox
) -> None:
    workers.take(QUEUE)
    assert ana.post("/auth/forgot-password", {"email": ADDRESS.upper()}).status == 204
    workers.run(QUEUE, WORKER)
    (mail,) = mailbox.mails(ADDRESS)
    assert mail.subject == "Escolha uma nova senha"
    new = {"token": mail.token, "password": "outra senha comprida"}
    assert ana.post("/auth/reset-password", new).status == 204
    login = {"email": ADDRESS, "password": "outra senha comprida"}
    assert ana.post("/auth/login", login).status == 200
    assert ana.post("/auth/login", {**login, "password": "uma senha comprida"}).status == 401
    workers.run(QUEUE, WORKER)
    assert [sent.subject for sent in mailbox.mails(ADDRESS)][1:] == ["Sua senha foi alterada"]


def test_an_address_without_an_account_gets_no_mail(api: Api, workers: Workers, mailbox: Mailbox) -> None:
    assert api.post("/auth/forgot-password", {"email": "ninguem@example.com"}).status == 204
    assert workers.run(QUEUE, WORKER) == 1
    assert mailbox.mails() == []


@pytest.mark.parametrize("purpose", ["verify_email", "reset_password"])
def test_a_link_requested_twice_makes_one_mail_with_a_working_link(
    ana: Api, deps: Dependencies, workers: Workers, mailbox: Mailbox, purpose: Purpose
) -> None:
    workers.take(QUEUE)
    body = f'{{"id": "018f", "purpose": "{purpose}", "email": "{ADDRESS}"}}'
    for _ in range(3):
        assert deliver(WORKER, record(body)) == []
    workers.run(QUEUE, WORKER)
    (mail,) = mailbox.mails(ADDRESS)
    paths = {"verify_email": "/auth/verify-email", "reset_password": "/auth/reset-password"}
    extra = {"password": "outra senha comprida"} if purpose == "reset_password" else {}
    assert ana.post(paths[purpose], {"token": mail.token, **extra}).status == 204


def test_the_link_is_deleted_after_it_is_mailed(ana: Api, deps: Dependencies, workers: Workers) -> None:
    workers.run(QUEUE, WORKER)
    row = deps.db.fetch_one("SELECT data, mail FROM notifications WHERE kind = 'verify_email'")
    assert row == {"data": {}, "mail": "sent"}


def test_repeated_events_and_messages_send_one_mail(
    ana: Api, deps: Dependencies, workers: Workers, mailbox: Mailbox
) -> None:
    workers.take(QUEUE)
    tell(deps)
    tell(deps)
    outbox.relay(deps)
    (one,) = workers.take(QUEUE)
    for _ in range(3):
        assert deliver(WORKER, one) == []
    assert [mail.subject for mail in mailbox.mails(ADDRESS)] == ["Não conseguimos cobrar seu plano"]


def test_a_mail_in_other_hands_is_looked_at_again_later(
    ana: Api, deps: Dependencies, workers: Workers, mailbox: Mailbox
) -> None:
    workers.take(QUEUE)
    tell(deps)
    outbox.relay(deps)
    (one,) = workers.take(QUEUE)
    deps.db.execute("UPDATE notifications SET mail_lease_until = %s", (deps.clock().replace(hour=13),))
    assert len(deliver(WORKER, one)) == 1
    deps.db.execute("UPDATE notifications SET mail_lease_until = %s", (deps.clock(),))
    assert deliver(WORKER, one) == []
    assert len(mailbox.mails(ADDRESS)) == 1


def test_a_mail_survives_a_mail_service_that_is_down(
    ana: Api, deps: Dependencies, workers: Workers, mailbox: Mailbox
) -> None:
    workers.take(QUEUE)
    tell(deps)
    outbox.relay(deps)
    (one,) = workers.take(QUEUE)
    with outage(deps, "mailer", "ses"):
        assert len(deliver(WORKER, one)) == 1
    assert deliver(WORKER, one) == []
    assert len(mailbox.mails(ADDRESS)) == 1


class Sandbox(BaseHTTPRequestHandler):
    """SES for an account in the sandbox. Its refusal names the recipient."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        body = (
            "<ErrorResponse><Error><Type>Sender</Type><Code>MessageRejected</Code><Message>Email address is not "
            f"verified. The following identities failed the check in region SA-EAST-1: {ADDRESS}</Message>"
            "</Error><RequestId>1</RequestId></ErrorResponse>"
        ).encode()
        self.send_response(400)
        self.send_header("content-type", "text/xml")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        return


@pytest.fixture
def sandbox() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Sandbox) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_refusal_of_ses_is_logged_without_the_address_it_names(
    ana: Api,
    deps: Dependencies,
    workers: Workers,
    sandbox: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    workers.take(QUEUE)
    tell(deps)
    outbox.relay(deps)
    (one,) = workers.take(QUEUE)
    with outage(deps, "mailer", "ses", sandbox):
        assert len(deliver(WORKER, one)) == 1
    assert "MessageRejected" in caplog.text
    assert ADDRESS not in caplog.text


def test_an_address_that_no_mail_can_reach_is_not_tried_for_ever(
    ana: Api, deps: Dependencies, workers: Workers, mailbox: Mailbox
) -> None:
    deps.db.execute("UPDATE users SET email = 'sem-dominio'")
    deps.db.execute("DELETE FROM notifications")
    workers.take(QUEUE)
    row = deps.db.fetch_one("SELECT id FROM users")
    assert row is not None
    with deps.db.transaction():
        notify(deps, row["id"], "payment_failed", "one", {"plan": "basic"})
    outbox.relay(deps)
    (one,) = workers.take(QUEUE)
    assert deliver(WORKER, one) == []
    assert mailbox.mails() == []
    row = deps.db.fetch_one("SELECT mail FROM notifications WHERE kind = 'payment_failed'")
    assert row == {"mail": "refused"}


def test_a_result_that_was_read_in_the_app_is_not_mailed(
    ana: Api, deps: Dependencies, workers: Workers, mailbox: Mailbox, at_once: None
) -> None:
    workers.take(QUEUE)
    analysed(ana, deps)
    (told, *_) = ana.get("/notifications").json["items"]
    ana.request("PATCH", f"/notifications/{told['id']}", {"read": True})
    workers.run(QUEUE, WORKER)
    assert mailbox.mails(ADDRESS) == []


def test_the_mail_of_a_result_waits_while_its_owner_may_watch_it(
    ana: Api, deps: Dependencies, workers: Workers
) -> None:
    workers.take(QUEUE)
    analysed(ana, deps)
    assert workers.take(QUEUE) == [], "the queue keeps it for a minute"
    tell(deps)
    outbox.relay(deps)
    assert len(workers.take(QUEUE)) == 1, "what nobody can watch is mailed at once"


def test_a_finished_analysis_is_announced_in_the_users_language(
    ana: Api, deps: Dependencies, workers: Workers, mailbox: Mailbox, at_once: None
) -> None:
    workers.take(QUEUE)
    deps.db.execute("UPDATE profiles SET locale = 'en'")
    identifier = analysed(ana, deps)
    score = ana.get(f"/cv/analysis/{identifier}").json["score"]
    workers.run(QUEUE, WORKER)
    (mail,) = mailbox.mails(ADDRESS)
    assert mail.subject == "Your analysis is ready"
    assert f"It scored {score} out of 100" in mail.text
    assert f"http://localhost:8080/cv-analysis/{identifier}" in mail.text


def test_a_crash_right_after_the_commit_loses_no_mail(
    ana: Api, deps: Dependencies, workers: Workers, mailbox: Mailbox
) -> None:
    workers.take(QUEUE)
    tell(deps)
    deps.db.close()
    assert workers.take(QUEUE) == [], "nobody was left to send it"
    assert run_task("outbox_relay")["sent"] == 1
    (one,) = workers.take(QUEUE)
    assert "notification_id" in message_of(one)
    assert deliver(WORKER, one) == []
    assert len(mailbox.mails(ADDRESS)) == 1
    assert run_task("outbox_relay")["sent"] == 0


def test_an_uncommitted_change_sends_no_mail(
    ana: Api, deps: Dependencies, workers: Workers, mailbox: Mailbox
) -> None:
    workers.take(QUEUE)

    def cancelled() -> None:
        with deps.db.transaction():
            notify(deps, user_id(deps), "payment_failed", "one", {"plan": "basic"})
            raise InterruptedError

    with pytest.raises(InterruptedError):
        cancelled()
    assert run_task("outbox_relay")["sent"] == 0
    assert [item["kind"] for item in ana.get("/notifications").json["items"]] == ["welcome"]
