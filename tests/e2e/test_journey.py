"""The whole way of a person, from the first page to the deleted account, in both languages, with axe on every page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import NewPerson
from tests.load.cv import LINES, pdf
from tests.support.e2e.person import Person
from tests.support.e2e.words import ENGLISH, PORTUGUESE, Words

JOB = """Engenheira de Software Sênior
Requisitos
- Experiência sólida com Python e PostgreSQL
- Kubernetes e AWS
- Inglês avançado
Diferenciais
- Terraform"""
BETTER = LINES + "\n\nCertificacoes\nAWS Certified Solutions Architect, 2023\n"
ANALYSIS = r"/cv-analysis/[0-9a-f-]{36}"


@pytest.mark.timeout(300)
@pytest.mark.parametrize("words", [PORTUGUESE, ENGLISH], ids=lambda words: words.locale)
def test_from_the_first_page_to_a_deleted_account(
    new_person: NewPerson, words: Words, tmp_path: Path
) -> None:
    person = new_person(words)
    register(person)
    first = analyse(person, cv_file(tmp_path, "cv.pdf", pdf()[0]), job=JOB)
    read_result(person)
    match(person)
    second = analyse(person, cv_file(tmp_path, "cv-2.txt", BETTER.encode()), job="")
    compare(person, first, second)
    talk_to_coach(person)
    pay(person)
    look_around(person)
    take_data_and_leave(person)
    assert person.barriers == []


def cv_file(folder: Path, name: str, body: bytes) -> Path:
    path = folder / name
    path.write_bytes(body)
    return path


def register(person: Person) -> None:
    words = person.words
    person.open("/")
    person.look("landing")
    person.open("/sample")
    person.look("sample")
    for path in ("/terms", "/privacy-policy"):
        person.open(path)
        person.look(path)
    person.open("/login")
    person.look("login")
    person.open("/register?next=/onboarding")
    person.look("register")
    person.register()
    person.arrives("/onboarding")
    person.heading(words.welcome)
    person.look("onboarding")
    person.fill(words.role, "Engenheira de software")
    person.press(words.role_next)
    person.arrives("/cv-analysis/new")


def analyse(person: Person, file: Path, job: str) -> str:
    """Send a CV, wait for its result and return the address of the result."""
    words, page = person.words, person.page
    if not page.url.endswith("/cv-analysis/new"):
        person.open("/cv-analysis/new")
    person.look("upload")
    page.locator("input[type=file]").set_input_files(file)
    person.reads(file.name)
    person.fill(words.job, job)
    person.press(words.analyse)
    expect(page).to_have_url(re.compile(ANALYSIS))
    expect(page.get_by_text(words.score)).to_be_visible()
    return page.url.removeprefix(person.site)


def read_result(person: Person) -> None:
    person.look("result")
    for tab in person.words.tabs:
        person.page.get_by_role("tab", name=tab, exact=True).click()
        person.look(f"result, {tab}")


def match(person: Person) -> None:
    words = person.words
    person.page.get_by_role("tab", name=words.match_tab, exact=True).click()
    person.reads(
        "Kubernetes"
    )  # the match is already there, because the advertisement was uploaded with the CV
    person.press(words.match_other)
    person.fill(words.match_job, JOB)
    person.press(words.match_compare)
    person.reads("Kubernetes")
    person.look("match")


def compare(person: Person, first: str, second: str) -> None:
    person.open(f"{second}/compare/{first.rsplit('/', 1)[1]}")
    person.look("comparison")
    person.open("/cv-analysis")
    person.reads("cv-2.txt")
    person.look("history")


def talk_to_coach(person: Person) -> None:
    words, page = person.words, person.page
    person.open("/ai-coach")
    person.look("coach")
    person.press(words.mock_interview)
    person.reads(words.question)
    person.fill(words.message, words.answer)
    person.press(words.send)
    turns = page.locator("ol > li")
    expect(turns).to_have_count(5)  # greeting, request, question, answer, feedback
    expect(turns.last).to_contain_text(words.coach_says)
    person.look("conversation")
    page.reload()
    expect(page.locator("ol > li")).to_have_count(5)


def pay(person: Person) -> None:
    words, page = person.words, person.page
    person.open("/payment")
    person.look("plans")
    page.get_by_label(words.pix).check()
    person.press(words.pay_pix)
    page.get_by_role("button", name="Pagar o Pix").click()  # on the page of the payment provider
    person.arrives("/payment")
    person.reads(words.confirmed)
    expect(page.get_by_role("cell", name=re.compile("Premium"))).to_be_visible()
    person.look("paid plan")


def look_around(person: Person) -> None:
    words = person.words
    person.open("/dashboard")
    person.look("dashboard")
    person.open("/notifications")
    expect(person.page.locator("article")).not_to_have_count(0)
    person.look("notifications")
    person.open("/profile")
    person.press(words.save)
    person.reads(words.saved)
    person.look("profile")
    person.open("/nowhere")
    person.heading(words.not_found)
    person.look("not found")


def take_data_and_leave(person: Person) -> None:
    words, page = person.words, person.page
    person.open("/privacy")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(
        2
    )  # the registration gave these consents
    person.look("privacy")
    person.press(words.export)
    with page.expect_download() as download:
        page.get_by_role("link", name=words.download).click()
    assert Path(download.value.path()).read_bytes().startswith(b"PK")
    person.fill(words.delete_confirm, words.delete_word)
    person.fill(words.delete_password, person.password)
    person.press(words.delete_now)
    person.arrives("/goodbye")
    person.heading(words.goodbye)
    person.look("goodbye")
    person.open("/login")
    person.log_in(person.email, person.password)
    person.reads(words.login_refused)
