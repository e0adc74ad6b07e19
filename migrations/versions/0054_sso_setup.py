"""Setting up enterprise sign-in: which product a provider is, set-up links, test sign-ins."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0054_sso_setup"
down_revision = "0053_event_approvals"

OF_PROVIDER = """
    CONSTRAINT fk_{name}_organization_id_provider_id
        FOREIGN KEY (organization_id, provider_id)
        REFERENCES identity_providers (organization_id, id) ON DELETE CASCADE
"""


def upgrade() -> None:
    op.execute("ALTER TABLE identity_providers ADD COLUMN product text NOT NULL DEFAULT 'other'")
    op.execute(f"""
        CREATE TABLE sso_setup_links (
            organization_id uuid NOT NULL, id uuid NOT NULL, provider_id uuid NOT NULL,
            secret_hash bytea NOT NULL,
            created_by uuid NOT NULL
                CONSTRAINT fk_sso_setup_links_created_by REFERENCES users (id),
            created_at timestamptz NOT NULL, expires_at timestamptz NOT NULL,
            revoked_at timestamptz, used_at timestamptz,
            CONSTRAINT pk_sso_setup_links PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_sso_setup_links_organization_id_secret_hash
                UNIQUE (organization_id, secret_hash),
            {OF_PROVIDER.format(name="sso_setup_links")}
        );
        CREATE INDEX ix_sso_setup_links_organization_id_provider_id
            ON sso_setup_links (organization_id, provider_id);
        CREATE TABLE sso_test_sign_ins (
            organization_id uuid NOT NULL, id uuid NOT NULL, provider_id uuid NOT NULL,
            link_id uuid, by_user_id uuid
                CONSTRAINT fk_sso_test_sign_ins_by_user_id REFERENCES users (id),
            state_hash bytea NOT NULL, browser_hash bytea, sealed bytea, back_to bytea NOT NULL,
            created_at timestamptz NOT NULL, expires_at timestamptz NOT NULL,
            at timestamptz, result jsonb,
            CONSTRAINT pk_sso_test_sign_ins PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_sso_test_sign_ins_organization_id_state_hash
                UNIQUE (organization_id, state_hash),
            {OF_PROVIDER.format(name="sso_test_sign_ins")}
        );
        CREATE INDEX ix_sso_test_sign_ins_organization_id_provider_id
            ON sso_test_sign_ins (organization_id, provider_id)
    """)
    old = ("SELECT", "DELETE")
    tenant_table("sso_setup_links", operator=old, redact=("secret_hash",))
    secret = ("state_hash", "browser_hash", "sealed", "back_to", "result")
    tenant_table("sso_test_sign_ins", operator=old, redact=secret)


def downgrade() -> None:
    op.execute("""
        DROP TABLE sso_test_sign_ins; DROP TABLE sso_setup_links;
        ALTER TABLE identity_providers DROP COLUMN product
    """)
