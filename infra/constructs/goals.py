"""The service levels of the product as CloudWatch metrics, limits and alarms: one `Goal` is one widget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from aws_cdk import aws_cloudwatch as cloudwatch

from infra.constructs.alarms import BELOW, SILENCE_IS_TROUBLE, Goal, Watch
from infra.constructs.background import background
from infra.constructs.sources import FIVE_MINUTES, HOUR, Sources, ratio


def goals(sources: Sources) -> list[Goal]:
    return [
        *_pages(sources),
        *_requests(sources),
        *_database(sources),
        *_cache(sources),
        *_work(sources),
        *background(sources),
    ]


@dataclass(frozen=True, slots=True)
class Vital:
    """A measure that a browser reports of a visit (`recoloca.telemetry`). Milliseconds, except for CLS."""

    metric: str
    says: str
    limit: float


VITALS: Final = (
    Vital("LOAD", "Page load", 2000),
    Vital("FCP", "FCP", 1500),
    Vital("LCP", "LCP", 2500),
    Vital("INP", "INP", 100),
    Vital("CLS", "CLS", 0.1),
    Vital("TTI", "TTI", 3000),
)
"""The goals for pages, in the order of the product's table; each becomes a widget and an alarm."""


def _pages(sources: Sources) -> list[Goal]:
    first_byte = sources.metric("Recoloca", "TTFB", "p75", FIVE_MINUTES)
    made = [_page(sources, vital) for vital in VITALS]
    return [*made, Goal("Under them: first byte, real users, 75th percentile", [first_byte], None)]


def _page(sources: Sources, vital: Vital) -> Goal:
    """The alarm looks at two hours: a few visits say little, and only a release makes a slow page faster."""
    unit = "" if vital.limit < 1 else " ms"
    says = f"Pages are slow for real users: {vital.says} above {vital.limit:g}{unit} for two hours"
    hourly = sources.metric("Recoloca", vital.metric, "p75", HOUR)
    return Goal(
        f"{vital.says}, real users, 75th percentile (goal {vital.limit:g}{unit})",
        [sources.metric("Recoloca", vital.metric, "p75", FIVE_MINUTES)],
        vital.limit,
        [Watch(vital.metric.lower(), says, hourly, vital.limit, "slow-pages", 2)],
    )


def _requests(sources: Sources) -> list[Goal]:
    count = sources.metric("AWS/ApiGateway", "Count", "Sum")
    failed = ratio("5xx, % of requests", sources.metric("AWS/ApiGateway", "5xx", "Sum"), count)
    p95 = sources.metric("AWS/ApiGateway", "Latency", "p95")
    p99 = sources.metric("AWS/ApiGateway", "Latency", "p99")
    concurrent = sources.metric("AWS/Lambda", "ConcurrentExecutions", "Maximum")
    claimed = sources.metric("AWS/Lambda", "ClaimedAccountConcurrency", "Maximum")
    canary = sources.metric("CloudWatchSynthetics", "SuccessPercent", "Average", FIVE_MINUTES)
    return [
        Goal("API p95 (goal 500 ms)", [p95], 500,
             [Watch("api-p95", "The API's p95 is above 500 ms", p95, 500, "slow-api", 5)]),
        Goal("API p99 (goal 1 s)", [p99], 1000,
             [Watch("api-p99", "The API's p99 is above 1 s", p99, 1000, "slow-api", 5)]),
        Goal("Error rate, % (goal 0.1)", [failed], 0.1,
             [Watch("error-rate", "More than 0.1 % of requests answered 5xx for a quarter of an hour", failed, 0.1,
                    "api-errors", 15)]),
        Goal("Requests a minute (goal 60,000 possible)",
             [count, sources.metric("AWS/ApiGateway", "4xx", "Sum")], 60_000,
             [Watch("throughput", "More than 100,000 requests a minute: the stage's throttle is near", count, 100_000,
                    "throughput", 2)]),
        Goal("Concurrent executions (10,000 users)", [concurrent, claimed], 800,
             [Watch("concurrency", "More than 800 concurrent executions: the account's quota is near", claimed, 800,
                    "throughput", 2)]),
        Goal("Uptime: the canary, % (goal 99.9)", [canary], 99.9,
             [Watch("canary", "The synthetic canary fails, or says nothing", canary, 90, "canary", 2, BELOW,
                    SILENCE_IS_TROUBLE)]),
    ]  # fmt: skip


