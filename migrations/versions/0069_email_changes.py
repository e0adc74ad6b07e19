"""Changes of email addresses, agreed to by the old one and proved by the new."""

from alembic import op

from turnout.kernel.db.ddl import platform_table

revision = "0069_email_changes"
down_revision = "0068_sign_in_devices"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE email_changes (
            id uuid CONSTRAINT pk_email_changes PRIMARY KEY,
            user_id uuid NOT NULL CONSTRAINT fk_email_changes_user_id REFERENCES users (id),
            old_email text NOT NULL, new_email text NOT NULL, login_id uuid,
            asked_at timestamptz NOT NULL, approved_at timestamptz, proved_at timestamptz,
            done_at timestamptz, ended_at timestamptz
        );
        CREATE INDEX ix_email_changes_user_id ON email_changes (user_id)
    """)
    platform_table("email_changes")


def downgrade() -> None:
    op.execute("DROP TABLE email_changes")
