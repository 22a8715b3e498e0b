"""Migrates the database of this stage to the newest schema."""

from __future__ import annotations

from recoloca.adapters.postgres import connection_url
from recoloca.migrations import revision
from recoloca.runtime.settings import Settings


def bring_up_to_date(settings: Settings) -> tuple[str | None, str | None]:
    """Run the missing migrations. Returns the revisions before and after.

    Raises:
        MigrationBusyError: another migration did not end in time.
    """
    url = connection_url(settings)
    before = revision.current(url)
    if before == revision.newest():
        return before, before
    from recoloca.migrations.run import upgrade  # noqa: PLC0415 (the import of Alembic is slow)

    return upgrade(url)
