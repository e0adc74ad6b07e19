"""What files counts, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

UPLOADS: Final = counter(
    "turnout_file_uploads",
    "Files sent, by how they came and what became of them",
    way=("through", "direct"),
    outcome=("stored", "refused", "no-room", "failed", "lapsed"),
)
VARIANTS: Final = counter(
    "turnout_file_drawings",
    "Pictures drawn in other widths and formats",
    outcome=("stored", "no-room", "gone", "failed"),
)
SCANNED: Final = counter(
    "turnout_file_scans",
    "Documents looked through by the scanner",
    outcome=("clean", "infected", "failed"),
)
REMOVED: Final = counter(
    "turnout_file_removals", "Contents removed from their store", outcome=("removed", "failed")
)
