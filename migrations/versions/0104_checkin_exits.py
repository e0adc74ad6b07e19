"""Exits at the door: lists that let people out and in again, and how many may be inside at once."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0104_checkin_exits"
down_revision = "0103_order_exports"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE checkin_lists
            ADD COLUMN entry_rule text NOT NULL DEFAULT 'once',
            ADD COLUMN max_reentries bigint,
            ADD COLUMN reentry_minutes bigint,
            ADD COLUMN capacity bigint,
            ADD CONSTRAINT ck_checkin_lists_entry_rule
                CHECK (entry_rule IN ('once', 're_entry')),
            ADD CONSTRAINT ck_checkin_lists_reentry CHECK (
                entry_rule = 're_entry' OR (max_reentries IS NULL AND reentry_minutes IS NULL)),
            ADD CONSTRAINT ck_checkin_lists_limits CHECK (
                max_reentries >= 0 AND reentry_minutes > 0 AND capacity > 0);
        CREATE TABLE checkin_exits (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            admission_id uuid NOT NULL, exited_at timestamptz NOT NULL,
            gate text NOT NULL, device text NOT NULL, method text NOT NULL, actor text NOT NULL,
            scan_id text,
            CONSTRAINT pk_checkin_exits PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_checkin_exits_admission_id UNIQUE (organization_id, admission_id),
            CONSTRAINT fk_checkin_exits_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_checkin_exits_organization_id_admission_id
                FOREIGN KEY (organization_id, admission_id)
                REFERENCES admissions (organization_id, id),
            CONSTRAINT ck_checkin_exits_method CHECK (method IN ('scan', 'code', 'name'))
        );
        CREATE INDEX ix_checkin_exits_event_id_exited_at
            ON checkin_exits (organization_id, event_id, exited_at, id);
        ALTER TABLE checkin_overrides DROP CONSTRAINT ck_checkin_overrides_reason;
        ALTER TABLE checkin_overrides ADD CONSTRAINT ck_checkin_overrides_reason
            CHECK (reason IN (
                'already_admitted', 'wrong_list', 'not_registered', 'session_full', 'not_yet',
                'over', 'reentry_limit', 'reentry_expired', 'full'));
        ALTER TABLE checkin_refusals DROP CONSTRAINT ck_checkin_refusals_reason;
        ALTER TABLE checkin_refusals ADD CONSTRAINT ck_checkin_refusals_reason
            CHECK (reason NOT IN ('admitted', 'exited'));
        ALTER TABLE checkin_offline_scans DROP CONSTRAINT ck_checkin_offline_scans_outcome;
        ALTER TABLE checkin_offline_scans ADD CONSTRAINT ck_checkin_offline_scans_outcome
            CHECK (outcome IN ('admitted', 'exited', 'conflict', 'refused'))
    """)
    tenant_table("checkin_exits", app=("SELECT", "INSERT"))


def downgrade() -> None:
    op.execute("""
        DROP TABLE checkin_exits;
        ALTER TABLE checkin_lists DROP COLUMN entry_rule, DROP COLUMN max_reentries,
            DROP COLUMN reentry_minutes, DROP COLUMN capacity;
        ALTER TABLE checkin_overrides DROP CONSTRAINT ck_checkin_overrides_reason;
        ALTER TABLE checkin_overrides ADD CONSTRAINT ck_checkin_overrides_reason
            CHECK (reason IN (
                'already_admitted', 'wrong_list', 'not_registered', 'session_full', 'not_yet',
                'over'));
        ALTER TABLE checkin_refusals DROP CONSTRAINT ck_checkin_refusals_reason;
        ALTER TABLE checkin_refusals ADD CONSTRAINT ck_checkin_refusals_reason
            CHECK (reason <> 'admitted');
        ALTER TABLE checkin_offline_scans DROP CONSTRAINT ck_checkin_offline_scans_outcome;
        ALTER TABLE checkin_offline_scans ADD CONSTRAINT ck_checkin_offline_scans_outcome
            CHECK (outcome IN ('admitted', 'conflict', 'refused'))
    """)
