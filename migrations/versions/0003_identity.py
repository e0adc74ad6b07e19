"""Tables of identity: people, their logins, and the secrets that only the operator role reads."""

from alembic import op

from turnout.kernel.db.ddl import person_table, platform_table

revision = "0003_identity"
down_revision = "0002_organizations"


def upgrade() -> None:
    _users()
    _user_passwords()
    _logins()
    _refresh_tokens()
    _email_tokens()
    _signing_keys()
    _sign_in_attempts()
    _references()


def _users() -> None:
    op.execute("""
        CREATE TABLE users (
            id uuid CONSTRAINT pk_users PRIMARY KEY,
            email text NOT NULL CONSTRAINT uq_users_email UNIQUE
                CONSTRAINT ck_users_email_is_lower CHECK (email = lower(email)),
            display_name text NOT NULL, locale text NOT NULL, time_zone text NOT NULL,
            email_verified_at timestamptz, disabled_at timestamptz,
            created_at timestamptz NOT NULL, version bigint NOT NULL
        )
    """)
    platform_table("users", app=("SELECT",))


def _user_passwords() -> None:
    op.execute("""
        CREATE TABLE user_passwords (
            id uuid CONSTRAINT pk_user_passwords PRIMARY KEY
                CONSTRAINT fk_user_passwords_id REFERENCES users (id),
            hash text NOT NULL, changed_at timestamptz NOT NULL
        )
    """)
    platform_table("user_passwords", redact=("hash",))


def _logins() -> None:
    op.execute("""
        CREATE TABLE logins (
            id uuid CONSTRAINT pk_logins PRIMARY KEY,
            user_id uuid NOT NULL CONSTRAINT fk_logins_user_id REFERENCES users (id),
            agent text NOT NULL, address text NOT NULL,
            created_at timestamptz NOT NULL, last_used_at timestamptz NOT NULL,
            expires_at timestamptz NOT NULL,
            ended_at timestamptz, end_reason text NOT NULL
        );
        CREATE INDEX ix_logins_user_id ON logins (user_id);
        CREATE INDEX ix_logins_expires_at ON logins (expires_at)
    """)
    person_table("logins")


def _refresh_tokens() -> None:
    op.execute("""
        CREATE TABLE refresh_tokens (
            id uuid CONSTRAINT pk_refresh_tokens PRIMARY KEY,
            login_id uuid NOT NULL CONSTRAINT fk_refresh_tokens_login_id
                REFERENCES logins (id) ON DELETE CASCADE,
            key_id text NOT NULL, token_hash bytea NOT NULL,
            issued_at timestamptz NOT NULL, expires_at timestamptz NOT NULL,
            used_at timestamptz, used_by bytea, successor_id uuid
        );
        CREATE INDEX ix_refresh_tokens_login_id ON refresh_tokens (login_id)
    """)
    platform_table("refresh_tokens", redact=("token_hash", "used_by"))


def _email_tokens() -> None:
    op.execute("""
        CREATE TABLE email_tokens (
            id uuid CONSTRAINT pk_email_tokens PRIMARY KEY,
            user_id uuid CONSTRAINT fk_email_tokens_user_id REFERENCES users (id),
            purpose text NOT NULL,
            email text NOT NULL, locale text NOT NULL,
            key_id text NOT NULL, token_hash bytea NOT NULL,
            created_at timestamptz NOT NULL, expires_at timestamptz NOT NULL,
            used_at timestamptz, mailed_at timestamptz,
            CONSTRAINT ck_email_tokens_purpose
                CHECK (purpose IN ('verify-email', 'reset-password', 'already-registered',
                    'password-changed', 'change-email', 'email-changed'))
        );
        CREATE INDEX ix_email_tokens_user_id ON email_tokens (user_id, purpose);
        CREATE INDEX ix_email_tokens_created_at ON email_tokens (created_at);
        CREATE INDEX ix_email_tokens_unmailed ON email_tokens (created_at) WHERE mailed_at IS NULL
    """)
    platform_table("email_tokens", redact=("token_hash",))


def _signing_keys() -> None:
    op.execute("""
        CREATE TABLE signing_keys (
            id uuid CONSTRAINT pk_signing_keys PRIMARY KEY,
            kid text NOT NULL CONSTRAINT uq_signing_keys_kid UNIQUE,
            public_jwk jsonb NOT NULL, private_key bytea NOT NULL,
            created_at timestamptz NOT NULL,
            signs_from timestamptz NOT NULL, signs_until timestamptz NOT NULL,
            verifies_until timestamptz NOT NULL
        )
    """)
    platform_table("signing_keys", redact=("private_key",))


def _sign_in_attempts() -> None:
    op.execute("""
        CREATE TABLE sign_in_attempts (
            id uuid CONSTRAINT pk_sign_in_attempts PRIMARY KEY,
            subject bytea NOT NULL CONSTRAINT uq_sign_in_attempts_subject UNIQUE,
            kind text NOT NULL CONSTRAINT ck_sign_in_attempts_kind
                CHECK (kind IN ('account', 'address')),
            failures bigint NOT NULL, last_failed_at timestamptz NOT NULL,
            locked_until timestamptz
        );
        CREATE INDEX ix_sign_in_attempts_last_failed_at ON sign_in_attempts (last_failed_at)
    """)
    platform_table("sign_in_attempts")


def _references() -> None:
    """Foreign keys of tables that stand in earlier files."""
    op.execute("""
        ALTER TABLE memberships ADD CONSTRAINT fk_memberships_user_id
            FOREIGN KEY (user_id) REFERENCES users (id)
    """)
