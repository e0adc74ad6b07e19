"""What is counted of payment links."""

from typing import Final

from turnout.kernel.observability.metrics import counter

LINKS: Final = counter(
    "turnout_payment_links",
    "Links to pay an order that the team made, by how they reach the buyer",
    way=("mailed", "shown"),
)
