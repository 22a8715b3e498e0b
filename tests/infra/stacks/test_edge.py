"""The edge of the prod stage: its only entrance, its caching, its headers and its limits."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from posixpath import normpath
from typing import Any
from urllib.parse import unquote

import pytest
from aws_cdk import App, Stack

from infra import edge_headers
from infra.app import build
from infra.routes import ROUTES
from infra.stages import stage_named
from tests.infra.conftest import NODE, ROOT, Synthesized


def distributions(stage: Synthesized) -> dict[str, dict[str, Any]]:
    found = stage.of_type("AWS::CloudFront::Distribution").values()
    return {
        d["Properties"]["DistributionConfig"]["Comment"].rpartition("-")[2]: d["Properties"][
            "DistributionConfig"
        ]
        for d in found
    }


def behavior(config: dict[str, Any], path: str) -> dict[str, Any]:
    found: dict[str, Any] = next(b for b in config["CacheBehaviors"] if b["PathPattern"] == path)
    return found


def referred(stage: Synthesized, reference: dict[str, Any]) -> dict[str, Any]:
    logical_id = reference.get("Ref") or reference["Fn::GetAtt"][0]
    properties: dict[str, Any] = stage.templates["edge"]["Resources"][logical_id]["Properties"]
    return properties


def run_function(file: str, uri: str) -> str:
    """The URI that a CloudFront function makes of `uri`, run in a real JavaScript engine."""
    code = (ROOT / "infra/edge" / f"{file}.js").read_text(encoding="utf-8")
    call = f"process.stdout.write(handler({{request: {{uri: {json.dumps(uri)}}}}}).uri)"
    done = subprocess.run(
        [str(NODE / "node"), "-e", f"{code}\n{call}"], capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.mark.parametrize(
    ("file", "uri", "expected"),
    [
        ("pages", "/", "/index.html"),
        ("pages", "/analyses/0190", "/index.html"),
        ("pages", "/robots.txt", "/robots.txt"),
        ("api", "/api/cv/analyses", "/cv/analyses"),
        ("api", "/cv/analyses", "/cv/analyses"),
        ("api", "/api", "/"),
        ("api", "/apiary", "/apiary"),
        ("api", "/health", "/health"),
    ],
)
def test_paths_reach_pages_and_routes(file: str, uri: str, expected: str) -> None:
    assert run_function(file, uri) == expected


def test_both_distributions_use_the_firewall_and_the_origin_secret(
    named: Synthesized,
) -> None:
    assert set(distributions(named)) == {"site", "api"}
    for config in distributions(named).values():
        assert config["WebACLId"]["Fn::GetAtt"][1] == "Arn"
        (origin,) = [each for each in config["Origins"] if each["Id"] == "api"]
        (header,) = origin["OriginCustomHeaders"]
        assert header["HeaderName"] == "x-origin-secret"
        assert header["HeaderValue"].startswith("{{resolve:secretsmanager:recoloca/prod/origin")
    for row in ROUTES:
        variables = named.function(row.slug)["Environment"]["Variables"]
        assert header["HeaderValue"] in variables["ORIGIN_SECRET"]


def test_the_edge_waits_as_long_as_the_guide_says_for_the_origin(named: Synthesized) -> None:
    for config in distributions(named).values():
        (origin,) = [each for each in config["Origins"] if each["Id"] == "api"]
        assert (origin["ConnectionAttempts"], origin["ConnectionTimeout"]) == (3, 5)
        custom = origin["CustomOriginConfig"]
        assert (custom["OriginReadTimeout"], custom["OriginKeepaliveTimeout"]) == (30, 60)


def test_a_rotation_is_accepted_by_functions_before_the_edge_sends_it(named: Synthesized) -> None:
    variables = named.function("health")["Environment"]["Variables"]
    (origin,) = [o for o in distributions(named)["api"]["Origins"] if o["Id"] == "api"]
    sent = origin["OriginCustomHeaders"][0]["HeaderValue"]
    assert sent == "{{resolve:secretsmanager:recoloca/prod/origin:SecretString:::old}}"
    assert variables["ORIGIN_SECRET"].split() == [sent.replace("old", "new"), sent]
    assert variables["TOKEN_PUBLIC_KEYS"] == "{{resolve:ssm:/recoloca/prod/token-public-keys:7}}"


def test_the_edge_reads_the_replica_of_the_secret_in_its_own_region(prod: Synthesized) -> None:
    secret = prod.one("AWS::SecretsManager::Secret", Name="recoloca/prod/origin")
    assert secret["ReplicaRegions"] == [{"Region": "us-east-1"}]


def test_the_bucket_of_the_site_is_read_by_cloudfront_alone(prod: Synthesized) -> None:
    (origin,) = [o for o in distributions(prod)["site"]["Origins"] if o["Id"] == "site"]
    control = referred(prod, origin["OriginAccessControlId"])["OriginAccessControlConfig"]
    assert control["SigningBehavior"] == "always"
    policies = prod.of_type("AWS::S3::BucketPolicy", "storage").values()
    readers = [
        statement
        for policy in policies
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]
        if statement["Effect"] == "Allow" and "s3:GetObject" in statement["Action"]
    ]
    assert [reader["Principal"] for reader in readers] == [{"Service": "cloudfront.amazonaws.com"}]
    assert "distribution/*" in json.dumps(readers[0]["Condition"]["ArnLike"]["aws:SourceArn"])


def test_the_cache_of_the_edge_separates_users(named: Synthesized) -> None:
    site = distributions(named)["site"]
    for path in ("/api/*", "/api/auth/*"):
        policy = referred(named, behavior(site, path)["CachePolicyId"])["CachePolicyConfig"]
        key = policy["ParametersInCacheKeyAndForwardedToOrigin"]
        assert policy["MinTTL"] == policy["DefaultTTL"] == 0
        assert "Authorization" in key["HeadersConfig"]["Headers"]
        assert key["QueryStringsConfig"]["QueryStringBehavior"] == "all"
    plans = referred(named, behavior(site, "/api/payments/plans")["CachePolicyId"])["CachePolicyConfig"]
    key = plans["ParametersInCacheKeyAndForwardedToOrigin"]
    assert key["HeadersConfig"]["Headers"] == ["Accept-Language"]
    assert plans["DefaultTTL"] == 0


def test_only_the_routes_of_accounts_get_cookies(named: Synthesized) -> None:
    for config in distributions(named).values():
        default = config["DefaultCacheBehavior"]
        for each in [default, *config["CacheBehaviors"]]:
            if each["TargetOriginId"] == "site":
                assert "OriginRequestPolicyId" not in each
                continue
            request = referred(named, each["OriginRequestPolicyId"])["OriginRequestPolicyConfig"]
            expected = "all" if "/auth/" in each.get("PathPattern", "") else "none"
            assert request["CookiesConfig"]["CookieBehavior"] == expected
            assert "CloudFront-Viewer-Address" in request["HeadersConfig"]["Headers"]


def test_every_answer_is_compressed_and_every_request_is_over_tls(named: Synthesized) -> None:
    for config in distributions(named).values():
        assert config["HttpVersion"] == "http2and3"
        assert config["ViewerCertificate"]["MinimumProtocolVersion"] == "TLSv1.2_2021"
        for each in [config["DefaultCacheBehavior"], *config["CacheBehaviors"]]:
            assert each["Compress"] is True
            assert each["ViewerProtocolPolicy"] in {"https-only", "redirect-to-https"}
    for policy in named.of_type("AWS::CloudFront::CachePolicy").values():
        config = policy["Properties"]["CachePolicyConfig"]
        key = config["ParametersInCacheKeyAndForwardedToOrigin"]
        assert key["EnableAcceptEncodingBrotli"] is True
        assert key["EnableAcceptEncodingGzip"] is True
        assert config["MaxTTL"] > 0, "CloudFront compresses only what it may keep"


def test_the_edge_sends_the_headers_that_the_local_edge_sends(prod: Synthesized) -> None:
    policies = {
        policy["Properties"]["ResponseHeadersPolicyConfig"]["Name"].rpartition("-")[2]: policy["Properties"][
            "ResponseHeadersPolicyConfig"
        ]
        for policy in prod.of_type("AWS::CloudFront::ResponseHeadersPolicy").values()
    }
    api = policies["api"]["SecurityHeadersConfig"]
    assert (
        api["ContentSecurityPolicy"]["ContentSecurityPolicy"] == edge_headers.API["content-security-policy"]
    )
    assert api["StrictTransportSecurity"]["AccessControlMaxAgeSec"] == 63072000
    assert api["FrameOptions"]["FrameOption"] == "DENY"
    site = json.dumps(policies["site"]["SecurityHeadersConfig"]["ContentSecurityPolicy"])
    assert "recoloca-prod-uploads" in site
    custom = {item["Header"]: item["Value"] for item in policies["site"]["CustomHeadersConfig"]["Items"]}
    assert custom == {name: value for name, value in edge_headers.COMMON.items() if name in custom}
    assert set(custom) >= {"permissions-policy", "cross-origin-opener-policy"}


def rules(stage: Synthesized) -> dict[str, dict[str, Any]]:
    (acl,) = stage.of_type("AWS::WAFv2::WebACL").values()
    return {rule["Name"]: rule for rule in acl["Properties"]["Rules"]}


TRANSFORMATIONS: dict[str, Callable[[str], str]] = {
    "URL_DECODE": unquote,
    "NORMALIZE_PATH": normpath,
    "LOWERCASE": str.lower,
}
POSITIONS: dict[str, Callable[[str, str], bool]] = {
    "STARTS_WITH": str.startswith,
    "ENDS_WITH": str.endswith,
    "CONTAINS": str.__contains__,
    "EXACTLY": str.__eq__,
}


def holds(statement: dict[str, Any], path: str, host: str = "recoloca.ai") -> bool:
    """Whether a statement of the firewall matches a request, by AWS's definition of its parts."""
    ((kind, inner),) = statement.items()
    if kind == "OrStatement":
        return any(holds(each, path, host) for each in inner["Statements"])
    if kind == "NotStatement":
        return not holds(inner["Statement"], path, host)
    value = host if "SingleHeader" in inner["FieldToMatch"] else path
    for transformation in sorted(inner["TextTransformations"], key=lambda each: each["Priority"]):
        value = TRANSFORMATIONS[transformation["Type"]](value)
    return POSITIONS[inner["PositionalConstraint"]](value, inner["SearchString"])


