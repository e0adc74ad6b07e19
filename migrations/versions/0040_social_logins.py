"""Accounts elsewhere that are linked to people's, and attempts to sign in with one."""

from alembic import op

from turnout.kernel.db.ddl import person_table, platform_table

revision = "0040_social_logins"
down_revision = "0039_agencies"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE social_logins (
            id uuid CONSTRAINT pk_social_logins PRIMARY KEY,
            user_id uuid NOT NULL CONSTRAINT fk_social_logins_user_id REFERENCES users (id),
            provider text NOT NULL, issuer text NOT NULL, subject text NOT NULL,
            email text NOT NULL, created_at timestamptz NOT NULL, last_used_at timestamptz,
            CONSTRAINT uq_social_logins_issuer_subject UNIQUE (issuer, subject)
        );
        CREATE INDEX ix_social_logins_user_id ON social_logins (user_id)
    """)
    person_table("social_logins", redact=("subject", "email"))
    op.execute("""
        CREATE TABLE social_sign_ins (
            id uuid CONSTRAINT pk_social_sign_ins PRIMARY KEY,
            provider text NOT NULL,
            state_hash bytea CONSTRAINT uq_social_sign_ins_state_hash UNIQUE,
            browser_hash bytea NOT NULL, sealed bytea NOT NULL, back_to text NOT NULL,
            created_at timestamptz NOT NULL, expires_at timestamptz NOT NULL
        );
        CREATE INDEX ix_social_sign_ins_expires_at ON social_sign_ins (expires_at)
    """)
    platform_table("social_sign_ins", redact=("state_hash", "browser_hash", "sealed"))
    op.execute("""
        ALTER TABLE email_tokens DROP CONSTRAINT ck_email_tokens_purpose;
        ALTER TABLE email_tokens ADD CONSTRAINT ck_email_tokens_purpose
            CHECK (purpose IN ('verify-email', 'reset-password', 'already-registered',
                'password-changed', 'change-email', 'email-changed', 'second-factors-changed',
                'sign-in-methods-changed'))
    """)


def downgrade() -> None:
    op.execute("""
        DROP TABLE social_sign_ins;
        DROP TABLE social_logins
    """)
