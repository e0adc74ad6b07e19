"""From when each role is asked for a second factor: grace is for those who are newly asked."""

from alembic import op

revision = "0077_second_factor_policies"
down_revision = "0076_order_search"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE second_factor_policies
            ADD COLUMN role_demands jsonb NOT NULL DEFAULT '{}'::jsonb
    """)


def downgrade() -> None:
    op.execute("ALTER TABLE second_factor_policies DROP COLUMN role_demands")
