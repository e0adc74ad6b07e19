"""Every statement about venues and rooms."""

from collections.abc import Sequence
from uuid import UUID

from psycopg.errors import ForeignKeyViolation
from sqlalchemy import select, tuple_
from sqlalchemy.exc import IntegrityError

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction
from turnout.modules.venues.errors import RoomInUse, RoomNameTaken, RoomNotFound, VenueNotFound
from turnout.modules.venues.models import RoomRow, VenueRow

DELETE_ROOM = """
    DELETE FROM rooms WHERE organization_id = %(organization_id)s AND id = %(id)s
"""


def find_venue(tx: Transaction, venue_id: UUID) -> VenueRow | None:
    return tx.session.get(VenueRow, (tx.organization_id, venue_id))


def get_venue(tx: Transaction, venue_id: UUID) -> VenueRow:
    row = find_venue(tx, venue_id)
    if row is None:
        raise VenueNotFound
    return row


def lock_venue(tx: Transaction, venue_id: UUID) -> VenueRow:
    row = tx.session.get(VenueRow, (tx.organization_id, venue_id), with_for_update=True)
    if row is None:
        raise VenueNotFound
    return row


def find_venue_named(tx: Transaction, name: str, city: str) -> VenueRow | None:
    named = select(VenueRow).where(
        VenueRow.organization_id == tx.organization_id,
        VenueRow.name == name,
        VenueRow.city == city,
        VenueRow.archived_at.is_(None),
    )
    return tx.session.scalars(named.order_by(VenueRow.id).limit(1)).first()


def list_venues(tx: Transaction, request: PageRequest) -> list[VenueRow]:
    """By name, without archived ones, one row more than asked for."""
    found = select(VenueRow).where(
        VenueRow.organization_id == tx.organization_id, VenueRow.archived_at.is_(None)
    )
    if request.after is not None:
        found = found.where(tuple_(VenueRow.name, VenueRow.id) > request.after)
    ordered = found.order_by(VenueRow.name, VenueRow.id).limit(request.limit + 1)
    return list(tx.session.scalars(ordered))


def list_venues_by_id(tx: Transaction, venue_ids: Sequence[UUID]) -> list[VenueRow]:
    by_id = select(VenueRow).where(
        VenueRow.organization_id == tx.organization_id, VenueRow.id.in_(venue_ids)
    )
    return list(tx.session.scalars(by_id))


def list_rooms(tx: Transaction, venue_id: UUID) -> list[RoomRow]:
    of_venue = select(RoomRow).where(
        RoomRow.organization_id == tx.organization_id, RoomRow.venue_id == venue_id
    )
    return list(tx.session.scalars(of_venue.order_by(RoomRow.position, RoomRow.name)))


def list_rooms_by_id(tx: Transaction, room_ids: Sequence[UUID]) -> list[RoomRow]:
    by_id = select(RoomRow).where(
        RoomRow.organization_id == tx.organization_id, RoomRow.id.in_(room_ids)
    )
    return list(tx.session.scalars(by_id.order_by(RoomRow.position, RoomRow.name)))


def get_room(tx: Transaction, venue_id: UUID, room_id: UUID) -> RoomRow:
    row = tx.session.get(RoomRow, (tx.organization_id, room_id))
    if row is None or row.venue_id != venue_id:
        raise RoomNotFound
    return row


def write_rooms(tx: Transaction) -> None:
    """Send what was added or changed now, so that a name that is taken is told as such."""
    try:
        tx.flush()
    except IntegrityError as taken:
        raise RoomNameTaken from taken


def delete_room(tx: Transaction, room_id: UUID) -> None:
    try:
        tx.query(DELETE_ROOM, {"organization_id": tx.organization_id, "id": room_id})
    except ForeignKeyViolation as held:
        raise RoomInUse from held
