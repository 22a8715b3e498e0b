"""docs/permissions.md, drawn from the prod stage's templates: `python -m infra.diagram [--check]`.

The page shows the templates. An arrow from a function is a permission of its role. An arrow to a function is its
caller. Nothing is drawn by hand.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from infra.paths import ROOT
from infra.synthesis import COMPLETE, Template, fresh

DOCUMENT: Final = ROOT / "docs/permissions.md"
PREFIX: Final = "recoloca-prod-"
REACHED: Final = (
    ("elasticache:Connect", "", "cache"),
    ("rds-db:connect", "proxy", "proxy"),
    ("rds-db:connect", "", "database"),
    ("rds-data:ExecuteStatement", "", "database"),
    ("s3:", "uploads", "uploads"),
    ("ses:SendEmail", "", "mail"),
    ("secretsmanager:GetSecretValue", "stripe-api-key", "stripe"),
    ("secretsmanager:GetSecretValue", "", "secrets"),
    ("bedrock:", "", "bedrock"),
)
"""The target of an arrow, by the action and a word in its resource. The first match counts."""

NAMED: Final = {
    "cache": "cache (ElastiCache Valkey)",
    "proxy": "database (RDS Proxy)",
    "database": "database (the writer itself)",
    "uploads": "uploads (S3)",
    "mail": "mail (SES)",
    "stripe": "Stripe, with its key",
    "secrets": "a secret (Secrets Manager)",
    "bedrock": "a language model (Bedrock)",
}
BOXES: Final = (("workers", "Workers"), ("tasks", "Tasks"), ("migrations", "Migrations, at each deployment"))
"""Stacks whose functions are drawn one by one."""

INTRODUCTION: Final = """# Permissions

What each function may reach, in AWS. `make snapshots` draws this page from the templates of the `prod` stage, with
every setting that an operator may give (a domain and a language model too); a test compares it with them. An arrow
from a function is a permission of its role. An arrow to a function is what calls it.
[Architecture](architecture.md) explains the parts.
"""


@dataclass(slots=True)
class Drawn:
    """A function: its stack, its slug, and the resources that its role may reach."""

    stack: str
    slug: str
    in_vpc: bool
    reaches: set[str] = field(default_factory=set)


def resources(stacks: Mapping[str, Template], type_: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for stack, template in stacks.items():
        for name, resource in template["Resources"].items():
            if resource["Type"] == type_:
                yield stack, name, resource["Properties"]


def functions(stacks: Mapping[str, Template]) -> list[Drawn]:
    """Our functions, which have names. CDK's own helper functions have none."""
    drawn = []
    for stack, _, properties in resources(stacks, "AWS::Lambda::Function"):
        if "FunctionName" not in properties:
            continue
        role = stacks[stack]["Resources"][properties["Role"]["Fn::GetAtt"][0]]["Properties"]
        reaches = {
            reached
            for policy in role.get("Policies", [])
            for statement in policy["PolicyDocument"]["Statement"]
            for reached in leads_to(statement)
        }
        slug = properties["FunctionName"].removeprefix(PREFIX)
        drawn.append(Drawn(stack, slug, "VpcConfig" in properties, reaches))
    return sorted(drawn, key=lambda each: (each.stack, each.slug))


def leads_to(statement: Mapping[str, Any]) -> Iterator[str]:
    actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
    resource = json.dumps(statement["Resource"])
    for action in actions:
        if action == "sqs:SendMessage":
            yield from (f"queue_{name}" for name in queues_in(resource))
        elif action == "lambda:InvokeFunction":
            yield from (f"function_{slug}" for slug in re.findall(rf"{PREFIX}([a-z_]+)[\"/:]", resource))
        elif reached := known(action, resource):
            yield reached


def known(action: str, resource: str) -> str:
    fits = (
        target for prefix, word, target in REACHED if action.startswith(prefix) and word in resource.lower()
    )
    return next(fits, "")


def queues_in(text: str) -> list[str]:
    return sorted(set(re.findall(r"(?:GetAtt|Ref)([a-z]+)queue[0-9A-F]{8}", text)))


