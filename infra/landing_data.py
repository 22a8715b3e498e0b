"""Make the product's data for the landing page: `python -m infra.landing_data [--check]`.

The plans come from the table of quotas. The sample result comes from the engine, for the CV of an invented person
(`frontend/src/features/landing/sample/cv.txt`). `--check` compares the plans with the table.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final

from recoloca.billing.plans import PLANS
from recoloca.engine.analysis.engine import analyze
from recoloca.engine.analysis.result import AnalysisResult

LANDING: Final = Path(__file__).resolve().parent.parent / "frontend/src/features/landing"
LOCALES: Final = ("pt-BR", "en")
SUGGESTIONS_SHOWN: Final = 2


def plans() -> list[dict[str, Any]]:
    return [
        {
            "id": plan.id,
            "price_cents": plan.price_cents,
            "cv_analyses_per_month": plan.cv_analyses_per_month,
            "coach_messages_per_day": plan.coach_messages_per_day,
            "popular": plan.popular,
        }
        for plan in PLANS.values()
        if plan.public
    ]


def excerpt(result: AnalysisResult) -> dict[str, Any]:
    """The part of a result that the landing page shows first."""
    quoted = [item for item in result["suggestions"] if item["quote"] and item["example"]]
    return {
        "overall": result["score"]["overall"],
        "parts": [{name: part[name] for name in ("id", "label", "points", "max")} for part in result["score"]["parts"]],
        "suggestions": quoted[:SUGGESTIONS_SHOWN],
    }  # fmt: skip


def encoded(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def main() -> int:
    table = LANDING / "plans.json"
    if "--check" in sys.argv:
        if table.is_file() and table.read_text() == encoded(plans()):
            return 0
        print(
            f"{table.name} is not what billing/plans.py says; run `make landing` and commit it.",
            file=sys.stderr,
        )
        return 1
    table.write_text(encoded(plans()))
    document = (LANDING / "sample/cv.txt").read_bytes()
    results = {locale: analyze(document, locale=locale) for locale in LOCALES}
    for locale, result in results.items():
        (LANDING / f"sample/{locale}.json").write_text(encoded(result))
    excerpts = {locale: excerpt(result) for locale, result in results.items()}
    (LANDING / "sample/excerpt.json").write_text(encoded(excerpts))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
