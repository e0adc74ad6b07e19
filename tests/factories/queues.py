"""What every waitlist should do, without a database: a heap of (class, arrival) that is served."""

import heapq
from collections.abc import Mapping
from typing import Final

RANKS: Final = {"vip": 0, "early_bird": 1, "standard": 2}
"""Classes of waitlists, the first served first."""


def served(waiting: Mapping[str, tuple[int, int, int]], places: int) -> list[tuple[str, int]]:
    """Who is served by so many free places, and how many each gets.

    `waiting` gives the class, the arrival and the wanted places of each. Nobody jumps: where the
    first does not fit, the others wait as well.
    """
    heap = [(rank, arrival, who) for who, (rank, arrival, _) in waiting.items()]
    heapq.heapify(heap)
    found: list[tuple[str, int]] = []
    while heap:
        who = heap[0][2]
        wanted = waiting[who][2]
        if wanted > places:
            break
        heapq.heappop(heap)
        places -= wanted
        found.append((who, wanted))
    return found
