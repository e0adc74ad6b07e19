"""What is counted of bulk edits, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

EDITED_TYPES: Final = counter(
    "turnout_bulk_edits_ticket_types",
    "Ticket types that bulk edits changed, and that were changed back",
    action=("made", "undone"),
)
