"""API tokens of people and service accounts; of their secrets only hashes are kept."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0034_api_tokens"
down_revision = "0033_cover_focus"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE service_accounts (
            organization_id uuid NOT NULL CONSTRAINT fk_service_accounts_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL, name text NOT NULL, role text NOT NULL, event_ids jsonb,
            created_by uuid, created_at timestamptz NOT NULL, ended_at timestamptz,
            version bigint NOT NULL,
            CONSTRAINT pk_service_accounts PRIMARY KEY (organization_id, id),
            CONSTRAINT ck_service_accounts_role CHECK (role <> 'owner')
        );
        CREATE UNIQUE INDEX uq_service_accounts_organization_id_name
            ON service_accounts (organization_id, name) WHERE ended_at IS NULL
    """)
    tenant_table("service_accounts", app=("SELECT", "INSERT", "UPDATE"))
    op.execute("""
        CREATE TABLE api_tokens (
            organization_id uuid NOT NULL CONSTRAINT fk_api_tokens_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL, name text NOT NULL, user_id uuid, service_account_id uuid,
            agency_id uuid, scopes jsonb NOT NULL, event_ids jsonb, created_by uuid NOT NULL,
            created_at timestamptz NOT NULL, expires_at timestamptz NOT NULL,
            revoked_at timestamptz, version bigint NOT NULL,
            CONSTRAINT pk_api_tokens PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_api_tokens_organization_id_service_account_id
                FOREIGN KEY (organization_id, service_account_id)
                REFERENCES service_accounts (organization_id, id),
            CONSTRAINT ck_api_tokens_one_owner
                CHECK ((user_id IS NULL) <> (service_account_id IS NULL))
        );
        CREATE INDEX ix_api_tokens_organization_id_user_id ON api_tokens (organization_id, user_id);
        CREATE INDEX ix_api_tokens_organization_id_service_account_id
            ON api_tokens (organization_id, service_account_id)
    """)
    tenant_table("api_tokens", app=("SELECT", "INSERT", "UPDATE"), operator=("SELECT",))
    op.execute("""
        CREATE TABLE api_token_secrets (
            organization_id uuid NOT NULL, id uuid NOT NULL, token_id uuid NOT NULL,
            secret_hash bytea NOT NULL,
            created_at timestamptz NOT NULL, ends_at timestamptz NOT NULL,
            CONSTRAINT pk_api_token_secrets PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_api_token_secrets_organization_id_token_id
                FOREIGN KEY (organization_id, token_id) REFERENCES api_tokens (organization_id, id)
        );
        CREATE INDEX ix_api_token_secrets_secret_hash ON api_token_secrets (secret_hash);
        CREATE INDEX ix_api_token_secrets_organization_id_token_id
            ON api_token_secrets (organization_id, token_id)
    """)
    tenant_table(
        "api_token_secrets",
        app=("SELECT", "INSERT", "UPDATE"),
        operator=("SELECT",),
        redact=("secret_hash",),
    )
    op.execute("""
        CREATE TABLE api_token_uses (
            organization_id uuid NOT NULL, token_id uuid NOT NULL, used_at timestamptz NOT NULL,
            CONSTRAINT pk_api_token_uses PRIMARY KEY (organization_id, token_id),
            CONSTRAINT fk_api_token_uses_organization_id_token_id
                FOREIGN KEY (organization_id, token_id) REFERENCES api_tokens (organization_id, id)
        )
    """)
    tenant_table("api_token_uses", app=("SELECT",), operator=("SELECT", "INSERT", "UPDATE"))


def downgrade() -> None:
    op.execute("""
        DROP TABLE api_token_uses;
        DROP TABLE api_token_secrets;
        DROP TABLE api_tokens;
        DROP TABLE service_accounts
    """)
