"""Mails are counted by the days on which they were written down."""

from alembic import op

revision = "0201_deliverability"
down_revision = "0200_saved_reports"


def upgrade() -> None:
    op.execute(
        "CREATE INDEX ix_mails_organization_id_queued_at ON mails (organization_id, queued_at)"
    )


def downgrade() -> None:
    op.execute("DROP INDEX ix_mails_organization_id_queued_at")
