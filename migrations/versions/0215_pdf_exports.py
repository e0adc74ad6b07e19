"""Exports as PDF, with a title above their table."""

from alembic import op

revision = "0215_pdf_exports"
down_revision = "0212_export_kinds"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE order_exports ADD COLUMN title text NOT NULL DEFAULT '',
            DROP CONSTRAINT ck_order_exports_format,
            ADD CONSTRAINT ck_order_exports_format CHECK (format IN ('csv', 'xlsx', 'pdf'))
    """)


def downgrade() -> None:
    op.execute("""
        DELETE FROM export_schedules WHERE format = 'pdf';
        DELETE FROM order_exports WHERE format = 'pdf';
        ALTER TABLE order_exports DROP COLUMN title, DROP CONSTRAINT ck_order_exports_format,
            ADD CONSTRAINT ck_order_exports_format CHECK (format IN ('csv', 'xlsx'))
    """)
