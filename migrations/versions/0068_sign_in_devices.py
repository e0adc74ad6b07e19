"""Browsers from which a person has signed in; what a mail about an account tells besides."""

from alembic import op

from turnout.kernel.db.ddl import platform_table

revision = "0068_sign_in_devices"
down_revision = "0067_agencies"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE sign_in_devices (
            id uuid CONSTRAINT pk_sign_in_devices PRIMARY KEY,
            user_id uuid NOT NULL
                CONSTRAINT fk_sign_in_devices_user_id REFERENCES users (id),
            secret_hash bytea NOT NULL, fingerprint bytea NOT NULL,
            first_used_at timestamptz NOT NULL, last_used_at timestamptz NOT NULL,
            CONSTRAINT uq_sign_in_devices_user_id_secret_hash UNIQUE (user_id, secret_hash)
        );
        CREATE INDEX ix_sign_in_devices_last_used_at ON sign_in_devices (last_used_at);
        ALTER TABLE email_tokens ADD COLUMN details jsonb NOT NULL DEFAULT '{}'
    """)
    platform_table("sign_in_devices", redact=("secret_hash", "fingerprint"))


def downgrade() -> None:
    op.execute("ALTER TABLE email_tokens DROP COLUMN details")
    op.execute("DROP TABLE sign_in_devices")
