"""What is counted of ticket transfers."""

from turnout.kernel.observability.metrics import counter

TRANSFERS = counter(
    "turnout_ticket_transfers",
    "Tickets offered to somebody else, by what became of it",
    outcome=("offered", "accepted", "declined", "withdrawn", "expired"),
)
