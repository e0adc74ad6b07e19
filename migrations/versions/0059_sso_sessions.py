"""Protocols of identity providers; the sessions at them that a logout ends."""

from alembic import op

from turnout.kernel.db.ddl import tenant_table

revision = "0059_sso_sessions"
down_revision = "0058_scim"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE identity_providers ADD COLUMN kind text NOT NULL DEFAULT 'oidc';
        ALTER TABLE identity_providers ADD CONSTRAINT ck_identity_providers_kind
            CHECK (kind IN ('oidc', 'saml')) NOT VALID;
        ALTER TABLE sso_attempts ADD COLUMN test_id uuid
    """)
    _sessions()


def _sessions() -> None:
    op.execute("""
        CREATE TABLE sso_sessions (
            organization_id uuid NOT NULL, id uuid NOT NULL, provider_id uuid NOT NULL,
            user_id uuid NOT NULL CONSTRAINT fk_sso_sessions_user_id REFERENCES users (id),
            login_id uuid, session_id text NOT NULL, sealed bytea NOT NULL,
            created_at timestamptz NOT NULL, ends_at timestamptz NOT NULL,
            CONSTRAINT pk_sso_sessions PRIMARY KEY (organization_id, id),
            CONSTRAINT fk_sso_sessions_organization_id_provider_id
                FOREIGN KEY (organization_id, provider_id)
                REFERENCES identity_providers (organization_id, id) ON DELETE CASCADE
        );
        CREATE INDEX ix_sso_sessions_organization_id_provider_id
            ON sso_sessions (organization_id, provider_id);
        CREATE INDEX ix_sso_sessions_user_id ON sso_sessions (user_id);
        CREATE INDEX ix_sso_sessions_ends_at ON sso_sessions (ends_at)
    """)
    tenant_table("sso_sessions", operator=("SELECT", "DELETE"), redact=("session_id", "sealed"))


def downgrade() -> None:
    op.execute("""
        DROP TABLE sso_sessions;
        ALTER TABLE identity_providers DROP COLUMN kind;
        ALTER TABLE sso_attempts DROP COLUMN test_id
    """)
