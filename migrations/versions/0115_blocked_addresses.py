"""Blocked addresses: e-mail addresses, domains and networks of an organization's choice."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0115_blocked_addresses"
down_revision = "0114_allotments"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE blocked_addresses (
            organization_id uuid NOT NULL, id uuid NOT NULL, kind text NOT NULL,
            value text NOT NULL, network inet, outcome text NOT NULL, reason text NOT NULL,
            ends_at timestamptz, version bigint NOT NULL,
            created_at timestamptz NOT NULL, created_by text NOT NULL,
            CONSTRAINT pk_blocked_addresses PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_blocked_addresses_organization_id_value UNIQUE (organization_id, value),
            CONSTRAINT ck_blocked_addresses_kind CHECK (kind IN ('email', 'domain', 'network')),
            CONSTRAINT ck_blocked_addresses_network
                CHECK ((kind = 'network') = (network IS NOT NULL)),
            CONSTRAINT ck_blocked_addresses_outcome CHECK (outcome IN ('review', 'refuse'))
        );
        CREATE INDEX ix_blocked_addresses_created_at
            ON blocked_addresses (organization_id, created_at, id)
    """)
    tenant_table("blocked_addresses")


def downgrade() -> None:
    op.execute("DROP TABLE blocked_addresses")
