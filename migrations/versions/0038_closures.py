"""Suspensions of organizations, and the state of one that its owners are closing."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0038_closures"
down_revision = "0037_security_events"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE organizations DROP CONSTRAINT ck_organizations_state;
        ALTER TABLE organizations ADD CONSTRAINT ck_organizations_state
            CHECK (state IN ('active', 'suspended', 'closing', 'closed'));
        CREATE TABLE organization_suspensions (
            organization_id uuid NOT NULL CONSTRAINT fk_organization_suspensions_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL, reason text NOT NULL, suspended_at timestamptz NOT NULL,
            suspended_by text NOT NULL, lifted_at timestamptz, lifted_by text NOT NULL,
            CONSTRAINT pk_organization_suspensions PRIMARY KEY (organization_id, id)
        );
        CREATE UNIQUE INDEX uq_organization_suspensions_open
            ON organization_suspensions (organization_id) WHERE lifted_at IS NULL
    """)
    tenant_table("organization_suspensions", app=("SELECT", "INSERT", "UPDATE"))


def downgrade() -> None:
    op.execute("DROP TABLE organization_suspensions")
