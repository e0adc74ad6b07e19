"""Tables of organizations."""

revision = "0002_organizations"
down_revision = "0001_kernel"


def upgrade() -> None:
    pass
