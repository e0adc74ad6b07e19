"""Plans of events: tasks, suppliers, and runs of show."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0061_event_plans"
down_revision = "0060_saml"
TABLES = ("event_plan_tasks", "event_plan_suppliers", "event_plan_cues")


def upgrade() -> None:
    op.execute("""
        CREATE TABLE event_plan_tasks (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            title text NOT NULL, notes text NOT NULL, owner_id uuid, owner_user_id uuid,
            due_on date,
            state text NOT NULL CONSTRAINT ck_event_plan_tasks_state
                CHECK (state IN ('open', 'doing', 'done')),
            version bigint NOT NULL,
            CONSTRAINT pk_event_plan_tasks PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_event_plan_tasks_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_event_plan_tasks_organization_id_owner_id
                FOREIGN KEY (organization_id, owner_id)
                REFERENCES memberships (organization_id, id) ON DELETE SET NULL (owner_id)
        );
        CREATE INDEX ix_event_plan_tasks_organization_id_event_id
            ON event_plan_tasks (organization_id, event_id);
        CREATE INDEX ix_event_plan_tasks_organization_id_owner_id
            ON event_plan_tasks (organization_id, owner_id) WHERE owner_id IS NOT NULL;
        CREATE TABLE event_plan_suppliers (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            name text NOT NULL, supplies text NOT NULL, contact_name text NOT NULL,
            email text NOT NULL, phone text NOT NULL, notes text NOT NULL,
            version bigint NOT NULL,
            CONSTRAINT pk_event_plan_suppliers PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_event_plan_suppliers_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_event_plan_suppliers_organization_id_event_id
            ON event_plan_suppliers (organization_id, event_id);
        CREATE TABLE event_plan_cues (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            starts_at timestamptz NOT NULL, title text NOT NULL, place text NOT NULL,
            responsible text NOT NULL, notes text NOT NULL, minutes bigint NOT NULL,
            version bigint NOT NULL,
            CONSTRAINT pk_event_plan_cues PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_event_plan_cues_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_event_plan_cues_organization_id_event_id_starts_at
            ON event_plan_cues (organization_id, event_id, starts_at)
    """)
    for table in TABLES:
        tenant_table(table)


def downgrade() -> None:
    op.execute("".join(f"DROP TABLE {table};" for table in TABLES))
