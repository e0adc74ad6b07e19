"""${message}."""

from alembic import op

from turnout.kernel.db.ddl import backfill, tenant_table

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}

# The former release still runs on these tables for a while: docs/how-to/change-a-table.md.


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}
