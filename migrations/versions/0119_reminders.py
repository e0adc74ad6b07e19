"""Reminders: when attendees of an event are written to, and of what."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0119_reminders"
down_revision = "0118_ticket_barcodes"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE reminders (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            session_id uuid, anchor text NOT NULL, days bigint NOT NULL, minutes bigint NOT NULL,
            at_time text, texts jsonb NOT NULL, segment jsonb NOT NULL,
            is_important boolean NOT NULL, is_on boolean NOT NULL, state text NOT NULL,
            skip_reason text, due_at timestamptz, announcement_id uuid, settled_at timestamptz,
            created_at timestamptz NOT NULL, version bigint NOT NULL,
            CONSTRAINT pk_reminders PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_reminders_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_reminders_organization_id_session_id
                FOREIGN KEY (organization_id, session_id)
                REFERENCES sessions (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_reminders_state CHECK (state IN ('waiting', 'sent', 'skipped')),
            CONSTRAINT ck_reminders_anchor CHECK (anchor IN ('start', 'end')),
            CONSTRAINT ck_reminders_at_time CHECK (at_time IS NULL OR minutes = 0),
            CONSTRAINT ck_reminders_sent CHECK ((state = 'sent') = (announcement_id IS NOT NULL))
        );
        CREATE INDEX ix_reminders_event_id ON reminders (organization_id, event_id, id);
        CREATE INDEX ix_reminders_session_id ON reminders (organization_id, session_id);
        CREATE INDEX ix_reminders_waiting ON reminders (organization_id, due_at)
            WHERE state = 'waiting' AND is_on
    """)
    tenant_table("reminders", operator=("SELECT",))


def downgrade() -> None:
    op.execute("DROP TABLE reminders")
