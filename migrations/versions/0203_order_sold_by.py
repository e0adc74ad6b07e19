"""Who of the team sold an order at the desk or gave it away: `user:…`, `token:…` or `device:…`."""

from alembic import op

revision = "0203_order_sold_by"
down_revision = "0202_channel_prices"


def upgrade() -> None:
    op.execute("ALTER TABLE orders ADD COLUMN sold_by text")


def downgrade() -> None:
    op.execute("ALTER TABLE orders DROP COLUMN sold_by")
