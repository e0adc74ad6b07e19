"""What kept calendars count, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

LINKS: Final = counter(
    "turnout_calendar_links",
    "Calendars that people connected, by what became of it",
    outcome=("connected", "refused", "disconnected", "revoked"),
)
ENTRIES: Final = counter(
    "turnout_calendar_entries", "Entries told to calendars", outcome=("written", "removed")
)
LOOKS: Final = counter(
    "turnout_calendar_looks", "Calendars that were looked at", outcome=("done", "failed", "lost")
)
