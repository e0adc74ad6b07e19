"""What data requests count, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

REQUESTS: Final = counter(
    "turnout_data_requests",
    "Requests of people for rectification and objections, by what became of them",
    kind=("rectification", "objection"),
    step=("asked", "extended", "warned", "granted", "refused", "withdrawn"),
)
