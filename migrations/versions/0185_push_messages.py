"""Push messages: the platform's keys, devices of people, and what is on its way to them."""

from alembic import op

from turnout.kernel.db.ddl import platform_table, tenant_table

revision = "0185_push_messages"
down_revision = "0180_print_stations"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE push_keys (
            id uuid CONSTRAINT pk_push_keys PRIMARY KEY,
            adapter_key text NOT NULL CONSTRAINT uq_push_keys_adapter_key UNIQUE,
            sealed bytea NOT NULL, created_at timestamptz NOT NULL
        );
        CREATE TABLE push_subscriptions (
            id uuid CONSTRAINT pk_push_subscriptions PRIMARY KEY,
            user_id uuid NOT NULL CONSTRAINT fk_push_subscriptions_user_id
                REFERENCES users (id) ON DELETE CASCADE,
            login_id uuid NOT NULL CONSTRAINT fk_push_subscriptions_login_id
                REFERENCES logins (id) ON DELETE CASCADE,
            adapter_key text NOT NULL, digest text NOT NULL, sealed bytea NOT NULL,
            label text NOT NULL, is_team boolean NOT NULL, is_attendee boolean NOT NULL,
            created_at timestamptz NOT NULL,
            CONSTRAINT uq_push_subscriptions_adapter_key_digest UNIQUE (adapter_key, digest),
            CONSTRAINT ck_push_subscriptions_audience CHECK (is_team OR is_attendee)
        );
        CREATE INDEX ix_push_subscriptions_user_id ON push_subscriptions (user_id);
        CREATE INDEX ix_push_subscriptions_login_id ON push_subscriptions (login_id);
        CREATE TABLE push_messages (
            organization_id uuid NOT NULL, id uuid NOT NULL, message_id uuid NOT NULL,
            subscription_id uuid NOT NULL, state text NOT NULL, reason text NOT NULL,
            attempts bigint NOT NULL, queued_at timestamptz NOT NULL,
            due_at timestamptz NOT NULL, handed_out_at timestamptz, leased_until timestamptz,
            ended_at timestamptz,
            CONSTRAINT pk_push_messages PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_push_messages_organization_id_message_id_subscription_id
                UNIQUE (organization_id, message_id, subscription_id),
            CONSTRAINT ck_push_messages_state CHECK (state IN
                ('queued', 'sending', 'sent', 'dropped', 'failed', 'unknown')),
            CONSTRAINT fk_push_messages_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT fk_push_messages_organization_id_message_id
                FOREIGN KEY (organization_id, message_id)
                REFERENCES inbox_messages (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_push_messages_subscription_id FOREIGN KEY (subscription_id)
                REFERENCES push_subscriptions (id) ON DELETE CASCADE
        );
        CREATE INDEX ix_push_messages_due ON push_messages (organization_id, due_at)
            WHERE state IN ('queued', 'sending');
        CREATE INDEX ix_push_messages_subscription_id ON push_messages (subscription_id)
    """)
    platform_table("push_keys", redact=("sealed",))
    platform_table("push_subscriptions", app=("SELECT",), redact=("sealed",))
    tenant_table("push_messages", operator=("SELECT", "UPDATE"))


def downgrade() -> None:
    op.execute("""
        DROP TABLE push_messages;
        DROP TABLE push_subscriptions;
        DROP TABLE push_keys
    """)
