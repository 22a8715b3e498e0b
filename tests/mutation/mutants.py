"""Small faults that a programmer could make in a source file, one at a time."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

COMPARISONS: Final[dict[type[ast.cmpop], str]] = {
    ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==",
    ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is",
}  # fmt: skip
ARITHMETIC: Final[dict[type[ast.operator], str]] = {
    ast.Add: "-", ast.Sub: "+", ast.Mult: "/", ast.Div: "*", ast.FloorDiv: "*", ast.Mod: "*",
    ast.BitOr: "&", ast.BitAnd: "|",
}  # fmt: skip
OPPOSITES: Final = {"max": "min", "min": "max", "any": "all", "all": "any"}
SILENT: Final = ("logger", "cast", "Field")
"""Calls whose arguments no test should pin: words of a log, and what is for the type checker or the API's document."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """`source[start:end]` (bytes of UTF-8) becomes `text`; `line` counts from 1."""

    line: int
    start: int
    end: int
    text: str

    def applied(self, source: bytes) -> bytes:
        return source[: self.start] + self.text.encode() + source[self.end :]


def mutants(source: bytes) -> list[Mutant]:
    """Every mutant of a Python file, in the order of the file; each of them still compiles."""
    finder = _Finder(source)
    finder.visit(ast.parse(source))
    unique = dict.fromkeys(finder.found)
    return sorted((each for each in unique if _compiles(each.applied(source))), key=lambda each: each.start)


def _compiles(source: bytes) -> bool:
    try:
        compile(source, "mutant", "exec")
    except SyntaxError:
        return False
    return True


class _Finder(ast.NodeVisitor):
    def __init__(self, source: bytes) -> None:
        self.source = source
        self.starts = [0]
        for line in source.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.found: list[Mutant] = []

    def place(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        """Where the node is, in bytes."""
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        start = self.starts[node.lineno - 1] + node.col_offset
        return start, self.starts[node.end_lineno - 1] + node.end_col_offset

    def text(self, node: ast.expr) -> str:
        start, end = self.place(node)
        return self.source[start:end].decode()

    def replace(self, node: ast.expr | ast.stmt, text: str) -> None:
        start, end = self.place(node)
        self.found.append(Mutant(node.lineno, start, end, text))

    def between(self, left: ast.expr, right: ast.expr, operator: str) -> None:
        """Another operator between two operands; brackets around them stay."""
        start, end = self.place(left)[1], self.place(right)[0]
        gap = self.source[start:end].decode()
        closing, opening = gap.count(")"), gap.count("(")
        self.found.append(Mutant(left.lineno, start, end, f"{')' * closing} {operator} {'(' * opening}"))

    def visit_Compare(self, node: ast.Compare) -> None:
        operands = [node.left, *node.comparators]
        for left, operator, right in zip(operands, node.ops, operands[1:], strict=False):
            self.between(left, right, COMPARISONS[type(operator)])
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        other = "or" if isinstance(node.op, ast.And) else "and"
        for left, right in zip(node.values, node.values[1:], strict=False):
            self.between(left, right, other)
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if type(node.op) in ARITHMETIC:
            self.between(node.left, node.right, ARITHMETIC[type(node.op)])
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            self.replace(node, f"bool({self.text(node.operand)})")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        value = node.value
        if isinstance(value, bool):
            self.replace(node, str(not value))
        elif isinstance(value, int):
            self.replace(node, f"{value + 1}")
        elif isinstance(value, float):
            self.replace(node, f"{value * 1.5 or 1.5}")
        elif isinstance(value, str) and value:
            self.replace(node, repr(f"XX{value}"))

    def visit_If(self, node: ast.If) -> None:
        self.turn(node.test)
        self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self.turn(node.test)
        self.generic_visit(node)

    def turn(self, test: ast.expr) -> None:
        if not isinstance(test, ast.Compare) and ast.unparse(test) != "TYPE_CHECKING":
            self.replace(test, f"(not ({self.text(test)}))")

    def visit_Return(self, node: ast.Return) -> None:
        if node.value is not None and not (isinstance(node.value, ast.Constant) and node.value.value is None):
            self.replace(node, "return None")
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Call) and not self.is_silent(node.value):
            self.replace(node, "pass")
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Name) and node.func.id in OPPOSITES:
            self.replace(node.func, OPPOSITES[node.func.id])
        if not self.is_silent(node):
            self.generic_visit(node)

    def is_silent(self, call: ast.Call) -> bool:
        return ast.unparse(call.func).split(".")[0] in SILENT

    def visit_Raise(self, node: ast.Raise) -> None:
        """What an exception says to a developer is not pinned; a `Problem` is what a caller gets."""
        if isinstance(node.exc, ast.Call) and ast.unparse(node.exc.func) == "Problem":
            self.generic_visit(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Parts of an f-string have no place of their own before Python 3.12."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for part in (*node.args.defaults, *node.args.kw_defaults, *node.body):
            if part is not None:
                self.visit(part)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        for part in (*node.args.defaults, *node.body):
            self.visit(part)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Without its decorators: `frozen` and `slots` change nothing that a test could see."""
        for part in node.body:
            self.visit(part)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_Assign(self, node: ast.Assign) -> None:
        names = {ast.unparse(target) for target in node.targets}
        if names & {"__all__"} or ast.unparse(node.value).startswith(("Literal[", "TypeVar(")):
            return
        self.visit(node.value)


def lines_of(source: bytes, mutant: Mutant) -> Iterator[str]:
    """The faulty line and what it was, without their indentation."""
    for text in (source, mutant.applied(source)):
        yield text.decode().splitlines()[mutant.line - 1].strip()
