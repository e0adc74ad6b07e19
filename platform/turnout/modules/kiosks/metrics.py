"""What is counted of kiosks, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

SEARCHED: Final = counter(
    "turnout_kiosk_searches",
    "Attendees who looked for their ticket at a kiosk, by whether it was found",
    found=("yes", "no"),
)
BADGES: Final = counter("turnout_kiosk_badges", "Badges that kiosks printed")
