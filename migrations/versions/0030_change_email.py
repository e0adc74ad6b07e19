"""Mails that change the address of an account."""

from alembic import op

revision = "0030_change_email"
down_revision = "0029_news"


def upgrade() -> None:
    op.execute("ALTER TABLE email_tokens DROP CONSTRAINT ck_email_tokens_purpose")
    op.execute("""
        ALTER TABLE email_tokens ADD CONSTRAINT ck_email_tokens_purpose
            CHECK (purpose IN ('verify-email', 'reset-password', 'already-registered',
                'password-changed', 'change-email', 'email-changed'))
    """)
