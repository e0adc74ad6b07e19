"""Windows of check-in lists: the times at which a list admits, besides its opening and closing."""

from alembic import op

revision = "0108_checkin_windows"
down_revision = "0107_fraud_rules"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE checkin_lists
            ADD COLUMN windows jsonb,
            ADD CONSTRAINT ck_checkin_lists_windows
                CHECK (jsonb_typeof(windows) = 'array' AND windows <> '[]'::jsonb)
    """)


def downgrade() -> None:
    op.execute("ALTER TABLE checkin_lists DROP COLUMN windows")
