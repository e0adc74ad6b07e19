"""What is counted of embeds, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

REFUSED: Final = counter(
    "turnout_embeds_origins_refused", "Orders out of pages of sites that are not on the list"
)
