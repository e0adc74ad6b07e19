"""Orders held for review: why, until when, what was decided; what fraud rules did, by day."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0112_fraud_rules"
down_revision = "0111_sales_partners"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE orders ADD review_state text, ADD review_by timestamptz;
        ALTER TABLE orders ADD CONSTRAINT ck_orders_review_state
            CHECK (review_state IN ('open', 'approved', 'refused')) NOT VALID;
        ALTER TABLE orders VALIDATE CONSTRAINT ck_orders_review_state;
        ALTER TABLE fraud_rules DROP CONSTRAINT ck_fraud_rules_outcome;
        ALTER TABLE fraud_rules ADD CONSTRAINT ck_fraud_rules_outcome
            CHECK (outcome IN ('challenge', 'review', 'refuse')) NOT VALID;
        ALTER TABLE fraud_rules VALIDATE CONSTRAINT ck_fraud_rules_outcome;
        CREATE TABLE order_reviews (
            organization_id uuid NOT NULL, id uuid NOT NULL, order_id uuid NOT NULL,
            event_id uuid NOT NULL, reasons jsonb NOT NULL, network text NOT NULL,
            opened_at timestamptz NOT NULL, verdict text, reason text NOT NULL DEFAULT '',
            message text NOT NULL DEFAULT '', decided_by text, decided_at timestamptz,
            CONSTRAINT pk_order_reviews PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_order_reviews_organization_id_order_id UNIQUE (organization_id, order_id),
            CONSTRAINT ck_order_reviews_verdict CHECK (verdict IN ('approved', 'refused')),
            CONSTRAINT ck_order_reviews_decided
                CHECK (num_nonnulls(verdict, decided_by, decided_at) IN (0, 3)),
            CONSTRAINT fk_order_reviews_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
            CONSTRAINT fk_order_reviews_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
        );
        CREATE INDEX ix_order_reviews_event_id
            ON order_reviews (organization_id, event_id, opened_at, order_id);
        CREATE TABLE fraud_rule_figures (
            organization_id uuid NOT NULL, id uuid NOT NULL, fraud_rule_id uuid NOT NULL,
            day date NOT NULL, decision text NOT NULL, counted bigint NOT NULL,
            CONSTRAINT pk_fraud_rule_figures PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_fraud_rule_figures_rule_day_decision
                UNIQUE (organization_id, fraud_rule_id, day, decision),
            CONSTRAINT ck_fraud_rule_figures_decision
                CHECK (decision IN ('challenged', 'reviewed', 'refused')),
            CONSTRAINT fk_fraud_rule_figures_organization_id_fraud_rule_id
                FOREIGN KEY (organization_id, fraud_rule_id)
                REFERENCES fraud_rules (organization_id, id) ON DELETE CASCADE
        );
        CREATE TABLE review_settings (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            decide_within_seconds bigint NOT NULL, at_deadline text NOT NULL,
            version bigint NOT NULL,
            CONSTRAINT pk_review_settings PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_review_settings_organization_id_event_id
                UNIQUE (organization_id, event_id),
            CONSTRAINT ck_review_settings_decide_within CHECK (decide_within_seconds > 0),
            CONSTRAINT ck_review_settings_at_deadline
                CHECK (at_deadline IN ('refuse', 'approve')),
            CONSTRAINT fk_review_settings_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE
        )
    """)
    for table in ("order_reviews", "fraud_rule_figures", "review_settings"):
        tenant_table(table)


def downgrade() -> None:
    op.execute("""
        DROP TABLE review_settings;
        DROP TABLE fraud_rule_figures;
        DROP TABLE order_reviews;
        DELETE FROM fraud_rules WHERE outcome = 'review';
        ALTER TABLE fraud_rules DROP CONSTRAINT ck_fraud_rules_outcome;
        ALTER TABLE fraud_rules ADD CONSTRAINT ck_fraud_rules_outcome
            CHECK (outcome IN ('challenge', 'refuse'));
        ALTER TABLE orders DROP COLUMN review_by, DROP COLUMN review_state
    """)
