"""Price rules with a fixed price, and discounts by an amount, have amounts in further currencies."""

from alembic import op

revision = "0198_price_rule_currencies"
down_revision = "0197_currency_prices"


def upgrade() -> None:
    op.execute("ALTER TABLE price_rules ADD COLUMN prices jsonb NOT NULL DEFAULT '{}'")
    op.execute("ALTER TABLE discounts ADD COLUMN amounts jsonb NOT NULL DEFAULT '{}'")


def downgrade() -> None:
    op.execute("ALTER TABLE discounts DROP COLUMN amounts")
    op.execute("ALTER TABLE price_rules DROP COLUMN prices")
