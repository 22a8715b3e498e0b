"""Old versions of functions. The version before the live one stays for a rollback. Older versions only cost money."""

from __future__ import annotations

from typing import Any

from infra.stages import ALIAS


def prune(client: Any, function: str) -> int:
    """Delete the versions that are older than the one before the live one. Returns their number.

    A version that is newer than the live one stays: an operator has rolled back, and the stack still refers to it.
    """
    aliases = client.list_aliases(FunctionName=function)["Aliases"]
    (live,) = [int(each["FunctionVersion"]) for each in aliases if each["Name"] == ALIAS]
    older = [version for version in _versions(client, function) if version < live]
    unused = set(older[:-1]) - _in_use(aliases)
    for version in unused:
        client.delete_function(FunctionName=function, Qualifier=str(version))
    return len(unused)


def _versions(client: Any, function: str) -> list[int]:
    """The numbers of the published versions, oldest first."""
    pages = client.get_paginator("list_versions_by_function").paginate(FunctionName=function)
    named = [each["Version"] for page in pages for each in page["Versions"]]
    return sorted(int(version) for version in named if version != "$LATEST")


def _in_use(aliases: list[dict[str, Any]]) -> set[int]:
    """The versions that an alias sends traffic to, in whole or in part. Lambda refuses to delete these."""
    shares = [each.get("RoutingConfig", {}).get("AdditionalVersionWeights", {}) for each in aliases]
    named = [each["FunctionVersion"] for each in aliases] + [version for share in shares for version in share]
    return {int(version) for version in named}
