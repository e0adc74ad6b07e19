"""What a client whose own people must sign in by its provider asks of agencies."""

from alembic import op

from turnout.kernel.db.ddl import ORGANIZATION, USER, backfill, tenant_table

revision = "0067_agencies"
down_revision = "0066_own_hosts"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE agency_sign_in_rules (
            organization_id uuid NOT NULL CONSTRAINT fk_agency_sign_in_rules_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL, rule text NOT NULL, version bigint NOT NULL,
            CONSTRAINT pk_agency_sign_in_rules PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_agency_sign_in_rules_organization_id UNIQUE (organization_id),
            CONSTRAINT ck_agency_sign_in_rules_rule CHECK (rule IN ('own_sso', 'refused'))
        );
        ALTER TABLE identity_providers ADD COLUMN agencies text NOT NULL DEFAULT 'own_sso';
        ALTER TABLE identity_providers ADD CONSTRAINT ck_identity_providers_agencies
            CHECK (agencies IN ('own_sso', 'refused'))
    """)
    tenant_table("agency_sign_in_rules")
    mine = f"SELECT m.organization_id FROM memberships m WHERE m.user_id = {USER}"
    op.execute(f"""
        CREATE POLICY person ON agency_sign_in_rules FOR SELECT TO turnout_app
            USING ({ORGANIZATION} IS NULL AND organization_id IN (
                SELECT l.organization_id FROM agency_links l WHERE l.agency_id IN ({mine})))
    """)
    backfill(
        "INSERT INTO agency_sign_in_rules (organization_id, id, rule, version)"
        " SELECT DISTINCT organization_id, organization_id, 'own_sso', 1 FROM identity_providers"
        " WHERE is_enforced AND state = 'active'",
        tables=("identity_providers", "agency_sign_in_rules"),
        actor="system:migrations.agencies",
    )


def downgrade() -> None:
    op.execute("ALTER TABLE identity_providers DROP COLUMN agencies")
    op.execute("DROP TABLE agency_sign_in_rules")
