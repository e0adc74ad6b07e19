"""${message}."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}
