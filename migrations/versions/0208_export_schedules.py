"""Scheduled exports: of orders or attendees, made for a member at their hour."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0208_export_schedules"
down_revision = "0207_visits"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE export_schedules (
            organization_id uuid NOT NULL, id uuid NOT NULL, member_id uuid NOT NULL,
            name text NOT NULL, kind text NOT NULL, format text NOT NULL, columns jsonb NOT NULL,
            filter jsonb NOT NULL, event_id uuid, is_right_to_left boolean NOT NULL,
            only_new boolean NOT NULL, cadence text NOT NULL, weekday bigint NOT NULL,
            month_day bigint NOT NULL, hour bigint NOT NULL, time_zone text NOT NULL,
            next_at timestamptz NOT NULL, covered_until timestamptz, started_until timestamptz,
            last_at timestamptz, last_outcome text, last_export_id uuid,
            created_at timestamptz NOT NULL,
            CONSTRAINT pk_export_schedules PRIMARY KEY (organization_id, id),
            CONSTRAINT ck_export_schedules_kind CHECK (kind IN ('orders', 'attendees')),
            CONSTRAINT ck_export_schedules_cadence
                CHECK (cadence IN ('daily', 'weekly', 'monthly')),
            CONSTRAINT ck_export_schedules_last_outcome CHECK (last_outcome IN
                ('started', 'ready', 'nothing', 'too_much', 'failed', 'cancelled')),
            CONSTRAINT fk_export_schedules_member_id FOREIGN KEY (organization_id, member_id)
                REFERENCES memberships (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_export_schedules_event_id FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_export_schedules_last_export_id
                FOREIGN KEY (organization_id, last_export_id)
                REFERENCES order_exports (organization_id, id)
                ON DELETE SET NULL (last_export_id)
        );
        CREATE INDEX ix_export_schedules_member_id ON export_schedules (organization_id, member_id);
        CREATE INDEX ix_export_schedules_event_id ON export_schedules (organization_id, event_id);
        CREATE INDEX ix_export_schedules_last_export_id
            ON export_schedules (organization_id, last_export_id);
        CREATE INDEX ix_export_schedules_next_at ON export_schedules (next_at)
    """)
    tenant_table("export_schedules", operator=("SELECT",))


def downgrade() -> None:
    op.execute("DROP TABLE export_schedules")
