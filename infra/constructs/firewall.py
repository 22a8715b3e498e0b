"""The web ACL in front of both distributions. CloudFront accepts a web ACL only from us-east-1."""

from __future__ import annotations

from typing import Final

from aws_cdk import RemovalPolicy, Stack
from aws_cdk import aws_logs as logs
from aws_cdk import aws_wafv2 as waf
from constructs import Construct

WINDOW_SECONDS: Final = 60
API_REQUESTS: Final = 600
"""Requests of one address in a window: 10 a second (docs/requirements.md). The application limits bursts and users."""

LOGIN_REQUESTS: Final = 60
"""Logins of one address in a window: one a second (docs/requirements.md)."""

ALL_REQUESTS: Final = 3_000
"""All requests of one address, with pages and files from the cache. Five times the API's limit, so that an office
stays below it."""

API_PATHS: Final = ("/api/", "/health")
"""The paths of the API on the name that also has pages. On every other name all paths are the API's."""

LONG_BODIES: Final = ("/cv/upload", "/match", "/review", "/ai-coach/", "/documents", "/payments/webhook")
"""Paths whose bodies the rules do not check for size and content.

Uploads, advertisements, reasons for a review, documents and answers to the coach: people paste what looks like an
attack, and in Portuguese and other alphabets a text is longer than its characters. The webhook's events are proven by
Stripe's signature and are often above the rule's 8 KB.
"""

BODY_RULES: Final = (
    "SizeRestrictions_BODY",
    "EC2MetaDataSSRF_BODY",
    "GenericLFI_BODY",
    "GenericRFI_BODY",
    "CrossSiteScripting_BODY",
)
BODY_LABELS: Final = (
    "SizeRestrictions_Body",
    "EC2MetaDataSSRF_Body",
    "GenericLFI_Body",
    "GenericRFI_Body",
    "CrossSiteScripting_Body",
)
MANAGED: Final = ("AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesAmazonIpReputationList")

Rule = waf.CfnWebACL.RuleProperty
Statement = waf.CfnWebACL.StatementProperty


class Firewall(Construct):
    """A web ACL with limits for each address, AWS's managed rules, and a log of refused and counted requests."""

    def __init__(self, scope: Construct, name: str, domain: str | None) -> None:
        """`domain` is the name of the pages, or None if CloudFront's own name is the only one."""
        super().__init__(scope, "firewall")
        self.acl = waf.CfnWebACL(
            self,
            "acl",
            name=name,
            scope="CLOUDFRONT",
            default_action=waf.CfnWebACL.DefaultActionProperty(allow={}),
            visibility_config=_visible(name),
            rules=_rules(domain),
        )
        self._log(name)

    def _log(self, name: str) -> None:
        group = logs.LogGroup(
            self,
            "log",
            log_group_name=f"aws-waf-logs-{name}",
            retention=logs.RetentionDays.ONE_MONTH,
            removal_policy=RemovalPolicy.DESTROY,
        )
        kept = [{"ActionCondition": {"Action": action}} for action in ("BLOCK", "COUNT")]
        waf.CfnLoggingConfiguration(
            self,
            "logging",
            resource_arn=self.acl.attr_arn,
            log_destination_configs=[
                Stack.of(self).format_arn(
                    service="logs", resource=f"log-group:{group.log_group_name}", resource_name=None
                )
            ],
            redacted_fields=[
                waf.CfnLoggingConfiguration.FieldToMatchProperty(query_string={}),
                *(
                    waf.CfnLoggingConfiguration.FieldToMatchProperty(single_header={"Name": header})
                    for header in ("authorization", "cookie")
                ),
            ],
            logging_filter={
                "DefaultBehavior": "DROP",
                "Filters": [{"Behavior": "KEEP", "Requirement": "MEETS_ANY", "Conditions": kept}],
            },
        ).node.add_dependency(group)


def _rules(domain: str | None) -> list[Rule]:
    rules = [
        _rate("login-rate", 0, LOGIN_REQUESTS, _path("/auth/login", "ENDS_WITH")),
        _rate("api-rate", 1, API_REQUESTS, _api(domain)),
        _rate("all-rate", 2, ALL_REQUESTS),
        _managed("AWSManagedRulesCommonRuleSet", 3, counted=BODY_RULES),
        _bodies(4),
    ]
    return [*rules, *(_managed(name, 5 + n) for n, name in enumerate(MANAGED))]


