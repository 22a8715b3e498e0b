"""Alembic migrations in plain SQL.

A migration only expands the schema. A later release removes what is no longer used, because two releases run at the
same time during a canary deployment. An index on an existing table is created CONCURRENTLY, in autocommit mode.
"""
