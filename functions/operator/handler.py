"""Runs the commands of operators (`recoloca db|cache|users|reviews`).

A role that may invoke this function may run all commands. The event is `{"command", "arguments"}`. The response is
`{"result"}`, or `{"error"}` with a message for the operator.
"""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger

from recoloca.operations.service import CommandError, run
from recoloca.runtime.dependencies import dependencies
from recoloca.runtime.problems import ENGLISH, Problem

logger = Logger()


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Run one command. The audit trail (CloudTrail) has the caller's identity under the same request id."""
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
