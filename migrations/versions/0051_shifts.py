"""Gates and shifts of events, and who is in them."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0051_shifts"
down_revision = "0050_quotas"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE event_gates (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            name text NOT NULL,
            CONSTRAINT pk_event_gates PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_event_gates_organization_id_event_id_name
                UNIQUE (organization_id, event_id, name),
            CONSTRAINT fk_event_gates_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE
        );
        CREATE TABLE event_shifts (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL, gate_id uuid,
            name text NOT NULL, starts_at timestamptz NOT NULL, ends_at timestamptz NOT NULL,
            people_needed bigint NOT NULL, notes text NOT NULL, version bigint NOT NULL,
            CONSTRAINT pk_event_shifts PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_event_shifts_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_event_shifts_organization_id_gate_id
                FOREIGN KEY (organization_id, gate_id) REFERENCES event_gates (organization_id, id),
            CONSTRAINT ck_event_shifts_order CHECK (ends_at > starts_at)
        );
        CREATE INDEX ix_event_shifts_organization_id_event_id_starts_at
            ON event_shifts (organization_id, event_id, starts_at);
        CREATE INDEX ix_event_shifts_organization_id_gate_id
            ON event_shifts (organization_id, gate_id) WHERE gate_id IS NOT NULL;
        CREATE TABLE shift_assignments (
            organization_id uuid NOT NULL, id uuid NOT NULL, shift_id uuid NOT NULL,
            member_id uuid NOT NULL, user_id uuid NOT NULL, assigned_at timestamptz NOT NULL,
            CONSTRAINT pk_shift_assignments PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_shift_assignments_organization_id_shift_id_member_id
                UNIQUE (organization_id, shift_id, member_id),
            CONSTRAINT fk_shift_assignments_organization_id_shift_id
                FOREIGN KEY (organization_id, shift_id)
                REFERENCES event_shifts (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_shift_assignments_organization_id_member_id
                FOREIGN KEY (organization_id, member_id)
                REFERENCES memberships (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_shift_assignments_organization_id_user_id
            ON shift_assignments (organization_id, user_id);
        CREATE INDEX ix_shift_assignments_organization_id_member_id
            ON shift_assignments (organization_id, member_id)
    """)
    for table in ("event_gates", "event_shifts", "shift_assignments"):
        tenant_table(table)


def downgrade() -> None:
    op.execute("""
        DROP TABLE shift_assignments;
        DROP TABLE event_shifts;
        DROP TABLE event_gates
    """)
