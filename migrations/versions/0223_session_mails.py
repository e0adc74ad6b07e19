"""Session mails: the entries of sessions that mails put into people's calendars.

What a connected calendar has is of no order where a session was only picked.
"""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0223_session_mails"
down_revision = "0222_warehouse_feeds"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE session_mail_entries (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            session_id uuid NOT NULL, email text NOT NULL, locale text NOT NULL,
            uid text NOT NULL, sequence bigint NOT NULL, is_cancelled boolean NOT NULL,
            title text NOT NULL, starts_at timestamptz NOT NULL, ends_at timestamptz NOT NULL,
            location text NOT NULL, changed_at timestamptz NOT NULL, due_at timestamptz,
            CONSTRAINT pk_session_mail_entries PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_session_mail_entries_uid
                UNIQUE (organization_id, event_id, email, uid),
            CONSTRAINT ck_session_mail_entries_due CHECK (due_at IS NULL OR NOT is_cancelled),
            CONSTRAINT fk_session_mail_entries_event_id FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_session_mail_entries_email
            ON session_mail_entries (organization_id, email);
        CREATE INDEX ix_session_mail_entries_due_at
            ON session_mail_entries (due_at) WHERE due_at IS NOT NULL;
        ALTER TABLE calendar_entries ALTER COLUMN order_id DROP NOT NULL
    """)
    tenant_table("session_mail_entries", operator=("SELECT",))


def downgrade() -> None:
    op.execute("""
        DROP TABLE session_mail_entries;
        DELETE FROM calendar_entries WHERE order_id IS NULL;
        ALTER TABLE calendar_entries ALTER COLUMN order_id SET NOT NULL
    """)
