"""Tables of files."""

revision = "0005_files"
down_revision = "0004_connections"


def upgrade() -> None:
    pass
