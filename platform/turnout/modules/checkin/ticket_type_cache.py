"""Names of ticket types, kept by the process for a minute so that a scan need not ask."""

import threading
from collections.abc import Callable, Mapping
from time import monotonic
from typing import Final
from uuid import UUID

SECONDS: Final = 60.0
ASK_AGAIN_SECONDS: Final = 2.0
MOST: Final = 512

Names = Mapping[UUID, str]


class TicketTypeCache:
    """Names by (organization, event); a type that is not among them asks again."""

    def __init__(self) -> None:
        self._known: dict[tuple[UUID, UUID], tuple[float, Names]] = {}
        self._lock = threading.Lock()

    def find(
        self,
        organization_id: UUID,
        event_id: UUID,
        *,
        ticket_type_id: UUID,
        read: Callable[[], Names],
    ) -> str | None:
        """The type's name, or None for one that is sold no longer under any name."""
        place = (organization_id, event_id)
        with self._lock:
            read_at, names = self._known.get(place, (-SECONDS, {}))
        age = monotonic() - read_at
        if age >= SECONDS or (ticket_type_id not in names and age >= ASK_AGAIN_SECONDS):
            names = read()
            with self._lock:
                if len(self._known) >= MOST:
                    self._known.clear()
                self._known[place] = (monotonic(), names)
        return names.get(ticket_type_id)
