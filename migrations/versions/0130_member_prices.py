"""Member prices: lists of members' numbers, their uses, and who is entitled to a price rule."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0130_member_prices"
down_revision = "0140_text_messages"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE member_lists (
            organization_id uuid NOT NULL, id uuid NOT NULL, name text NOT NULL,
            version bigint NOT NULL, created_at timestamptz NOT NULL, created_by text NOT NULL,
            CONSTRAINT pk_member_lists PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_member_lists_organization_id
                FOREIGN KEY (organization_id) REFERENCES organizations (id)
        );
        CREATE UNIQUE INDEX ux_member_lists_name ON member_lists (organization_id, lower(name));
        CREATE TABLE member_numbers (
            organization_id uuid NOT NULL, id uuid NOT NULL, member_list_id uuid NOT NULL,
            number text NOT NULL, key text NOT NULL, expires_at timestamptz, maximum_uses bigint,
            created_at timestamptz NOT NULL,
            CONSTRAINT pk_member_numbers PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_member_numbers_organization_id_member_list_id
                FOREIGN KEY (organization_id, member_list_id)
                REFERENCES member_lists (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT uq_member_numbers_member_list_id_key
                UNIQUE (organization_id, member_list_id, key),
            CONSTRAINT ck_member_numbers_key CHECK (key ~ '^[0-9A-Z]{4,40}$'),
            CONSTRAINT ck_member_numbers_maximum_uses CHECK (maximum_uses > 0)
        );
        CREATE INDEX ix_member_numbers_key ON member_numbers (organization_id, key);
        CREATE TABLE member_number_counters (
            organization_id uuid NOT NULL, member_number_id uuid NOT NULL, uses bigint NOT NULL,
            maximum bigint,
            CONSTRAINT pk_member_number_counters PRIMARY KEY (organization_id, member_number_id),
            CONSTRAINT ck_member_number_counters_uses CHECK (uses >= 0)
        );
        CREATE TABLE member_number_uses (
            organization_id uuid NOT NULL, id uuid NOT NULL, member_number_id uuid NOT NULL,
            order_id uuid NOT NULL, units bigint NOT NULL, used_at timestamptz NOT NULL,
            returned_at timestamptz,
            CONSTRAINT pk_member_number_uses PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_member_number_uses_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id),
            CONSTRAINT uq_member_number_uses_order_id_member_number_id
                UNIQUE (organization_id, order_id, member_number_id),
            CONSTRAINT ck_member_number_uses_units CHECK (units > 0)
        );
        CREATE INDEX ix_member_number_uses_member_number_id
            ON member_number_uses (organization_id, member_number_id);
        ALTER TABLE price_rules ADD COLUMN member_list_id uuid, ADD COLUMN member_group text,
            ADD COLUMN bought_event_ids uuid[] NOT NULL DEFAULT '{}',
            ADD COLUMN bought_series_ids uuid[] NOT NULL DEFAULT '{}',
            DROP CONSTRAINT ck_price_rules_kind,
            ADD CONSTRAINT ck_price_rules_kind
                CHECK (kind IN ('early_bird', 'quantity', 'multibuy', 'member')) NOT VALID,
            ADD CONSTRAINT ck_price_rules_entitlement CHECK (
                num_nonnulls(member_list_id, member_group)
                + (bought_event_ids <> '{}' OR bought_series_ids <> '{}')::int
                = (kind = 'member')::int) NOT VALID,
            ADD CONSTRAINT fk_price_rules_organization_id_member_list_id
                FOREIGN KEY (organization_id, member_list_id)
                REFERENCES member_lists (organization_id, id) NOT VALID;
        CREATE INDEX ix_price_rules_member_list_id ON price_rules (organization_id, member_list_id)
            WHERE member_list_id IS NOT NULL
    """)
    tenant_table("member_lists")
    tenant_table("member_numbers", redact=("number", "key"))
    tenant_table("member_number_counters")
    tenant_table("member_number_uses")


def downgrade() -> None:
    op.execute("""
        DELETE FROM price_rules WHERE kind = 'member';
        ALTER TABLE price_rules DROP CONSTRAINT ck_price_rules_entitlement,
            DROP CONSTRAINT ck_price_rules_kind, DROP COLUMN member_list_id,
            DROP COLUMN member_group, DROP COLUMN bought_event_ids,
            DROP COLUMN bought_series_ids,
            ADD CONSTRAINT ck_price_rules_kind
                CHECK (kind IN ('early_bird', 'quantity', 'multibuy'));
        DROP TABLE member_number_uses, member_number_counters, member_numbers, member_lists
    """)
