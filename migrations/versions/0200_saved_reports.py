"""Saved reports: kept by name, shared with members for a time, sent to members when they are due."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0200_saved_reports"
down_revision = "0199_short_links"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE saved_reports (
            organization_id uuid NOT NULL, id uuid NOT NULL, name text NOT NULL, event_id uuid,
            series_id uuid, period text NOT NULL, first_day date, last_day date,
            group_by text NOT NULL, version bigint NOT NULL, created_at timestamptz NOT NULL,
            created_by text NOT NULL,
            CONSTRAINT pk_saved_reports PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_saved_reports_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_saved_reports_organization_id_series_id
                FOREIGN KEY (organization_id, series_id)
                REFERENCES event_series (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_saved_reports_series_id ON saved_reports (organization_id, series_id);
        CREATE UNIQUE INDEX uq_saved_reports_name ON saved_reports (organization_id, lower(name));
        CREATE INDEX ix_saved_reports_event_id ON saved_reports (organization_id, event_id);
        CREATE TABLE report_shares (
            organization_id uuid NOT NULL, id uuid NOT NULL, saved_report_id uuid NOT NULL,
            member_id uuid NOT NULL, expires_at timestamptz NOT NULL,
            shared_at timestamptz NOT NULL, shared_by uuid NOT NULL,
            CONSTRAINT pk_report_shares PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_report_shares_saved_report_id_member_id
                UNIQUE (organization_id, saved_report_id, member_id),
            CONSTRAINT fk_report_shares_saved_report_id
                FOREIGN KEY (organization_id, saved_report_id)
                REFERENCES saved_reports (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_report_shares_member_id FOREIGN KEY (organization_id, member_id)
                REFERENCES memberships (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_report_shares_member_id ON report_shares (organization_id, member_id);
        CREATE TABLE report_schedules (
            organization_id uuid NOT NULL, id uuid NOT NULL, saved_report_id uuid NOT NULL,
            member_id uuid NOT NULL, cadence text NOT NULL, weekday bigint NOT NULL,
            month_day bigint NOT NULL, hour bigint NOT NULL, time_zone text NOT NULL,
            format text NOT NULL, next_at timestamptz NOT NULL, last_sent_at timestamptz,
            created_at timestamptz NOT NULL,
            CONSTRAINT pk_report_schedules PRIMARY KEY (organization_id, id),
            CONSTRAINT ck_report_schedules_cadence
                CHECK (cadence IN ('daily', 'weekly', 'monthly')),
            CONSTRAINT fk_report_schedules_saved_report_id
                FOREIGN KEY (organization_id, saved_report_id)
                REFERENCES saved_reports (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_report_schedules_member_id FOREIGN KEY (organization_id, member_id)
                REFERENCES memberships (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_report_schedules_saved_report_id
            ON report_schedules (organization_id, saved_report_id);
        CREATE INDEX ix_report_schedules_member_id ON report_schedules (organization_id, member_id);
        CREATE INDEX ix_report_schedules_next_at ON report_schedules (next_at)
    """)
    tenant_table("saved_reports")
    tenant_table("report_shares")
    tenant_table("report_schedules", operator=("SELECT",))


def downgrade() -> None:
    for table in ("report_schedules", "report_shares", "saved_reports"):
        op.execute(f"DROP TABLE {table}")
