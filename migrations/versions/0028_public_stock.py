"""Places left, read across organizations: lists show events of many, as of now."""

from alembic import op

from turnout.kernel.db.ddl import operator_policy

revision = "0028_public_stock"
down_revision = "0027_trace_context"

COUNTS = "SELECT (organization_id, pool_id, capacity, taken, reserved)"


def upgrade() -> None:
    operator_policy("inventory_counters", (COUNTS,))


def downgrade() -> None:
    op.execute("REVOKE ALL ON inventory_counters FROM turnout_operator")
    op.execute("DROP POLICY operator ON inventory_counters")
