"""What directories count."""

from turnout.kernel.observability.metrics import counter

REQUESTS = counter("turnout_scim_requests", "Requests of directories", outcome=("done", "refused"))
