"""What is counted of cancellations by buyers."""

from turnout.kernel.observability.metrics import counter

RETURNED = counter("turnout_tickets_returned", "Tickets that buyers gave back by the terms")
