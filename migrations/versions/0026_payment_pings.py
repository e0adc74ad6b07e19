"""Payments keep the unsigned word that their provider was not asked about yet."""

from alembic import op

revision = "0026_payment_pings"
down_revision = "0025_agency_grants"


def upgrade() -> None:
    op.execute("ALTER TABLE payments ADD COLUMN pinged_at timestamptz")
