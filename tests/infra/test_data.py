"""Network and data of the prod stage: nothing leads out, nothing is in the clear, nothing has a password."""

from __future__ import annotations

import json

import pytest

from infra.routes import FUNCTIONS, Grant, Route, Task, Worker
from tests.infra.conftest import Synthesized

IN_VPC = {Grant.DATABASE, Grant.DATABASE_OWNER, Grant.CACHE}
OF_THIS_ACCOUNT = {"StringEquals": {"aws:PrincipalAccount": {"Ref": "AWS::AccountId"}}}


def test_no_way_leads_to_the_internet(prod: Synthesized) -> None:
    for absent in ("AWS::EC2::NatGateway", "AWS::EC2::InternetGateway", "AWS::EC2::EIP"):
        assert not prod.of_type(absent)
    zones = [subnet["Properties"]["AvailabilityZone"] for subnet in prod.of_type("AWS::EC2::Subnet").values()]
    assert zones == [{"Fn::Select": [number, {"Fn::GetAZs": ""}]} for number in (0, 1)]
    assert not [
        subnet
        for subnet in prod.of_type("AWS::EC2::Subnet").values()
        if subnet["Properties"]["MapPublicIpOnLaunch"]
    ]


def test_an_endpoint_exists_for_each_service_that_is_granted_in_the_vpc(prod: Synthesized) -> None:
    endpoints = [each["Properties"] for each in prod.of_type("AWS::EC2::VPCEndpoint").values()]
    gateways = [each for each in endpoints if each.get("VpcEndpointType") == "Gateway"]
    assert [json.dumps(each["ServiceName"]).count('".s3"') for each in gateways] == [1]
    interfaces = {
        each["ServiceName"].rpartition(".")[2]: each
        for each in endpoints
        if each.get("VpcEndpointType") == "Interface"
    }
    granted = {grant.value for row in FUNCTIONS if row.grants & IN_VPC for grant in row.grants}
    needed = {
        "secretsmanager": any(value.endswith(":read") for value in granted),
        "sqs": any(value.endswith(":send") and value != "mail:send" for value in granted),
        "email": "mail:send" in granted,
        "lambda": any(value.endswith(":invoke") for value in granted),
    }
    assert set(interfaces) == {service for service, wanted in needed.items() if wanted}
    for endpoint in interfaces.values():
        assert endpoint["PrivateDnsEnabled"] is True
        assert len(endpoint["SubnetIds"]) == 2


def test_an_endpoint_is_no_way_out_with_another_accounts_credentials(prod: Synthesized) -> None:
    policies = {
        json.dumps(each["Properties"]["ServiceName"]): each["Properties"].get("PolicyDocument")
        for each in prod.of_type("AWS::EC2::VPCEndpoint").values()
    }
    open_ones = [name for name, policy in policies.items() if policy is None]
    assert open_ones == ['"com.amazonaws.sa-east-1.email"']
    for policy in policies.values():
        for statement in policy["Statement"] if policy else ():
            assert statement["Effect"] == "Allow"
            assert statement["Condition"] == OF_THIS_ACCOUNT


def test_the_way_to_s3_leads_to_the_bucket_of_uploads_alone(prod: Synthesized) -> None:
    (policy,) = [
        each["Properties"]["PolicyDocument"]
        for each in prod.of_type("AWS::EC2::VPCEndpoint").values()
        if each["Properties"]["VpcEndpointType"] == "Gateway"
    ]
    (statement,) = policy["Statement"]
    arn = ["arn:", {"Ref": "AWS::Partition"}, ":s3:::recoloca-prod-uploads-", {"Ref": "AWS::AccountId"}]
    assert statement["Resource"] == [{"Fn::Join": ["", [*arn, "/*"]]}, {"Fn::Join": ["", arn]}]


def test_mails_leave_by_the_functions_alone_that_send_them(prod: Synthesized) -> None:
    (endpoint,) = [
        each["Properties"]
        for each in prod.of_type("AWS::EC2::VPCEndpoint").values()
        if each["Properties"]["ServiceName"] == "com.amazonaws.sa-east-1.email"
    ]
    (rule,) = [
        each["Properties"]
        for each in prod.of_type("AWS::EC2::SecurityGroupIngress").values()
        if [each["Properties"]["GroupId"]] == endpoint["SecurityGroupIds"]
    ]
    client = rule["SourceSecurityGroupId"]["Fn::GetAtt"][0]
    members = {
        function["Properties"]["FunctionName"]
        for function in prod.of_type("AWS::Lambda::Function").values()
        if client in json.dumps(function["Properties"].get("VpcConfig", {}))
    }
    senders = {f"recoloca-prod-{row.slug}" for row in FUNCTIONS if Grant.MAIL_SEND in row.grants}
    assert members == senders == {"recoloca-prod-notification_worker"}