def counted(stage: Synthesized, rule: str, path: str, host: str = "recoloca.ai") -> bool:
    rate = rules(stage)[rule]["Statement"]["RateBasedStatement"]
    return "ScopeDownStatement" not in rate or holds(rate["ScopeDownStatement"], path, host)


def test_the_firewall_has_the_limits_of_the_performance_guide(prod: Synthesized) -> None:
    rates = {name: rule["Statement"].get("RateBasedStatement") for name, rule in rules(prod).items()}
    assert rates["api-rate"]["Limit"] == 10 * rates["api-rate"]["EvaluationWindowSec"]
    assert rates["login-rate"]["Limit"] == 1 * rates["login-rate"]["EvaluationWindowSec"]
    assert rates["all-rate"]["Limit"] > rates["api-rate"]["Limit"]


@pytest.mark.parametrize(
    ("path", "host", "api"),
    [
        ("/api/dashboard", "recoloca.ai", True),
        ("/%61pi/dashboard", "recoloca.ai", True),
        ("/health/ready", "recoloca.ai", True),
        ("/dashboard", "api.recoloca.ai", True),
        ("/dashboard", "d111111abcdef8.cloudfront.net", True),
        ("/dashboard", "Recoloca.ai", False),
        ("/assets/app-1a2b.js", "recoloca.ai", False),
        ("/", "recoloca.ai", False),
    ],
)
def test_the_limit_of_the_api_counts_no_page_and_no_file(
    path: str, host: str, api: bool, named: Synthesized
) -> None:
    assert counted(named, "api-rate", path, host) is api
    assert counted(named, "all-rate", path, host)


