"""Quiet hours: when a person gets no text messages that can wait."""

from alembic import op

from turnout.kernel.db.ddl import platform_table

revision = "0156_quiet_hours"
down_revision = "0155_inbox"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE quiet_hours (
            id uuid CONSTRAINT pk_quiet_hours PRIMARY KEY,
            user_id uuid NOT NULL CONSTRAINT uq_quiet_hours_user_id UNIQUE
                CONSTRAINT fk_quiet_hours_user_id REFERENCES users (id) ON DELETE CASCADE,
            is_on boolean NOT NULL, starts text NOT NULL, ends text NOT NULL,
            updated_at timestamptz NOT NULL,
            CONSTRAINT ck_quiet_hours_ends CHECK (NOT is_on OR starts <> ends)
        )
    """)
    platform_table("quiet_hours", app=("SELECT",))


def downgrade() -> None:
    op.execute("DROP TABLE quiet_hours")
