"""Tables of the catalog: ticket types, add-ons, bundles, previews of the storefront."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0013_catalog"
down_revision = "0012_forms"


def upgrade() -> None:
    _ticket_types()
    _add_on_hosts()
    _bundle_parts()
    _shop_previews()


def _ticket_types() -> None:
    op.execute("""
        CREATE TABLE ticket_types (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            event_id uuid NOT NULL, pool_id uuid NOT NULL,
            name text NOT NULL, description text NOT NULL, kind text NOT NULL,
            price_minor bigint NOT NULL, currency text NOT NULL, tax_rate_bp bigint NOT NULL,
            minimum_per_order bigint NOT NULL, maximum_per_order bigint NOT NULL,
            sales_start_at timestamptz, sales_end_at timestamptz,
            state text NOT NULL, is_hidden boolean NOT NULL, position bigint NOT NULL,
            version bigint NOT NULL, sold_as text NOT NULL DEFAULT 'ticket',
            places bigint NOT NULL DEFAULT 1, minimum_price_minor bigint NOT NULL DEFAULT 0,
            maximum_per_person bigint, maximum_per_ticket bigint,
            benefits jsonb NOT NULL DEFAULT '[]', translations jsonb NOT NULL DEFAULT '{}',
            CONSTRAINT pk_ticket_types PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_ticket_types_organization_id_event_id_name
                UNIQUE (organization_id, event_id, name),
            CONSTRAINT fk_ticket_types_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_ticket_types_kind CHECK (kind IN ('free', 'paid', 'donation')),
            CONSTRAINT ck_ticket_types_state CHECK (state IN ('on_sale', 'paused', 'archived')),
            CONSTRAINT ck_ticket_types_price CHECK (price_minor >= 0),
            CONSTRAINT ck_ticket_types_free
                CHECK ((kind = 'free') = (price_minor = 0) OR kind = 'donation'),
            CONSTRAINT ck_ticket_types_tax_rate CHECK (tax_rate_bp BETWEEN 0 AND 10000),
            CONSTRAINT ck_ticket_types_limits CHECK (
                minimum_per_order BETWEEN 1 AND maximum_per_order AND maximum_per_order <= 100),
            CONSTRAINT ck_ticket_types_sold_as
                CHECK (sold_as IN ('ticket', 'add_on', 'bundle', 'pass')),
            CONSTRAINT ck_ticket_types_places CHECK (
                (sold_as IN ('ticket', 'pass') AND places BETWEEN 1 AND 100)
                OR (sold_as = 'add_on' AND places BETWEEN 0 AND 1)
                OR (sold_as = 'bundle' AND places = 0)),
            CONSTRAINT ck_ticket_types_minimum_price CHECK (
                minimum_price_minor = 0
                OR (kind = 'donation' AND minimum_price_minor BETWEEN 0 AND price_minor)),
            CONSTRAINT ck_ticket_types_per_person CHECK (maximum_per_person BETWEEN 1 AND 10000),
            CONSTRAINT ck_ticket_types_per_ticket CHECK (
                (maximum_per_ticket IS NULL) = (sold_as <> 'add_on')
                AND (maximum_per_ticket IS NULL OR maximum_per_ticket BETWEEN 1 AND 100))
        );
        CREATE INDEX ix_ticket_types_organization_id_event_id_position
            ON ticket_types (organization_id, event_id, position);
        CREATE INDEX ix_ticket_types_organization_id_pool_id
            ON ticket_types (organization_id, pool_id)
    """)
    tenant_table("ticket_types")


def _add_on_hosts() -> None:
    op.execute("""
        CREATE TABLE add_on_hosts (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            add_on_id uuid NOT NULL, ticket_type_id uuid NOT NULL,
            CONSTRAINT pk_add_on_hosts PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_add_on_hosts_organization_id_add_on_id_ticket_type_id
                UNIQUE (organization_id, add_on_id, ticket_type_id),
            CONSTRAINT fk_add_on_hosts_organization_id_add_on_id
                FOREIGN KEY (organization_id, add_on_id)
                REFERENCES ticket_types (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_add_on_hosts_organization_id_ticket_type_id
                FOREIGN KEY (organization_id, ticket_type_id)
                REFERENCES ticket_types (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_add_on_hosts_organization_id_ticket_type_id
            ON add_on_hosts (organization_id, ticket_type_id)
    """)
    tenant_table("add_on_hosts")


def _bundle_parts() -> None:
    op.execute("""
        CREATE TABLE bundle_parts (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            bundle_id uuid NOT NULL, ticket_type_id uuid NOT NULL, quantity bigint NOT NULL,
            CONSTRAINT pk_bundle_parts PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_bundle_parts_organization_id_bundle_id_ticket_type_id
                UNIQUE (organization_id, bundle_id, ticket_type_id),
            CONSTRAINT fk_bundle_parts_organization_id_bundle_id
                FOREIGN KEY (organization_id, bundle_id)
                REFERENCES ticket_types (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT fk_bundle_parts_organization_id_ticket_type_id
                FOREIGN KEY (organization_id, ticket_type_id)
                REFERENCES ticket_types (organization_id, id) ON DELETE CASCADE,
            CONSTRAINT ck_bundle_parts_quantity CHECK (quantity BETWEEN 1 AND 100)
        );
        CREATE INDEX ix_bundle_parts_organization_id_ticket_type_id
            ON bundle_parts (organization_id, ticket_type_id)
    """)
    tenant_table("bundle_parts")


def _shop_previews() -> None:
    op.execute("""
        CREATE TABLE shop_previews (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            event_id uuid NOT NULL, label text NOT NULL,
            expires_at timestamptz NOT NULL, revoked_at timestamptz,
            created_at timestamptz NOT NULL,
            CONSTRAINT pk_shop_previews PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_shop_previews_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_shop_previews_organization_id_event_id
            ON shop_previews (organization_id, event_id)
    """)
    tenant_table("shop_previews", app=("SELECT", "INSERT", "UPDATE"))