def test_without_a_domain_the_path_selects_the_api_or_the_pages(prod: Synthesized) -> None:
    host = "d111111abcdef8.cloudfront.net"
    assert counted(prod, "api-rate", "/api/dashboard", host)
    assert not counted(prod, "api-rate", "/dashboard", host)


@pytest.mark.parametrize("path", ["/api/auth/login", "/auth/login", "/auth/%6Cogin", "/auth/./x/..//login"])
def test_no_spelling_of_the_login_path_avoids_its_limit(path: str, prod: Synthesized) -> None:
    assert counted(prod, "login-rate", path)
    assert not counted(prod, "login-rate", "/api/auth/register")


def test_the_managed_rules_block_except_for_bodies(prod: Synthesized) -> None:
    managed = ("CommonRuleSet", "KnownBadInputsRuleSet", "AmazonIpReputationList")
    for name in managed:
        assert rules(prod)[f"AWSManagedRules{name}"]["OverrideAction"] == {"None": {}}
    common = rules(prod)["AWSManagedRulesCommonRuleSet"]["Statement"]["ManagedRuleGroupStatement"]
    left_to_us = {override["Name"] for override in common["RuleActionOverrides"]}
    assert "SizeRestrictions_BODY" in left_to_us
    labels, _ = rules(prod)["bodies"]["Statement"]["AndStatement"]["Statements"]
    assert len(labels["OrStatement"]["Statements"]) == len(left_to_us)
    assert rules(prod)["bodies"]["Priority"] > rules(prod)["AWSManagedRulesCommonRuleSet"]["Priority"]


