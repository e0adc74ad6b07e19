"""Certificates of attendance: attendees are told once that theirs is ready."""

from alembic import op

from turnout.kernel.db.ddl import operator_policy, tenant_table

revision = "0160_certificate_notices"
down_revision = "0156_quiet_hours"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE certificate_settings
            ADD COLUMN notifies_attendees boolean NOT NULL DEFAULT false;
        CREATE TABLE certificate_notices (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            ticket_id uuid NOT NULL, notified_at timestamptz NOT NULL,
            CONSTRAINT pk_certificate_notices PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_certificate_notices_ticket_id UNIQUE (organization_id, ticket_id),
            CONSTRAINT fk_certificate_notices_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_certificate_notices_organization_id_ticket_id
                FOREIGN KEY (organization_id, ticket_id) REFERENCES tickets (organization_id, id)
                ON DELETE CASCADE
        );
        CREATE INDEX ix_certificate_notices_event_id
            ON certificate_notices (organization_id, event_id)
    """)
    tenant_table("certificate_notices", app=("SELECT", "INSERT", "DELETE"))
    operator_policy("certificate_settings", ["SELECT"])


def downgrade() -> None:
    op.execute("""
        DROP POLICY operator ON certificate_settings;
        REVOKE ALL ON certificate_settings FROM turnout_operator
    """)
    op.execute("DROP TABLE certificate_notices")
    op.execute("ALTER TABLE certificate_settings DROP COLUMN notifies_attendees")
