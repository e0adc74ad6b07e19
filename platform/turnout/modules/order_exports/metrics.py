"""What is counted of exports, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter
from turnout.modules.order_exports.types import ExportKind

EXPORTS: Final = counter(
    "turnout_order_exports",
    "Exports of orders, attendees, check-ins and payments, by what became of them",
    kind=tuple(ExportKind),
    outcome=("started", "ready", "failed", "cancelled", "downloaded"),
)
ROWS: Final = counter("turnout_order_export_rows", "Lines of exports that were made")
