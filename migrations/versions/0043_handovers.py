"""Offers to hand an organization over."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0043_handovers"
down_revision = "0042_overviews"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE organization_handovers (
            organization_id uuid NOT NULL CONSTRAINT fk_organization_handovers_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL, email text,
            agency_id uuid CONSTRAINT fk_organization_handovers_agency_id
                REFERENCES organizations (id),
            former_owners text NOT NULL CONSTRAINT ck_organization_handovers_former_owners
                CHECK (former_owners IN ('leave', 'admin')),
            state text NOT NULL CONSTRAINT ck_organization_handovers_state
                CHECK (state IN ('offered', 'accepted', 'declined', 'withdrawn')),
            offered_by uuid NOT NULL, offered_at timestamptz NOT NULL,
            expires_at timestamptz NOT NULL, answered_by uuid, answered_at timestamptz,
            CONSTRAINT pk_organization_handovers PRIMARY KEY (organization_id, id),
            CONSTRAINT ck_organization_handovers_one_side
                CHECK ((email IS NULL) <> (agency_id IS NULL))
        );
        CREATE UNIQUE INDEX uq_organization_handovers_organization_id
            ON organization_handovers (organization_id) WHERE state = 'offered';
        CREATE INDEX ix_organization_handovers_email ON organization_handovers
            (organization_id, email) WHERE state = 'offered'
    """)
    tenant_table("organization_handovers", app=("SELECT", "INSERT", "UPDATE"), operator=("SELECT",))


def downgrade() -> None:
    op.execute("DROP TABLE organization_handovers")
