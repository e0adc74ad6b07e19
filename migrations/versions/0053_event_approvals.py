"""What moderators decided about events that are to be published."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0053_event_approvals"
down_revision = "0052_abuse_reports"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE event_approvals (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            event_title text NOT NULL,
            state text NOT NULL CONSTRAINT ck_event_approvals_state
                CHECK (state IN ('waiting', 'approved', 'declined', 'withdrawn', 'held')),
            reason text NOT NULL, requested_by uuid, requested_at timestamptz NOT NULL,
            decided_by uuid, decided_at timestamptz,
            CONSTRAINT pk_event_approvals PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_event_approvals_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE
        );
        CREATE UNIQUE INDEX uq_event_approvals_waiting
            ON event_approvals (organization_id, event_id) WHERE state = 'waiting';
        CREATE INDEX ix_event_approvals_organization_id_event_id
            ON event_approvals (organization_id, event_id, id);
        CREATE INDEX ix_event_approvals_waiting ON event_approvals (id) WHERE state = 'waiting'
    """)
    tenant_table("event_approvals", app=("SELECT", "INSERT", "UPDATE"), operator=("SELECT",))


def downgrade() -> None:
    op.execute("DROP TABLE event_approvals")
