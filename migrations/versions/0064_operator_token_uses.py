"""When an operator's token was last used."""

from alembic import op

revision = "0064_operator_token_uses"
down_revision = "0063_user_merges"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE operator_token_uses (
            token_id uuid CONSTRAINT pk_operator_token_uses PRIMARY KEY
                CONSTRAINT fk_operator_token_uses_token_id
                REFERENCES operator_tokens (id) ON DELETE CASCADE,
            used_at timestamptz NOT NULL
        );
        GRANT SELECT, INSERT, UPDATE ON operator_token_uses TO turnout_operator
    """)


def downgrade() -> None:
    op.execute("DROP TABLE operator_token_uses")
