"""Tables of the stock: pools, counters, holds."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0014_inventory"
down_revision = "0013_catalog"


def upgrade() -> None:
    _inventory_pools()
    _inventory_counters()
    _inventory_holds()
    _references()


def _inventory_pools() -> None:
    op.execute("""
        CREATE TABLE inventory_pools (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            event_id uuid NOT NULL, name text NOT NULL, version bigint NOT NULL DEFAULT 1,
            CONSTRAINT pk_inventory_pools PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_inventory_pools_organization_id_event_id_id
                UNIQUE (organization_id, event_id, id),
            CONSTRAINT fk_inventory_pools_organization_id_event_id
                FOREIGN KEY (organization_id, event_id)
                REFERENCES events (organization_id, id) ON DELETE CASCADE
        )
    """)
    tenant_table("inventory_pools")


def _inventory_counters() -> None:
    op.execute("""
        CREATE TABLE inventory_counters (
            organization_id uuid NOT NULL, pool_id uuid NOT NULL,
            capacity bigint NOT NULL, taken bigint NOT NULL, reserved bigint NOT NULL,
            CONSTRAINT pk_inventory_counters PRIMARY KEY (organization_id, pool_id),
            CONSTRAINT ck_inventory_counters_not_negative
                CHECK (capacity >= 0 AND taken >= 0 AND reserved >= 0),
            CONSTRAINT ck_inventory_counters_never_oversold CHECK (taken + reserved <= capacity)
        ) WITH (fillfactor = 50)
    """)
    tenant_table("inventory_counters")


def _inventory_holds() -> None:
    op.execute("""
        CREATE TABLE inventory_holds (
            organization_id uuid NOT NULL, id uuid NOT NULL,
            items jsonb NOT NULL, state text NOT NULL,
            expires_at timestamptz NOT NULL, held_at timestamptz NOT NULL,
            CONSTRAINT pk_inventory_holds PRIMARY KEY (organization_id, id),
            CONSTRAINT ck_inventory_holds_state
                CHECK (state IN ('held', 'committed', 'released', 'expired'))
        );
        CREATE INDEX ix_inventory_holds_due
            ON inventory_holds (organization_id, expires_at) WHERE state = 'held'
    """)
    tenant_table("inventory_holds")


def _references() -> None:
    """A ticket type draws on pools of its own event."""
    op.execute("""
        ALTER TABLE ticket_types ADD CONSTRAINT fk_ticket_types_organization_id_pool_id_event_id
            FOREIGN KEY (organization_id, pool_id, event_id)
            REFERENCES inventory_pools (organization_id, id, event_id)
    """)
