"""What earlier releases stored survives the migrations, and opens in every page of this release."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from uuid import UUID

import httpx
import psycopg
import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from psycopg.rows import dict_row

from recoloca.adapters.postgres import Database
from recoloca.cvs.repository import find, rereads
from recoloca.engine.analysis.version import CURRENT
from recoloca.migrations import revision
from recoloca.migrations.run import upgrade
from recoloca.runtime.dependencies import Dependencies
from tests.support.api import Api
from tests.support.queues import Workers
from tests.support.releases import RELEASES, keep, stored

SCHEMA: str = "0002"
"""The schema of the releases in `tests/support/releases`."""
USER = UUID(int=7)
ADVERTISEMENT = {"job_description": "Engenheira de software com Python, PostgreSQL, AWS e inglês avançado."}


@pytest.fixture
def old_database(postgres_server: str) -> Iterator[str]:
    """A database with the schema of the earlier releases and one user."""
    with psycopg.connect(postgres_server, autocommit=True) as admin:
        admin.execute("CREATE DATABASE old_results_test")
        url = postgres_server.rpartition("/")[0] + "/old_results_test"
        _migrate(url, SCHEMA)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(
                "INSERT INTO users (id, email, password_hash, created_at) VALUES (%s, 'a@example.com', 'x', now())",
                (USER,),
            )
        yield url
        admin.execute("DROP DATABASE old_results_test WITH (FORCE)")


def _migrate(url: str, to: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(revision.__file__).parent))
    engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1), poolclass=sa.NullPool)
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to)
        connection.commit()


@pytest.mark.parametrize("release", RELEASES)
def test_rows_of_an_earlier_release_survive_the_migrations(old_database: str, release: str) -> None:
    with closing(_open(old_database)) as db:
        kept = keep(db, USER, release)
    upgrade(old_database)
    with closing(_open(old_database)) as db:
        assert rereads.versions(db, CURRENT) == (0, len(kept), 0)
        for each in stored(release, USER):
            row = find(db, USER, UUID(each["row"]["id"]))
            assert row is not None
            assert (row.result, row.score) == (each["row"]["result"], each["row"]["score"])
            assert row.engine_version == 0


def _open(url: str) -> Database:
    return Database(
        lambda: psycopg.connect(url, autocommit=True, prepare_threshold=None, row_factory=dict_row)
    )


@pytest.fixture
def ana(new_user: Callable[[], Api]) -> Api:
    return new_user()


@pytest.fixture
def user_id(ana: Api, deps: Dependencies) -> UUID:
    return deps.token_verifier.verify(ana.token or "", deps.clock()).user_id


@pytest.fixture(params=RELEASES)
def kept(request: pytest.FixtureRequest, deps: Dependencies, user_id: UUID) -> list[UUID]:
    """The analyses of a release, as its code stored them."""
    return keep(deps.db, user_id, request.param)


def test_an_old_result_opens_with_all_that_was_stored(ana: Api, deps: Dependencies, kept: list[UUID]) -> None:
    for identifier in kept:
        shown = ana.get(f"/cv/analysis/{identifier}")
        row = deps.db.fetch_one("SELECT result FROM cv_analyses WHERE id = %s", (identifier,))
        assert row is not None
        assert (shown.status, shown.json["result"]) == (200, row["result"])


def test_old_results_are_in_the_history_and_found_by_their_words(ana: Api, kept: list[UUID]) -> None:
    listed = ana.get("/cv/analyses").json["items"]
    assert [item["id"] for item in listed] == [str(one) for one in reversed(kept)]
    assert all(item["score"] for item in listed)
    assert len(ana.get("/cv/analyses", query={"q": "facturación"}).json["items"]) == 1


def test_the_dashboard_and_the_statistics_open_with_old_results(ana: Api, kept: list[UUID]) -> None:
    shown = ana.get("/dashboard")
    assert (shown.status, shown.json["user_stats"]["completed_analyses"]) == (200, len(kept))
    assert [step["kind"] for step in shown.json["next_steps"]][:3] == ["apply_suggestion"] * 3
    assert ana.get("/cv/statistics").json["completed_analyses"] == len(kept)


def test_old_results_of_one_release_are_compared(ana: Api, kept: list[UUID]) -> None:
    answer = ana.get(f"/cv/analysis/{kept[0]}/compare/{kept[1]}")
    assert (answer.status, answer.json["before"]["id"]) == (200, str(kept[0]))


def test_every_old_result_is_matched_with_an_advertisement(ana: Api, kept: list[UUID]) -> None:
    for identifier in kept:
        answer = ana.post(f"/cv/analysis/{identifier}/match", ADVERTISEMENT)
        assert answer.status == 200, answer.body
        assert 0 <= answer.json["score"] <= 100


def test_the_coach_talks_about_every_old_result(ana: Api, deps: Dependencies, kept: list[UUID]) -> None:
    deps.db.execute("UPDATE users SET plan = 'premium'")
    for identifier in kept:
        opened = ana.post("/ai-coach/session", {"topic": "cv_review", "analysis_id": str(identifier)})
        assert opened.status == 200, opened.body
        said = ana.post(
            f"/ai-coach/session/{opened.json['session_id']}/message", {"message": "Como melhoro o resumo?"}
        )
        assert said.status == 200, said.body


def test_a_review_of_an_old_result_can_be_asked_for(ana: Api, kept: list[UUID]) -> None:
    path = f"/cv/analysis/{kept[0]}/review"
    assert ana.post(path, {"reason": "A nota ignora minha última experiência."}).status == 202
    assert ana.get(path).json["status"] == "open"


def test_old_results_are_in_the_export(ana: Api, workers: Workers, kept: list[UUID]) -> None:
    export = ana.post("/users/export").json["id"]
    workers.run("privacy", "privacy_worker")
    url = ana.get(f"/users/export/{export}").json["url"]
    with zipfile.ZipFile(io.BytesIO(httpx.get(url).content)) as archive:
        whole = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".json"))
    assert all(str(identifier) in whole for identifier in kept)
    assert json.dumps("Ana Souza")[1:-1] in whole


def test_an_old_result_is_deleted(ana: Api, kept: list[UUID]) -> None:
    assert ana.delete(f"/cv/analysis/{kept[0]}").status == 204
    assert ana.get(f"/cv/analysis/{kept[0]}").status == 404
