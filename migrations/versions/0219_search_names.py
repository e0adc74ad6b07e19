"""Who speaks at a published event and which tickets it has, as the public search finds them.

`turnout discovery rebuild` fills them for what was indexed before.
"""

from alembic import op

revision = "0219_search_names"
down_revision = "0218_export_deliveries"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE discovery_events
            ADD COLUMN speaker_names jsonb NOT NULL DEFAULT '{}',
            ADD COLUMN ticket_names jsonb NOT NULL DEFAULT '{}',
            ADD COLUMN ticket_kinds jsonb NOT NULL DEFAULT '[]'
    """)


def downgrade() -> None:
    op.execute("""
        ALTER TABLE discovery_events DROP COLUMN ticket_kinds, DROP COLUMN ticket_names,
            DROP COLUMN speaker_names
    """)