def edge_lines(stacks: Mapping[str, Template]) -> Iterator[str]:
    """People, the distributions and their origins."""
    yield "  people([Browsers])"
    edges = []
    for _, name, distribution in resources(stacks, "AWS::CloudFront::Distribution"):
        config = distribution["DistributionConfig"]
        edges.append(f"edge_{name}")
        paths: dict[str, list[str]] = {origin["Id"]: [] for origin in config["Origins"]}
        for each in config["CacheBehaviors"]:
            paths[each["TargetOriginId"]].append(each["PathPattern"])
        paths[config["DefaultCacheBehavior"]["TargetOriginId"]].append("everything else")
        yield f'  edge_{name}["CloudFront: {", ".join(config["Aliases"])}"]'
        yield f"  people --> edge_{name}"
        for origin, patterns in paths.items():
            yield f'  edge_{name} -- "{", ".join(patterns)}" --> {origin}'
    for _, _, acl in resources(stacks, "AWS::WAFv2::WebACL"):
        yield f'  firewall["WAF: {len(acl["Rules"])} rules"] -.- {" & ".join(edges)}'
    yield '  site[("frontend (S3)")]'
    yield '  uploads[("uploads and exports (S3)")]'
    yield '  people -- "presigned POST" --> uploads'


def group_lines(drawn: list[Drawn], contexts: list[str], routes: Mapping[str, int]) -> Iterator[str]:
    """The functions of the API, a box for each stack, and the workers and tasks, a box for each function."""
    yield '  subgraph routes["Functions of the API"]'
    for context in contexts:
        count = sum(each.stack == context for each in drawn)
        yield f'    stack_{context}["{context}: {plural(count, "function")}, {plural(routes[context], "route")}"]'
    yield "  end"
    yield "  api[HTTP API] --> routes"
    for stack, title in BOXES:
        yield f'  subgraph {stack}["{title}"]'
        for each in drawn:
            if each.stack == stack:
                yield f"    function_{each.slug}[{each.slug}]"
        yield "  end"


