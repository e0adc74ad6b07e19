"""Tables of events."""

revision = "0007_events"
down_revision = "0006_venues"


def upgrade() -> None:
    pass
