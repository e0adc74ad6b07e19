"""Check-in devices that may sell at the door."""

from alembic import op

revision = "0113_selling_devices"
down_revision = "0112_fraud_rules"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE checkin_joining_codes ADD COLUMN may_sell boolean NOT NULL DEFAULT false;
        ALTER TABLE checkin_devices ADD COLUMN may_sell boolean NOT NULL DEFAULT false
    """)


def downgrade() -> None:
    op.execute("""
        ALTER TABLE checkin_joining_codes DROP COLUMN may_sell;
        ALTER TABLE checkin_devices DROP COLUMN may_sell
    """)
