"""Facts remember where they stand in the trace of the request that made them."""

from alembic import op

revision = "0027_trace_context"
down_revision = "0026_payment_pings"


def upgrade() -> None:
    op.execute("ALTER TABLE outbox ADD COLUMN traceparent text NOT NULL DEFAULT ''")
