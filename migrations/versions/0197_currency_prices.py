"""Ticket types have prices in further currencies beside their own."""

from alembic import op

revision = "0197_currency_prices"
down_revision = "0196_session_waitlist"


def upgrade() -> None:
    op.execute("ALTER TABLE ticket_types ADD COLUMN prices jsonb NOT NULL DEFAULT '{}'")


def downgrade() -> None:
    op.execute("ALTER TABLE ticket_types DROP COLUMN prices")
