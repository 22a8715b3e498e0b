"""Reads Stripe's notation for nested parameters in a form: `line_items[0][price]=price_1`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

Node = dict[str, Any]


def nested(pairs: Iterable[tuple[str, str]]) -> Node:
    """The parameters as nested dictionaries and lists; every leaf is a string."""
    root: Node = {}
    for name, value in pairs:
        *path, last = re.findall(r"[^\[\]]+", name)
        node = root
        for part in path:
            node = node.setdefault(part, {})
        node[last] = value
    return {name: _listed(value) for name, value in root.items()}


def _listed(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if value and all(key.isdigit() for key in value):
        return [_listed(value[key]) for key in sorted(value, key=int)]
    return {name: _listed(each) for name, each in value.items()}


def truth(value: Any) -> bool:
    return value in {True, "true"}
