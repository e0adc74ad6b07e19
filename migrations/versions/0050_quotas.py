"""Plans and limits of organizations; until when one takes no more orders stands with it."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0050_quotas"
down_revision = "0049_domains"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE organization_quotas (
            organization_id uuid NOT NULL CONSTRAINT fk_organization_quotas_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL, plan text NOT NULL, limits jsonb NOT NULL,
            changed_at timestamptz NOT NULL,
            CONSTRAINT pk_organization_quotas PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_organization_quotas_organization_id UNIQUE (organization_id)
        );
        ALTER TABLE organizations ADD COLUMN orders_full_until timestamptz
    """)
    tenant_table("organization_quotas", app=("SELECT", "INSERT", "UPDATE"), operator=("SELECT",))


def downgrade() -> None:
    op.execute("""
        ALTER TABLE organizations DROP COLUMN orders_full_until;
        DROP TABLE organization_quotas
    """)
