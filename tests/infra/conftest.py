"""Both stages, synthesized once a session in this process, without the validators of `test_nag.py`."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from infra.synthesis import COMPLETE, templates

ROOT = Path(__file__).resolve().parents[2]
NODE = ROOT / "infra/node_modules/.bin"

os.environ["PATH"] = f"{NODE}{os.pathsep}{os.environ['PATH']}"  # jsii starts the `node` it finds first
os.environ["CDK_VALIDATION"] = "false"

Resource = dict[str, Any]


@dataclass(frozen=True)
class Synthesized:
    """The templates of a stage by stack name without its prefix: `storage`, `api`, `auth`, ...

    `stands_on` are the stacks that each stack depends on, directly or not. `folder` is the cloud assembly.
    """

    folder: Path
    templates: dict[str, dict[str, Any]]
    stands_on: dict[str, set[str]]

    def of_type(self, type_: str, stack: str | None = None) -> dict[str, Resource]:
        """The resources of a type by `<stack>/<logical id>`.

        There must be at least one, because a loop over nothing proves nothing. Use `lacks` for a type that must be
        absent.
        """
        found = {
            f"{name}/{id_}": resource
            for name, template in self.templates.items()
            for id_, resource in template["Resources"].items()
            if resource["Type"] == type_ and stack in {None, name}
        }
        assert found, f"no {type_} in {stack or 'any stack'}"
        return found

    def lacks(self, type_: str, stack: str | None = None) -> bool:
        """Whether no resource has this type."""
        return not any(
            resource["Type"] == type_
            for name, template in self.templates.items()
            for resource in template["Resources"].values()
            if stack in {None, name}
        )

    def one(self, type_: str, **properties: object) -> Resource:
        """The properties of the only resource of this type with these properties."""
        found: list[Resource] = [
            resource["Properties"]
            for resource in self.of_type(type_).values()
            if all(resource["Properties"].get(name) == value for name, value in properties.items())
        ]
        assert len(found) == 1, f"{len(found)} of {type_} {properties}"
        return found[0]

    def function(self, slug: str) -> Resource:
        functions = self.of_type("AWS::Lambda::Function").values()
        found: Resource = next(
            f["Properties"] for f in functions if f["Properties"].get("FunctionName", "").endswith(f"-{slug}")
        )
        return found


def synthesize(
    stage_name: str, folder: Path, settings: Mapping[str, str | None] | None = None
) -> Synthesized:
    made = templates(stage_name, folder, settings)
    prefix = f"recoloca-{stage_name}-"
    artifacts = json.loads((folder / "manifest.json").read_text())["artifacts"]
    waits_for = {
        name.removeprefix(prefix): {
            each.removeprefix(prefix) for each in artifact.get("dependencies", []) if each.startswith(prefix)
        }
        & made.keys()
        for name, artifact in artifacts.items()
        if artifact["type"] == "aws:cloudformation:stack"
    }
    return Synthesized(folder, made, {name: reached(name, waits_for) for name in waits_for})


def reached(name: str, waits_for: Mapping[str, set[str]]) -> set[str]:
    direct = waits_for[name]
    return direct.union(*(reached(each, waits_for) for each in direct))


@pytest.fixture(scope="session")
def local(tmp_path_factory: pytest.TempPathFactory) -> Synthesized:
    return synthesize("local", tmp_path_factory.mktemp("local"))


@pytest.fixture(scope="session")
def prod(tmp_path_factory: pytest.TempPathFactory) -> Synthesized:
    return synthesize("prod", tmp_path_factory.mktemp("prod"))


@pytest.fixture(scope="session")
def named(tmp_path_factory: pytest.TempPathFactory) -> Synthesized:
    """The prod stage with every setting, as during a rotation and as before the database was created."""
    return synthesize("prod", tmp_path_factory.mktemp("named"), COMPLETE)
