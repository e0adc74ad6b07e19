"""Tables of tickets."""

revision = "0011_tickets"
down_revision = "0010_payments"


def upgrade() -> None:
    pass
