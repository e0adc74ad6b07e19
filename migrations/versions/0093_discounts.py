"""Discounts: their codes, how often each was used and by which orders; types sold by code only."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0093_discounts"
down_revision = "0092_order_word_index"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE discounts (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid, name text NOT NULL,
            percent_bp bigint, amount_minor bigint, currency text, opens_hidden boolean NOT NULL,
            is_stackable boolean NOT NULL, starts_at timestamptz, ends_at timestamptz,
            uses_per_code bigint, uses_per_person bigint, minimum_quantity bigint NOT NULL,
            minimum_minor bigint NOT NULL, state text NOT NULL, version bigint NOT NULL,
            created_at timestamptz NOT NULL, created_by text NOT NULL,
            CONSTRAINT pk_discounts PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_discounts_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id),
            CONSTRAINT fk_discounts_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT ck_discounts_value CHECK (
                num_nonnulls(percent_bp, amount_minor) = 1
                    OR (opens_hidden AND num_nonnulls(percent_bp, amount_minor) = 0)),
            CONSTRAINT ck_discounts_percent CHECK (percent_bp BETWEEN 1 AND 10000),
            CONSTRAINT ck_discounts_amount
                CHECK (amount_minor > 0 AND (amount_minor IS NULL) = (currency IS NULL)),
            CONSTRAINT ck_discounts_window CHECK (starts_at < ends_at),
            CONSTRAINT ck_discounts_limits CHECK (uses_per_code > 0 AND uses_per_person > 0
                AND minimum_quantity > 0 AND minimum_minor >= 0),
            CONSTRAINT ck_discounts_state CHECK (state IN ('active', 'paused', 'archived'))
        );
        CREATE INDEX ix_discounts_event_id ON discounts (organization_id, event_id, id);
        CREATE TABLE discount_ticket_types (
            organization_id uuid NOT NULL, id uuid NOT NULL, discount_id uuid NOT NULL,
            ticket_type_id uuid NOT NULL,
            CONSTRAINT pk_discount_ticket_types PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_discount_ticket_types_organization_id_discount_id
                FOREIGN KEY (organization_id, discount_id)
                REFERENCES discounts (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_discount_ticket_types_organization_id_ticket_type_id
                FOREIGN KEY (organization_id, ticket_type_id)
                REFERENCES ticket_types (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT uq_discount_ticket_types_discount_id_ticket_type_id
                UNIQUE (organization_id, discount_id, ticket_type_id)
        );
        CREATE INDEX ix_discount_ticket_types_ticket_type_id
            ON discount_ticket_types (organization_id, ticket_type_id);
        CREATE TABLE discount_codes (
            organization_id uuid NOT NULL, id uuid NOT NULL, discount_id uuid NOT NULL,
            event_id uuid, code text NOT NULL, key text NOT NULL,
            CONSTRAINT pk_discount_codes PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_discount_codes_organization_id_discount_id
                FOREIGN KEY (organization_id, discount_id)
                REFERENCES discounts (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_discount_codes_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT uq_discount_codes_key_event_id
                UNIQUE NULLS NOT DISTINCT (organization_id, key, event_id),
            CONSTRAINT ck_discount_codes_code CHECK (code ~ '^[0-9A-Za-z]{4,20}$')
        );
        CREATE INDEX ix_discount_codes_discount_id
            ON discount_codes (organization_id, discount_id, id);
        CREATE INDEX ix_discount_codes_event_id ON discount_codes (organization_id, event_id);
        CREATE TABLE discount_counters (
            organization_id uuid NOT NULL, code_id uuid NOT NULL, uses bigint NOT NULL,
            maximum bigint,
            CONSTRAINT pk_discount_counters PRIMARY KEY (organization_id, code_id),
            CONSTRAINT ck_discount_counters_uses CHECK (uses >= 0)
        );
        CREATE TABLE discount_redemptions (
            organization_id uuid NOT NULL, id uuid NOT NULL, discount_id uuid NOT NULL,
            code_id uuid NOT NULL, order_id uuid NOT NULL, buyer_key text NOT NULL,
            person_use bigint, amount_minor bigint NOT NULL, redeemed_at timestamptz NOT NULL,
            returned_at timestamptz,
            CONSTRAINT pk_discount_redemptions PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_discount_redemptions_organization_id_discount_id
                FOREIGN KEY (organization_id, discount_id)
                REFERENCES discounts (organization_id, id),
            CONSTRAINT fk_discount_redemptions_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
            CONSTRAINT uq_discount_redemptions_order_id_discount_id
                UNIQUE (organization_id, order_id, discount_id),
            CONSTRAINT ck_discount_redemptions_amount CHECK (amount_minor >= 0)
        );
        CREATE UNIQUE INDEX ux_discount_redemptions_person
            ON discount_redemptions (organization_id, discount_id, buyer_key, person_use)
            WHERE person_use IS NOT NULL AND buyer_key <> '' AND returned_at IS NULL;
        CREATE INDEX ix_discount_redemptions_discount_id
            ON discount_redemptions (organization_id, discount_id, redeemed_at, id);
        ALTER TABLE orders ADD COLUMN used_codes jsonb NOT NULL DEFAULT '[]';
        ALTER TABLE order_lines ADD COLUMN discount_minor bigint NOT NULL DEFAULT 0;
        ALTER TABLE ticket_types ADD COLUMN needs_code boolean NOT NULL DEFAULT false;
        ALTER TABLE ticket_types ADD CONSTRAINT ck_ticket_types_needs_code
            CHECK (is_hidden OR NOT needs_code)
    """)
    for table in (
        "discounts",
        "discount_ticket_types",
        "discount_codes",
        "discount_counters",
        "discount_redemptions",
    ):
        tenant_table(table)


def downgrade() -> None:
    op.execute("""
        ALTER TABLE ticket_types DROP CONSTRAINT ck_ticket_types_needs_code;
        ALTER TABLE ticket_types DROP COLUMN needs_code;
        ALTER TABLE order_lines DROP COLUMN discount_minor;
        ALTER TABLE orders DROP COLUMN used_codes;
        DROP TABLE discount_redemptions, discount_counters, discount_codes, discount_ticket_types,
            discounts
    """)
