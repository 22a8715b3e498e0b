"""The parts of the CloudFront distributions: origins, cache policies, headers and behaviours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aws_cdk import aws_cloudfront as cloudfront
from constructs import Construct

CODE: Final = Path(__file__).resolve().parents[1] / "edge"
CACHING_OPTIMIZED: Final = "658327ea-f89d-4fab-a63d-7e88639e58f6"
"""The cache policy of AWS. The key is the path only. The time is a day, unless the object says otherwise (hashed files
say a year)."""

FORWARDED: Final = (
    "CloudFront-Viewer-Address",
    "Content-Type",
    "Idempotency-Key",
    "Origin",
    "Stripe-Signature",
    "User-Agent",
    "X-Client",
)
"""Headers that the API reads beside those of the cache key, the only place that CloudFront allows `Authorization`."""

READS: Final = ["GET", "HEAD"]
ALL_METHODS: Final = ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"]

Behavior = cloudfront.CfnDistribution.CacheBehaviorProperty


@dataclass(frozen=True, slots=True)
class Policies:
    """Identifiers of the resources that behaviours refer to."""

    pages_cache: str
    api_cache: str
    public_cache: str
    api_request: str
    auth_request: str
    site_headers: str
    api_headers: str
    pages_function: str
    api_function: str


def make_policies(scope: Construct, name: str, site: Mapping[str, str], api: Mapping[str, str]) -> Policies:
    """`site` and `api` are the headers of `infra/edge_headers.py`, which the local edge sends as well."""
    return Policies(
        pages_cache=_cache(scope, f"{name}-pages", maximum=31_536_000),
        api_cache=_cache(scope, f"{name}-api", 1, headers=("Authorization", "Accept-Language"), query=True),
        public_cache=_cache(scope, f"{name}-public", maximum=3600, headers=("Accept-Language",)),
        api_request=_request(scope, f"{name}-api", cookies="none"),
        auth_request=_request(scope, f"{name}-auth", cookies="all"),
        site_headers=_headers(scope, f"{name}-site", site),
        api_headers=_headers(scope, f"{name}-api", api),
        pages_function=_function(scope, name, "pages"),
        api_function=_function(scope, name, "api"),
    )


def pages(policies: Policies) -> cloudfront.CfnDistribution.DefaultCacheBehaviorProperty:
    return cloudfront.CfnDistribution.DefaultCacheBehaviorProperty(
        target_origin_id="site",
        viewer_protocol_policy="redirect-to-https",
        allowed_methods=READS,
        compress=True,
        cache_policy_id=policies.pages_cache,
        response_headers_policy_id=policies.site_headers,
        function_associations=[_on_request(policies.pages_function)],
    )


def assets(policies: Policies) -> Behavior:
    return Behavior(
        path_pattern="/assets/*",
        target_origin_id="site",
        viewer_protocol_policy="redirect-to-https",
        allowed_methods=READS,
        compress=True,
        cache_policy_id=CACHING_OPTIMIZED,
        response_headers_policy_id=policies.site_headers,
    )


def api(path: str, policies: Policies) -> Behavior:
    """The behaviours of the API.

    Plans are cached, because all users see the same. Only the routes of accounts get cookies."""
    public = path.endswith("/payments/plans")
    return Behavior(
        path_pattern=path,
        target_origin_id="api",
        viewer_protocol_policy="https-only",
        allowed_methods=READS if public else ALL_METHODS,
        compress=True,
        cache_policy_id=policies.public_cache if public else policies.api_cache,
        origin_request_policy_id=policies.auth_request if "/auth/" in path else policies.api_request,
        response_headers_policy_id=policies.api_headers,
        function_associations=[_on_request(policies.api_function)],
    )


def api_default(policies: Policies) -> cloudfront.CfnDistribution.DefaultCacheBehaviorProperty:
    return cloudfront.CfnDistribution.DefaultCacheBehaviorProperty(
        target_origin_id="api",
        viewer_protocol_policy="https-only",
        allowed_methods=ALL_METHODS,
        compress=True,
        cache_policy_id=policies.api_cache,
        origin_request_policy_id=policies.api_request,
        response_headers_policy_id=policies.api_headers,
        function_associations=[_on_request(policies.api_function)],
    )


def _on_request(arn: str) -> cloudfront.CfnDistribution.FunctionAssociationProperty:
    return cloudfront.CfnDistribution.FunctionAssociationProperty(
        event_type="viewer-request", function_arn=arn
    )


def _function(scope: Construct, name: str, file: str) -> str:
    function = cloudfront.Function(
        scope,
        f"{file}_function",
        function_name=f"{name}-{file}",
        runtime=cloudfront.FunctionRuntime.JS_2_0,
        code=cloudfront.FunctionCode.from_inline((CODE / f"{file}.js").read_text(encoding="utf-8")),
    )
    return function.function_arn


def _cache(
    scope: Construct, name: str, maximum: int, headers: Sequence[str] = (), *, query: bool = False
) -> str:
    """CloudFront keeps only what the origin allows. It compresses only with a maximum time above 0."""
    kind = cloudfront.CfnCachePolicy
    policy = kind(
        scope,
        f"{name}_cache",
        cache_policy_config=kind.CachePolicyConfigProperty(
            name=name,
            min_ttl=0,
            default_ttl=0,
            max_ttl=maximum,
            parameters_in_cache_key_and_forwarded_to_origin=kind.ParametersInCacheKeyAndForwardedToOriginProperty(
                enable_accept_encoding_brotli=True,
                enable_accept_encoding_gzip=True,
                cookies_config=kind.CookiesConfigProperty(cookie_behavior="none"),
                headers_config=kind.HeadersConfigProperty(
                    header_behavior="whitelist" if headers else "none", headers=list(headers) or None
                ),
                query_strings_config=kind.QueryStringsConfigProperty(
                    query_string_behavior="all" if query else "none"
                ),
            ),
        ),
    )
    return policy.ref


def _request(scope: Construct, name: str, *, cookies: str) -> str:
    kind = cloudfront.CfnOriginRequestPolicy
    policy = kind(
        scope,
        f"{name}_request",
        origin_request_policy_config=kind.OriginRequestPolicyConfigProperty(
            name=name,
            cookies_config=kind.CookiesConfigProperty(cookie_behavior=cookies),
            headers_config=kind.HeadersConfigProperty(header_behavior="whitelist", headers=list(FORWARDED)),
            query_strings_config=kind.QueryStringsConfigProperty(query_string_behavior="all"),
        ),
    )
    return policy.ref


def _headers(scope: Construct, name: str, headers: Mapping[str, str]) -> str:
    """CloudFront has settings for some headers, and takes the others as names and values."""
    kind = cloudfront.CfnResponseHeadersPolicy
    rest = dict(headers)
    hsts = rest.pop("strict-transport-security")
    if rest.pop("x-content-type-options") != "nosniff":
        raise ValueError("CloudFront knows `nosniff` alone.")
    security = kind.SecurityHeadersConfigProperty(
        content_security_policy=kind.ContentSecurityPolicyProperty(
            content_security_policy=rest.pop("content-security-policy"), override=True
        ),
        content_type_options=kind.ContentTypeOptionsProperty(override=True),
        frame_options=kind.FrameOptionsProperty(frame_option=rest.pop("x-frame-options"), override=True),
        referrer_policy=kind.ReferrerPolicyProperty(
            referrer_policy=rest.pop("referrer-policy"), override=True
        ),
        strict_transport_security=kind.StrictTransportSecurityProperty(
            access_control_max_age_sec=int(hsts.partition(";")[0].removeprefix("max-age=")),
            include_subdomains="includeSubDomains" in hsts,
            preload="preload" in hsts,
            override=True,
        ),
    )
    items = [kind.CustomHeaderProperty(header=key, value=value, override=True) for key, value in rest.items()]
    policy = kind(
        scope,
        f"{name}_headers",
        response_headers_policy_config=kind.ResponseHeadersPolicyConfigProperty(
            name=name,
            security_headers_config=security,
            custom_headers_config=kind.CustomHeadersConfigProperty(items=items),
        ),
    )
    return policy.ref
