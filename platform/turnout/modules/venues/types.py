"""Venues and rooms as they cross the module's border."""

from dataclasses import dataclass
from uuid import UUID

from turnout.kernel.values import from_attributes
from turnout.modules.venues.models import RoomRow, VenueRow


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVenue:
    name: str
    street: str = ""
    postal_code: str = ""
    city: str = ""
    region: str = ""
    country: str | None = None
    """ISO 3166-1, two letters."""
    latitude: float | None = None
    longitude: float | None = None
    website: str | None = None
    accessibility: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue(NewVenue):
    id: UUID
    version: int
    is_archived: bool

    @classmethod
    def of(cls, row: VenueRow) -> "Venue":
        return from_attributes(cls, row, is_archived=row.archived_at is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRoom:
    name: str
    capacity: int | None = None
    position: int | None = None
    """Where it stands in lists; None: after the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    id: UUID
    venue_id: UUID
    name: str
    slug: str
    capacity: int | None
    position: int
    version: int

    @classmethod
    def of(cls, row: RoomRow) -> "Room":
        return from_attributes(cls, row)
