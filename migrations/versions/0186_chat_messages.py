"""Chat messages: notices on their way to the channels of an organization."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0186_chat_messages"
down_revision = "0185_push_messages"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE chat_messages (
            organization_id uuid NOT NULL, id uuid NOT NULL, connection_id uuid NOT NULL,
            kind text NOT NULL, source_id uuid NOT NULL, event_id uuid, title text NOT NULL,
            body text NOT NULL, path text NOT NULL, count bigint NOT NULL, state text NOT NULL,
            reason text NOT NULL, attempts bigint NOT NULL, queued_at timestamptz NOT NULL,
            due_at timestamptz NOT NULL, handed_out_at timestamptz, leased_until timestamptz,
            ended_at timestamptz,
            CONSTRAINT pk_chat_messages PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_chat_messages_source_id
                UNIQUE (organization_id, connection_id, kind, source_id),
            CONSTRAINT ck_chat_messages_state
                CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'unknown')),
            CONSTRAINT ck_chat_messages_count CHECK (count > 0),
            CONSTRAINT fk_chat_messages_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT fk_chat_messages_organization_id_connection_id
                FOREIGN KEY (organization_id, connection_id)
                REFERENCES connections (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_chat_messages_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE
        );
        CREATE INDEX ix_chat_messages_due ON chat_messages (organization_id, due_at)
            WHERE state IN ('queued', 'sending');
        CREATE INDEX ix_chat_messages_organization_id_event_id
            ON chat_messages (organization_id, event_id);
        CREATE INDEX ix_chat_messages_queued_at ON chat_messages (queued_at)
    """)
    tenant_table("chat_messages", operator=("SELECT", "UPDATE", "DELETE"))


def downgrade() -> None:
    op.execute("DROP TABLE chat_messages")
