"""Facts of badges."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeLayoutChanged(Fact):
    """A badge layout was made, changed or deleted."""

    name: ClassVar[str] = "badges.layout-changed.v1"
    layout_id: UUID
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgePrinted(Fact):
    """A badge was printed; from the second time on it is a reprint."""

    name: ClassVar[str] = "badges.printed.v1"
    print_id: UUID
    event_id: UUID
    ticket_id: UUID
    number: int
