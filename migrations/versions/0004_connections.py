"""Tables of connections."""

revision = "0004_connections"
down_revision = "0003_identity"


def upgrade() -> None:
    pass
