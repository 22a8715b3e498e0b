"""Network and data of the prod stage: no route to the internet, nothing unencrypted, no passwords."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.errors import UniqueViolation
from psycopg.sql import SQL, Identifier

from infra.local.servers.postgres import Postgres
from infra.routes import FUNCTIONS, Grant, Route, Task, Worker
from infra.stacks.data import LOGGING
from tests.infra.conftest import Synthesized
from tests.support.infra.guide import GUIDE

IN_VPC = {Grant.DATABASE, Grant.DATABASE_OPERATOR, Grant.DATABASE_OWNER, Grant.CACHE}
OF_THIS_ACCOUNT = {"StringEquals": {"aws:PrincipalAccount": {"Ref": "AWS::AccountId"}}}


def test_the_network_has_no_route_to_the_internet(prod: Synthesized) -> None:
    for absent in ("AWS::EC2::NatGateway", "AWS::EC2::InternetGateway", "AWS::EC2::EIP"):
        assert prod.lacks(absent)
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


def test_an_endpoint_refuses_credentials_of_another_account(prod: Synthesized) -> None:
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


def test_the_endpoint_of_s3_allows_only_the_bucket_of_uploads(prod: Synthesized) -> None:
    (policy,) = [
        each["Properties"]["PolicyDocument"]
        for each in prod.of_type("AWS::EC2::VPCEndpoint").values()
        if each["Properties"]["VpcEndpointType"] == "Gateway"
    ]
    (statement,) = policy["Statement"]
    arn = ["arn:", {"Ref": "AWS::Partition"}, ":s3:::recoloca-prod-uploads-", {"Ref": "AWS::AccountId"}]
    assert statement["Resource"] == [{"Fn::Join": ["", [*arn, "/*"]]}, {"Fn::Join": ["", arn]}]


def test_only_the_functions_that_send_mails_reach_ses(prod: Synthesized) -> None:
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
def test_only_functions_with_database_or_cache_are_in_the_vpc(
    row: Route | Worker | Task, prod: Synthesized
) -> None:
    function = prod.function(row.slug)
    clients = len(row.grants & (IN_VPC | {Grant.MAIL_SEND})) if row.grants & IN_VPC else -1
    assert len(function.get("VpcConfig", {}).get("SecurityGroupIds", [])) == clients + 1


def test_the_first_deployment_creates_the_cluster_without_protection(named: Synthesized) -> None:
    (cluster,) = named.of_type("AWS::RDS::DBCluster").values()
    assert cluster["Properties"]["DeletionProtection"] is False


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
    assert {i["Properties"]["CACertificateIdentifier"] for i in instances} == {"rds-ca-rsa2048-g1"}
    (group,) = prod.of_type("AWS::RDS::DBClusterParameterGroup").values()
    assert group["Properties"]["Parameters"]["rds.force_ssl"] == "1"
    assert group["Properties"]["Parameters"]["shared_preload_libraries"] == "pg_stat_statements"
    assert group["Properties"]["Parameters"]["log_min_duration_statement"] == "100"
    assert group["Properties"]["Parameters"].items() >= LOGGING.items()
    assert properties["EnableCloudwatchLogsExports"] == ["postgresql"]
    assert properties["ServerlessV2ScalingConfiguration"] == {"MinCapacity": 2, "MaxCapacity": 32}


@pytest.fixture
def logged(state_folder: Path) -> Iterator[tuple[psycopg.Connection, Path]]:
    """A connection to a server that logs all statements by the parameter group's settings, and its log."""
    log = state_folder / "logged.log"
    server = Postgres(state_folder / "logged", log=log, throwaway=True)
    server.start()
    try:
        with psycopg.connect(server.url, autocommit=True) as connection:
            for name, value in (LOGGING | {"log_min_duration_statement": "0"}).items():
                connection.execute(SQL("ALTER DATABASE recoloca SET {} = {}").format(Identifier(name), value))
        with psycopg.connect(server.url, autocommit=True) as connection:
            yield connection, log
    finally:
        server.stop()


def test_the_log_has_slow_and_failing_statements_without_data(
    logged: tuple[psycopg.Connection, Path],
) -> None:
    connection, log = logged
    connection.execute("CREATE TABLE people (email text UNIQUE, cv text)")
    row = ("ana@example.com", "Engenheira de Software no Banco Azul")
    connection.execute("INSERT INTO people VALUES (%s, %s)", row)
    with pytest.raises(UniqueViolation):
        connection.execute("INSERT INTO people VALUES (%s, %s)", row)
    written = log.read_text()
    assert "duration: " in written, "what the metric filter counts"
    assert "INSERT INTO people VALUES ($1, $2)" in written
    assert 'duplicate key value violates unique constraint "people_email_key"' in written
    assert not [value for value in row if value in written]


def test_the_proxy_requires_tls_and_iam_and_accepts_no_password(prod: Synthesized) -> None:
    ((_, proxy),) = prod.of_type("AWS::RDS::DBProxy").items()
    assert proxy["Properties"]["RequireTLS"] is True
    assert proxy["Properties"]["DefaultAuthScheme"] == "IAM_AUTH"
    assert not proxy["Properties"].get("Auth")
    (target,) = prod.of_type("AWS::RDS::DBProxyTargetGroup").values()
    assert target["Properties"]["ConnectionPoolConfigurationInfo"]["MaxConnectionsPercent"] == 80


