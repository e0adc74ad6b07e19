"""Second factors of people, sign-ins that wait for one, and when a login last proved itself."""

from alembic import op

from turnout.kernel.db.ddl import platform_table

revision = "0030_second_factors"
down_revision = "0029_buyer_key"


def upgrade() -> None:
    _authenticators()
    _recovery_codes()
    _sign_in_challenges()
    _logins()
    _more_words()


def _authenticators() -> None:
    op.execute("""
        CREATE TABLE authenticators (
            id uuid CONSTRAINT pk_authenticators PRIMARY KEY,
            user_id uuid NOT NULL CONSTRAINT uq_authenticators_user_id UNIQUE
                CONSTRAINT fk_authenticators_user_id REFERENCES users (id),
            secret bytea NOT NULL, last_step bigint NOT NULL,
            created_at timestamptz NOT NULL, confirmed_at timestamptz
        )
    """)
    platform_table("authenticators", redact=("secret",))


def _recovery_codes() -> None:
    op.execute("""
        CREATE TABLE recovery_codes (
            id uuid CONSTRAINT pk_recovery_codes PRIMARY KEY,
            user_id uuid NOT NULL CONSTRAINT fk_recovery_codes_user_id REFERENCES users (id),
            code_hash bytea NOT NULL,
            created_at timestamptz NOT NULL, used_at timestamptz,
            CONSTRAINT uq_recovery_codes_user_id_code_hash UNIQUE (user_id, code_hash)
        )
    """)
    platform_table("recovery_codes", redact=("code_hash",))


def _sign_in_challenges() -> None:
    op.execute("""
        CREATE TABLE sign_in_challenges (
            id uuid CONSTRAINT pk_sign_in_challenges PRIMARY KEY,
            user_id uuid NOT NULL CONSTRAINT fk_sign_in_challenges_user_id REFERENCES users (id),
            key_id text NOT NULL, token_hash bytea NOT NULL,
            created_at timestamptz NOT NULL, expires_at timestamptz NOT NULL, used_at timestamptz
        );
        CREATE INDEX ix_sign_in_challenges_user_id ON sign_in_challenges (user_id);
        CREATE INDEX ix_sign_in_challenges_expires_at ON sign_in_challenges (expires_at)
    """)
    platform_table("sign_in_challenges", redact=("token_hash",))


def _logins() -> None:
    # Logins from before count as proved when they were opened, which was by a password.
    op.execute("""
        ALTER TABLE logins ADD COLUMN confirmed_at timestamptz,
            ADD COLUMN second_factor_at timestamptz
    """)


def _more_words() -> None:
    op.execute("""
        ALTER TABLE email_tokens DROP CONSTRAINT ck_email_tokens_purpose;
        ALTER TABLE email_tokens ADD CONSTRAINT ck_email_tokens_purpose
            CHECK (purpose IN ('verify-email', 'reset-password', 'already-registered',
                'password-changed', 'change-email', 'email-changed', 'second-factors-changed'));
        ALTER TABLE sign_in_attempts DROP CONSTRAINT ck_sign_in_attempts_kind;
        ALTER TABLE sign_in_attempts ADD CONSTRAINT ck_sign_in_attempts_kind
            CHECK (kind IN ('account', 'address', 'second-factor'))
    """)
