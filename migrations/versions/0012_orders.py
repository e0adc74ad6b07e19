"""Tables of orders."""

revision = "0012_orders"
down_revision = "0011_tickets"


def upgrade() -> None:
    pass
