"""Where the city of a published event is, by which it is near a place without a point of its own."""

from alembic import op

revision = "0206_event_city_points"
down_revision = "0205_payment_risk"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE discovery_events
            ADD COLUMN city_latitude double precision, ADD COLUMN city_longitude double precision
    """)


def downgrade() -> None:
    op.execute("""
        ALTER TABLE discovery_events DROP COLUMN city_longitude, DROP COLUMN city_latitude
    """)
