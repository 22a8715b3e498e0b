"""Operators' commands (`recoloca db|cache|users`): who may invoke this function may do all of them.

`{"command", "arguments"}` in; `{"result"}` or `{"error"}`, a sentence for the operator, out.
"""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger

from recoloca.operations.service import CommandError, run
from recoloca.runtime.dependencies import dependencies
from recoloca.runtime.problems import ENGLISH, Problem

logger = Logger()


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Who invoked it stands in the audit trail, under the same request's id."""
    logger.append_keys(request_id=context.aws_request_id)
    logger.info("operator", extra={"command": event["command"]})
    deps = dependencies()
    try:
        return {"result": run(deps, event["command"], event.get("arguments", {}))}
    except CommandError as error:
        return {"error": str(error)}
    except Problem as problem:
        return {"error": problem.sentence(ENGLISH)}
    finally:
        deps.publish_metrics()
