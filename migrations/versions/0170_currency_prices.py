"""Ticket types have prices in further currencies beside their own."""

from alembic import op

revision = "0170_currency_prices"
down_revision = "0180_print_stations"


def upgrade() -> None:
    op.execute("ALTER TABLE ticket_types ADD COLUMN prices jsonb NOT NULL DEFAULT '{}'")


def downgrade() -> None:
    op.execute("ALTER TABLE ticket_types DROP COLUMN prices")
