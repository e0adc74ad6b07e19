"""Overrides of check-in: who was let in against a rule, by whom and why; devices that may do so."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0102_checkin_overrides"
down_revision = "0101_checkin_refusals"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE checkin_overrides (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            list_id uuid NOT NULL, ticket_id uuid NOT NULL, ticket_type_id uuid NOT NULL,
            reason text NOT NULL, override_reason text NOT NULL,
            overridden_at timestamptz NOT NULL, gate text NOT NULL, device text NOT NULL,
            method text NOT NULL, actor text NOT NULL, scan_id text NOT NULL,
            admission_id uuid,
            CONSTRAINT pk_checkin_overrides PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_checkin_overrides_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_checkin_overrides_organization_id_list_id
                FOREIGN KEY (organization_id, list_id)
                REFERENCES checkin_lists (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_checkin_overrides_organization_id_ticket_id
                FOREIGN KEY (organization_id, ticket_id) REFERENCES tickets (organization_id, id),
            CONSTRAINT fk_checkin_overrides_organization_id_admission_id
                FOREIGN KEY (organization_id, admission_id)
                REFERENCES admissions (organization_id, id),
            CONSTRAINT uq_checkin_overrides_event_id_actor_scan_id
                UNIQUE (organization_id, event_id, actor, scan_id),
            CONSTRAINT ck_checkin_overrides_method CHECK (method IN ('scan', 'code', 'name')),
            CONSTRAINT ck_checkin_overrides_reason CHECK (reason IN (
                'already_admitted', 'wrong_list', 'not_registered', 'session_full', 'not_yet',
                'over'))
        );
        CREATE INDEX ix_checkin_overrides_event_id_overridden_at
            ON checkin_overrides (organization_id, event_id, overridden_at, id);
        CREATE INDEX ix_checkin_overrides_list_id ON checkin_overrides (organization_id, list_id);
        CREATE INDEX ix_checkin_overrides_ticket_id
            ON checkin_overrides (organization_id, ticket_id);
        CREATE INDEX ix_checkin_overrides_admission_id
            ON checkin_overrides (organization_id, admission_id);
        ALTER TABLE checkin_joining_codes
            ADD COLUMN may_override boolean NOT NULL DEFAULT false;
        ALTER TABLE checkin_devices ADD COLUMN may_override boolean NOT NULL DEFAULT false
    """)
    tenant_table("checkin_overrides", app=("SELECT", "INSERT", "UPDATE"))


def downgrade() -> None:
    op.execute("""
        DROP TABLE checkin_overrides;
        ALTER TABLE checkin_joining_codes DROP COLUMN may_override;
        ALTER TABLE checkin_devices DROP COLUMN may_override
    """)
