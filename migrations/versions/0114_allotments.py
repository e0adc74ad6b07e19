"""Allotments: places kept for a sales channel or partner, and settings of ticket types by channel."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0114_allotments"
down_revision = "0113_selling_devices"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE inventory_counters ADD COLUMN kept bigint NOT NULL DEFAULT 0;
        ALTER TABLE inventory_counters ADD CONSTRAINT ck_inventory_counters_kept
            CHECK (kept >= 0 AND taken + reserved + kept <= capacity) NOT VALID;
        CREATE TABLE inventory_allotments (
            organization_id uuid NOT NULL, id uuid NOT NULL, pool_id uuid NOT NULL,
            places bigint NOT NULL, most bigint, sold bigint NOT NULL,
            CONSTRAINT pk_inventory_allotments PRIMARY KEY (organization_id, id),
            CONSTRAINT ck_inventory_allotments_places CHECK (places >= 0),
            CONSTRAINT ck_inventory_allotments_most CHECK (most >= 0),
            CONSTRAINT ck_inventory_allotments_sold CHECK (sold >= 0)
        ) WITH (fillfactor = 50);
        CREATE TABLE channel_settings (
            organization_id uuid NOT NULL, id uuid NOT NULL, event_id uuid NOT NULL,
            ticket_type_id uuid NOT NULL, allotment_id uuid NOT NULL, channel text NOT NULL,
            sales_partner_id uuid, is_sold boolean NOT NULL, most bigint, places bigint NOT NULL, return_at timestamptz,
            returned_at timestamptz, version bigint NOT NULL, created_at timestamptz NOT NULL,
            created_by text NOT NULL,
            CONSTRAINT pk_channel_settings PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_channel_settings_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT fk_channel_settings_organization_id_ticket_type_id
                FOREIGN KEY (organization_id, ticket_type_id)
                REFERENCES ticket_types (organization_id, id),
            CONSTRAINT fk_channel_settings_organization_id_sales_partner_id
                FOREIGN KEY (organization_id, sales_partner_id)
                REFERENCES sales_partners (organization_id, id),
            CONSTRAINT uq_channel_settings_channel UNIQUE NULLS NOT DISTINCT
                (organization_id, ticket_type_id, channel, sales_partner_id),
            CONSTRAINT ck_channel_settings_channel
                CHECK (channel IN ('web', 'box_office', 'api', 'partner')),
            CONSTRAINT ck_channel_settings_partner
                CHECK (sales_partner_id IS NULL OR channel = 'partner'),
            CONSTRAINT ck_channel_settings_most CHECK (most > 0),
            CONSTRAINT ck_channel_settings_places
                CHECK (places >= 0 AND (is_sold OR places = 0) AND places <= most)
        );
        CREATE INDEX ix_channel_settings_event_id ON channel_settings (organization_id, event_id);
        CREATE INDEX ix_channel_settings_sales_partner_id
            ON channel_settings (organization_id, sales_partner_id)
            WHERE sales_partner_id IS NOT NULL;
        CREATE INDEX ix_channel_settings_return_at ON channel_settings (return_at)
            WHERE returned_at IS NULL AND return_at IS NOT NULL;
        CREATE TABLE order_line_allotments (
            organization_id uuid NOT NULL, id uuid NOT NULL, order_id uuid NOT NULL,
            allotment_id uuid NOT NULL, places bigint NOT NULL,
            CONSTRAINT pk_order_line_allotments PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_order_line_allotments_organization_id_order_id
                FOREIGN KEY (organization_id, order_id) REFERENCES orders (organization_id, id)
                ON DELETE CASCADE,
            CONSTRAINT ck_order_line_allotments_places CHECK (places > 0)
        );
        CREATE INDEX ix_order_line_allotments_order_id
            ON order_line_allotments (organization_id, order_id);
        ALTER TABLE ticket_types ADD COLUMN has_channel_settings boolean NOT NULL DEFAULT false;
        ALTER TABLE orders ADD COLUMN has_allotments boolean NOT NULL DEFAULT false
    """)
    op.execute("GRANT SELECT (kept) ON inventory_counters TO turnout_operator")
    tenant_table("inventory_allotments", operator=("SELECT",))
    tenant_table("channel_settings", operator=("SELECT",))
    tenant_table("order_line_allotments")


def downgrade() -> None:
    op.execute("""
        ALTER TABLE orders DROP COLUMN has_allotments;
        ALTER TABLE ticket_types DROP COLUMN has_channel_settings;
        DROP TABLE order_line_allotments, channel_settings, inventory_allotments;
        ALTER TABLE inventory_counters DROP CONSTRAINT ck_inventory_counters_kept;
        ALTER TABLE inventory_counters DROP COLUMN kept
    """)