def _visible(name: str) -> waf.CfnWebACL.VisibilityConfigProperty:
    return waf.CfnWebACL.VisibilityConfigProperty(
        cloud_watch_metrics_enabled=True, metric_name=name, sampled_requests_enabled=False
    )


def _path(value: str, position: str) -> Statement:
    """Match the decoded path, because `/auth/%6Cogin` is the same route."""
    return _match(
        waf.CfnWebACL.FieldToMatchProperty(uri_path={}), value, position, "URL_DECODE", "NORMALIZE_PATH"
    )


def _api(domain: str | None) -> Statement:
    """Match the API's paths, and all paths on a name without pages: `api.<domain>` and its CloudFront name."""
    statements = [_path(path, "STARTS_WITH") for path in API_PATHS]
    if domain:
        host = waf.CfnWebACL.FieldToMatchProperty(single_header={"Name": "host"})
        statements.append(_not(_match(host, domain, "EXACTLY", "LOWERCASE")))
    return _any(statements)


def _match(
    field: waf.CfnWebACL.FieldToMatchProperty, value: str, position: str, *transformations: str
) -> Statement:
    return Statement(
        byte_match_statement=waf.CfnWebACL.ByteMatchStatementProperty(
            field_to_match=field,
            positional_constraint=position,
            search_string=value,
            text_transformations=[
                waf.CfnWebACL.TextTransformationProperty(priority=priority, type=type_)
                for priority, type_ in enumerate(transformations)
            ],
        )
    )


def _any(statements: list[Statement]) -> Statement:
    return Statement(or_statement=waf.CfnWebACL.OrStatementProperty(statements=statements))


def _not(statement: Statement) -> Statement:
    return Statement(not_statement=waf.CfnWebACL.NotStatementProperty(statement=statement))


def _rate(name: str, priority: int, limit: int, counted: Statement | None = None) -> Rule:
    return Rule(
        name=name,
        priority=priority,
        action=waf.CfnWebACL.RuleActionProperty(
            block=waf.CfnWebACL.BlockActionProperty(
                custom_response=waf.CfnWebACL.CustomResponseProperty(
                    response_code=429,
                    response_headers=[
                        waf.CfnWebACL.CustomHTTPHeaderProperty(name="Retry-After", value=str(WINDOW_SECONDS))
                    ],
                )
            )
        ),
        statement=Statement(
            rate_based_statement=waf.CfnWebACL.RateBasedStatementProperty(
                aggregate_key_type="IP",
                limit=limit,
                evaluation_window_sec=WINDOW_SECONDS,
                scope_down_statement=counted,
            )
        ),
        visibility_config=_visible(name),
    )


def _managed(name: str, priority: int, counted: tuple[str, ...] = ()) -> Rule:
    count = waf.CfnWebACL.RuleActionProperty(count={})
    return Rule(
        name=name,
        priority=priority,
        override_action=waf.CfnWebACL.OverrideActionProperty(none={}),
        statement=Statement(
            managed_rule_group_statement=waf.CfnWebACL.ManagedRuleGroupStatementProperty(
                vendor_name="AWS",
                name=name,
                rule_action_overrides=[
                    waf.CfnWebACL.RuleActionOverrideProperty(name=rule, action_to_use=count)
                    for rule in counted
                ]
                or None,
            )
        ),
        visibility_config=_visible(name),
    )


def _bodies(priority: int) -> Rule:
    """The common rules only label a body. This rule blocks the label, except on paths that expect long free text."""
    labels = [
        Statement(
            label_match_statement=waf.CfnWebACL.LabelMatchStatementProperty(
                scope="LABEL", key=f"awswaf:managed:aws:core-rule-set:{label}"
            )
        )
        for label in BODY_LABELS
    ]
    free_text = _any([_path(path, "CONTAINS") for path in LONG_BODIES])
    return Rule(
        name="bodies",
        priority=priority,
        action=waf.CfnWebACL.RuleActionProperty(block={}),
        statement=Statement(
            and_statement=waf.CfnWebACL.AndStatementProperty(statements=[_any(labels), _not(free_text)])
        ),
        visibility_config=_visible("bodies"),
    )
