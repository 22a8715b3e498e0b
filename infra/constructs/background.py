"""Goals and alarms of workers, queues, scheduled tasks and the outbox. No user sees these fail."""

from __future__ import annotations

from typing import Final

from aws_cdk import Duration

from infra.constructs.alarms import SILENCE_IS_TROUBLE, Goal, Watch
from infra.constructs.sources import FIVE_MINUTES, MINUTE, Sources
from infra.routes import TASKS, WORKERS
from infra.schedules import Rate, parse

QUARTER: Final = Duration.minutes(15)


def background(sources: Sources) -> list[Goal]:
    parts = (_queues, _dead_letters, _outbox, _workers, _tasks, _schedules)
    return [part(sources) for part in parts]


def _queues(sources: Sources) -> Goal:
    oldest = {row.queue: sources.queue_metric(row.queue, "ApproximateAgeOfOldestMessage") for row in WORKERS}
    watches = [
        Watch(f"{queue}-age", f"Messages wait in the {queue} queue", metric, 120 if queue == "analysis" else 600,
              "queue-age")
        for queue, metric in oldest.items()
    ]  # fmt: skip
    return Goal("Oldest message of each queue, seconds", list(oldest.values()), 120, watches)


def _dead_letters(sources: Sources) -> Goal:
    depth = {
        row.queue: sources.queue_metric(f"{row.queue}-dead", "ApproximateNumberOfMessagesVisible")
        for row in WORKERS
    }
    watches = [
        Watch(
            f"{queue}-dead", f"The {queue} queue's dead letters are not empty", metric, 0, "dead-letters", 1
        )
        for queue, metric in depth.items()
    ]
    return Goal("Dead letters (goal 0)", list(depth.values()), 0, watches)


def _outbox(sources: Sources) -> Goal:
    """The relay writes this metric every minute, so a missing metric is an alarm too."""
    oldest = sources.metric("Recoloca", "OutboxOldest", "Maximum", MINUTE)
    says = "Messages wait in the outbox for more than five minutes, or nobody relays them"
    return Goal("Oldest unsent entry of the outbox, seconds", [oldest], 300,
                [Watch("outbox", says, oldest, 300, "outbox", 5, silence=SILENCE_IS_TROUBLE)])  # fmt: skip


def _workers(sources: Sources) -> Goal:
    """An alarm for more errors than one message can cause.

    The tries of one message are six timeouts apart, and such a message reaches the dead-letter queue, which has an
    alarm of its own."""
    watches = [
        Watch(
            f"{row.slug}-failing",
            f"{row.slug} fails more often than one bad message can make it",
            sources.function_metric(row.slug, "Errors", "Sum", QUARTER),
            row.max_receive_count,
            "function-errors",
            1,
        )
        for row in WORKERS
    ]
    errors = [sources.function_metric(row.slug, "Errors", "Sum", FIVE_MINUTES) for row in WORKERS]
    return Goal("Errors of workers (goal 0)", errors, 0, watches)


def _tasks(sources: Sources) -> Goal:
    watches = [
        Watch(
            f"{row.slug}-failing",
            f"{row.slug} ended with an error",
            sources.function_metric(row.slug, "Errors", "Sum", _interval(row.schedule)),
            0,
            "function-errors",
            1,
        )
        for row in TASKS
    ]
    errors = [sources.function_metric(row.slug, "Errors", "Sum", FIVE_MINUTES) for row in TASKS]
    return Goal("Errors of tasks (goal 0)", errors, 0, watches)


def _interval(schedule: str | None) -> Duration:
    """The time between two runs, at least five minutes. The alarm then rings until a run succeeds."""
    when = parse(schedule) if schedule else Rate(0)
    return Duration.seconds(max(300, when.seconds) if isinstance(when, Rate) else 86400)


def _schedules(sources: Sources) -> Goal:
    """An alarm for a run that Scheduler could not start. The function itself reports no error then."""
    refused = sources.metric("AWS/Scheduler", "TargetErrorCount", "Sum", FIVE_MINUTES)
    dropped = sources.metric("AWS/Scheduler", "InvocationDroppedCount", "Sum", FIVE_MINUTES)
    return Goal(
        "Starts that schedules could not make (goal 0)",
        [refused, dropped],
        0,
        [
            Watch(
                "schedules-refused", "Lambda refused to start a scheduled task", refused, 0, "schedules", 1
            ),
            Watch("schedules-dropped", "Scheduler gave up starting a task", dropped, 0, "schedules", 1),
        ],
    )
