"""An order's secret has a serial: with a corrected address, the links sent before it end."""

from alembic import op

revision = "0031_secret_serial"
down_revision = "0030_second_factors"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE orders ADD COLUMN secret_serial bigint NOT NULL DEFAULT 0;
        ALTER TABLE orders ADD CONSTRAINT ck_orders_secret_serial CHECK (secret_serial >= 0);
        GRANT SELECT (secret_serial) ON orders TO turnout_operator
    """)


def downgrade() -> None:
    op.execute("ALTER TABLE orders DROP COLUMN secret_serial")
