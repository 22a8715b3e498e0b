"""Analyses as earlier releases stored them: `<version>.json` has the rows that the worker of that release wrote.

The people in them are invented. `commit` names the release's code. A row has the columns that the release knew, and its
suggestions. `${user_id}` stands for the owner.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from recoloca.adapters.postgres import Database

FOLDER: Final = Path(__file__).parent
RELEASES: Final = sorted(path.stem for path in FOLDER.glob("*.json"))


def stored(release: str, user_id: UUID) -> list[dict[str, Any]]:
    """The rows of a release, as if they were this user's."""
    text = (FOLDER / f"{release}.json").read_text("utf-8")
    rows: list[dict[str, Any]] = json.loads(text.replace("${user_id}", str(user_id)))["rows"]
    return rows


def keep(db: Database, user_id: UUID, release: str) -> list[UUID]:
    """Insert the rows of a release for a user, newest last. Returns the ids of the analyses."""
    rows = stored(release, user_id)
    for each in rows:
        _insert(db, "cv_analyses", each["row"])
        for suggestion in each["suggestions"]:
            _insert(db, "suggestions", {"analysis_id": each["row"]["id"], **suggestion})
    return [UUID(each["row"]["id"]) for each in rows]


def _insert(db: Database, table: str, row: dict[str, Any]) -> None:
    columns = ", ".join(row)
    query: Any = (
        f"INSERT INTO {table} ({columns}) "  # noqa: S608 (names from our own file)
        f"SELECT {columns} FROM jsonb_populate_record(NULL::{table}, %s::jsonb)"
    )
    db.execute(query, (json.dumps(row),))
