"""A failed migration stops the deployment, whichever command started it."""

from __future__ import annotations

import json
from typing import Any

from infra.routes import MIGRATE
from infra.stacks.migrations import ROLES
from tests.infra.conftest import Synthesized
from tests.infra.test_roles import permissions_in

FIRST = {"storage", "network", "data", "api", "migrations"}
"""Resources that may change before the migrations, because they do not run our code."""


def of_type(prod: Synthesized, type_: str) -> dict[str, Any]:
    ((_, found),) = prod.of_type(type_, "migrations").items()
    return found


def test_functions_depend_on_the_migrations(prod: Synthesized) -> None:
    assert {name for name, before in prod.stands_on.items() if "migrations" not in before} == FIRST
    assert prod.stands_on["migrations"] == {"network", "data"}


def test_migrations_run_before_the_alias_moves_to_a_version(prod: Synthesized) -> None:
    trigger, alias = of_type(prod, "Custom::Trigger"), of_type(prod, "AWS::Lambda::Alias")
    assert trigger["Properties"]["HandlerArn"] == {
        "Ref": alias["Properties"]["FunctionVersion"]["Fn::GetAtt"][0]
    }
    assert trigger["Properties"]["InvocationType"] == "RequestResponse", "its error is the stack's"
    assert int(trigger["Properties"]["Timeout"]) > MIGRATE.timeout * 1000
    assert set(alias["DependsOn"]) >= {
        id_ for id_ in prod.templates["migrations"]["Resources"] if id_ == "migrate"
    }


def test_roles_are_made_before_the_migrations_and_after_each_change(prod: Synthesized) -> None:
    ((id_, roles),) = prod.of_type("Custom::AWS", "migrations").items()
    assert id_.partition("/")[2] in of_type(prod, "Custom::Trigger")["DependsOn"]
    for when in ("Create", "Update"):
        call = json.loads(
            "".join(
                part if isinstance(part, str) else "x" for part in roles["Properties"][when]["Fn::Join"][1]
            )
        )
        assert (call["service"], call["action"]) == ("rds-data", "ExecuteStatement")
        assert call["parameters"]["sql"] == ROLES
    assert "Delete" not in roles["Properties"]


def test_the_creator_of_the_database_roles_may_do_nothing_else(prod: Synthesized) -> None:
    role = prod.function("database_roles")["Role"]["Fn::GetAtt"][0]
    (policy,) = prod.templates["migrations"]["Resources"][role]["Properties"]["Policies"]
    allowed = permissions_in(policy["PolicyDocument"]["Statement"])
    assert {action for action, _ in allowed} == {
        "logs:CreateLogStream", "logs:PutLogEvents", "rds-data:ExecuteStatement", "secretsmanager:GetSecretValue",
    }  # fmt: skip
    of = dict(allowed)
    assert "MasterUserSecret" in of["secretsmanager:GetSecretValue"]
    assert ":cluster:" in of["rds-data:ExecuteStatement"]


def test_the_starter_of_the_migrations_may_start_nothing_else(prod: Synthesized) -> None:
    (role,) = [
        each["Properties"]
        for id_, each in prod.of_type("AWS::IAM::Role", "migrations").items()
        if "TriggerCustomResourceProvider" in id_
    ]
    (policy,) = role["Policies"]
    ((action, resource),) = permissions_in(policy["PolicyDocument"]["Statement"])
    assert action == "lambda:InvokeFunction"
    assert resource.startswith("dbmigratefunction")


def test_no_role_may_invoke_the_function_with_the_master_password(prod: Synthesized) -> None:
    written = json.dumps([each["Properties"] for each in prod.of_type("AWS::IAM::Role").values()])
    assert "billing_gateway" in written, "as functions that may be started stand there"
    assert "database_roles" not in written
