"""The commands of the function `operator` (docs/adr/0602-operators-commands.md).

Each command takes JSON arguments and returns JSON.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from uuid import UUID

from aws_lambda_powertools import Logger

from recoloca.accounts import repository as accounts
from recoloca.adapters.postgres import DatabaseError
from recoloca.cvs.repository import rereads
from recoloca.engine.analysis.version import CURRENT, VERSION
from recoloca.operations import repository
from recoloca.privacy import review_desk
from recoloca.privacy.erasure import erase
from recoloca.runtime.dependencies import Dependencies

if TYPE_CHECKING:
    from pydantic import BaseModel

logger = Logger(child=True)

Json = Any
PLANNED: Final = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "WITH", "VALUES", "TABLE"})


class CommandError(Exception):
    """The command cannot be executed. The message is for the operator."""


def run(deps: Dependencies, command: str, arguments: dict[str, Any]) -> Json:
    """Execute one command.

    Raises:
        CommandError: the command is unknown or cannot be executed.
    """
    found = COMMANDS.get(command)
    if found is None:
        raise CommandError(f"This release knows no command `{command}`.")
    return found(deps, **arguments)


def about(deps: Dependencies) -> Json:
    return {"stage": deps.settings.stage, "app_url": deps.settings.optional("APP_URL")}


def slow_queries(deps: Dependencies, order: str = "mean", limit: int = 20, at_least_ms: float = 0) -> Json:
    _check_statistics(deps)
    if order not in repository.ORDERS:
        raise CommandError(f"Order by {', '.join(repository.ORDERS)}.")
    return [
        _plain(row)
        for row in repository.slow_queries(deps.db, order=order, limit=limit, at_least_ms=at_least_ms)
    ]


def explain(
    deps: Dependencies, query: str | None = None, query_id: str | None = None, analyze: bool = False
) -> Json:
    """The query plan of `query`, or the generic plan of the statement `query_id` from `slow_queries`.

    Raises:
        CommandError: PostgreSQL rejects the query, or the statement is unknown or has no plan.
    """
    recorded = None if query_id is None else _recorded(deps, query_id)
    if recorded is not None and analyze:
        raise CommandError("A query from the statistics has no values to run with: give the query itself.")
    try:
        if recorded is not None:
            return {"query": recorded, "plan": repository.explain_recorded(deps.db, recorded)}
        return {"query": query, "plan": repository.explain(deps.db, query or "", analyze=analyze)}
    except DatabaseError as error:
        raise CommandError(str(error).splitlines()[0]) from None


def _recorded(deps: Dependencies, query_id: str) -> str:
    _check_statistics(deps)
    found = repository.statement(deps.db, query_id)
    if found is None:
        raise CommandError(f"PostgreSQL's statistics have no query {query_id}.")
    begins = found.lstrip("( \n").split(maxsplit=1)[0].upper()
    if begins not in PLANNED:
        raise CommandError(
            f"PostgreSQL plans no statement that begins with {begins}: its time is its own work."
        )
    return found


def connections(deps: Dependencies) -> Json:
    return {
        "status": deps.db.connection_status(),
        "by_application": [_plain(row) for row in repository.connections(deps.db)],
    }


def cache_stats(deps: Dependencies) -> Json:
    found = deps.cache.statistics()
    if found is None:
        raise CommandError(
            "The cache does not answer, or not to this question: this function's log says which."
        )
    return found


def result_versions(deps: Dependencies) -> Json:
    """How many results the engine's version has made, will read again, and could not read."""
    return {"version": VERSION, **_plain(rereads.versions(deps.db, CURRENT))}


def retry_results(deps: Dependencies) -> Json:
    """Let the task `cv_results_reread` try the results again that it could not read."""
    return {"again": rereads.try_again(deps.db, CURRENT)}


def active_users(deps: Dependencies, days: int = 30, limit: int = 20) -> Json:
    """Users who uploaded a CV in the last `days`. Names and addresses are omitted to protect privacy."""
    since = deps.clock() - timedelta(days=days)
    return [_plain(row) for row in accounts.recently_active(deps.db, since, limit)]


def find_user(deps: Dependencies, email: str) -> Json:
    row = accounts.user(deps.db, _user_id(deps, email))
    return {name: str(value) for name, value in row._asdict().items()} if row else {}


def export_user(deps: Dependencies, email: str) -> Json:
    from recoloca.privacy import exports  # noqa: PLC0415 (the other commands do not need its schemas)

    return _shown(exports.request(deps, _user_id(deps, email)))


def export_state(deps: Dependencies, email: str, export_id: str) -> Json:
    from recoloca.privacy import exports  # noqa: PLC0415 (as above)

    return _shown(exports.get(deps, _user_id(deps, email), UUID(export_id), "pt-BR"))


def erase_user(deps: Dependencies, email: str) -> Json:
    user_id = _user_id(deps, email)
    erase(deps, user_id)
    return {"erased": str(user_id)}


def open_reviews(deps: Dependencies, answered: bool = False, limit: int = 50) -> Json:
    return [_plain(row) for row in review_desk.reviews(deps, answered=answered, limit=limit)]


def show_review(deps: Dependencies, review_id: str) -> Json:
    found = review_desk.review_for_reader(deps, _review_id(review_id))
    if found is None:
        raise CommandError(f"There is no request {review_id}.")
    return _plain(found)


def answer_review(deps: Dependencies, review_id: str, answer: str) -> Json:
    if not review_desk.answer_review(deps, _review_id(review_id), answer):
        raise CommandError(f"There is no open request {review_id}.")
    return {"answered": review_id}


def _review_id(text: str) -> UUID:
    try:
        found = UUID(text)
    except ValueError:
        raise CommandError(f"`{text}` is no identifier.") from None
    logger.info("operator's subject", extra={"review_id": text})
    return found


def _plain(row: NamedTuple) -> Json:
    """A row as JSON: times and identifiers as text."""
    return {
        name: str(value) if isinstance(value, UUID | datetime) else value
        for name, value in row._asdict().items()
    }


def _user_id(deps: Dependencies, email: str) -> UUID:
    """The id of the user with this e-mail address.

    The id is logged, so that we can tell a user who accessed the user's data. The address is not logged.

    Raises:
        CommandError: no account has this address.
    """
    row = accounts.user_by_email(deps.db, email.strip().lower())
    if row is None:
        raise CommandError(f"Nobody has an account with the e-mail {email}.")
    found: UUID = row.id
    logger.info("operator's subject", extra={"user_id": str(found)})
    return found


def _check_statistics(deps: Dependencies) -> None:
    if not repository.has_statistics(deps.db):
        raise CommandError(
            "PostgreSQL keeps no statistics yet: run `CREATE EXTENSION pg_stat_statements` as its administrator."
        )


def _shown(model: BaseModel) -> Json:
    return model.model_dump(mode="json")


COMMANDS: Final[dict[str, Callable[..., Json]]] = {
    "about": about,
    "db.slow_queries": slow_queries,
    "db.explain": explain,
    "db.connections": connections,
    "cache.stats": cache_stats,
    "cvs.versions": result_versions,
    "cvs.retry_results": retry_results,
    "reviews.list": open_reviews,
    "reviews.show": show_review,
    "reviews.answer": answer_review,
    "users.active": active_users,
    "users.find": find_user,
    "users.export": export_user,
    "users.export_state": export_state,
    "users.erase": erase_user,
}
