"""Adds a language model's advice to a finished analysis. If the model fails, the analysis stays unchanged."""

from __future__ import annotations

from uuid import UUID

from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import MetricUnit

from recoloca.adapters.language_model import LanguageModel, LanguageModelError, Prompt, Spent, longest_wait
from recoloca.cvs import repository
from recoloca.engine.analysis.advice import model as advice
from recoloca.engine.analysis.result import AnalysisResult
from recoloca.runtime.dependencies import Dependencies

logger = Logger(child=True)


def deepen(
    deps: Dependencies,
    model: LanguageModel,
    analysis_id: UUID,
    result: AnalysisResult,
    *,
    locale: str,
    seconds: float,
) -> AnalysisResult:
    """The result with the model's advice after its validation, or `result` itself when the model fails.

    `seconds` limits the wait for the model. The outcome and the cost of the call are committed at once, because the
    cost is real even if this attempt fails later.
    """
    prompt = Prompt(
        advice.NAME, advice.instructions(locale), advice.text(result), advice.SCHEMA, advice.MOST_TOKENS
    )
    try:
        answer = model.ask(prompt, seconds=min(seconds, longest_wait(deps.settings)))
    except LanguageModelError as error:
        logger.warning(
            "language model gave no answer", extra={"analysis_id": str(analysis_id), "why": str(error)}
        )
        _record(deps, analysis_id, error.why, error.spent)
        return result
    believed = advice.believed(result, answer.data)
    _record(deps, analysis_id, "used" if believed else "rejected", answer.spent)
    return advice.deepened(result, believed, answer.spent.model) if believed else result


def _record(deps: Dependencies, analysis_id: UUID, outcome: str, spent: Spent) -> None:
    repository.record_model_call(deps.db, analysis_id, outcome, spent, deps.clock())
    metrics = deps.metrics
    metrics.add_metric("ModelAdviceUsed" if outcome == "used" else "ModelFallback", MetricUnit.Count, 1)
    metrics.add_metric("ModelDuration", MetricUnit.Milliseconds, spent.milliseconds)
    metrics.add_metric("ModelTokens", MetricUnit.Count, spent.input_tokens + spent.output_tokens)
    metrics.add_metric("ModelCostMicroDollars", MetricUnit.Count, spent.cost_microusd)
