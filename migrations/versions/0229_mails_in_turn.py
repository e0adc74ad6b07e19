"""Which of its cause's mails each one is, so that a few do not wait behind very many."""

from alembic import op

revision = "0229_mails_in_turn"
down_revision = "0228_sales_report_days"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE mails ADD COLUMN place bigint NOT NULL DEFAULT 0;
        DROP INDEX ix_mails_due;
        CREATE INDEX ix_mails_due ON mails (place, due_at) WHERE state IN ('queued', 'sending');
        GRANT SELECT (place) ON mails TO turnout_operator
    """)


def downgrade() -> None:
    op.execute("""
        DROP INDEX ix_mails_due;
        CREATE INDEX ix_mails_due ON mails (organization_id, due_at)
            WHERE state IN ('queued', 'sending');
        ALTER TABLE mails DROP COLUMN place
    """)
