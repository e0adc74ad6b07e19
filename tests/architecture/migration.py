"""A migration's statements, sent on a connection whose transaction the test rolls back."""

import io
from types import ModuleType
from typing import Any

import psycopg
from alembic.migration import MigrationContext
from alembic.operations import Operations


def apply(migration: ModuleType, owner: psycopg.Connection[Any]) -> None:
    """Send what a migration would, inside the transaction that is open on the connection."""
    script = io.StringIO()
    context = MigrationContext.configure(
        dialect_name="postgresql", opts={"as_sql": True, "output_buffer": script}
    )
    with Operations.context(context):
        migration.upgrade()
    owner.execute(script.getvalue())
