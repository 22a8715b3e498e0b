"""`recoloca db`: shows slow queries, query plans and connections, and migrates the schema."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table
from rich.tree import Tree

from recoloca.cli.console import err, fail, out
from recoloca.cli.target import LOCAL, AsJson, Stage, show_json, target

POOL_GOAL = 0.8

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Show slow queries, query plans and connections; migrate the schema.",
)


class Order(StrEnum):
    MEAN = "mean"
    TOTAL = "total"
    MAX = "max"
    CALLS = "calls"


@app.command("slow-queries")
def slow_queries(
    order: Annotated[Order, typer.Option(help="Sort by this column, largest value first.")] = Order.MEAN,
    limit: Annotated[int, typer.Option(min=1, max=200, help="The largest number of queries to show.")] = 20,
    at_least: Annotated[
        float, typer.Option(metavar="MS", min=0, help="Leave out queries with a shorter average time.")
    ] = 0,
    stage: Stage = LOCAL,
    as_json: AsJson = False,
) -> None:
    """Show the slowest queries from PostgreSQL's statistics. The goal is a p95 under 100 ms."""
    where = target(stage)
    found = where.ask("db.slow_queries", order=order.value, limit=limit, at_least_ms=at_least)
    if as_json:
        show_json(found)
        return
    table = Table("Id", "Calls", "Mean ms", "Max ms", "Total ms", "Cached", "Query", box=None, pad_edge=False)
    for row in found:
        cached = "" if row["hit_percent"] is None else f"{row['hit_percent']:g} %"
        numbers = (f"{row['calls']}", f"{row['mean_ms']:g}", f"{row['max_ms']:g}", f"{row['total_ms']:g}")
        table.add_row(row["id"], *numbers, cached, escape(row["query"][:160]))
    out.print(table)
    err.print(f"`recoloca db explain --id ID{where.option}` shows a query's plan.", style="dim")


@app.command()
def explain(
    query: Annotated[str | None, typer.Argument(help="The query; `-` reads it from standard input.")] = None,
    query_id: Annotated[
        str | None,
        typer.Option("--id", metavar="ID", help="The id of a query from `slow-queries`, instead of QUERY."),
    ] = None,
    analyze: Annotated[
        bool, typer.Option("--analyze", help="Run the query, in a read-only transaction.")
    ] = False,
    stage: Stage = LOCAL,
    as_json: AsJson = False,
) -> None:
    """Show PostgreSQL's plan of a query, or the generic plan of a query from `slow-queries`."""
    if (query is None) == (query_id is None):
        fail("Give either a query or --id.")
    if query == "-":
        query = typer.get_text_stream("stdin").read()
    found = target(stage).ask("db.explain", query=query, query_id=query_id, analyze=analyze)
    if as_json:
        show_json(found)
        return
    (explained,) = found["plan"]
    out.print(grown(explained["Plan"]))
    if "Execution Time" in explained:
        out.print(f"Planning {explained['Planning Time']:g} ms, execution {explained['Execution Time']:g} ms")


def grown(node: dict[str, Any], tree: Tree | None = None) -> Tree:
    """The nodes of a query plan as a tree."""
    relation = node.get("Relation Name") or node.get("Index Name") or ""
    index = (
        f" using {node['Index Name']}" if relation and node.get("Index Name") not in {None, relation} else ""
    )
    label = f"[bold]{node['Node Type']}[/] {escape(relation)}{escape(index)} [dim]cost {node.get('Total Cost', 0):g}"
    label += f", rows {node.get('Plan Rows', 0)}"
    if "Actual Total Time" in node:
        label += (
            f" → {node['Actual Total Time']:g} ms, {node['Actual Rows']:g} rows × {node['Actual Loops']:g}"
        )
    branch = tree.add(f"{label}[/]") if tree else Tree(f"{label}[/]")
    for child in node.get("Plans", []):
        grown(child, branch)
    return branch


@app.command()
def connections(stage: Stage = LOCAL, as_json: AsJson = False) -> None:
    """Show the connections by application and state. The goal is less than 80 % in use."""
    found = target(stage).ask("db.connections")
    if as_json:
        show_json(found)
        return
    status = found["status"]
    colour = "green" if status["in_use"] < POOL_GOAL else "red"
    out.print(
        f"[{colour}]{status['total']} of {status['maximum']} connections[/] "
        f"({status['in_use']:.1%}): {status['active']} active, {status['idle']} idle, "
        f"{status['idle_in_transaction']} idle in a transaction"
    )
    table = Table("Application", "State", "Connections", "Longest", box=None, pad_edge=False)
    for row in found["by_application"]:
        longest = "" if row["longest_seconds"] is None else f"{row['longest_seconds']:g} s"
        table.add_row(escape(row["application"]), row["state"], str(row["connections"]), longest)
    out.print(table)


@app.command()
def migrate(stage: Stage = LOCAL, as_json: AsJson = False) -> None:
    """Migrate the schema to the newest version. It is safe to run this again or during another migration."""
    found = target(stage).invoke("db_migrate", {})
    if as_json:
        show_json(found)
    elif found["before"] == found["after"]:
        out.print(f"The schema is up to date: {found['after']}.")
    else:
        out.print(f"Migrated from {found['before'] or 'nothing'} to {found['after']}.")
