"""Tables of the catalog: ticket types."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0008_catalog"
down_revision = "0007_events"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE ticket_types (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            event_id uuid NOT NULL, pool_id uuid NOT NULL,
            name text NOT NULL, description text NOT NULL, kind text NOT NULL,
            price_minor bigint NOT NULL, currency text NOT NULL, tax_rate_bp bigint NOT NULL,
            minimum_per_order bigint NOT NULL, maximum_per_order bigint NOT NULL,
            sales_start_at timestamptz, sales_end_at timestamptz,
            state text NOT NULL, is_hidden boolean NOT NULL, position bigint NOT NULL,
            version bigint NOT NULL,
            CONSTRAINT pk_ticket_types PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_ticket_types_organization_id_event_id
                FOREIGN KEY (organization_id, event_id) REFERENCES events (organization_id, id),
            CONSTRAINT uq_ticket_types_organization_id_event_id_name
                UNIQUE (organization_id, event_id, name),
            CONSTRAINT ck_ticket_types_kind CHECK (kind IN ('free', 'paid', 'donation')),
            CONSTRAINT ck_ticket_types_state CHECK (state IN ('on_sale', 'paused', 'archived')),
            CONSTRAINT ck_ticket_types_price CHECK (price_minor >= 0),
            CONSTRAINT ck_ticket_types_free
                CHECK ((kind = 'free') = (price_minor = 0) OR kind = 'donation'),
            CONSTRAINT ck_ticket_types_tax_rate CHECK (tax_rate_bp BETWEEN 0 AND 10000),
            CONSTRAINT ck_ticket_types_limits CHECK (
                minimum_per_order BETWEEN 1 AND maximum_per_order AND maximum_per_order <= 100)
        )
    """)
    op.execute(
        "CREATE INDEX ix_ticket_types_organization_id_event_id_position"
        " ON ticket_types (organization_id, event_id, position)"
    )
    op.execute(
        "CREATE INDEX ix_ticket_types_organization_id_pool_id"
        " ON ticket_types (organization_id, pool_id)"
    )
    tenant_table("ticket_types")
