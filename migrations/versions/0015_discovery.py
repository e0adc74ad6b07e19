"""Tables of discovery."""

revision = "0015_discovery"
down_revision = "0014_notifications"


def upgrade() -> None:
    pass
