"""Where a published event stands among the others by what people did about it lately."""

from alembic import op

revision = "0209_event_popularity"
down_revision = "0208_export_schedules"


def upgrade() -> None:
    op.execute("ALTER TABLE discovery_events ADD COLUMN popularity bigint NOT NULL DEFAULT 0")


def downgrade() -> None:
    op.execute("ALTER TABLE discovery_events DROP COLUMN popularity")
