"""Passkeys of people, and the challenges that they answer."""

from alembic import op

from turnout.kernel.db.ddl import platform_table

revision = "0045_passkeys"
down_revision = "0044_operators"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE passkeys (
            id uuid CONSTRAINT pk_passkeys PRIMARY KEY,
            user_id uuid NOT NULL CONSTRAINT fk_passkeys_user_id REFERENCES users (id),
            name text NOT NULL,
            credential_id bytea NOT NULL CONSTRAINT uq_passkeys_credential_id UNIQUE,
            public_key bytea NOT NULL, sign_count bigint NOT NULL,
            is_backed_up boolean NOT NULL,
            created_at timestamptz NOT NULL, last_used_at timestamptz,
            CONSTRAINT ck_passkeys_name CHECK (char_length(name) BETWEEN 1 AND 60)
        );
        CREATE INDEX ix_passkeys_user_id ON passkeys (user_id)
    """)
    platform_table("passkeys", redact=("credential_id", "public_key"))
    op.execute("""
        CREATE TABLE passkey_challenges (
            id uuid CONSTRAINT pk_passkey_challenges PRIMARY KEY,
            challenge_hash bytea NOT NULL
                CONSTRAINT uq_passkey_challenges_challenge_hash UNIQUE,
            browser_hash bytea NOT NULL,
            user_id uuid CONSTRAINT fk_passkey_challenges_user_id REFERENCES users (id),
            expires_at timestamptz NOT NULL
        );
        CREATE INDEX ix_passkey_challenges_user_id ON passkey_challenges (user_id);
        CREATE INDEX ix_passkey_challenges_expires_at ON passkey_challenges (expires_at)
    """)
    platform_table("passkey_challenges", operator=("SELECT", "INSERT", "DELETE"))


def downgrade() -> None:
    op.execute("DROP TABLE passkey_challenges; DROP TABLE passkeys")
