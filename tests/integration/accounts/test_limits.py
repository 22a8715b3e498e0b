"""Guesses, questions about addresses, and mails are limited by account, network and mailbox.

The owner is only slowed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from infra.routes import ROUTES
from tests.support.api import Api, ApiResponse
from tests.support.queues import Mailbox, Workers

ANA = {"name": "Ana Souza", "email": "ana@example.com", "password": "uma senha comprida"}
RIGHT = {"email": ANA["email"], "password": ANA["password"]}
WRONG = {**RIGHT, "password": "outra coisa qualquer"}
BROWSER = {"x-client": "browser"}
PUBLIC_WITHOUT_LIMIT = {
    "health",  # answers from memory
    "health_ready",  # only the monitor calls it, and WAF limits it
    "payments_plans",  # the same for all callers, from CloudFront's cache
    "payments_webhook",  # Stripe's signature is checked before anything else
}


def viewer(address: str) -> dict[str, str]:
    """The header in which CloudFront names the caller's address."""
    return {"cloudfront-viewer-address": f"{address}:443"}


def login_from(api: Api, number: int, form: dict[str, str]) -> ApiResponse:
    return api.post("/auth/login", form, headers=viewer(f"10.1.{number // 250}.{number % 250}"))


def cookies_of(answer: ApiResponse) -> list[str]:
    return [cookie.split(";")[0] for cookie in answer.cookies]


@pytest.fixture
def ana(api: Api) -> ApiResponse:
    """The registration of Ana in a browser, from her own address."""
    return api.post("/auth/register", ANA, headers={**BROWSER, **viewer("200.1.1.1")})


@pytest.fixture
def guessed(api: Api, ana: ApiResponse) -> list[int]:
    """The statuses of 60 guesses of her password from 60 addresses."""
    return [login_from(api, number, WRONG).status for number in range(60)]


def test_guesses_at_one_account_from_many_addresses_are_limited(guessed: list[int]) -> None:
    assert guessed[:10] == [401] * 10
    assert set(guessed[15:]) == {429}


def test_an_unknown_account_is_limited_alike(api: Api, ana: ApiResponse) -> None:
    unknown = {**WRONG, "email": "ninguem@example.com"}
    answers = [login_from(api, number, unknown).status for number in range(15)]
    assert answers[:10] == [401] * 10
    assert answers[-1] == 429


def test_right_passwords_do_not_count_as_guesses(api: Api, ana: ApiResponse) -> None:
    assert {login_from(api, number, RIGHT).status for number in range(15)} == {200}


def test_a_known_device_logs_in_during_an_attack(api: Api, ana: ApiResponse, guessed: list[int]) -> None:
    device = [cookie for cookie in cookies_of(ana) if cookie.startswith("recoloca_device=")]
    answer = api.post("/auth/login", RIGHT, headers={**BROWSER, **viewer("200.1.1.1")}, cookies=device)
    assert answer.status == 200
    assert login_from(api, 100, RIGHT).status == 429, "an unknown device has to wait"


def test_a_known_device_of_another_account_is_unknown(api: Api, ana: ApiResponse, guessed: list[int]) -> None:
    bia = api.post("/auth/register", {**ANA, "email": "bia@example.com"}, headers=BROWSER)
    answer = api.post("/auth/login", RIGHT, headers=BROWSER, cookies=cookies_of(bia))
    assert answer.status == 429


def test_a_known_device_has_its_own_limit(api: Api, ana: ApiResponse) -> None:
    cookies = cookies_of(ana)
    headers = [{**BROWSER, **viewer(f"10.2.0.{number}")} for number in range(15)]
    answers = [api.post("/auth/login", WRONG, headers=each, cookies=cookies).status for each in headers]
    assert answers[-1] == 429
    assert login_from(api, 1, RIGHT).status == 200


def test_a_reset_link_lets_its_owner_in_during_an_attack(
    workers: Workers, mailbox: Mailbox, api: Api, ana: ApiResponse, guessed: list[int]
) -> None:
    assert api.post("/auth/forgot-password", {"email": ANA["email"]}).status == 204
    workers.run("notification", "notification_worker")
    (mail,) = (mail for mail in mailbox.mails(ANA["email"]) if mail.subject == "Escolha uma nova senha")
    form = {"token": mail.token, "password": "uma nova senha boa"}
    reset = api.post("/auth/reset-password", form, headers=BROWSER)
    assert reset.status == 204
    again = {**RIGHT, "password": "uma nova senha boa"}
    answer = api.post("/auth/login", again, headers=BROWSER, cookies=cookies_of(reset))
    assert answer.status == 200


