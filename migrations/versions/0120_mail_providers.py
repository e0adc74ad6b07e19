"""E-mail providers: attempts to hand mails over, and reports of what became of them."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0120_mail_providers"
down_revision = "0119_reminders"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE mail_attempts (
            organization_id uuid NOT NULL, id uuid NOT NULL, mail_id uuid NOT NULL,
            message_id text NOT NULL, connection_id uuid NOT NULL, state text NOT NULL,
            reason text NOT NULL, provider_ref text NOT NULL,
            started_at timestamptz NOT NULL, ended_at timestamptz,
            CONSTRAINT pk_mail_attempts PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_mail_attempts_organization_id_mail_id
                FOREIGN KEY (organization_id, mail_id) REFERENCES mails (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_mail_attempts_organization_id_connection_id
                FOREIGN KEY (organization_id, connection_id)
                REFERENCES connections (organization_id, id),
            CONSTRAINT ck_mail_attempts_state
                CHECK (state IN ('started', 'accepted', 'refused', 'unclear'))
        );
        CREATE INDEX ix_mail_attempts_organization_id_mail_id_id
            ON mail_attempts (organization_id, mail_id, id);
        CREATE INDEX ix_mail_attempts_organization_id_connection_id_message_id
            ON mail_attempts (organization_id, connection_id, message_id);
        CREATE TABLE mail_reports (
            organization_id uuid NOT NULL, id uuid NOT NULL, mail_id uuid NOT NULL,
            connection_id uuid NOT NULL, report_id text NOT NULL, proof text NOT NULL,
            state text NOT NULL, is_permanent boolean NOT NULL, detail text NOT NULL,
            occurred_at timestamptz NOT NULL, received_at timestamptz NOT NULL,
            CONSTRAINT pk_mail_reports PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_mail_reports_organization_id_connection_id_report_id
                UNIQUE (organization_id, connection_id, report_id),
            CONSTRAINT fk_mail_reports_organization_id_mail_id
                FOREIGN KEY (organization_id, mail_id) REFERENCES mails (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_mail_reports_organization_id_connection_id
                FOREIGN KEY (organization_id, connection_id)
                REFERENCES connections (organization_id, id)
        );
        CREATE UNIQUE INDEX uq_mail_reports_proof
            ON mail_reports (organization_id, connection_id, proof) WHERE proof <> '';
        CREATE INDEX ix_mail_reports_organization_id_mail_id_occurred_at
            ON mail_reports (organization_id, mail_id, occurred_at)
    """)
    tenant_table("mail_attempts")
    tenant_table("mail_reports")


def downgrade() -> None:
    op.execute("DROP TABLE mail_reports")
    op.execute("DROP TABLE mail_attempts")
