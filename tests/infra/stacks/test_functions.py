"""Every row of the route table becomes the resources that it describes, in both stages."""

from __future__ import annotations

import json

import pytest

from infra.routes import FUNCTIONS, ROUTES, TASKS, WORKERS, Route, Task, Worker
from recoloca.billing.plans import PLANS
from recoloca.cvs.schemas import MAXIMUM_BYTES
from tests.infra.conftest import Synthesized

by_slug = pytest.mark.parametrize("row", FUNCTIONS, ids=lambda row: row.slug)


@by_slug
@pytest.mark.parametrize("stage", ["local", "prod"])
def test_a_row_is_a_function_with_its_memory_its_time_and_its_layers(
    row: Route | Worker | Task, stage: str, request: pytest.FixtureRequest
) -> None:
    synthesized: Synthesized = request.getfixturevalue(stage)
    function = synthesized.function(row.slug)
    assert function["FunctionName"] == f"recoloca-{stage}-{row.slug}"
    entry = "recoloca.runtime.http.entry" if isinstance(row, Route) else "recoloca.runtime.entry"
    assert function["Handler"] == f"{entry}.handler"
    assert function["Runtime"] == "python3.13"
    assert function["Architectures"] == ["arm64"]
    assert function["MemorySize"] == row.memory
    assert function["Timeout"] == (row.seconds(stage) if isinstance(row, Worker) else row.timeout)
    assert len(function["Layers"]) == len(row.layers)
    environment = function["Environment"]["Variables"]
    assert environment["STAGE"] == stage
    assert environment["SLUG"] == row.slug


@pytest.mark.parametrize("row", ROUTES, ids=lambda row: row.slug)
def test_each_method_of_a_path_reaches_its_function_as_payload_2(row: Route, local: Synthesized) -> None:
    routes = local.of_type("AWS::ApiGatewayV2::Route")
    integrations = local.of_type("AWS::ApiGatewayV2::Integration")
    for method in row.methods:
        (found,) = [
            (name, route)
            for name, route in routes.items()
            if route["Properties"]["RouteKey"] == f"{method} {row.path}"
        ]
        stack = found[0].partition("/")[0]
        integration = found[1]["Properties"]["Target"]["Fn::Join"][1][1]["Ref"]
        properties = integrations[f"{stack}/{integration}"]["Properties"]
        assert properties["PayloadFormatVersion"] == "2.0"
        assert properties["IntegrationType"] == "AWS_PROXY"


def test_only_routes_of_the_table_exist(local: Synthesized) -> None:
    keys = {route["Properties"]["RouteKey"] for route in local.of_type("AWS::ApiGatewayV2::Route").values()}
    assert keys == {f"{method} {row.path}" for row in ROUTES for method in row.methods}


@pytest.mark.parametrize("row", WORKERS, ids=lambda row: row.slug)
@pytest.mark.parametrize("stage", ["local", "prod"])
def test_a_worker_takes_one_message_at_a_time_and_reports_failures_singly(
    row: Worker, stage: str, request: pytest.FixtureRequest
) -> None:
    synthesized: Synthesized = request.getfixturevalue(stage)
    sources = synthesized.of_type("AWS::Lambda::EventSourceMapping", "workers").values()
    (source,) = [
        each["Properties"]
        for each in sources
        if f"{row.queue}queue" in json.dumps(each["Properties"]["EventSourceArn"])
    ]
    assert source["ScalingConfig"]["MaximumConcurrency"] == row.max_concurrency
    assert source["BatchSize"] == 1
    assert source["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


@by_slug
def test_a_worker_runs_as_many_at_once_as_its_downstream_allows(
    row: Route | Worker | Task, prod: Synthesized
) -> None:
    downstream = {"db_migrate": 2, "billing_gateway": 25, "cv_results_reread": 1}
    assert prod.function(row.slug).get("ReservedConcurrentExecutions") == downstream.get(row.slug)


@pytest.mark.parametrize("row", TASKS, ids=lambda row: row.slug)
def test_a_task_runs_on_the_schedule_of_its_row(row: Task, prod: Synthesized, local: Synthesized) -> None:
    schedules = {
        each["Properties"]["Name"]: each["Properties"]
        for each in prod.of_type("AWS::Scheduler::Schedule", "tasks").values()
    }
    mine = schedules.get(f"recoloca-prod-{row.slug}")
    assert (mine["ScheduleExpression"] if mine else None) == row.schedule
    if mine:
        assert row.slug.replace("_", "") in mine["Target"]["Arn"]["Ref"]
    assert local.lacks("AWS::Scheduler::Schedule"), "the launcher keeps the time"


def test_the_api_is_throttled_and_its_log_holds_no_personal_data(local: Synthesized) -> None:
    (stage,) = local.of_type("AWS::ApiGatewayV2::Stage").values()
    assert stage["Properties"]["StageName"] == "$default"
    settings = stage["Properties"]["DefaultRouteSettings"]
    assert (settings["ThrottlingRateLimit"], settings["ThrottlingBurstLimit"]) == (2000, 2000)
    assert settings["DetailedMetricsEnabled"] is False, (
        "six metrics of each route would be some 80 dollars a month"
    )
    log_format = stage["Properties"]["AccessLogSettings"]["Format"]
    assert "sourceIp" not in log_format
    assert "$context.path" not in log_format


@pytest.mark.parametrize("stage", ["local", "prod", "named"])
def test_no_stack_nears_the_limit_of_resources(stage: str, request: pytest.FixtureRequest) -> None:
    synthesized: Synthesized = request.getfixturevalue(stage)
    sizes = {name: len(template["Resources"]) for name, template in synthesized.templates.items()}
    assert "workers" in sizes
    assert {name: size for name, size in sizes.items() if not 0 < size < 400} == {}


@pytest.mark.parametrize("stage", ["local", "prod"])
def test_logs_are_kept_for_a_while_and_not_for_ever(stage: str, request: pytest.FixtureRequest) -> None:
    synthesized: Synthesized = request.getfixturevalue(stage)
    assert all(
        group["Properties"]["RetentionInDays"]
        for group in synthesized.of_type("AWS::Logs::LogGroup").values()
    )


def test_custom_resources_do_only_what_cloudformation_cannot(local: Synthesized, prod: Synthesized) -> None:
    """CloudFormation cannot create the database roles or run the migrations.

    Emulators have no custom resources at all.
    """
    assert custom_resources(local) == set()
    assert custom_resources(prod) == {("migrations", "Custom::AWS"), ("migrations", "Custom::Trigger")}


def custom_resources(synthesized: Synthesized) -> set[tuple[str, str]]:
    return {
        (name, resource["Type"])
        for name, template in synthesized.templates.items()
        for resource in template["Resources"].values()
        if resource["Type"].startswith(("Custom::", "AWS::CloudFormation::CustomResource"))
    }


def test_the_export_of_the_largest_plan_fits(prod: Synthesized) -> None:
    """The bucket keeps a file for some days, which can touch several months with a quota each."""
    (kept,) = (
        rule["ExpirationInDays"]
        for bucket in prod.of_type("AWS::S3::Bucket", "storage").values()
        for rule in bucket["Properties"].get("LifecycleConfiguration", {}).get("Rules", [])
        if "AbortIncompleteMultipartUpload" in rule
    )
    quota = max(plan.cv_analyses_per_month or 0 for plan in PLANS.values())
    files = quota * (kept // 28 + 2) * MAXIMUM_BYTES
    assert prod.function("privacy_worker")["EphemeralStorage"]["Size"] * 1024 * 1024 > files
