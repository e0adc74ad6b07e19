"""Exports of check-ins and payments, once and scheduled."""

from alembic import op

revision = "0212_export_kinds"
down_revision = "0211_saved_searches"
TABLES = ("order_exports", "export_schedules")


def upgrade() -> None:
    for table in TABLES:
        op.execute(f"""
            ALTER TABLE {table} DROP CONSTRAINT ck_{table}_kind,
                ADD CONSTRAINT ck_{table}_kind
                    CHECK (kind IN ('orders', 'attendees', 'checkins', 'payments'))
        """)


def downgrade() -> None:
    for table in TABLES:
        op.execute(f"""
            DELETE FROM {table} WHERE kind NOT IN ('orders', 'attendees');
            ALTER TABLE {table} DROP CONSTRAINT ck_{table}_kind,
                ADD CONSTRAINT ck_{table}_kind CHECK (kind IN ('orders', 'attendees'))
        """)
