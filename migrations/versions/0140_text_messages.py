"""Text messages: what is sent, each attempt, what was told of it, who agreed, who wants none."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0140_text_messages"
down_revision = "0126_price_rules_multibuy"
SWEPT = ("organization_id", "id", "state", "queued_at", "due_at", "handed_out_at", "leased_until")


def upgrade() -> None:
    op.execute("""
        CREATE TABLE text_messages (
            organization_id uuid NOT NULL, id uuid NOT NULL, key text NOT NULL,
            purpose text NOT NULL, source_id uuid NOT NULL, event_id uuid, order_id uuid,
            user_id uuid, phone text NOT NULL, language text NOT NULL, body text NOT NULL,
            segments bigint NOT NULL, state text NOT NULL, reason text NOT NULL,
            attempts bigint NOT NULL, queued_at timestamptz NOT NULL,
            due_at timestamptz NOT NULL, handed_out_at timestamptz, leased_until timestamptz,
            sent_at timestamptz, report text NOT NULL, reported_at timestamptz,
            CONSTRAINT pk_text_messages PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_text_messages_organization_id_key UNIQUE (organization_id, key),
            CONSTRAINT fk_text_messages_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_text_messages_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT ck_text_messages_state
                CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'unknown')),
            CONSTRAINT ck_text_messages_purpose
                CHECK (purpose IN ('announcement', 'test', 'reply')),
            CONSTRAINT ck_text_messages_report
                CHECK (report IN ('', 'sent', 'delivered', 'failed'))
        );
        CREATE INDEX ix_text_messages_organization_id_event_id_id
            ON text_messages (organization_id, event_id, id);
        CREATE INDEX ix_text_messages_organization_id_order_id_id
            ON text_messages (organization_id, order_id, id);
        CREATE INDEX ix_text_messages_organization_id_phone_id
            ON text_messages (organization_id, phone, id);
        CREATE INDEX ix_text_messages_cause
            ON text_messages (organization_id, source_id, state);
        CREATE INDEX ix_text_messages_due
            ON text_messages (organization_id, due_at) WHERE state IN ('queued', 'sending');
        CREATE INDEX ix_text_messages_queued_at ON text_messages (queued_at);
        CREATE TABLE text_attempts (
            organization_id uuid NOT NULL, id uuid NOT NULL, text_id uuid NOT NULL,
            connection_id uuid NOT NULL, state text NOT NULL, reason text NOT NULL,
            provider_ref text NOT NULL, started_at timestamptz NOT NULL, ended_at timestamptz,
            CONSTRAINT pk_text_attempts PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_text_attempts_organization_id_text_id
                FOREIGN KEY (organization_id, text_id)
                REFERENCES text_messages (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_text_attempts_organization_id_connection_id
                FOREIGN KEY (organization_id, connection_id)
                REFERENCES connections (organization_id, id),
            CONSTRAINT ck_text_attempts_state
                CHECK (state IN ('started', 'accepted', 'refused', 'unclear'))
        );
        CREATE INDEX ix_text_attempts_organization_id_text_id_id
            ON text_attempts (organization_id, text_id, id);
        CREATE INDEX ix_text_attempts_organization_id_connection_id_provider_ref
            ON text_attempts (organization_id, connection_id, provider_ref);
        CREATE TABLE text_receipts (
            organization_id uuid NOT NULL, id uuid NOT NULL, text_id uuid NOT NULL,
            connection_id uuid NOT NULL, provider_ref text NOT NULL, state text NOT NULL,
            code text NOT NULL, occurred_at timestamptz NOT NULL,
            CONSTRAINT pk_text_receipts PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_text_receipts_provider_ref
                UNIQUE (organization_id, connection_id, provider_ref, state),
            CONSTRAINT fk_text_receipts_organization_id_text_id
                FOREIGN KEY (organization_id, text_id)
                REFERENCES text_messages (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_text_receipts_organization_id_connection_id
                FOREIGN KEY (organization_id, connection_id)
                REFERENCES connections (organization_id, id)
        );
        CREATE INDEX ix_text_receipts_organization_id_text_id_occurred_at
            ON text_receipts (organization_id, text_id, occurred_at);
        CREATE TABLE text_replies (
            organization_id uuid NOT NULL, id uuid NOT NULL, connection_id uuid NOT NULL,
            provider_ref text NOT NULL, wish text NOT NULL, received_at timestamptz NOT NULL,
            CONSTRAINT pk_text_replies PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_text_replies_provider_ref
                UNIQUE (organization_id, connection_id, provider_ref),
            CONSTRAINT fk_text_replies_organization_id_connection_id
                FOREIGN KEY (organization_id, connection_id)
                REFERENCES connections (organization_id, id)
        );
        CREATE INDEX ix_text_replies_received_at ON text_replies (received_at);
        CREATE TABLE text_blocks (
            organization_id uuid NOT NULL, id uuid NOT NULL, phone text NOT NULL,
            reason text NOT NULL, is_blocked boolean NOT NULL, changed_at timestamptz NOT NULL,
            CONSTRAINT pk_text_blocks PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_text_blocks_organization_id_phone UNIQUE (organization_id, phone),
            CONSTRAINT ck_text_blocks_reason
                CHECK (reason IN ('stopped', 'provider', 'invalid'))
        );
        CREATE TABLE text_consents (
            organization_id uuid NOT NULL, id uuid NOT NULL, order_id uuid NOT NULL,
            event_id uuid NOT NULL, phone text NOT NULL, place text NOT NULL,
            statement text NOT NULL, wording text NOT NULL, language text NOT NULL,
            given_at timestamptz NOT NULL, withdrawn_at timestamptz,
            CONSTRAINT pk_text_consents PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_text_consents_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_text_consents_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT ck_text_consents_place CHECK (place IN ('checkout', 'order-page'))
        );
        CREATE UNIQUE INDEX uq_text_consents_order_id
            ON text_consents (organization_id, order_id) WHERE withdrawn_at IS NULL;
        CREATE INDEX ix_text_consents_organization_id_event_id_phone
            ON text_consents (organization_id, event_id, phone);
        CREATE INDEX ix_text_consents_organization_id_order_id_given_at
            ON text_consents (organization_id, order_id, given_at);
        ALTER TABLE announcements
            ADD COLUMN channels jsonb NOT NULL DEFAULT '["email"]',
            ADD COLUMN run_channel text NOT NULL DEFAULT 'email',
            ADD COLUMN opted_out bigint NOT NULL DEFAULT 0;
        ALTER TABLE reminders ADD COLUMN channels jsonb NOT NULL DEFAULT '["email"]'
    """)
    tenant_table(
        "text_messages",
        operator=(f"SELECT ({', '.join(SWEPT)})", "UPDATE (handed_out_at)", "DELETE"),
    )
    tenant_table("text_attempts")
    tenant_table("text_receipts")
    tenant_table("text_replies", operator=("SELECT (organization_id, id, received_at)", "DELETE"))
    tenant_table("text_blocks", redact=("phone",))
    tenant_table("text_consents", redact=("phone",))


def downgrade() -> None:
    op.execute("""
        ALTER TABLE reminders DROP COLUMN channels;
        ALTER TABLE announcements DROP COLUMN channels, DROP COLUMN run_channel,
            DROP COLUMN opted_out;
        DROP TABLE text_consents; DROP TABLE text_blocks; DROP TABLE text_replies;
        DROP TABLE text_receipts; DROP TABLE text_attempts; DROP TABLE text_messages
    """)
