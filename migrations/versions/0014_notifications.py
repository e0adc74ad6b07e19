"""Tables of notifications: mails of organizations and of the platform."""

from alembic import op

from turnout.kernel.db.ddl import operator_policy, platform_table, tenant_table

revision = "0014_notifications"
down_revision = "0013_checkin"

COLUMNS = """
    message_id text NOT NULL, template text NOT NULL,
    recipient text NOT NULL, recipient_name text NOT NULL, locale text NOT NULL,
    source_id uuid NOT NULL, details jsonb NOT NULL,
    state text NOT NULL, reason text NOT NULL, attempts bigint NOT NULL,
    queued_at timestamptz NOT NULL, due_at timestamptz NOT NULL,
    handed_out_at timestamptz, leased_until timestamptz,
    sent_at timestamptz, provider_ref text NOT NULL
"""
SWEPT = (
    "organization_id", "id", "source_id", "state", "queued_at", "due_at", "handed_out_at",
    "leased_until",
)  # fmt: skip


def upgrade() -> None:
    op.execute(f"""
        CREATE TABLE mails (
            organization_id uuid NOT NULL, id uuid NOT NULL, {COLUMNS},
            order_id uuid, event_id uuid,
            CONSTRAINT pk_mails PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_mails_organization_id_message_id UNIQUE (organization_id, message_id),
            CONSTRAINT ck_mails_state CHECK (state IN ('queued', 'sending', 'sent', 'failed')),
            CONSTRAINT fk_mails_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT fk_mails_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
            CONSTRAINT fk_mails_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
        )
    """)
    op.execute(
        "CREATE INDEX ix_mails_organization_id_order_id_id ON mails (organization_id, order_id, id)"
    )
    op.execute(
        "CREATE INDEX ix_mails_due ON mails (organization_id, due_at)"
        " WHERE state IN ('queued', 'sending')"
    )
    tenant_table("mails")
    # The sweep claims ids and counts what waits; it never sees who is written to.
    operator_policy(
        "mails",
        (
            f"SELECT ({', '.join(SWEPT)})",
            "UPDATE (handed_out_at)",
        ),
    )
    op.execute(f"""
        CREATE TABLE platform_mails (
            id uuid NOT NULL, {COLUMNS},
            CONSTRAINT pk_platform_mails PRIMARY KEY (id),
            CONSTRAINT uq_platform_mails_message_id UNIQUE (message_id),
            CONSTRAINT ck_platform_mails_state
                CHECK (state IN ('queued', 'sending', 'sent', 'failed'))
        )
    """)
    op.execute(
        "CREATE INDEX ix_platform_mails_due ON platform_mails (due_at)"
        " WHERE state IN ('queued', 'sending')"
    )
    platform_table("platform_mails")