def plural(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def reach_lines(drawn: list[Drawn], contexts: list[str]) -> Iterator[str]:
    """A resource that every stack of the API reaches has one arrow from all of them."""
    by_context = {
        context: set[str]().union(*(each.reaches for each in drawn if each.stack == context))
        for context in contexts
    }
    common = set.intersection(*by_context.values())
    for target in sorted(common):
        yield f"  routes --> {target}"
    for context, reaches in by_context.items():
        for target in sorted(reaches - common):
            yield f"  stack_{context} --> {target}"
    for each in drawn:
        if each.stack not in by_context:
            for target in sorted(each.reaches):
                yield f"  function_{each.slug} --> {target}"


def trigger_lines(stacks: Mapping[str, Template], drawn: list[Drawn]) -> Iterator[str]:
    """Queues and their workers, notifications of buckets, and schedules."""
    for _, name, bucket in resources(stacks, "AWS::S3::Bucket"):
        for each in bucket.get("NotificationConfiguration", {}).get("QueueConfigurations", []):
            (queue,) = re.findall(r"^([a-z]+)queue[0-9A-F]{8}$", each["Queue"]["Fn::GetAtt"][0])
            yield f'  {name[:-8]} -- "{each["Event"]}" --> queue_{queue}'
    for _, _, source in resources(stacks, "AWS::Lambda::EventSourceMapping"):
        (queue,) = queues_in(json.dumps(source["EventSourceArn"]))
        slug = function_named(json.dumps(source["FunctionName"]), drawn)
        most = source["ScalingConfig"]["MaximumConcurrency"]
        yield f'  queue_{queue}[["{queue} (SQS)"]] -- "at most {most} at once" --> function_{slug}'
    for _, _, schedule in resources(stacks, "AWS::Scheduler::Schedule"):
        slug = function_named(json.dumps(schedule["Target"]["Arn"]), drawn)
        yield f'  schedule_{slug}{{{{"{schedule["ScheduleExpression"]}"}}}} --> function_{slug}'


def function_named(reference: str, drawn: list[Drawn]) -> str:
    """The function of a reference to its logical id or to its alias."""
    names = {each.slug.replace("_", ""): each.slug for each in drawn}
    (name,) = re.findall(r'"([a-z]+)(?:function|releasealias)[0-9A-F]{8}"', reference)
    return names[name]


def server_lines(stacks: Mapping[str, Template], reached: set[str]) -> Iterator[str]:
    """The servers in the VPC, and the other services."""
    endpoints = len(list(resources(stacks, "AWS::EC2::VPCEndpoint")))
    yield f'  subgraph vpc["VPC: {endpoints} endpoints, no way to the internet"]'
    instances = len(list(resources(stacks, "AWS::RDS::DBInstance")))
    yield '    proxy["RDS Proxy"]'
    yield f'    database[("Aurora PostgreSQL, {plural(instances, "instance")}")]'
    yield '    cache[("ElastiCache Valkey")]'
    yield "  end"
    yield "  proxy --> database"
    for name in sorted(reached & {"mail", "stripe", "secrets", "bedrock"}):
        yield f'  {name}["{NAMED[name]}"]'


def watching_lines(stacks: Mapping[str, Template]) -> Iterator[str]:
    """The resources that watch uploads, releases, goals, cost and operators."""
    for _, _, plan in resources(stacks, "AWS::GuardDuty::MalwareProtectionPlan"):
        prefixes = ", ".join(plan["ProtectedResource"]["S3Bucket"]["ObjectPrefixes"])
        yield f'  scan["GuardDuty"] -- "a verdict on {prefixes}" --> uploads'
    canaries = [stack for stack, _, _ in resources(stacks, "AWS::CodeDeploy::DeploymentGroup")]
    yield f'  releases["CodeDeploy: {len(canaries)} canaries"] -.-> routes & workers'
    for _, _, trail in resources(stacks, "AWS::CloudTrail::Trail"):
        watched = re.findall(rf":function:{PREFIX}([a-z_]+)", json.dumps(trail["AdvancedEventSelectors"]))
        yield f'  trail["CloudTrail"] -.- uploads & {" & ".join(f"function_{slug}" for slug in watched)}'
    alarms = sum(1 for _ in resources(stacks, "AWS::CloudWatch::Alarm"))
    topics = [topic["TopicName"] for _, _, topic in resources(stacks, "AWS::SNS::Topic")]
    for name in sorted(set(topics)):
        regions = plural(topics.count(name), "region")
        yield f'  alarms["{alarms} alarms"] --> topic["{name} (SNS, {regions})"]'
    for _, _, budget in resources(stacks, "AWS::Budgets::Budget"):
        limit = budget["Budget"]["BudgetLimit"]
        yield f'  budget["{limit["Amount"]:,} {limit["Unit"]} a month (budget)"] --> topic'
    for _, _, canary in resources(stacks, "AWS::Synthetics::Canary"):
        yield f'  canary["{canary["Name"]} (Synthetics)"] --> edge_site'


def table_lines(drawn: list[Drawn]) -> Iterator[str]:
    yield "| stack | function | in the VPC | may reach |"
    yield "|---|---|---|---|"
    for each in drawn:
        reached = ", ".join(sorted(spoken(target) for target in each.reaches))
        yield f"| {each.stack} | `{each.slug}` | {'yes' if each.in_vpc else 'no'} | {reached or '–'} |"


def spoken(target: str) -> str:
    kind, _, name = target.partition("_")
    return {"queue": f"queue {name}", "function": f"`{name}`"}.get(kind) or NAMED[target]


def document(stacks: Mapping[str, Template]) -> str:
    """The whole page."""
    drawn = functions(stacks)
    routes: dict[str, int] = {}
    for stack, _, _ in resources(stacks, "AWS::ApiGatewayV2::Route"):
        routes[stack] = routes.get(stack, 0) + 1
    contexts = sorted(routes)
    reached = set[str]().union(*(each.reaches for each in drawn))
    lines = [
        INTRODUCTION, "```mermaid", "flowchart LR",
        *edge_lines(stacks), *group_lines(drawn, contexts, routes), *trigger_lines(stacks, drawn),
        *server_lines(stacks, reached), *watching_lines(stacks), *reach_lines(drawn, contexts), "```", "",
        "## What each function may reach", "", *table_lines(drawn), "",
        "## Stacks", "", "| stack | resources |", "|---|---|",
        *(f"| {name} | {len(template['Resources'])} |" for name, template in sorted(stacks.items())),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    drawn = document(fresh("prod", COMPLETE))
    if "--check" not in arguments:
        DOCUMENT.write_text(drawn)
        return 0
    if DOCUMENT.read_text() == drawn:
        return 0
    print("✗ docs/permissions.md is not what the templates say; run `make snapshots`.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