def test_stripe_is_called_from_outside_the_vpc_and_by_one_function_alone(prod: Synthesized) -> None:
    callers = [row.slug for row in FUNCTIONS if Grant.STRIPE_KEY in row.grants]
    assert callers == ["billing_gateway"]
    assert "VpcConfig" not in prod.function("billing_gateway")


@pytest.mark.parametrize("row", FUNCTIONS, ids=lambda row: row.slug)
def test_only_what_needs_the_database_or_the_cache_is_in_the_vpc(
    row: Route | Worker | Task, prod: Synthesized
) -> None:
    function = prod.function(row.slug)
    clients = len(row.grants & (IN_VPC | {Grant.MAIL_SEND})) if row.grants & IN_VPC else -1
    assert len(function.get("VpcConfig", {}).get("SecurityGroupIds", [])) == clients + 1


def test_the_database_is_kept_safe(prod: Synthesized) -> None:
    ((_, cluster),) = prod.of_type("AWS::RDS::DBCluster").items()
    properties = cluster["Properties"]
    assert properties["StorageEncrypted"] is True
    assert properties["DeletionProtection"] is True
    assert properties["BackupRetentionPeriod"] == 14
    assert properties["EnableIAMDatabaseAuthentication"] is True
    assert properties["ManageMasterUserPassword"] is True
    assert "MasterUserPassword" not in properties
    assert cluster["DeletionPolicy"] == "Snapshot"
    instances = prod.of_type("AWS::RDS::DBInstance").values()
    assert len(instances) == 2
    assert all(i["Properties"]["EnablePerformanceInsights"] for i in instances)
    assert not any(i["Properties"].get("PubliclyAccessible") for i in instances)
    (group,) = prod.of_type("AWS::RDS::DBClusterParameterGroup").values()
    assert group["Properties"]["Parameters"]["rds.force_ssl"] == "1"
    assert group["Properties"]["Parameters"]["shared_preload_libraries"] == "pg_stat_statements"
    assert group["Properties"]["Parameters"]["log_min_duration_statement"] == "100"
    assert properties["EnableCloudwatchLogsExports"] == ["postgresql"]
    assert properties["ServerlessV2ScalingConfiguration"] == {"MinCapacity": 2, "MaxCapacity": 32}


def test_the_proxy_takes_roles_over_tls_and_no_password(prod: Synthesized) -> None:
    ((_, proxy),) = prod.of_type("AWS::RDS::DBProxy").items()
    assert proxy["Properties"]["RequireTLS"] is True
    assert proxy["Properties"]["DefaultAuthScheme"] == "IAM_AUTH"
    assert not proxy["Properties"].get("Auth")
    (target,) = prod.of_type("AWS::RDS::DBProxyTargetGroup").values()
    assert target["Properties"]["ConnectionPoolConfigurationInfo"]["MaxConnectionsPercent"] == 80


def test_functions_reach_the_proxy_and_migrations_the_writer(prod: Synthesized) -> None:
    application = prod.function("cv_analyses")["Environment"]["Variables"]
    owner = prod.function("db_migrate")["Environment"]["Variables"]
    assert application["DATABASE_USER"] == "recoloca_app"
    assert "proxy" in json.dumps(application["DATABASE_HOST"])
    assert owner["DATABASE_USER"] == "recoloca_owner"
    assert "proxy" not in json.dumps(owner["DATABASE_HOST"])


def test_the_cache_takes_roles_and_no_password(prod: Synthesized) -> None:
    (user,) = prod.of_type("AWS::ElastiCache::User").values()
    assert user["Properties"]["AuthenticationMode"] == {"Type": "iam"}
    assert user["Properties"]["UserId"] == user["Properties"]["UserName"]
    (cache,) = prod.of_type("AWS::ElastiCache::ServerlessCache").values()
    assert cache["Properties"]["Engine"] == "valkey"
    assert cache["Properties"]["UserGroupId"]


def test_each_server_listens_to_its_clients_alone(prod: Synthesized) -> None:
    for rule in prod.of_type("AWS::EC2::SecurityGroupIngress").values():
        assert "SourceSecurityGroupId" in rule["Properties"]
    for group in prod.of_type("AWS::EC2::SecurityGroup").values():
        for rule in group["Properties"].get("SecurityGroupIngress", []):
            assert "SourceSecurityGroupId" in rule


def test_each_client_speaks_to_its_server_alone_and_functions_to_endpoints(prod: Synthesized) -> None:
    assert all(
        "DestinationSecurityGroupId" in rule["Properties"]
        for rule in prod.of_type("AWS::EC2::SecurityGroupEgress").values()
    )
    anywhere = [
        (group["Properties"]["GroupDescription"], rule["FromPort"], rule["ToPort"])
        for group in prod.of_type("AWS::EC2::SecurityGroup").values()
        for rule in group["Properties"].get("SecurityGroupEgress", [])
        if rule["CidrIp"] == "0.0.0.0/0"
    ]
    assert anywhere == [("Functions: endpoints and S3", 443, 443)]
