"""What visitors report of events and organizations; the platform's own table."""

from alembic import op

from turnout.kernel.db.ddl import platform_table

revision = "0052_abuse_reports"
down_revision = "0051_shifts"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE abuse_reports (
            id uuid CONSTRAINT pk_abuse_reports PRIMARY KEY,
            tenant_id uuid NOT NULL CONSTRAINT fk_abuse_reports_tenant_id
                REFERENCES organizations (id),
            event_id uuid, subject text NOT NULL, path text NOT NULL,
            reason text NOT NULL, details text NOT NULL,
            reporter_email text NOT NULL, reporter_user_id uuid, locale text NOT NULL,
            reported_at timestamptz NOT NULL,
            state text NOT NULL CONSTRAINT ck_abuse_reports_state
                CHECK (state IN ('open', 'decided', 'appealed', 'closed')),
            decision text, decision_reason text NOT NULL, decided_by uuid, decided_at timestamptz,
            appeal text NOT NULL, appealed_by uuid, appealed_at timestamptz,
            appeal_outcome text, appeal_answer text NOT NULL,
            CONSTRAINT ck_abuse_reports_decided
                CHECK ((state = 'open') = (decision IS NULL)),
            CONSTRAINT ck_abuse_reports_decision CHECK (decision IN
                ('dismiss', 'warn', 'unpublish-event', 'suspend-organization'))
        );
        CREATE UNIQUE INDEX uq_abuse_reports_open ON abuse_reports (tenant_id,
            coalesce(event_id, tenant_id), reporter_email)
            WHERE state = 'open' AND reporter_email <> '';
        CREATE INDEX ix_abuse_reports_tenant_id_event_id ON abuse_reports (tenant_id, event_id);
        CREATE INDEX ix_abuse_reports_open ON abuse_reports (state, id)
            WHERE state IN ('open', 'appealed')
    """)
    platform_table(
        "abuse_reports",
        operator=("SELECT", "INSERT", "UPDATE"),
        redact=("details", "reporter_email", "reporter_user_id", "appeal"),
    )


def downgrade() -> None:
    op.execute("DROP TABLE abuse_reports")
