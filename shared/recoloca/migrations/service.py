"""Bringing this stage's database to the newest schema."""

from __future__ import annotations

from recoloca.adapters.postgres import connection_url
from recoloca.migrations import revision
from recoloca.runtime.settings import Settings


def bring_up_to_date(settings: Settings) -> tuple[str | None, str | None]:
    """The revisions before and after; nothing is changed when the schema is the newest one."""
    url = connection_url(settings)
    before = revision.current(url)
    if before == revision.newest():
        return before, before
    from recoloca.migrations.run import upgrade  # noqa: PLC0415 (Alembic takes longer than all the rest)

    return upgrade(url)
