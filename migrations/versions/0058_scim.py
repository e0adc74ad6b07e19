"""Directories (SCIM): their tokens, users, groups and the log of requests."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0058_scim"
down_revision = "0057_figure_shares"

TABLES = (
    "scim_requests", "scim_group_members", "scim_groups", "scim_users", "scim_token_uses",
    "scim_token_secrets", "scim_tokens", "scim_directories",
)  # fmt: skip


def upgrade() -> None:
    _directories()
    _tokens()
    _users()
    _groups()
    op.execute("""
        CREATE TABLE scim_requests (
            organization_id uuid NOT NULL CONSTRAINT fk_scim_requests_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL, token_id uuid, at timestamptz NOT NULL, method text NOT NULL,
            path text NOT NULL, status bigint NOT NULL, reason text NOT NULL,
            detail text NOT NULL,
            CONSTRAINT pk_scim_requests PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_scim_requests_organization_id_token_id
                FOREIGN KEY (organization_id, token_id) REFERENCES scim_tokens (organization_id, id)
        );
        CREATE INDEX ix_scim_requests_organization_id_token_id
            ON scim_requests (organization_id, token_id)
    """)
    tenant_table("scim_requests", app=("SELECT", "INSERT", "DELETE"), operator=("SELECT", "DELETE"))


def _directories() -> None:
    # One row: its id is the organization's.
    op.execute("""
        CREATE TABLE scim_directories (
            organization_id uuid NOT NULL CONSTRAINT fk_scim_directories_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL, identity_provider_id uuid, default_role text,
            created_at timestamptz NOT NULL, version bigint NOT NULL,
            CONSTRAINT pk_scim_directories PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_scim_directories_organization_id_identity_provider_id
                FOREIGN KEY (organization_id, identity_provider_id)
                REFERENCES identity_providers (organization_id, id)
                ON DELETE SET NULL (identity_provider_id),
            CONSTRAINT ck_scim_directories_default_role CHECK (default_role <> 'owner')
        );
        CREATE INDEX ix_scim_directories_organization_id_identity_provider_id
            ON scim_directories (organization_id, identity_provider_id)
    """)
    tenant_table("scim_directories")


def _tokens() -> None:
    op.execute("""
        CREATE TABLE scim_tokens (
            organization_id uuid NOT NULL CONSTRAINT fk_scim_tokens_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL, name text NOT NULL,
            created_by uuid NOT NULL CONSTRAINT fk_scim_tokens_created_by REFERENCES users (id),
            created_at timestamptz NOT NULL, expires_at timestamptz, revoked_at timestamptz,
            version bigint NOT NULL,
            CONSTRAINT pk_scim_tokens PRIMARY KEY (organization_id, id)
        );
        CREATE TABLE scim_token_secrets (
            organization_id uuid NOT NULL, id uuid NOT NULL, token_id uuid NOT NULL,
            secret_hash bytea NOT NULL, created_at timestamptz NOT NULL, ends_at timestamptz,
            CONSTRAINT pk_scim_token_secrets PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_scim_token_secrets_organization_id_secret_hash
                UNIQUE (organization_id, secret_hash),
            CONSTRAINT fk_scim_token_secrets_organization_id_token_id
                FOREIGN KEY (organization_id, token_id) REFERENCES scim_tokens (organization_id, id)
        );
        CREATE INDEX ix_scim_token_secrets_organization_id_token_id
            ON scim_token_secrets (organization_id, token_id);
        CREATE TABLE scim_token_uses (
            organization_id uuid NOT NULL, token_id uuid NOT NULL, used_at timestamptz NOT NULL,
            CONSTRAINT pk_scim_token_uses PRIMARY KEY (organization_id, token_id),
            CONSTRAINT fk_scim_token_uses_organization_id_token_id
                FOREIGN KEY (organization_id, token_id) REFERENCES scim_tokens (organization_id, id)
        )
    """)
    tenant_table("scim_tokens")
    tenant_table("scim_token_secrets", redact=("secret_hash",))
    tenant_table("scim_token_uses")


def _users() -> None:
    # What a directory says of its people is theirs: the log says that it changed, not to what.
    op.execute("""
        CREATE TABLE scim_users (
            organization_id uuid NOT NULL CONSTRAINT fk_scim_users_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL, user_name text NOT NULL, user_name_key text NOT NULL,
            external_id text, is_active boolean NOT NULL, resource jsonb NOT NULL,
            user_id uuid CONSTRAINT fk_scim_users_user_id REFERENCES users (id),
            is_member_by_scim boolean NOT NULL, created_at timestamptz NOT NULL,
            changed_at timestamptz NOT NULL, version bigint NOT NULL,
            CONSTRAINT pk_scim_users PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_scim_users_organization_id_user_name_key
                UNIQUE (organization_id, user_name_key),
            CONSTRAINT uq_scim_users_organization_id_user_id UNIQUE (organization_id, user_id)
        );
        CREATE INDEX ix_scim_users_organization_id_external_id
            ON scim_users (organization_id, external_id)
    """)
    tenant_table("scim_users", redact=("resource",))


def _groups() -> None:
    op.execute("""
        CREATE TABLE scim_groups (
            organization_id uuid NOT NULL CONSTRAINT fk_scim_groups_organization_id
                REFERENCES organizations (id),
            id uuid NOT NULL, display_name text NOT NULL, external_id text,
            created_at timestamptz NOT NULL, changed_at timestamptz NOT NULL,
            version bigint NOT NULL,
            CONSTRAINT pk_scim_groups PRIMARY KEY (organization_id, id)
        );
        CREATE INDEX ix_scim_groups_organization_id_external_id
            ON scim_groups (organization_id, external_id);
        CREATE TABLE scim_group_members (
            organization_id uuid NOT NULL, id uuid NOT NULL, group_id uuid NOT NULL,
            scim_user_id uuid NOT NULL,
            CONSTRAINT pk_scim_group_members PRIMARY KEY (organization_id, id),
            CONSTRAINT uq_scim_group_members_organization_id_group_id_scim_user_id
                UNIQUE (organization_id, group_id, scim_user_id),
            CONSTRAINT fk_scim_group_members_organization_id_group_id
                FOREIGN KEY (organization_id, group_id) REFERENCES scim_groups (organization_id, id),
            CONSTRAINT fk_scim_group_members_organization_id_scim_user_id
                FOREIGN KEY (organization_id, scim_user_id)
                REFERENCES scim_users (organization_id, id)
        );
        CREATE INDEX ix_scim_group_members_organization_id_scim_user_id
            ON scim_group_members (organization_id, scim_user_id)
    """)
    tenant_table("scim_groups")
    tenant_table("scim_group_members")


def downgrade() -> None:
    for name in TABLES:
        op.execute(f"DROP TABLE {name}")
