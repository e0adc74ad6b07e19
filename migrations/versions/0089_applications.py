"""Applications: ticket types that need approval, orders that wait for it, and the decisions."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0089_applications"
down_revision = "0088_received_payments"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE ticket_types ADD needs_approval boolean NOT NULL DEFAULT false;
        ALTER TABLE orders
            ADD needs_approval boolean NOT NULL DEFAULT false,
            ADD applied_at timestamptz, ADD approved_at timestamptz;
        DROP INDEX ix_orders_due;
        CREATE INDEX ix_orders_due ON orders (organization_id, expires_at)
            WHERE state NOT IN ('confirmed', 'expired', 'cancelled');
        CREATE INDEX ix_orders_applied ON orders (organization_id, event_id, applied_at, id)
            WHERE applied_at IS NOT NULL;
        CREATE TABLE application_decisions (
            organization_id uuid NOT NULL, id uuid NOT NULL, order_id uuid NOT NULL,
            decision text NOT NULL, message text NOT NULL, decided_by text NOT NULL,
            decided_at timestamptz NOT NULL,
            CONSTRAINT pk_application_decisions PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_application_decisions_organization_id_order_id
                UNIQUE (organization_id, order_id),
            CONSTRAINT ck_application_decisions_decision
                CHECK (decision IN ('approved', 'denied')),
            CONSTRAINT fk_application_decisions_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id)
        )
    """)
    tenant_table("application_decisions")


def downgrade() -> None:
    op.execute("""
        DROP TABLE application_decisions;
        DROP INDEX ix_orders_applied;
        DROP INDEX ix_orders_due;
        CREATE INDEX ix_orders_due ON orders (organization_id, expires_at)
            WHERE state IN ('held', 'awaiting_payment', 'under_review');
        ALTER TABLE orders DROP COLUMN approved_at, DROP COLUMN applied_at, DROP COLUMN needs_approval;
        ALTER TABLE ticket_types DROP COLUMN needs_approval
    """)
