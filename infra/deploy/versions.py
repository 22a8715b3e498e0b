"""Versions of functions that releases have left behind: the last one is kept to go back to, older ones only cost."""

from __future__ import annotations

from typing import Any

from infra.stages import ALIAS


def prune(client: Any, function: str) -> int:
    """Delete what is older than the version before the live one; how many there were.

    What is newer than the live one stays: somebody has gone back by hand, and the stack still names it.
    """
    aliases = client.list_aliases(FunctionName=function)["Aliases"]
    (live,) = [int(each["FunctionVersion"]) for each in aliases if each["Name"] == ALIAS]
    older = [version for version in _versions(client, function) if version < live]
    unused = set(older[:-1]) - _in_use(aliases)
    for version in unused:
        client.delete_function(FunctionName=function, Qualifier=str(version))
    return len(unused)


def _versions(client: Any, function: str) -> list[int]:
    """Oldest first."""
    pages = client.get_paginator("list_versions_by_function").paginate(FunctionName=function)
    named = [each["Version"] for page in pages for each in page["Versions"]]
    return sorted(int(version) for version in named if version != "$LATEST")


def _in_use(aliases: list[dict[str, Any]]) -> set[int]:
    """What an alias points to, be it with a part of its traffic; Lambda would refuse to delete it."""
    shares = [each.get("RoutingConfig", {}).get("AdditionalVersionWeights", {}) for each in aliases]
    named = [each["FunctionVersion"] for each in aliases] + [version for share in shares for version in share]
    return {int(version) for version in named}