def test_guesses_of_a_logged_in_caller_are_limited_on_every_route(new_user: Callable[[], Api]) -> None:
    ana = new_user()
    wrong = {"password": "outra coisa qualquer"}
    deleted = [ana.request("DELETE", "/users/profile", wrong).status for _ in range(15)]
    assert deleted[:10] == [401] * 10
    assert deleted[-1] == 429
    change = {"current_password": "outra coisa qualquer", "new_password": "uma nova senha boa"}
    assert ana.post("/auth/change-password", change).status == 429
    assert new_user().request("DELETE", "/users/profile", wrong).status == 401


def test_all_addresses_of_an_ipv6_64_count_as_one(api: Api) -> None:
    def refresh(number: int) -> int:
        headers = viewer(f"2001:db8:1:2::{number:x}")
        return api.post("/auth/refresh", {"refresh_token": "unknown"}, headers=headers).status

    assert 429 in [refresh(number) for number in range(60)]
    other = api.post("/auth/refresh", {"refresh_token": "unknown"}, headers=viewer("2001:db8:1:3::1"))
    assert other.status == 401


@pytest.mark.parametrize("network", ["203.0.113.{}", "2001:db8:7:7::{}"])
def test_a_network_gets_five_known_address_answers_an_hour(api: Api, ana: ApiResponse, network: str) -> None:
    answers = [
        api.post("/auth/register", ANA, headers=viewer(network.format(number))) for number in range(1, 9)
    ]
    assert [answer.status for answer in answers] == [409] * 5 + [429] * 3
    other = {**ANA, "email": "caio@example.com"}
    assert api.post("/auth/register", other, headers=viewer(network.format(9))).status == 429
    assert api.post("/auth/register", other, headers=viewer("198.51.100.1")).status == 201


def test_new_accounts_use_up_no_known_address_answers(api: Api) -> None:
    for number in range(8):
        form = {**ANA, "email": f"p{number}@example.com"}
        assert api.post("/auth/register", form, headers=viewer(f"203.0.113.{number}")).status == 201


@pytest.mark.parametrize("path", ["/auth/forgot-password", "/auth/resend-verification"])
def test_one_mailbox_gets_few_mails_from_many_addresses(
    workers: Workers, mailbox: Mailbox, api: Api, ana: ApiResponse, path: str
) -> None:
    workers.run("notification", "notification_worker")
    before = len(mailbox.mails(ANA["email"]))
    answers = [
        api.post(path, {"email": ANA["email"]}, headers=viewer(f"10.3.0.{number}")).status
        for number in range(60)
    ]
    workers.run("notification", "notification_worker")
    assert answers.count(204) == len(mailbox.mails(ANA["email"])) - before <= 5
    unknown = {"email": "ninguem@example.com"}
    asked = [api.post(path, unknown, headers=viewer(f"10.4.0.{number}")).status for number in range(6)]
    assert asked == answers[:6], "nothing tells which address has an account"


def test_asking_again_for_a_reset_keeps_the_earlier_link(
    workers: Workers, mailbox: Mailbox, api: Api, ana: ApiResponse
) -> None:
    for _ in range(2):
        api.post("/auth/forgot-password", {"email": ANA["email"]})
        workers.run("notification", "notification_worker")
    mails = [mail for mail in mailbox.mails(ANA["email"]) if mail.subject == "Escolha uma nova senha"]
    first, second = (mail.token for mail in mails)
    form: dict[str, Any] = {"token": first, "password": "uma nova senha boa"}
    assert api.post("/auth/reset-password", form).status == 204
    used = api.post("/auth/reset-password", {**form, "token": second})
    assert (used.status, used.code) == (422, "LINK_INVALID"), "using one ends the others"


def test_every_public_route_is_limited(api: Api) -> None:
    for route in ROUTES:
        if route.public and route.slug not in PUBLIC_WITHOUT_LIMIT:
            limits = [api.request(route.methods[0], route.path, {}).status for _ in range(45)]
            assert 429 in limits, route.slug
