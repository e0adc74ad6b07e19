"""What providers say of the risk of payments, and the rule of an event that holds orders by it."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0205_payment_risk"
down_revision = "0204_search_index"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE payment_facts ADD COLUMN risk jsonb;
        ALTER TABLE payments ADD COLUMN risk jsonb;
        CREATE TABLE payment_risk_rules (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            state text NOT NULL, level text NOT NULL, version bigint NOT NULL,
            CONSTRAINT pk_payment_risk_rules PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_payment_risk_rules_organization_id_event_id
                UNIQUE (organization_id, event_id),
            CONSTRAINT ck_payment_risk_rules_state CHECK (state IN ('active', 'paused')),
            CONSTRAINT ck_payment_risk_rules_level CHECK (level IN ('elevated', 'highest')),
            CONSTRAINT fk_payment_risk_rules_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE
        )
    """)
    tenant_table("payment_risk_rules")


def downgrade() -> None:
    op.execute("""
        DROP TABLE payment_risk_rules;
        ALTER TABLE payments DROP COLUMN risk;
        ALTER TABLE payment_facts DROP COLUMN risk
    """)
