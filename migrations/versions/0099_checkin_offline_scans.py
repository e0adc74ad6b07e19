"""Scans that check-in devices made without a connection, with what became of each."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0099_checkin_offline_scans"
down_revision = "0098_price_rules"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE checkin_offline_scans (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            device_id uuid NOT NULL, scan_id text NOT NULL, list_id uuid, ticket_id uuid,
            gate text NOT NULL, scanned_at timestamptz NOT NULL, happened_at timestamptz NOT NULL,
            uploaded_at timestamptz NOT NULL, outcome text NOT NULL, reason text NOT NULL,
            admission_id uuid,
            CONSTRAINT pk_checkin_offline_scans PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_checkin_offline_scans_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_checkin_offline_scans_organization_id_device_id
                FOREIGN KEY (organization_id, device_id)
                REFERENCES checkin_devices (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_checkin_offline_scans_organization_id_list_id
                FOREIGN KEY (organization_id, list_id)
                REFERENCES checkin_lists (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_checkin_offline_scans_organization_id_ticket_id
                FOREIGN KEY (organization_id, ticket_id) REFERENCES tickets (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_checkin_offline_scans_organization_id_admission_id
                FOREIGN KEY (organization_id, admission_id)
                REFERENCES admissions (organization_id, id) ON DELETE SET NULL (admission_id),
            CONSTRAINT uq_checkin_offline_scans_device_id_scan_id
                UNIQUE (organization_id, device_id, scan_id),
            CONSTRAINT ck_checkin_offline_scans_outcome
                CHECK (outcome IN ('admitted', 'conflict', 'refused'))
        );
        CREATE INDEX ix_checkin_offline_scans_conflicts
            ON checkin_offline_scans (organization_id, event_id, uploaded_at, id)
            WHERE outcome = 'conflict';
        CREATE INDEX ix_checkin_offline_scans_event_id
            ON checkin_offline_scans (organization_id, event_id);
        CREATE INDEX ix_checkin_offline_scans_ticket_id
            ON checkin_offline_scans (organization_id, ticket_id);
        CREATE INDEX ix_checkin_offline_scans_admission_id
            ON checkin_offline_scans (organization_id, admission_id);
        CREATE INDEX ix_checkin_offline_scans_list_id
            ON checkin_offline_scans (organization_id, list_id)
    """)
    tenant_table("checkin_offline_scans")


def downgrade() -> None:
    op.execute("DROP TABLE checkin_offline_scans")
