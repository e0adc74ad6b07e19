"""Ticket types whose prices are net: the tax comes on top of each unit."""

from alembic import op

revision = "0166_excludes_tax"
down_revision = "0165_bulk_edits"


def upgrade() -> None:
    op.execute("ALTER TABLE ticket_types ADD COLUMN excludes_tax boolean NOT NULL DEFAULT false")


def downgrade() -> None:
    op.execute("ALTER TABLE ticket_types DROP COLUMN excludes_tax")
