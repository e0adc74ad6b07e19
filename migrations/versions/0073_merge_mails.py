"""Mails about merged accounts."""

from alembic import op

revision = "0073_merge_mails"
down_revision = "0072_template_shares"

PURPOSES = (
    "verify-email",
    "reset-password",
    "already-registered",
    "password-changed",
    "change-email",
    "email-changed",
    "second-factors-changed",
    "sign-in-methods-changed",
    "erasure-asked",
    "new-device",
    "approve-email-change",
)
MERGED = "accounts-merged"


def upgrade() -> None:
    _allow((*PURPOSES, MERGED))


def downgrade() -> None:
    op.execute(f"DELETE FROM email_tokens WHERE purpose = '{MERGED}'")
    _allow(PURPOSES)


def _allow(purposes: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{each}'" for each in purposes)
    op.execute(f"""
        ALTER TABLE email_tokens DROP CONSTRAINT ck_email_tokens_purpose;
        ALTER TABLE email_tokens ADD CONSTRAINT ck_email_tokens_purpose
            CHECK (purpose IN ({listed}))
    """)
