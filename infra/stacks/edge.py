"""CloudFront and its firewall. Users reach the site and the API only through them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from aws_cdk import Aws, CfnOutput, RemovalPolicy
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from aws_cdk import aws_route53 as route53
from constructs import Construct

from infra import edge_headers
from infra.constructs import distribution as parts
from infra.constructs.firewall import Firewall
from infra.constructs.nag import acknowledge
from infra.stacks.base import PlatformStack
from infra.stages import EDGE_REGION, REGION, Stage

CLOUDFRONT_ZONE: Final = "Z2FDTNDATAQYW2"
"""The hosted zone of all CloudFront aliases. AWS defines it."""

ORIGIN_HEADER: Final = "x-origin-secret"
LOGGED: Final = (
    "date", "time", "x-edge-location", "sc-bytes", "cs-method", "sc-status", "x-edge-result-type", "time-taken",
    "time-to-first-byte", "ssl-protocol", "cs-protocol-version", "x-edge-detailed-result-type",
)  # fmt: skip
"""The fields show a slow or failing edge. Address, path, cookie and agent are left out, because they are personal
data."""


class EdgeStack(PlatformStack):
    """The stack is in us-east-1, because CloudFront's certificate, web ACL and logs must be there.

    The API's name has its own distribution. CloudFront chooses a behaviour by path. One distribution could not serve
    `/dashboard` as a page on one name and as data on the other (docs/adr/0206).
    """

    def __init__(self, scope: Construct, stage: Stage, api_id: str, frontend: str, uploads: str) -> None:
        super().__init__(scope, "edge", stage, EDGE_REGION)
        self._stage = stage
        self._api_domain = f"{api_id}.execute-api.{REGION}.{Aws.URL_SUFFIX}"
        self._site_domain = f"{frontend}.s3.{REGION}.{Aws.URL_SUFFIX}"
        self._firewall = Firewall(self, stage.resource("edge"), stage.domain)
        self._policies = parts.make_policies(
            self,
            stage.resource("edge"),
            edge_headers.site(f"https://{uploads}.s3.{REGION}.{Aws.URL_SUFFIX}"),
            edge_headers.API,
        )
        self._certificate = self._make_certificate(stage.domain, stage.hosted_zone_id)
        self.site = self._site()
        self.api = self._api() if stage.domain else None
        self.distributions = {
            name: made.ref for name, made in (("site", self.site), ("api", self.api)) if made
        }
        self.app_url = f"https://{stage.domain or self.site.attr_domain_name}"
        for id_, value in (("DistributionId", self.site.ref), ("AppUrl", self.app_url)):
            CfnOutput(self, id_, value=value)

    def _site(self) -> cloudfront.CfnDistribution:
        control = cloudfront.CfnOriginAccessControl(
            self,
            "site_access",
            origin_access_control_config=cloudfront.CfnOriginAccessControl.OriginAccessControlConfigProperty(
                name=self._stage.resource("site"),
                origin_access_control_origin_type="s3",
                signing_behavior="always",
                signing_protocol="sigv4",
            ),
        )
        origin = cloudfront.CfnDistribution.OriginProperty(
            id="site",
            domain_name=self._site_domain,
            origin_access_control_id=control.attr_id,
            s3_origin_config=cloudfront.CfnDistribution.S3OriginConfigProperty(origin_access_identity=""),
        )
        policies = self._policies
        paths = ("/api/auth/*", "/api/payments/plans", "/api/*", "/health", "/health/*")
        return self._distribution(
            "site",
            self._stage.domain,
            [origin, self._api_origin()],
            parts.pages(policies),
            [parts.assets(policies), *(parts.api(path, policies) for path in paths)],
            root="index.html",
        )

    def _api(self) -> cloudfront.CfnDistribution:
        paths = ("/auth/*", "/api/auth/*", "/payments/plans", "/api/payments/plans")
        return self._distribution(
            "api",
            f"api.{self._stage.domain}",
            [self._api_origin()],
            parts.api_default(self._policies),
            [parts.api(path, self._policies) for path in paths],
        )

    def _api_origin(self) -> cloudfront.CfnDistribution.OriginProperty:
        """The API as an origin. Functions refuse a request without the header, so all requests pass the firewall."""
        return cloudfront.CfnDistribution.OriginProperty(
            id="api",
            domain_name=self._api_domain,
            connection_attempts=3,
            connection_timeout=5,
            custom_origin_config=cloudfront.CfnDistribution.CustomOriginConfigProperty(
                origin_protocol_policy="https-only",
                origin_ssl_protocols=["TLSv1.2"],
                origin_read_timeout=30,
                origin_keepalive_timeout=60,
            ),
            origin_custom_headers=[
                cloudfront.CfnDistribution.OriginCustomHeaderProperty(
                    header_name=ORIGIN_HEADER, header_value=self._stage.origin_sent
                )
            ],
        )

    def _distribution(
        self,
        id_: str,
        name: str | None,
        origins: list[cloudfront.CfnDistribution.OriginProperty],
        default: cloudfront.CfnDistribution.DefaultCacheBehaviorProperty,
        behaviors: Sequence[parts.Behavior],
        root: str | None = None,
    ) -> cloudfront.CfnDistribution:
        made = cloudfront.CfnDistribution(
            self,
            id_,
            distribution_config=cloudfront.CfnDistribution.DistributionConfigProperty(
                enabled=True,
                comment=f"{self._stage.resource(id_)}",
                aliases=[name] if name else None,
                default_root_object=root,
                http_version="http2and3",
                ipv6_enabled=True,
                price_class="PriceClass_All",
                web_acl_id=self._firewall.acl.attr_arn,
                viewer_certificate=self._viewer_certificate(),
                origins=origins,
                default_cache_behavior=default,
                cache_behaviors=list(behaviors),
            ),
        )
        self._name(id_, name, made)
        self._log(id_, made)
        self._acknowledge(made)
        return made

    def _acknowledge(self, made: cloudfront.CfnDistribution) -> None:
        acknowledge(made, "CFR1", "Brazilians look for work from everywhere; no country is shut out.")
        acknowledge(made, "CFR3", "Logged by a delivery to CloudWatch Logs, without addresses or paths; the rule "
                    "knows only the older way, which records both.")  # fmt: skip
        if not self._stage.domain:
            acknowledge(made, "CFR4", "Without a domain CloudFront's own certificate serves, whose lowest version "
                        "of TLS cannot be chosen; with `-c domain=` it is TLS 1.2.")  # fmt: skip

    def _viewer_certificate(self) -> cloudfront.CfnDistribution.ViewerCertificateProperty:
        if self._certificate is None:
            return cloudfront.CfnDistribution.ViewerCertificateProperty(cloud_front_default_certificate=True)
        return cloudfront.CfnDistribution.ViewerCertificateProperty(
            acm_certificate_arn=self._certificate.ref,
            minimum_protocol_version="TLSv1.2_2021",
            ssl_support_method="sni-only",
        )

    def _make_certificate(self, domain: str | None, zone: str | None) -> acm.CfnCertificate | None:
        """The certificate. CloudFormation proves the domain with records in the zone."""
        if domain is None or zone is None:
            return None
        names = (domain, f"api.{domain}")
        return acm.CfnCertificate(
            self,
            "certificate",
            domain_name=domain,
            subject_alternative_names=[names[1]],
            validation_method="DNS",
            domain_validation_options=[
                acm.CfnCertificate.DomainValidationOptionProperty(domain_name=each, hosted_zone_id=zone)
                for each in names
            ],
        )

    def _name(self, id_: str, name: str | None, made: cloudfront.CfnDistribution) -> None:
        if name is None:
            return
        for kind in ("A", "AAAA"):
            route53.CfnRecordSet(
                self,
                f"{id_}_{kind.lower()}",
                hosted_zone_id=self._stage.hosted_zone_id,
                name=name,
                type=kind,
                alias_target=route53.CfnRecordSet.AliasTargetProperty(
                    dns_name=made.attr_domain_name, hosted_zone_id=CLOUDFRONT_ZONE
                ),
            )

    def _log(self, id_: str, made: cloudfront.CfnDistribution) -> None:
        name = self._stage.resource(f"{id_}-access")
        source = logs.CfnDeliverySource(
            self,
            f"{id_}_source",
            name=name,
            log_type="ACCESS_LOGS",
            resource_arn=f"arn:{Aws.PARTITION}:cloudfront::{Aws.ACCOUNT_ID}:distribution/{made.ref}",
        )
        delivery = logs.CfnDelivery(
            self,
            f"{id_}_delivery",
            delivery_source_name=name,
            delivery_destination_arn=self._log_destination().attr_arn,
            record_fields=list(LOGGED),
        )
        delivery.add_resource_dependency(source)

    def _log_destination(self) -> logs.CfnDeliveryDestination:
        found = self.node.try_find_child("access_log_destination")
        if isinstance(found, logs.CfnDeliveryDestination):
            return found
        group = logs.LogGroup(
            self,
            "access_log",
            log_group_name=f"/aws/vendedlogs/{self._stage.resource('edge')}",
            retention=logs.RetentionDays.ONE_MONTH,
            removal_policy=RemovalPolicy.DESTROY,
        )
        group.add_to_resource_policy(
            iam.PolicyStatement(
                actions=["logs:CreateLogStream", "logs:PutLogEvents"],
                principals=[iam.ServicePrincipal("delivery.logs.amazonaws.com")],
                resources=[group.log_group_arn],
                conditions={"StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID}},
            )
        )
        return logs.CfnDeliveryDestination(
            self,
            "access_log_destination",
            name=self._stage.resource("edge-access"),
            destination_resource_arn=group.log_group_arn,
            output_format="json",
        )
