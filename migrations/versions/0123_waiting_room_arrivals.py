"""Waiting rooms that switch themselves on when more people come than an organizer says."""

from alembic import op

revision = "0123_waiting_room_arrivals"
down_revision = "0122_suppressions"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE waiting_rooms
            ADD COLUMN automatic_above_per_minute bigint,
            ADD COLUMN is_automatic boolean NOT NULL DEFAULT false,
            ADD CONSTRAINT ck_waiting_rooms_automatic CHECK (automatic_above_per_minute >= 1)
    """)


def downgrade() -> None:
    op.execute("""
        ALTER TABLE waiting_rooms DROP CONSTRAINT ck_waiting_rooms_automatic,
            DROP COLUMN automatic_above_per_minute, DROP COLUMN is_automatic
    """)
