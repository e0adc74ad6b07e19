"""Tables of payments."""

revision = "0010_payments"
down_revision = "0009_inventory"


def upgrade() -> None:
    pass
