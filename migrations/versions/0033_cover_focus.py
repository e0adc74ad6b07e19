"""Where the eye of a cover is, in percent: crops of it keep that in sight.

The middle by itself, so the code before this goes on as it was.
"""

from alembic import op

revision = "0033_cover_focus"
down_revision = "0032_archived_connections"

TABLES = ("events", "event_series")


def upgrade() -> None:
    for table in TABLES:
        op.execute(f"""
            ALTER TABLE {table}
                ADD COLUMN cover_focus_x bigint NOT NULL DEFAULT 50
                    CONSTRAINT ck_{table}_cover_focus_x CHECK (cover_focus_x BETWEEN 0 AND 100),
                ADD COLUMN cover_focus_y bigint NOT NULL DEFAULT 50
                    CONSTRAINT ck_{table}_cover_focus_y CHECK (cover_focus_y BETWEEN 0 AND 100)
        """)


def downgrade() -> None:
    for table in TABLES:
        op.execute(f"""
            ALTER TABLE {table} DROP COLUMN cover_focus_x, DROP COLUMN cover_focus_y
        """)
