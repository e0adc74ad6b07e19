"""A time of its own for a single field: policies and runs name it after their kind."""

from alembic import op

from turnout.kernel.db.ddl import backfill

revision = "0226_retention_fields"
down_revision = "0225_search_bounds"
TABLES = ("retention_policies", "retention_runs")
WHOLE = "kind IN ('people', 'answers')"
SINGLE = "kind ~ '^(question|answer-type|records):[a-z][a-z0-9_-]{0,39}$'"


def upgrade() -> None:
    for table in TABLES:
        _check(table, f"{WHOLE} OR {SINGLE}")


def downgrade() -> None:
    for table in TABLES:
        backfill(
            f"DELETE FROM {table} WHERE {SINGLE}", tables=(table,), actor=f"migration:{revision}"
        )
        _check(table, WHOLE)


def _check(table: str, condition: str) -> None:
    op.execute(
        f"ALTER TABLE {table} DROP CONSTRAINT ck_{table}_kind,"
        f" ADD CONSTRAINT ck_{table}_kind CHECK ({condition}) NOT VALID"
    )
    op.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT ck_{table}_kind")