def test_functions_reach_the_proxy_and_migrations_the_writer(prod: Synthesized) -> None:
    application = prod.function("cv_analyses")["Environment"]["Variables"]
    operator = prod.function("operator")["Environment"]["Variables"]
    migrator = prod.function("db_migrate")["Environment"]["Variables"]
    assert application["DATABASE_USER"] == "recoloca_app"
    assert operator["DATABASE_USER"] == "recoloca_operator"
    assert "proxy" in json.dumps(application["DATABASE_HOST"])
    assert application["DATABASE_HOST"] == operator["DATABASE_HOST"]
    assert migrator["DATABASE_USER"] == "recoloca_migrator"
    assert "proxy" not in json.dumps(migrator["DATABASE_HOST"])


def test_the_proxy_may_sign_in_as_its_clients(prod: Synthesized) -> None:
    (policy,) = [
        each["Properties"]["PolicyDocument"]["Statement"]
        for name, each in prod.of_type("AWS::IAM::Policy", "data").items()
        if "proxyrole" in name
    ]
    assert [statement["Action"] for statement in policy] == ["rds-db:connect"]
    assert re.findall(r"/(recoloca_\w+)", json.dumps(policy)) == ["recoloca_app", "recoloca_operator"]


def test_the_cache_requires_iam_and_accepts_no_password(prod: Synthesized) -> None:
    (user,) = prod.of_type("AWS::ElastiCache::User").values()
    assert user["Properties"]["AuthenticationMode"] == {"Type": "iam"}
    assert user["Properties"]["UserId"] == user["Properties"]["UserName"]
    assert user["Properties"]["AccessString"] == "on ~* +@all -@admin -@dangerous +info"
    (cache,) = prod.of_type("AWS::ElastiCache::ServerlessCache").values()
    assert cache["Properties"]["Engine"] == "valkey"
    assert cache["Properties"]["UserGroupId"]


def test_each_server_accepts_only_its_clients(prod: Synthesized) -> None:
    descriptions = {
        id_.partition("/")[2]: group["Properties"]["GroupDescription"]
        for id_, group in prod.of_type("AWS::EC2::SecurityGroup").items()
    }
    way_in = sorted(
        (
            descriptions[rule["Properties"]["GroupId"]["Fn::GetAtt"][0]],
            descriptions[rule["Properties"]["SourceSecurityGroupId"]["Fn::GetAtt"][0]],
            rule["Properties"]["FromPort"],
        )
        for rule in prod.of_type("AWS::EC2::SecurityGroupIngress").values()
    )
    assert way_in == [
        ("Aurora PostgreSQL", "Functions granted this: database owner", 5432),
        ("Aurora PostgreSQL", "RDS Proxy", 5432),
        ("ElastiCache", "Functions granted this: cache client", 6379),
        ("Endpoint of SES", "Functions granted this: mail client", 443),
        ("Interface endpoints", "Functions: endpoints and S3", 443),
        ("RDS Proxy", "Functions granted this: database client", 5432),
    ]
    groups = prod.of_type("AWS::EC2::SecurityGroup").values()
    assert not [group for group in groups if "SecurityGroupIngress" in group["Properties"]]


def test_each_client_reaches_only_its_servers(prod: Synthesized) -> None:
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


def test_the_log_of_the_proxy_is_kept_for_a_month(prod: Synthesized) -> None:
    proxy = prod.one("AWS::RDS::DBProxy")["DBProxyName"]
    assert prod.one("AWS::Logs::LogGroup", LogGroupName=f"/aws/rds/proxy/{proxy}")["RetentionInDays"] == 30
    resources = prod.templates["data"]["Resources"]
    (made,) = [each for each in resources.values() if each["Type"] == "AWS::RDS::DBProxy"]
    (log,) = [id_ for id_ in made["DependsOn"] if resources[id_]["Type"] == "AWS::Logs::LogGroup"]
    assert resources[log]["Properties"]["LogGroupName"].startswith("/aws/rds/proxy/")


def test_no_log_is_kept_for_ever(prod: Synthesized) -> None:
    for id_, group in prod.of_type("AWS::Logs::LogGroup").items():
        assert group["Properties"]["RetentionInDays"] == 30, id_


def test_each_function_names_its_log(prod: Synthesized) -> None:
    """Without a name Lambda creates a log group that keeps everything forever."""
    for id_, function in prod.of_type("AWS::Lambda::Function").items():
        logging = function["Properties"].get("LoggingConfig")
        assert logging, id_
        group = prod.templates[id_.partition("/")[0]]["Resources"][logging["LogGroup"]["Ref"]]
        assert group["Type"] == "AWS::Logs::LogGroup"


def test_the_guide_names_the_deployed_version(prod: Synthesized) -> None:
    version = prod.one("AWS::RDS::DBCluster")["EngineVersion"]
    assert f"Aurora PostgreSQL {version} " in GUIDE
    assert f"--engine-version {version} " in GUIDE
