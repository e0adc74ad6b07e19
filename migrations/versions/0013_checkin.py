"""Tables of checkin."""

revision = "0013_checkin"
down_revision = "0012_orders"


def upgrade() -> None:
    pass
