"""Inboxes: what members of teams and attendees with an account were told."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0155_inbox"
down_revision = "0150_calendars"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE inbox_messages (
            organization_id uuid NOT NULL, id uuid NOT NULL, user_id uuid NOT NULL,
            audience text NOT NULL, kind text NOT NULL, source_id uuid NOT NULL,
            permission text NOT NULL, event_id uuid, order_id uuid, title text NOT NULL,
            body text NOT NULL, path text NOT NULL, day date, count bigint NOT NULL,
            created_at timestamptz NOT NULL, read_at timestamptz,
            CONSTRAINT pk_inbox_messages PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_inbox_messages_organization_id_user_id_kind_source_id
                UNIQUE (organization_id, user_id, kind, source_id),
            CONSTRAINT ck_inbox_messages_audience CHECK (audience IN ('team', 'attendee')),
            CONSTRAINT ck_inbox_messages_count CHECK (count > 0),
            CONSTRAINT fk_inbox_messages_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT fk_inbox_messages_user_id
                FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
            CONSTRAINT fk_inbox_messages_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_inbox_messages_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id)
                ON DELETE CASCADE
        );
        CREATE INDEX ix_inbox_messages_organization_id_user_id_created_at_id
            ON inbox_messages (organization_id, user_id, created_at, id);
        CREATE INDEX ix_inbox_messages_user_id_created_at_id
            ON inbox_messages (user_id, created_at, id);
        CREATE INDEX ix_inbox_messages_unread
            ON inbox_messages (organization_id, user_id, audience, kind) WHERE read_at IS NULL;
        CREATE INDEX ix_inbox_messages_organization_id_source_id
            ON inbox_messages (organization_id, source_id);
        CREATE INDEX ix_inbox_messages_organization_id_event_id
            ON inbox_messages (organization_id, event_id);
        CREATE INDEX ix_inbox_messages_organization_id_order_id
            ON inbox_messages (organization_id, order_id)
    """)
    tenant_table("inbox_messages", operator=("SELECT", "DELETE"), person_column="user_id")


def downgrade() -> None:
    op.execute("DROP TABLE inbox_messages")
