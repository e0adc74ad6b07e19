"""Scans that let nobody in: who presented what, where, and why not."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0101_checkin_refusals"
down_revision = "0100_waitlist"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE checkin_refusals (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            list_id uuid, ticket_id uuid, ticket_type_id uuid, reason text NOT NULL,
            refused_at timestamptz NOT NULL, recorded_at timestamptz NOT NULL,
            gate text NOT NULL, device text NOT NULL, method text NOT NULL, actor text NOT NULL,
            scan_id text, code_hash text,
            CONSTRAINT pk_checkin_refusals PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_checkin_refusals_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_checkin_refusals_organization_id_list_id
                FOREIGN KEY (organization_id, list_id)
                REFERENCES checkin_lists (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_checkin_refusals_organization_id_ticket_id
                FOREIGN KEY (organization_id, ticket_id) REFERENCES tickets (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT uq_checkin_refusals_event_id_actor_scan_id
                UNIQUE (organization_id, event_id, actor, scan_id),
            CONSTRAINT ck_checkin_refusals_method CHECK (method IN ('scan', 'code', 'name')),
            CONSTRAINT ck_checkin_refusals_reason CHECK (reason <> 'admitted'),
            CONSTRAINT ck_checkin_refusals_code_hash
                CHECK (code_hash IS NULL OR ticket_id IS NULL)
        );
        CREATE INDEX ix_checkin_refusals_event_id_refused_at
            ON checkin_refusals (organization_id, event_id, refused_at, id);
        CREATE INDEX ix_checkin_refusals_actor_recorded_at
            ON checkin_refusals (organization_id, actor, recorded_at);
        CREATE INDEX ix_checkin_refusals_list_id ON checkin_refusals (organization_id, list_id);
        CREATE INDEX ix_checkin_refusals_ticket_id ON checkin_refusals (organization_id, ticket_id)
    """)
    tenant_table("checkin_refusals", app=("SELECT", "INSERT"), operator=("SELECT", "DELETE"))


def downgrade() -> None:
    op.execute("DROP TABLE checkin_refusals")
