"""How points fade, and in which hundredth of all events one stands. Pure."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final
from uuid import UUID

HALF_LIFE: Final = timedelta(days=7)
"""After so long something counts half."""
PERIOD: Final = timedelta(days=28)
"""What is older counts nothing."""
MOST_OF_ORDER: Final = 10
"""Tickets of one order that count, so that one large order makes nobody popular."""
MOST_OF_HOUR: Final = 100
"""Visits of an hour that count, so that a program that calls a page makes it no more popular."""
TICKET, FAVOURITE, VISIT = 1.0, 0.5, 0.02
"""What a ticket, a favourite and a visit of the page count at first."""
STEPS: Final = 100


def standings(points: Mapping[UUID, float]) -> dict[UUID, int]:
    """In which hundredth each event stands, 100 for the first; 0 without any points.

    Those with the same points stand alike. Nothing of the points themselves is in it.
    """
    levels = sorted({round(each, 6) for each in points.values() if each > 0})
    step = {level: -(-STEPS * number // len(levels)) for number, level in enumerate(levels, 1)}
    return {event_id: step.get(round(each, 6), 0) for event_id, each in points.items()}
