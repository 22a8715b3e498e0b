"""Every regular expression of the product, found by itself."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Final, NamedTuple

import recoloca

USES: Final = ("fullmatch", "match", "search", "finditer", "findall", "split", "sub", "subn")
"""Methods of an expression; those of `re` with the same names take the expression first."""
ANCHORED: Final = frozenset({"fullmatch", "match"})
STARTS: Final = re.compile(r"\.migrations|\.__main__$|\.runtime\.(http\.)?entry$")
"""Modules that do something when they are imported."""


@dataclass(frozen=True)
class Expression:
    """`name` tells its module and variable, or the line of its call; `whole` that it is tried at the start alone."""

    name: str
    pattern: re.Pattern[str]
    whole: bool

    def read(self, text: str) -> None:
        """Use the expression on a text as the product does."""
        if self.whole:
            self.pattern.match(text)
        else:
            for _ in self.pattern.finditer(text):
                pass


def modules(package: ModuleType) -> Iterator[ModuleType]:
    for one in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not STARTS.search(one.name):
            yield importlib.import_module(one.name)


def expressions() -> list[Expression]:
    """Those that modules hold, in tables too, that functions without parameters make, and that calls of `re` name."""
    sources = {
        one: ast.parse(Path(str(one.__file__)).read_text(encoding="utf-8")) for one in modules(recoloca)
    }
    uses: dict[int, set[str]] = defaultdict(set)
    for module, tree in sources.items():
        for call in calls(tree):
            uses[id(held(module, call.func.value))].add(call.func.attr)
    found: dict[tuple[str, int], Expression] = {}
    for module, tree in sources.items():
        short = module.__name__.removeprefix("recoloca.")
        named = [(name, one) for name, value in vars(module).items() for one in patterns_in(value, module)]
        taken = [(name, one, uses.get(id(one), {"search"})) for name, one in named]
        for name, pattern, used in [*taken, *written(module, tree)]:
            key, whole = (pattern.pattern, pattern.flags), used <= ANCHORED
            if key not in found or (found[key].whole and not whole):
                found[key] = Expression(f"{short}.{name}", pattern, whole)
    return list(found.values())


def held(module: ModuleType, node: ast.expr) -> object:
    """What a module's variable, or another module's by its name, holds; None for what only a call knows."""
    if isinstance(node, ast.Name):
        return vars(module).get(node.id)
    return getattr(held(module, node.value), node.attr, None) if isinstance(node, ast.Attribute) else None


class Call(NamedTuple):
    func: ast.Attribute
    node: ast.Call


def calls(tree: ast.AST) -> Iterator[Call]:
    """Calls of a method that has the name of one of an expression."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in USES:
            yield Call(node.func, node)


def written(module: ModuleType, tree: ast.AST) -> Iterator[tuple[str, re.Pattern[str], set[str]]]:
    """The expressions of `re.search(r"…", text)` and the like; not those made of a function's own values."""
    for call in calls(tree):
        node, method = call.node, call.func.attr
        if held(module, call.func.value) is not re or not node.args:
            continue
        place = {"sub": 4, "subn": 4, "split": 3}.get(method, 2)
        flags = [word.value for word in node.keywords if word.arg == "flags"] + node.args[place : place + 1]
        try:
            text, *rest = (eval(ast.unparse(one), vars(module)) for one in [node.args[0], *flags])  # noqa: S307
        except NameError:
            continue
        if isinstance(text, str):
            yield f"line {node.lineno}", re.compile(text, *rest), {method}


def patterns_in(value: object, module: ModuleType) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (found for one in value.values() for found in patterns_in(one, module))
    elif isinstance(value, (tuple, list, set, frozenset)):
        yield from (found for one in value for found in patterns_in(one, module))
    elif callable(value) and getattr(value, "__module__", "") == module.__name__ and makes_patterns(value):
        yield from patterns_in(value(), module)


def makes_patterns(function: Any) -> bool:
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return False
    return not signature.parameters and "Pattern" in str(signature.return_annotation)
