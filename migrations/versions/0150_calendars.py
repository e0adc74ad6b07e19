"""Calendars that people connect, and the entries that were put into them."""

from alembic import op

from turnout.kernel.db.ddl import person_table

revision = "0150_calendars"
down_revision = "0145_message_templates"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE calendar_links (
            id uuid CONSTRAINT pk_calendar_links PRIMARY KEY,
            user_id uuid NOT NULL CONSTRAINT fk_calendar_links_user_id REFERENCES users (id),
            adapter_key text NOT NULL, state text NOT NULL, sealed bytea,
            created_at timestamptz NOT NULL, synced_at timestamptz, due_at timestamptz,
            leased_until timestamptz, lease bigint NOT NULL, tries bigint NOT NULL,
            last_error text NOT NULL,
            CONSTRAINT uq_calendar_links_user_id_adapter_key UNIQUE (user_id, adapter_key),
            CONSTRAINT ck_calendar_links_state
                CHECK (state IN ('connected', 'ending', 'revoked')),
            CONSTRAINT ck_calendar_links_sealed CHECK ((sealed IS NULL) = (state = 'revoked'))
        );
        CREATE INDEX ix_calendar_links_due_at ON calendar_links (due_at)
            WHERE due_at IS NOT NULL;
        CREATE TABLE calendar_entries (
            id uuid CONSTRAINT pk_calendar_entries PRIMARY KEY,
            user_id uuid NOT NULL CONSTRAINT fk_calendar_entries_user_id REFERENCES users (id),
            link_id uuid NOT NULL CONSTRAINT fk_calendar_entries_link_id
                REFERENCES calendar_links (id) ON DELETE CASCADE,
            order_id uuid NOT NULL, event_id uuid NOT NULL, uid text NOT NULL,
            digest text NOT NULL,
            CONSTRAINT uq_calendar_entries_link_id_uid UNIQUE (link_id, uid)
        );
        CREATE INDEX ix_calendar_entries_user_id ON calendar_entries (user_id);
        CREATE INDEX ix_calendar_entries_order_id ON calendar_entries (order_id);
        CREATE INDEX ix_calendar_entries_event_id ON calendar_entries (event_id)
    """)
    person_table("calendar_links", redact=("sealed",))
    person_table("calendar_entries")


def downgrade() -> None:
    op.execute("""
        DROP TABLE calendar_entries;
        DROP TABLE calendar_links
    """)
