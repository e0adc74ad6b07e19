"""Tables of identity."""

revision = "0003_identity"
down_revision = "0002_organizations"


def upgrade() -> None:
    pass
