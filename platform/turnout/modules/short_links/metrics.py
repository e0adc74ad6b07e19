"""What is counted of short links, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

FOLLOWED: Final = counter(
    "turnout_short_links_followed", "Short links that were asked for", outcome=("led", "unknown")
)
