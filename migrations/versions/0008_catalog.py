"""Tables of catalog."""

revision = "0008_catalog"
down_revision = "0007_events"


def upgrade() -> None:
    pass