MANAGED_LIMIT = 8 * 1024
"""The limit of the rule `SizeRestrictions_BODY`, which AWS fixes."""

ESCAPED = len("\\u00e3")
"""The largest number of bytes that a client may use for one character."""


def longest_text(schema: dict[str, Any], document: dict[str, Any]) -> int:
    """The bytes of the longest single text that a body of this schema can contain."""
    if "$ref" in schema:
        return longest_text(document["components"]["schemas"][schema["$ref"].rpartition("/")[2]], document)
    inner = [*schema.get("properties", {}).values(), *schema.get("anyOf", []), schema.get("items")]
    texts = [longest_text(each, document) for each in inner if each]
    return max([int(schema.get("maxLength", 0)) * ESCAPED, *texts])


def test_no_text_that_a_route_accepts_is_refused_for_its_length(prod: Synthesized) -> None:
    document = json.loads((ROOT / "docs/openapi.json").read_text(encoding="utf-8"))
    long = {
        path
        for path, methods in document["paths"].items()
        for operation in methods.values()
        for content in operation.get("requestBody", {}).get("content", {}).values()
        if longest_text(content["schema"], document) > MANAGED_LIMIT
    }
    assert "/cv/analysis/{id}/review" in long
    _, judged = rules(prod)["bodies"]["Statement"]["AndStatement"]["Statements"]
    for path in long | {"/payments/webhook"}:
        assert not holds(judged, f"/api{path}"), path
        assert not holds(judged, path), path
    assert holds(judged, "/auth/register")


def test_the_edge_is_in_the_region_that_cloudfront_requires(named: Synthesized) -> None:
    stacks = [each for each in build(App(), stage_named("prod")).node.children if isinstance(each, Stack)]
    regions = {stack.stack_name.removeprefix("recoloca-prod-"): stack.region for stack in stacks}
    assert {regions.pop(name) for name in ("edge", "edge-alarms")} == {"us-east-1"}
    assert set(regions.values()) == {"sa-east-1"}
    assert named.of_type("AWS::CertificateManager::Certificate", "edge")
    names = {
        (record["Properties"]["Name"], record["Properties"]["Type"])
        for record in named.of_type("AWS::Route53::RecordSet", "edge").values()
    }
    assert names == {(n, t) for n in ("recoloca.ai", "api.recoloca.ai") for t in ("A", "AAAA")}


def test_the_logs_of_the_edge_hold_no_personal_data(prod: Synthesized) -> None:
    for delivery in prod.of_type("AWS::Logs::Delivery").values():
        fields = set(delivery["Properties"]["RecordFields"])
        assert not {field for field in fields if "ip" in field or "uri" in field or "ookie" in field}
    (logging,) = prod.of_type("AWS::WAFv2::LoggingConfiguration").values()
    redacted = logging["Properties"]["RedactedFields"]
    assert {f["SingleHeader"]["Name"] for f in redacted if "SingleHeader" in f} == {"authorization", "cookie"}
    assert {"QueryString": {}} in redacted, "what people search for"
