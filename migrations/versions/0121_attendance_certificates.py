"""Certificates of attendance: what an event's say, and those that were issued."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0121_attendance_certificates"
down_revision = "0120_mail_providers"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE certificate_settings (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            is_enabled boolean NOT NULL, title text NOT NULL, text text NOT NULL,
            credit text NOT NULL, signatory_name text NOT NULL, signatory_role text NOT NULL,
            lists_sessions boolean NOT NULL, required_days bigint NOT NULL,
            version bigint NOT NULL,
            CONSTRAINT pk_certificate_settings PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_certificate_settings_event_id UNIQUE (organization_id, event_id),
            CONSTRAINT fk_certificate_settings_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT ck_certificate_settings_required_days CHECK (required_days BETWEEN 1 AND 31)
        );
        CREATE TABLE attendance_certificates (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            ticket_id uuid NOT NULL, code text NOT NULL, holder_name text NOT NULL,
            state text NOT NULL, issued_at timestamptz NOT NULL, issued_by text NOT NULL,
            revoked_at timestamptz, revoke_reason text NOT NULL DEFAULT '',
            CONSTRAINT pk_attendance_certificates PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_attendance_certificates_code UNIQUE (organization_id, code),
            CONSTRAINT fk_attendance_certificates_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_attendance_certificates_organization_id_ticket_id
                FOREIGN KEY (organization_id, ticket_id) REFERENCES tickets (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT ck_attendance_certificates_state
                CHECK (state IN ('valid', 'revoked', 'replaced')),
            CONSTRAINT ck_attendance_certificates_revoked
                CHECK ((state = 'revoked') = (revoked_at IS NOT NULL))
        );
        CREATE UNIQUE INDEX uq_attendance_certificates_ticket
            ON attendance_certificates (organization_id, ticket_id) WHERE state <> 'replaced';
        CREATE INDEX ix_attendance_certificates_issued_at
            ON attendance_certificates (organization_id, event_id, issued_at, id);
        CREATE INDEX ix_attendance_certificates_ticket_id
            ON attendance_certificates (organization_id, ticket_id)
    """)
    tenant_table("certificate_settings")
    tenant_table("attendance_certificates", app=("SELECT", "INSERT", "UPDATE"))


def downgrade() -> None:
    op.execute("DROP TABLE attendance_certificates; DROP TABLE certificate_settings")
