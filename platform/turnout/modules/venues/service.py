"""Use cases of venues."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import require_version
from turnout.modules.venues import policies, queries, rules
from turnout.modules.venues.errors import RoomNameTaken
from turnout.modules.venues.facts import VenueChanged
from turnout.modules.venues.models import RoomRow, VenueRow
from turnout.modules.venues.types import NewRoom, NewVenue, Room, Venue


def create_venue(ctx: OrganizationContext, new: NewVenue) -> Venue:
    policies.require_can_write(ctx)
    with transaction(ctx) as tx:
        return add_venue(tx, new)


def list_venues(ctx: OrganizationContext, request: PageRequest) -> Page[Venue]:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        rows = queries.list_venues(tx, request)
    return page(rows, request, key=lambda row: (row.name, row.id)).map(Venue.of)


def get_venue(ctx: OrganizationContext, venue_id: UUID) -> Venue:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return Venue.of(queries.get_venue(tx, venue_id))


def update_venue(
    ctx: OrganizationContext, venue_id: UUID, changes: dict[str, Any], *, version: int | None
) -> Venue:
    """Change the named fields; `version` is the one the caller saw (None: whichever)."""
    policies.require_can_write(ctx)
    with transaction(ctx) as tx:
        row = queries.lock_venue(tx, venue_id)
        require_version(version, row.version)
        for name, value in changes.items():
            setattr(row, name, value)
        row.version += 1
        tx.publish(VenueChanged(venue_id=venue_id))
    return Venue.of(row)


def archive_venue(ctx: OrganizationContext, venue_id: UUID) -> None:
    """Take a venue out of lists; events that use it keep it."""
    policies.require_can_write(ctx)
    with transaction(ctx) as tx:
        row = queries.lock_venue(tx, venue_id)
        row.archived_at = row.archived_at or tx.now
        row.version += 1
        tx.publish(VenueChanged(venue_id=venue_id))


def list_rooms(ctx: OrganizationContext, venue_id: UUID) -> list[Room]:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        queries.get_venue(tx, venue_id)
        return [Room.of(row) for row in queries.list_rooms(tx, venue_id)]


def create_room(ctx: OrganizationContext, venue_id: UUID, new: NewRoom) -> Room:
    """Add a room; RoomNameTaken when the venue has one of this name."""
    policies.require_can_write(ctx)
    with transaction(ctx) as tx:
        queries.lock_venue(tx, venue_id)
        known = queries.list_rooms(tx, venue_id)
        if any(room.name == new.name for room in known):
            raise RoomNameTaken
        row = _new_room(venue_id, new, _Places.of(known))
        tx.add(row)
        tx.publish(VenueChanged(venue_id=venue_id))
    return Room.of(row)


def update_room(
    ctx: OrganizationContext,
    venue_id: UUID,
    room_id: UUID,
    *,
    changes: dict[str, Any],
    version: int | None,
) -> Room:
    policies.require_can_write(ctx)
    with transaction(ctx) as tx:
        row = queries.get_room(tx, venue_id, room_id)
        require_version(version, row.version)
        for name, value in changes.items():
            setattr(row, name, value)
        row.version += 1
        queries.write_rooms(tx)
        tx.publish(VenueChanged(venue_id=venue_id))
    return Room.of(row)


def delete_room(ctx: OrganizationContext, venue_id: UUID, room_id: UUID) -> None:
    """Remove a room in which nothing takes place."""
    policies.require_can_write(ctx)
    with transaction(ctx) as tx:
        queries.get_room(tx, venue_id, room_id)
        queries.delete_room(tx, room_id)
        tx.publish(VenueChanged(venue_id=venue_id))


def add_venue(tx: Transaction, new: NewVenue) -> Venue:
    row = VenueRow(**asdict(new), created_at=tx.now, archived_at=None, version=1)
    tx.add(row)
    tx.flush()
    tx.publish(VenueChanged(venue_id=row.id))
    return Venue.of(row)


def ensure_venue(tx: Transaction, new: NewVenue) -> Venue:
    """The venue of this name and city, made when there is none."""
    row = queries.find_venue_named(tx, new.name, new.city)
    return Venue.of(row) if row is not None else add_venue(tx, new)


def ensure_room(tx: Transaction, venue_id: UUID, name: str) -> UUID:
    return ensure_rooms(tx, venue_id, [name])[name]


def ensure_rooms(tx: Transaction, venue_id: UUID, names: Iterable[str]) -> dict[str, UUID]:
    """Ids of a venue's rooms by name; those that are missing are made, in the order given.

    Locks the venue, so that two imports do not make the same room.
    """
    queries.lock_venue(tx, venue_id)
    known = queries.list_rooms(tx, venue_id)
    ids = {row.name: row.id for row in known}
    places = _Places.of(known)
    for name in names:
        if name not in ids:
            row = _new_room(venue_id, NewRoom(name=name), places)
            tx.add(row)
            ids[name] = row.id
    tx.flush()
    return ids


def find_venue(tx: Transaction, venue_id: UUID) -> Venue | None:
    row = queries.find_venue(tx, venue_id)
    return None if row is None else Venue.of(row)


def venues_by_id(tx: Transaction, venue_ids: Sequence[UUID]) -> dict[UUID, Venue]:
    return {row.id: Venue.of(row) for row in queries.list_venues_by_id(tx, venue_ids)}


def rooms_by_id(tx: Transaction, room_ids: Sequence[UUID]) -> dict[UUID, Room]:
    return {row.id: Room.of(row) for row in queries.list_rooms_by_id(tx, room_ids)}


@dataclass(slots=True)
class _Places:
    """What the next room of a venue has to differ from and stand behind."""

    slugs: set[str]
    last: int

    @classmethod
    def of(cls, rooms: Sequence[RoomRow]) -> "_Places":
        return cls({room.slug for room in rooms}, max((room.position for room in rooms), default=0))


def _new_room(venue_id: UUID, new: NewRoom, places: _Places) -> RoomRow:
    places.last += 1
    slug = rules.slug_of(new.name, places.slugs)
    places.slugs.add(slug)
    return RoomRow(
        venue_id=venue_id,
        name=new.name,
        slug=slug,
        capacity=new.capacity,
        position=places.last if new.position is None else new.position,
        version=1,
    )
