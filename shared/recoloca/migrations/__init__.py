"""Alembic migrations in plain SQL.

Expand first, contract in a later release: versions overlap during a canary. An index on a table that already
exists is created CONCURRENTLY, in autocommit.
"""
