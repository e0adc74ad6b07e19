"""Price rules: early-bird prices and quantity bands, and how many units were sold by them."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0098_price_rules"
down_revision = "0097_checkin_devices"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE price_rules (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            ticket_type_id uuid NOT NULL, kind text NOT NULL, name text NOT NULL,
            price_minor bigint, percent_bp bigint, starts_at timestamptz, ends_at timestamptz,
            sold_from bigint NOT NULL, sold_until bigint, minimum_quantity bigint NOT NULL,
            maximum_quantity bigint, state text NOT NULL, version bigint NOT NULL,
            created_at timestamptz NOT NULL, created_by text NOT NULL,
            CONSTRAINT pk_price_rules PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_price_rules_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT fk_price_rules_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_price_rules_organization_id_ticket_type_id
                FOREIGN KEY (organization_id, ticket_type_id)
                REFERENCES ticket_types (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_price_rules_kind CHECK (kind IN ('early_bird', 'quantity')),
            CONSTRAINT ck_price_rules_value CHECK (num_nonnulls(price_minor, percent_bp) = 1),
            CONSTRAINT ck_price_rules_price CHECK (price_minor >= 0),
            CONSTRAINT ck_price_rules_percent CHECK (percent_bp BETWEEN 1 AND 10000),
            CONSTRAINT ck_price_rules_window CHECK (starts_at < ends_at),
            CONSTRAINT ck_price_rules_sold CHECK (sold_from >= 0 AND sold_from < sold_until),
            CONSTRAINT ck_price_rules_quantity
                CHECK (minimum_quantity > 0 AND minimum_quantity <= maximum_quantity),
            CONSTRAINT ck_price_rules_state CHECK (state IN ('active', 'paused'))
        );
        CREATE INDEX ix_price_rules_ticket_type_id
            ON price_rules (organization_id, ticket_type_id, id);
        CREATE INDEX ix_price_rules_event_id ON price_rules (organization_id, event_id, id);
        CREATE TABLE price_rule_counters (
            organization_id uuid NOT NULL, ticket_type_id uuid NOT NULL, sold bigint NOT NULL,
            sold_from bigint, sold_until bigint,
            CONSTRAINT pk_price_rule_counters PRIMARY KEY (organization_id, ticket_type_id),
            CONSTRAINT ck_price_rule_counters_sold CHECK (sold >= 0)
        );
        ALTER TABLE ticket_types ADD COLUMN has_price_rules boolean NOT NULL DEFAULT false;
        ALTER TABLE orders ADD COLUMN has_price_rules boolean NOT NULL DEFAULT false;
        ALTER TABLE order_lines ADD COLUMN price_rule jsonb
    """)
    for table in ("price_rules", "price_rule_counters"):
        tenant_table(table)


def downgrade() -> None:
    op.execute("""
        ALTER TABLE order_lines DROP COLUMN price_rule;
        ALTER TABLE orders DROP COLUMN has_price_rules;
        ALTER TABLE ticket_types DROP COLUMN has_price_rules;
        DROP TABLE price_rule_counters, price_rules
    """)
