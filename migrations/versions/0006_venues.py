"""Tables of venues."""

revision = "0006_venues"
down_revision = "0005_files"


def upgrade() -> None:
    pass
