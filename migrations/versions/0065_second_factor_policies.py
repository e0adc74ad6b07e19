"""Which roles of an organization ask for a second factor; which provider opened a login."""

from alembic import op

from turnout.kernel.db.ddl import ORGANIZATION, USER, tenant_table

revision = "0065_second_factor_policies"
down_revision = "0064_operator_token_uses"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE second_factor_policies (
            organization_id uuid NOT NULL CONSTRAINT fk_second_factor_policies_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL, roles jsonb NOT NULL, grace_days bigint NOT NULL,
            counts_sso boolean NOT NULL, demanded_from timestamptz, version bigint NOT NULL,
            CONSTRAINT pk_second_factor_policies PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_second_factor_policies_organization_id UNIQUE (organization_id)
        )
    """)
    tenant_table("second_factor_policies", operator=("SELECT",))
    mine = f"SELECT m.organization_id FROM memberships m WHERE m.user_id = {USER}"
    clients = f"SELECT l.organization_id FROM agency_links l WHERE l.agency_id IN ({mine})"
    op.execute(f"""
        CREATE POLICY person ON second_factor_policies FOR SELECT TO turnout_app
            USING ({ORGANIZATION} IS NULL AND (organization_id IN ({mine})
                OR organization_id IN ({clients})));
        ALTER TABLE logins ADD COLUMN sso_organization_id uuid
    """)


def downgrade() -> None:
    op.execute("ALTER TABLE logins DROP COLUMN sso_organization_id")
    op.execute("DROP TABLE second_factor_policies")
