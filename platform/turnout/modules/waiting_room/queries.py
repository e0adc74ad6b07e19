"""Every statement of waiting rooms and of the orders that passes began."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.waiting_room.errors import RoomNotFound
from turnout.modules.waiting_room.types import NewWaitingRoom, WaitingRoom

COLUMNS: Final = (
    "is_on",
    "is_paused",
    "lobby_opens_at",
    "opens_at",
    "least_per_minute",
    "most_per_minute",
    "most_shopping",
    "shopping_minutes",
    "target_milliseconds",
    "automatic_above_per_minute",
    "is_automatic",
    "run",
    "key_id",
)
ONE: Final = f"""
    SELECT id, event_id, version, {", ".join(COLUMNS)} FROM waiting_rooms
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
"""
SAVE: Final = f"""
    INSERT INTO waiting_rooms (organization_id, id, event_id, version, {", ".join(COLUMNS)})
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, 1,
        {", ".join(f"%({each})s" for each in COLUMNS)})
    ON CONFLICT (organization_id, event_id) DO UPDATE SET version = waiting_rooms.version + 1,
        {", ".join(f"{each} = EXCLUDED.{each}" for each in COLUMNS)}
"""
ON: Final = """
    SELECT organization_id, event_id FROM waiting_rooms
    WHERE is_on ORDER BY organization_id, event_id LIMIT %(limit)s
"""
AUTOMATIC: Final = """
    SELECT w.organization_id, w.event_id FROM waiting_rooms w
    WHERE w.automatic_above_per_minute IS NOT NULL AND (w.is_automatic OR NOT w.is_on)
    ORDER BY w.organization_id, w.event_id LIMIT %(limit)s
"""
CLAIM: Final = """
    INSERT INTO waiting_room_checkouts (organization_id, id, event_id, order_id, begun_at)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(order_id)s, %(now)s)
    ON CONFLICT (organization_id, id) DO UPDATE SET order_id = EXCLUDED.order_id,
        begun_at = EXCLUDED.begun_at, ended_at = NULL
    WHERE waiting_room_checkouts.order_id = %(instead_of)s
    RETURNING id
"""
"""One row for a pass: who comes second at the same moment waits here for the first's commit."""
HELD_BY: Final = """
    SELECT order_id FROM waiting_room_checkouts
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
UNENDED: Final = """
    SELECT id, order_id FROM waiting_room_checkouts
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s AND ended_at IS NULL
    ORDER BY id LIMIT %(limit)s
"""
END: Final = """
    UPDATE waiting_room_checkouts SET ended_at = %(now)s
    WHERE organization_id = %(organization_id)s AND id = ANY(%(ids)s::uuid[])
"""
NO_ORDER: Final = UUID(int=0)


def find_room(tx: Transaction, event_id: UUID) -> WaitingRoom | None:
    found = tx.query(ONE, tx.here(event_id=event_id), into=WaitingRoom)
    return found[0] if found else None


def get_room(tx: Transaction, event_id: UUID) -> WaitingRoom:
    """How an event's waiting room works, or RoomNotFound where it was never set up."""
    found = find_room(tx, event_id)
    if found is None:
        raise RoomNotFound
    return found


def save_room(
    tx: Transaction,
    event_id: UUID,
    new: NewWaitingRoom,
    *,
    run: int,
    key_id: str,
    is_automatic: bool,
) -> None:
    said = {**asdict(new), "run": run, "key_id": key_id, "is_automatic": is_automatic}
    tx.query(SAVE, tx.here(id=new_id(), event_id=event_id, **said))


def list_on(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, event) of every waiting room that is on; asked by the job."""
    return tx.query(ON, {"limit": limit})


def list_automatic(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, event) of the waiting rooms that switch themselves on or off next."""
    return tx.query(AUTOMATIC, {"limit": limit})


def claim_pass(
    tx: Transaction,
    event_id: UUID,
    place_id: UUID,
    order_id: UUID,
    *,
    instead_of: UUID = NO_ORDER,
) -> bool:
    """Have a pass begin this order; False where it has begun another one than `instead_of`."""
    values = tx.here(id=place_id, event_id=event_id, order_id=order_id, instead_of=instead_of)
    return bool(tx.query(CLAIM, values))


def order_of_pass(tx: Transaction, place_id: UUID) -> UUID:
    [(order_id,)] = tx.query(HELD_BY, tx.here(id=place_id))
    return UUID(str(order_id))


def list_unended(tx: Transaction, event_id: UUID, *, limit: int) -> list[tuple[UUID, UUID]]:
    """(place, order) of passes whose orders nobody has found ended."""
    return tx.query(UNENDED, tx.here(event_id=event_id, limit=limit))


def end_checkouts(tx: Transaction, place_ids: Sequence[UUID]) -> None:
    tx.query(END, tx.here(ids=list(place_ids)))
