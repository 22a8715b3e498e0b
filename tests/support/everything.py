"""A user who has used the whole product, and the places that could have data about them."""

from __future__ import annotations

from typing import Any, Final

import redis

from infra.local.emulators.clients import client
from recoloca.notifications.service import notify
from recoloca.runtime.dependencies import Dependencies
from tests.support.api import Api
from tests.support.mail_links import create_link
from tests.support.person import Person

OWNED_TABLES: Final = """
    SELECT DISTINCT c.table_name AS name FROM information_schema.columns c
    JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
      AND (c.column_name IN ('user_id', 'session_id', 'analysis_id', 'document_id') OR c.table_name = 'users')
    ORDER BY 1
"""
"""Every table with data about a user, found by its columns. A table that is added later is found too."""


def owned_tables(deps: Dependencies) -> list[str]:
    return [row["name"] for row in deps.db.fetch_all(OWNED_TABLES)]


def use_everything(deps: Dependencies, api: Api, name: str) -> Person:
    """Leave data in every table, in the bucket and in the cache."""
    person = Person(deps, api, name)
    assert person.api.get(f"/cv/analysis/{person.analysis_id}").status == 200
    assert str(person.reviewed_id) == str(person.analysis_id)
    talk = {"message": "Como posso melhorar o meu resumo?"}
    message = person.api.post(f"/ai-coach/session/{person.session_id}/message", talk)
    assert message.status == 200, message.body
    person.api.post("/cv/upload", {"file_name": "cv2.txt", "content_type": "text/plain", "size": 9},
                    headers={"idempotency-key": f"key of {name}"})  # fmt: skip
    choice = {"purpose": "product_news", "granted": True, "version": "2026-11"}
    assert person.api.request("PUT", "/users/consents", {"consents": [choice]}).status == 200
    channel = {"kind": "welcome", "in_app": True, "email": False}
    person.api.request("PUT", "/notifications/preferences", {"preferences": [channel]})
    create_link(deps, person.user_id, "reset_password")
    assert person.api.get(f"/documents/{person.document_id}").status == 200
    assert person.export_id
    assert person.api.get("/users/profile").status == 200
    pay(deps, person)
    deps.db.execute(
        """
        INSERT INTO model_calls (analysis_id, model, outcome, input_tokens, output_tokens, cost_microusd, milliseconds,
                                 created_at)
        VALUES (%s, 'model', 'used', 900, 200, 1200, 800, %s)
        """,
        (person.analysis_id, deps.clock()),
    )
    return person


def pay(deps: Dependencies, person: Person) -> None:
    """Make a customer at Stripe, a plan and its payment."""
    now = deps.clock()
    assert person.api.post("/payments/checkout", {"plan": "basic", "method": "card"}).status == 200
    deps.db.execute(
        """
        INSERT INTO payments (id, user_id, provider_id, method, status, plan_type, amount_cents, invoice_url,
                              created_at, updated_at)
        VALUES (%s, %s, %s, 'card', 'succeeded', 'basic', 2990, 'https://pay.example.com/ana', %s, %s)
        """,
        (deps.new_id(), person.user_id, f"in_{deps.new_id()}", now, now),
    )
    deps.db.execute(
        """
        INSERT INTO subscriptions (id, user_id, plan_type, method, status, current_period_start, current_period_end,
                                   provider_id, created_at, updated_at)
        VALUES (%s, %s, 'basic', 'card', 'active', %s, %s, %s, %s, %s)
        """,
        (deps.new_id(), person.user_id, now, now, f"sub_{deps.new_id()}", now, now),
    )
    with deps.db.transaction():
        notify(deps, person.user_id, "payment_succeeded", f"paid:{person.user_id}", {"plan": "basic"})


def rows_that_name(deps: Dependencies, *words: str) -> dict[str, int]:
    """The number of rows in each table that have one of these words in any column."""
    tables = deps.db.fetch_all(
        "SELECT table_name AS name FROM information_schema.tables "
        "WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
    )
    found = {}
    for table in tables:
        query: Any = (
            f"SELECT count(*) AS n FROM {table['name']} t, unnest(%s::text[]) w WHERE strpos(t::text, w) > 0"  # noqa: S608
        )
        row = deps.db.fetch_one(query, (list(words),))
        if row is not None and row["n"]:
            found[table["name"]] = row["n"]
    return found


def objects_of(emulator_url: str, bucket: str, word: str) -> list[str]:
    listed = client("s3", emulator_url).list_objects_v2(Bucket=bucket).get("Contents", [])
    return [item["Key"] for item in listed if word in item["Key"]]


def cached_for(redis_url: str, word: str) -> list[str]:
    with redis.Redis.from_url(redis_url, decode_responses=True) as connection:
        return [key for key in connection.scan_iter() if word in f"{key}{connection.get(key)}"]
