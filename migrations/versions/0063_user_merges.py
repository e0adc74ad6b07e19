"""Merges of two accounts of one person."""

from alembic import op

from turnout.kernel.db.ddl import platform_table

revision = "0063_user_merges"
down_revision = "0062_sso"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE user_merges (
            id uuid CONSTRAINT pk_user_merges PRIMARY KEY,
            from_user_id uuid NOT NULL CONSTRAINT fk_user_merges_from_user_id
                REFERENCES users (id),
            into_user_id uuid NOT NULL CONSTRAINT fk_user_merges_into_user_id
                REFERENCES users (id),
            reason text NOT NULL, asked_by text NOT NULL, asked_at timestamptz NOT NULL,
            leased_until timestamptz, done_at timestamptz, report jsonb
        );
        CREATE UNIQUE INDEX uq_user_merges_from_user_id ON user_merges (from_user_id);
        CREATE INDEX ix_user_merges_into_user_id ON user_merges (into_user_id)
            WHERE done_at IS NULL
    """)
    platform_table("user_merges", operator=("SELECT", "INSERT", "UPDATE"), redact=("report",))


def downgrade() -> None:
    op.execute("DROP TABLE user_merges")
