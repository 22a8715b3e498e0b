"""The table of docs/cost.md: prices and quantities of `cost.json`, with what the model and the route table decide."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from infra.documents.capacity import Model
from infra.documents.figures import table
from infra.routes import ROUTES

ASSUMPTIONS: Final = Path(__file__).with_name("cost.json")
USERS: Final = (1_000, 10_000, 100_000)
SNAPSHOTS: Final = "Lambda, SnapStart cache"
SNAPSHOT_USD: Final = 0.0000015046
"""For each GB and second that Lambda keeps a snapshot."""
VERSIONS_KEPT: Final = 2
ALARMS_OF_A_ROUTE: Final = 2
"""Alarms of each HTTP function, with one metric each. A test compares the sums with the templates."""
OTHER_ALARMS: Final = 64
OTHER_METRICS: Final = 73
SECONDS_A_MONTH: Final = 730 * 3600


def lines(model: Model) -> list[dict[str, Any]]:
    """Each line with its assumption and its US dollars a month, at each number of users."""
    memory = sum(row.memory for row in ROUTES) / len(ROUTES) / 1024
    values = {
        "call_ms": f"{model.mixed:.0f}",
        "analysis_s": f"{model.analysis_s:.2f}",
        "functions": len(ROUTES),
        "memory_gb": f"{memory:.3f}",
        "versions": VERSIONS_KEPT,
        "alarms": OTHER_ALARMS + ALARMS_OF_A_ROUTE * len(ROUTES),
        "metrics": OTHER_METRICS + ALARMS_OF_A_ROUTE * len(ROUTES),
        "snapshot_usd": f"{SNAPSHOT_USD:.10f}",
    }
    found: list[dict[str, Any]] = json.loads(ASSUMPTIONS.read_text(encoding="utf-8"))
    for line in found:
        line["assumption"] = line["assumption"].format(**values)
        if line["line"] == SNAPSHOTS:
            usd = round(len(ROUTES) * memory * VERSIONS_KEPT * SECONDS_A_MONTH * SNAPSHOT_USD)
            line["usd"] = [usd] * len(USERS)
    return found


def totals(model: Model) -> list[float]:
    """US dollars a month at each number of users."""
    return [sum(line["usd"][size] for line in lines(model)) for size in range(len(USERS))]


def costs(model: Model) -> str:
    """Every line, their sum, and the sum for one user."""
    rows = [(line["line"], line["assumption"], *map(_usd, line["usd"])) for line in lines(model)]
    whole = totals(model)
    rows.append(("**together**", "", *(f"**{usd:,.0f}**" for usd in whole)))
    rows.append(("a user", "", *(_small(usd / users) for usd, users in zip(whole, USERS, strict=True))))
    return table(("line", "assumption", *(f"{users:,}" for users in USERS)), rows, "llrrr")


def _usd(amount: float) -> str:
    return f"{amount:.2f}" if amount < 10 else f"{amount:,.0f}"


def _small(amount: float) -> str:
    return f"{amount:.3f}" if amount >= 0.1 else f"{amount:.3g}"
