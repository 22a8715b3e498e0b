"""The smallest possible function: it imports only json."""

import json
from typing import Any


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    del event, context
    return {"statusCode": 200, "body": json.dumps({"ok": True})}
