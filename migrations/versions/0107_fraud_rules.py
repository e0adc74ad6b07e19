"""Fraud rules: limits of what one buyer may order at an event in a time."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0107_fraud_rules"
down_revision = "0106_badges"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE fraud_rules (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            name text NOT NULL, subject text NOT NULL, measure text NOT NULL,
            most bigint NOT NULL, period_seconds bigint NOT NULL, outcome text NOT NULL,
            state text NOT NULL, version bigint NOT NULL,
            created_at timestamptz NOT NULL, created_by text NOT NULL,
            CONSTRAINT pk_fraud_rules PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_fraud_rules_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT ck_fraud_rules_subject CHECK (subject IN ('email', 'account', 'network')),
            CONSTRAINT ck_fraud_rules_measure CHECK (measure IN ('orders', 'tickets')),
            CONSTRAINT ck_fraud_rules_limit CHECK (most > 0 AND period_seconds > 0),
            CONSTRAINT ck_fraud_rules_outcome CHECK (outcome IN ('challenge', 'refuse')),
            CONSTRAINT ck_fraud_rules_state CHECK (state IN ('active', 'paused'))
        );
        CREATE INDEX ix_fraud_rules_event_id ON fraud_rules (organization_id, event_id, id)
    """)
    tenant_table("fraud_rules")


def downgrade() -> None:
    op.execute("DROP TABLE fraud_rules")
