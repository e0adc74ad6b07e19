"""Opt-outs follow an account's address: the platform writes them for the new one."""

from alembic import op

revision = "0083_opt_outs_follow"
down_revision = "0082_order_timeline"


def upgrade() -> None:
    op.execute("GRANT INSERT ON mail_opt_outs TO turnout_operator")


def downgrade() -> None:
    op.execute("REVOKE INSERT ON mail_opt_outs FROM turnout_operator")
