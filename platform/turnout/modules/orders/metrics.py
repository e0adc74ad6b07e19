"""What is counted for the operator of what buyers do by themselves."""

from turnout.kernel.observability.metrics import counter

RETURNED = counter("turnout_tickets_returned", "Tickets that buyers gave back by the terms")
