"""What is counted of exports, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

EXPORTS: Final = counter(
    "turnout_order_exports",
    "Exports of orders and attendees, by what became of them",
    outcome=("started", "ready", "failed", "cancelled", "downloaded"),
)
ROWS: Final = counter("turnout_order_export_rows", "Lines of exports that were made")
