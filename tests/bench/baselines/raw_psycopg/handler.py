"""The smallest possible worker: a plain handler and the database driver."""

import json
import os
from typing import Any

import psycopg

kept: list[psycopg.Connection[Any]] = []


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    del event, context
    if not kept:
        kept.append(psycopg.connect(os.environ["DATABASE_URL"], autocommit=True, prepare_threshold=None))
    row = kept[0].execute("SELECT 1").fetchone()
    return {"statusCode": 200, "body": json.dumps(row)}