def _database(sources: Sources) -> list[Goal]:
    proxy, database = "AWS/RDS/Proxy", "AWS/RDS"
    # Each host of the proxy publishes its own share. The sum is the figure of the proxy.
    borrowed = sources.metric(proxy, "DatabaseConnectionsCurrentlyBorrowed", "Sum")
    connections = ratio("in use, %", borrowed, sources.metric(proxy, "MaxDatabaseConnectionsAllowed", "Sum"))
    pinned = sources.metric(proxy, "DatabaseConnectionsCurrentlySessionPinned", "Sum")
    slow = sources.metric("Recoloca/Database", "SlowStatements", "Sum", HOUR)
    share = ratio(
        "above 100 ms, %",
        sources.metric("Recoloca/Database", "SlowStatements", "Sum", FIVE_MINUTES),
        sources.metric(proxy, "QueryRequests", "Sum", FIVE_MINUTES),
        FIVE_MINUTES,
    )
    cpu, capacity = (
        sources.metric(database, "CPUUtilization", "Average"),
        sources.metric(database, "ACUUtilization", "Maximum"),
    )
    return [
        Goal("Statements above 100 ms, % (under 5, the p95 is under 100 ms)", [share], 5,
             [Watch("query-p95", "The p95 of database statements is above 100 ms", share, 5, "slow-queries", 2)]),
        Goal("Statements above 100 ms an hour (goal 10)", [slow], 10,
             [Watch("slow-queries", "More than 10 slow statements in an hour", slow, 10, "slow-queries", 1)]),
        Goal("Connections in use, % of the proxy's (goal 80)", [connections], 80,
             [Watch("connections", "More than 80 % of the proxy's connections are in use", connections, 80,
                    "connections")]),
        Goal("Pinned proxy sessions (goal 0)", [pinned], 0,
             [Watch("pinned", "Sessions are pinned to their connections", pinned, 0, "pinned-sessions", 5)]),
        Goal("Database CPU and capacity, % (goals 70 and 80)", [cpu, capacity], 70,
             [Watch("database-cpu", "The database's CPU is above 70 %", cpu, 70, "database-load", 10),
              Watch("database-memory", "The database is at 80 % of its capacity units, which are its memory", capacity,
                    80, "database-load", 10)]),
    ]  # fmt: skip


def _cache(sources: Sources) -> list[Goal]:
    hits, misses = (
        sources.metric("Recoloca", "CacheHit", "Sum", FIVE_MINUTES),
        sources.metric("Recoloca", "CacheMiss", "Sum", FIVE_MINUTES),
    )
    rate = cloudwatch.MathExpression(
        expression="100 * hits / (hits + misses)", using_metrics={"hits": hits, "misses": misses},
        label="hits, %", period=FIVE_MINUTES,
    )  # fmt: skip
    stored = sources.metric("AWS/ElastiCache", "BytesUsedForCache", "Maximum")
    units = sources.metric("AWS/ElastiCache", "ElastiCacheProcessingUnits", "Sum")
    return [
        Goal("Cache hit rate, % (goal 90)", [rate], 90,
             [Watch("cache-hits", "The cache's hit rate is below 90 %", rate, 90, "cache-hits", 12, BELOW)]),
        Goal("Cache memory, bytes (80 % of 5 GB)", [stored], 4e9,
             [Watch("cache-memory", "The cache is at 80 % of its memory", stored, 4e9, "cache-load", 5)]),
        Goal("Cache work, units a minute (70 % of 50,000 a second)", [units], 2_100_000,
             [Watch("cache-cpu", "The cache is at 70 % of its units", units, 2_100_000, "cache-load", 5)]),
    ]  # fmt: skip


def _work(sources: Sources) -> list[Goal]:
    whole = sources.metric("Recoloca", "UploadToResult", "p95", FIVE_MINUTES)
    engine = sources.metric("Recoloca", "AnalysisDuration", "p95", FIVE_MINUTES)
    failed = sources.metric("Recoloca", "AnalysisFailed", "Sum", FIVE_MINUTES)
    reply = sources.function_metric("ai_coach_message", "Duration", "p95", FIVE_MINUTES)
    return [
        Goal("CV analysis, upload to result, p95 ms (goal 30 s)", [whole, engine], 30_000,
             [Watch("analysis", "An analysis takes more than 30 s from upload to result", whole, 30_000,
                    "slow-analysis", 2)]),
        Goal("Failed analyses", [failed], 5,
             [Watch("analysis-failures", "More than 5 analyses failed in five minutes", failed, 5,
                    "slow-analysis", 2)]),
        Goal("Coach reply, p95 ms (goal 2 s)", [reply], 2000,
             [Watch("coach", "The coach's replies take more than 2 s", reply, 2000, "slow-coach", 2)]),
    ]  # fmt: skip
