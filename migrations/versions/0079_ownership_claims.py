"""Claims of organizations that nobody owns, and the links for them."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0079_ownership_claims"
down_revision = "0078_consents"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE ownership_claims (
            organization_id uuid NOT NULL CONSTRAINT fk_ownership_claims_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL,
            user_id uuid NOT NULL CONSTRAINT fk_ownership_claims_user_id
                REFERENCES users (id),
            host text NOT NULL, token text NOT NULL, started_at timestamptz NOT NULL,
            claimed_at timestamptz,
            CONSTRAINT pk_ownership_claims PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_ownership_claims_organization_id_user_id_host
                UNIQUE (organization_id, user_id, host)
        );
        CREATE INDEX ix_ownership_claims_user_id ON ownership_claims (user_id);
        CREATE TABLE ownership_claim_links (
            organization_id uuid NOT NULL CONSTRAINT fk_ownership_claim_links_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL, secret_hash bytea NOT NULL, made_by uuid,
            expires_at timestamptz NOT NULL, used_at timestamptz, used_by uuid,
            revoked_at timestamptz,
            CONSTRAINT pk_ownership_claim_links PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_ownership_claim_links_organization_id_secret_hash
                UNIQUE (organization_id, secret_hash)
        )
    """)
    tenant_table("ownership_claims", app=("SELECT", "INSERT", "UPDATE"), operator=("SELECT",))
    tenant_table(
        "ownership_claim_links", app=("SELECT", "INSERT", "UPDATE"), redact=("secret_hash",)
    )


def downgrade() -> None:
    op.execute("DROP TABLE ownership_claim_links, ownership_claims")
