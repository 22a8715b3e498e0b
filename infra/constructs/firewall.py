"""The web ACL in front of both distributions; CloudFront takes one from us-east-1 alone."""

from __future__ import annotations

from typing import Final

from aws_cdk import RemovalPolicy, Stack
from aws_cdk import aws_logs as logs
from aws_cdk import aws_wafv2 as waf
from constructs import Construct

WINDOW_SECONDS: Final = 60
API_REQUESTS: Final = 600
"""For each address and window: the seed's 10 requests a second. Bursts and users are the application's to count."""

LOGIN_REQUESTS: Final = 60
"""The seed's one login a second."""

LONG_BODIES: Final = ("/cv/upload", "/match", "/ai-coach/", "/message")
"""Uploads, advertisements and answers: people paste there what looks like an attack to a rule about bodies."""

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
    """Coarse limits for each address, AWS's managed rules, and a log of what was refused or counted."""

    def __init__(self, scope: Construct, name: str) -> None:
        super().__init__(scope, "firewall")
        self.acl = waf.CfnWebACL(
            self,
            "acl",
            name=name,
            scope="CLOUDFRONT",
            default_action=waf.CfnWebACL.DefaultActionProperty(allow={}),
            visibility_config=_visible(name),
            rules=_rules(),
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
                waf.CfnLoggingConfiguration.FieldToMatchProperty(single_header={"Name": header})
                for header in ("authorization", "cookie")
            ],
            logging_filter={
                "DefaultBehavior": "DROP",
                "Filters": [{"Behavior": "KEEP", "Requirement": "MEETS_ANY", "Conditions": kept}],
            },
        ).node.add_dependency(group)


def _rules() -> list[Rule]:
    rules = [
        _rate("login-rate", 0, LOGIN_REQUESTS, "/auth/login"),
        _rate("api-rate", 1, API_REQUESTS, None),
        _managed("AWSManagedRulesCommonRuleSet", 2, counted=BODY_RULES),
        _bodies(3),
    ]
    return [*rules, *(_managed(name, 4 + n) for n, name in enumerate(MANAGED))]


def _visible(name: str) -> waf.CfnWebACL.VisibilityConfigProperty:
    return waf.CfnWebACL.VisibilityConfigProperty(
        cloud_watch_metrics_enabled=True, metric_name=name, sampled_requests_enabled=False
    )


def _path(value: str, position: str) -> Statement:
    return Statement(
        byte_match_statement=waf.CfnWebACL.ByteMatchStatementProperty(
            field_to_match=waf.CfnWebACL.FieldToMatchProperty(uri_path={}),
            positional_constraint=position,
            search_string=value,
            text_transformations=[
                waf.CfnWebACL.TextTransformationProperty(priority=0, type="NORMALIZE_PATH")
            ],
        )
    )


def _rate(name: str, priority: int, limit: int, path: str | None) -> Rule:
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
                scope_down_statement=_path(path, "ENDS_WITH") if path else None,
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
    """The common rules only label a body; here the label blocks, but where long free text is expected."""
    labels = [
        Statement(
            label_match_statement=waf.CfnWebACL.LabelMatchStatementProperty(
                scope="LABEL", key=f"awswaf:managed:aws:core-rule-set:{label}"
            )
        )
        for label in BODY_LABELS
    ]
    free_text = waf.CfnWebACL.OrStatementProperty(
        statements=[_path(path, "CONTAINS") for path in LONG_BODIES]
    )
    elsewhere = waf.CfnWebACL.NotStatementProperty(statement=Statement(or_statement=free_text))
    return Rule(
        name="bodies",
        priority=priority,
        action=waf.CfnWebACL.RuleActionProperty(block={}),
        statement=Statement(
            and_statement=waf.CfnWebACL.AndStatementProperty(
                statements=[
                    Statement(or_statement=waf.CfnWebACL.OrStatementProperty(statements=labels)),
                    Statement(not_statement=elsewhere),
                ]
            )
        ),
        visibility_config=_visible("bodies"),
    )
