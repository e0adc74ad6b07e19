"""Tables of inventory."""

revision = "0009_inventory"
down_revision = "0008_catalog"


def upgrade() -> None:
    pass
