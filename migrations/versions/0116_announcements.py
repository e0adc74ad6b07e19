"""Announcements to attendees, and the index by which their mails are counted."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0116_announcements"
down_revision = "0115_blocked_addresses"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE announcements (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            state text NOT NULL, texts jsonb NOT NULL, segment jsonb NOT NULL,
            is_important boolean NOT NULL, send_at timestamptz, started_at timestamptz,
            run_at timestamptz, run_count bigint NOT NULL, last_seen text NOT NULL,
            queued_at timestamptz, unsubscribed bigint NOT NULL, finished_at timestamptz,
            created_at timestamptz NOT NULL, version bigint NOT NULL,
            CONSTRAINT pk_announcements PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_announcements_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT ck_announcements_state CHECK (state IN
                ('draft', 'scheduled', 'sending', 'paused', 'cancelled', 'done')),
            CONSTRAINT ck_announcements_send_at
                CHECK (state <> 'scheduled' OR send_at IS NOT NULL)
        );
        CREATE INDEX ix_announcements_event_id ON announcements (organization_id, event_id, id);
        CREATE INDEX ix_announcements_under_way ON announcements (organization_id, send_at)
            WHERE state IN ('scheduled', 'sending');
        CREATE INDEX ix_mails_cause ON mails (organization_id, source_id, state)
            WHERE template = 'announcement'
    """)
    tenant_table("announcements", operator=("SELECT",))


def downgrade() -> None:
    op.execute("DROP TABLE announcements; DROP INDEX ix_mails_cause")
