"""What crosses the border of kiosks: who was found, and the badge that was printed."""

from dataclasses import dataclass
from typing import Annotated, ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A ticket whose order number, or somebody's address, was typed."""

    ticket_id: UUID
    name: str
    ticket_type_id: UUID
    state: str
    is_in: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskTicket:
    """The ticket of whoever stands at the kiosk; admitted by `ticket_id`."""

    component: ClassVar[str] = "KiosksTicket"
    ticket_id: UUID
    name: str
    ticket_type_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskBadge:
    """A badge that was put on record; its file is there a day."""

    component: ClassVar[str] = "KiosksBadge"
    badge_print_run_id: UUID
    print_job_id: Annotated[
        UUID | None, "At the kiosk's print station; null: the kiosk prints the file itself"
    ] = None
