"""Discounts: a single code of many can be paused."""

from alembic import op

revision = "0096_discount_code_pause"
down_revision = "0095_disputes"


def upgrade() -> None:
    op.execute("ALTER TABLE discount_codes ADD COLUMN is_paused boolean NOT NULL DEFAULT false")


def downgrade() -> None:
    op.execute("ALTER TABLE discount_codes DROP COLUMN is_paused")
