"""Prices of ticket types by sales channel: currency → amount, beside what else is set for it."""

from alembic import op

revision = "0202_channel_prices"
down_revision = "0201_deliverability"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE channel_settings ADD COLUMN prices jsonb NOT NULL DEFAULT '{}',
            ADD CONSTRAINT ck_channel_settings_prices CHECK (jsonb_typeof(prices) = 'object')
    """)


def downgrade() -> None:
    op.execute("ALTER TABLE channel_settings DROP COLUMN prices")
