"""Business profiles of organizations, and what of them is shown to everybody."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0070_business_profiles"
down_revision = "0069_email_changes"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE business_profiles (
            organization_id uuid NOT NULL CONSTRAINT fk_business_profiles_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL,
            country text NOT NULL CONSTRAINT ck_business_profiles_country
                CHECK (country ~ '^([A-Z]{2})?$'),
            social_links jsonb NOT NULL, version bigint NOT NULL,
            CONSTRAINT pk_business_profiles PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_business_profiles_organization_id UNIQUE (organization_id)
        )
    """)
    tenant_table("business_profiles", app=("SELECT", "INSERT", "UPDATE"))
    op.execute("""
        ALTER TABLE discovery_organizations ADD COLUMN country text NOT NULL DEFAULT '',
            ADD COLUMN social_links jsonb NOT NULL DEFAULT '{}'
    """)


def downgrade() -> None:
    op.execute("""
        ALTER TABLE discovery_organizations DROP COLUMN country, DROP COLUMN social_links
    """)
    op.execute("DROP TABLE business_profiles")
