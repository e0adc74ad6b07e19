"""Published events with their organizers, which the public search composes into its statements."""

from typing import Final

EVENTS: Final = "discovery_events"
WORDS: Final = "discovery_words"
"""Those that published events have."""
ORGANIZATIONS: Final = "discovery_organizations"
ORGANIZER: Final = (
    f"JOIN {ORGANIZATIONS} o ON o.organization_id = e.organization_id AND o.is_public"
)
"""Each has one row, whose id is its own: asking for that as well has PostgreSQL expect a fraction
of the events, and read them organization by organization."""
FROM: Final = f" FROM discovery_events e {ORGANIZER}"
LISTED: Final = "e.is_listed AND e.state IN ('published', 'live', 'postponed')"
"""Whether an event is in lists."""
