"""Tables of notifications."""

revision = "0014_notifications"
down_revision = "0013_checkin"


def upgrade() -> None:
    pass
