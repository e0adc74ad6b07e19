"""Every statement of the stock."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.kernel.messaging import live
from turnout.modules.inventory.errors import (
    BelowTaken,
    EventNotFound,
    PoolInUse,
    PoolNotFound,
    SoldOut,
)
from turnout.modules.inventory.facts import PlacesFreed
from turnout.modules.inventory.models import PoolRow
from turnout.modules.inventory.sql_fragments import (
    CLAIM_ALLOTTED,
    CLAIM_ONE,
    CLAIM_SEVERAL,
    DRAW,
    FREE,
    LEFT_OF_ALLOTMENT,
    LOCK_POOLS,
)
from turnout.modules.inventory.types import NOTHING, Allotment, HeldPlaces, Pool, PoolCounts

INSERT_COUNTER = """
    INSERT INTO inventory_counters (organization_id, pool_id, capacity, taken, reserved)
    VALUES (%(organization_id)s, %(pool_id)s, %(capacity)s, 0, 0)
"""
INSERT_HOLD = """
    INSERT INTO inventory_holds (organization_id, id, items, state, expires_at, held_at)
    VALUES (%(organization_id)s, %(id)s, %(items)s, 'held', %(expires_at)s, %(now)s)
"""
EXTEND = """
    UPDATE inventory_holds SET expires_at = greatest(expires_at, %(until)s)
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND state = 'held' RETURNING true
"""
CLOSE = """
    UPDATE inventory_holds SET state = %(state)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND state = 'held' RETURNING items
"""
RECLAIM = """
    WITH due AS (
        SELECT id FROM inventory_holds
        WHERE organization_id = %(organization_id)s AND state = 'held' AND expires_at <= %(now)s
            AND EXISTS (SELECT FROM jsonb_to_recordset(items) AS i(pool_id uuid)
                        WHERE i.pool_id = ANY(%(pool_ids)s))
        ORDER BY id LIMIT 200 FOR UPDATE SKIP LOCKED)
    UPDATE inventory_holds h SET state = 'expired' FROM due
    WHERE h.organization_id = %(organization_id)s AND h.id = due.id RETURNING h.items
"""
RESTOCK = """
    UPDATE inventory_counters c SET taken = taken - w.quantity,
        reserved = reserved + least(w.quantity, greatest(awaited - reserved, 0))
    FROM jsonb_to_recordset(%(wanted)s::jsonb) AS w(pool_id uuid, quantity bigint)
    WHERE c.organization_id = %(organization_id)s AND c.pool_id = w.pool_id
    RETURNING c.pool_id, c.awaited > 0
"""
"""What comes back is reserved for those who wait, as far as they want it; the rest is on sale."""
RESTOCK_ALLOTTED = """
    WITH back AS (
        UPDATE inventory_allotments a SET sold = a.sold - w.quantity
        FROM jsonb_to_recordset(%(wanted)s::jsonb) AS w(allotment_id uuid, quantity bigint)
        WHERE a.organization_id = %(organization_id)s AND a.id = w.allotment_id
        RETURNING a.pool_id, greatest(a.places - a.sold, 0)
            - greatest(a.places - a.sold - w.quantity, 0) AS kept),
    kept AS (SELECT pool_id, sum(kept)::bigint AS kept FROM back GROUP BY pool_id)
    UPDATE inventory_counters c SET taken = taken - w.quantity,
        kept = c.kept + coalesce(k.kept, 0), reserved = reserved + least(
            w.quantity - coalesce(k.kept, 0), greatest(awaited - reserved, 0))
    FROM jsonb_to_recordset(%(wanted)s::jsonb) AS w(pool_id uuid, quantity bigint)
    LEFT JOIN kept k ON k.pool_id = w.pool_id
    WHERE c.organization_id = %(organization_id)s AND c.pool_id = w.pool_id
    RETURNING c.pool_id, c.awaited > 0
"""
"""What comes back of an allotment is kept for it again, as long as it is not returned."""
TAKE_ALLOTTED = f"""
    WITH drawn AS ({DRAW}), taken AS ({CLAIM_ALLOTTED})
    SELECT (SELECT count(*) FROM taken), (SELECT count(*) FROM drawn), (
        SELECT count(*) FROM inventory_allotments
        WHERE organization_id = %(organization_id)s AND id = ANY(%(allotments)s))
"""
OPEN = """
    UPDATE inventory_counters SET taken = taken - %(held)s,
        reserved = reserved + least(%(held)s - %(used)s, greatest(awaited - reserved, 0))
    WHERE organization_id = %(organization_id)s AND pool_id = %(pool_id)s RETURNING awaited > 0
"""
COUNTS = """
    SELECT capacity, taken, reserved, kept, awaited FROM inventory_counters
    WHERE organization_id = %(organization_id)s AND pool_id = %(pool_id)s FOR NO KEY UPDATE
"""
RESERVE = """
    UPDATE inventory_counters SET taken = taken + %(held)s, awaited = %(awaited)s,
        reserved = least(greatest(reserved - %(held)s, 0), %(awaited)s)
    WHERE organization_id = %(organization_id)s AND pool_id = %(pool_id)s
        AND taken + kept + %(held)s <= capacity
    RETURNING true
"""
LOCK_HOLDS = """
    SELECT id FROM inventory_holds
    WHERE organization_id = %(organization_id)s AND id = ANY(%(hold_ids)s)
    ORDER BY id FOR NO KEY UPDATE
"""
REMAINING = f"""
    SELECT c.pool_id, {FREE} FROM inventory_counters c
    WHERE c.organization_id = %(organization_id)s AND c.pool_id = ANY(%(pool_ids)s)
    UNION ALL
    SELECT a.id, {LEFT_OF_ALLOTMENT}
    FROM inventory_allotments a JOIN inventory_counters c
        ON c.organization_id = a.organization_id AND c.pool_id = a.pool_id
    WHERE a.organization_id = %(organization_id)s AND a.id = ANY(%(pool_ids)s)
"""
PLACES = """
    SELECT pool_id, capacity, taken FROM inventory_counters
    WHERE organization_id = %(organization_id)s AND pool_id = ANY(%(pool_ids)s)
"""
REMAINING_ANYWHERE = f"""
    WITH asked AS (
        SELECT * FROM unnest(%(organization_ids)s::uuid[], %(pool_ids)s::uuid[])
            AS asked(organization_id, pool_id))
    SELECT c.pool_id, {FREE}
    FROM asked JOIN inventory_counters c
        ON c.organization_id = asked.organization_id AND c.pool_id = asked.pool_id
    UNION ALL
    SELECT a.id, {LEFT_OF_ALLOTMENT}
    FROM asked JOIN inventory_allotments a
        ON a.organization_id = asked.organization_id AND a.id = asked.pool_id
    JOIN inventory_counters c
        ON c.organization_id = a.organization_id AND c.pool_id = a.pool_id
"""
POOLS = f"""
    SELECT p.id, p.name, c.capacity, c.taken, c.reserved, c.kept, {FREE} AS remaining,
        least(c.taken, coalesce(h.held, 0))::bigint AS held, p.version
    FROM inventory_pools p JOIN inventory_counters c
        ON c.organization_id = p.organization_id AND c.pool_id = p.id
    LEFT JOIN (
        SELECT i.pool_id, sum(i.quantity) AS held FROM inventory_holds,
            jsonb_to_recordset(items) AS i(pool_id uuid, quantity bigint)
        WHERE organization_id = %(organization_id)s AND state = 'held' GROUP BY i.pool_id
    ) h ON h.pool_id = p.id
    WHERE p.organization_id = %(organization_id)s AND p.event_id = %(event_id)s
    ORDER BY lower(p.name), p.id
"""
RESIZE = """
    UPDATE inventory_counters SET capacity = %(capacity)s,
        reserved = least(awaited, %(capacity)s - taken - kept,
            reserved + greatest(%(capacity)s - capacity, 0))
    WHERE organization_id = %(organization_id)s AND pool_id = %(pool_id)s
        AND taken + kept <= %(capacity)s RETURNING awaited > 0
"""
"""Places that are added are for those who wait first; those that go are theirs last."""
TAKEN_OF_EVENTS = """
    SELECT p.event_id, sum(c.taken) FROM inventory_pools p
    JOIN inventory_counters c ON c.organization_id = p.organization_id AND c.pool_id = p.id
    WHERE p.organization_id = %(organization_id)s AND p.event_id = ANY(%(event_ids)s)
        AND c.taken > 0
    GROUP BY p.event_id
"""
TOTALS_OF_EVENT = """
    SELECT coalesce(sum(c.capacity), 0)::bigint, coalesce(sum(c.taken), 0)::bigint
    FROM inventory_pools p JOIN inventory_counters c
        ON c.organization_id = p.organization_id AND c.pool_id = p.id
    WHERE p.organization_id = %(organization_id)s AND p.event_id = %(event_id)s
"""
TOTALS_OF_EVENTS = """
    SELECT p.event_id, sum(c.capacity)::bigint, sum(c.taken)::bigint
    FROM inventory_pools p JOIN inventory_counters c
        ON c.organization_id = p.organization_id AND c.pool_id = p.id
    WHERE p.organization_id = %(organization_id)s AND p.event_id = ANY(%(event_ids)s)
    GROUP BY p.event_id
"""
SET_TAKEN = """
    UPDATE inventory_counters c SET taken = w.quantity
    FROM jsonb_to_recordset(%(wanted)s::jsonb) AS w(pool_id uuid, quantity bigint)
    WHERE c.organization_id = %(organization_id)s AND c.pool_id = w.pool_id
        AND w.quantity >= 0 AND w.quantity + c.reserved + c.kept <= c.capacity
    RETURNING c.pool_id, c.awaited > 0
"""
DELETE_COUNTER = """
    DELETE FROM inventory_counters
    WHERE organization_id = %(organization_id)s AND pool_id = %(pool_id)s
        AND taken = 0 AND reserved = 0 AND kept = 0
    RETURNING true
"""
ALLOTMENT = f"""
    SELECT a.id, a.pool_id, a.places, a.most, a.sold, {FREE} AS free
    FROM inventory_allotments a JOIN inventory_counters c
        ON c.organization_id = a.organization_id AND c.pool_id = a.pool_id
    WHERE a.organization_id = %(organization_id)s AND a.id = %(id)s
"""
INSERT_ALLOTMENT = """
    INSERT INTO inventory_allotments (organization_id, id, pool_id, places, most, sold)
    VALUES (%(organization_id)s, %(id)s, %(pool_id)s, 0, %(most)s, 0)
"""
POOL_OF_ALLOTMENT = """
    SELECT pool_id FROM inventory_allotments
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
UPDATE_ALLOTMENT = """
    UPDATE inventory_allotments SET places = %(places)s, most = %(most)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
KEEP = """
    UPDATE inventory_counters SET kept = kept + %(more)s,
        reserved = reserved + least(greatest(-%(more)s, 0), greatest(awaited - reserved, 0))
    WHERE organization_id = %(organization_id)s AND pool_id = %(pool_id)s
        AND taken + reserved + kept + %(more)s <= capacity
    RETURNING awaited > 0
"""
"""What is kept no more is for those who wait first."""
DELETE_ALLOTMENT = """
    DELETE FROM inventory_allotments
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""


def insert_pool(tx: Transaction, pool: PoolRow, *, capacity: int) -> None:
    """Write a pool with its counter; an event that is not there is refused."""
    try:
        tx.add(pool)
        tx.flush()
    except IntegrityError as error:
        raise EventNotFound from error
    values = {"organization_id": tx.organization_id, "pool_id": pool.id, "capacity": capacity}
    tx.query(INSERT_COUNTER, values)
    mark_changed(tx, [pool.id])


def lock_pool(tx: Transaction, event_id: UUID, pool_id: UUID) -> PoolRow:
    one = select(PoolRow).where(
        PoolRow.organization_id == tx.organization_id,
        PoolRow.event_id == event_id,
        PoolRow.id == pool_id,
    )
    found = tx.session.scalars(one.with_for_update()).one_or_none()
    if found is None:
        raise PoolNotFound
    return found


def resize(tx: Transaction, pool_id: UUID, capacity: int) -> None:
    """Set the capacity; refused below what is taken and reserved."""
    where = {"organization_id": tx.organization_id, "pool_id": pool_id, "capacity": capacity}
    rows = tx.query(RESIZE, where)
    if not rows:
        raise BelowTaken
    mark_changed(tx, [pool_id])
    tell_waitlist(tx, [(pool_id, is_awaited) for (is_awaited,) in rows])


def delete_pool(tx: Transaction, pool: PoolRow) -> None:
    """Delete a pool that nothing is taken of and no ticket type draws on, or PoolInUse."""
    where = {"organization_id": tx.organization_id, "pool_id": pool.id}
    try:
        if not tx.query(DELETE_COUNTER, where):
            raise PoolInUse
        tx.session.delete(pool)
        tx.flush()
    except IntegrityError as error:
        raise PoolInUse from error


def list_pools(tx: Transaction, event_id: UUID) -> list[Pool]:
    """The event's pools with their numbers, by name."""
    where = {"organization_id": tx.organization_id, "event_id": event_id}
    return tx.query(POOLS, where, into=Pool)


def mark_changed(tx: Transaction, pool_ids: Iterable[UUID]) -> None:
    """Have pages told what is left of these pools once this transaction has committed."""
    live.mark(tx, live.TICKETS, pool_ids)


def claim(tx: Transaction, wanted: Mapping[UUID, int], allotted: Mapping[UUID, int]) -> bool:
    """Take from every pool, or take and lock nothing and say False.

    `allotted` are the places that are sold through allotments: what they keep goes first.
    """
    mark_changed(tx, wanted)
    organization_id = tx.organization_id
    if len(wanted) == 1 and not allotted:
        [(pool_id, quantity)] = wanted.items()
        where = {"organization_id": organization_id, "pool_id": pool_id, "quantity": quantity}
        return bool(tx.query(CLAIM_ONE, where))
    # What comes after a claim that failed locks other pools: it must not hold these meanwhile.
    tx.query("SAVEPOINT claim")
    lock_pools(tx, list(wanted))
    where = {"organization_id": organization_id, "wanted": items_text(wanted, allotted)}
    if allotted:
        [(taken, drawn, known)] = tx.query(TAKE_ALLOTTED, where | {"allotments": list(allotted)})
        is_whole = bool(taken == len(wanted) and drawn == known)  # some may be no more
    else:
        is_whole = len(tx.query(CLAIM_SEVERAL, where)) == len(wanted)
    tx.query("RELEASE SAVEPOINT claim" if is_whole else "ROLLBACK TO SAVEPOINT claim")
    return is_whole


def lock_pools(tx: Transaction, pool_ids: Sequence[UUID]) -> None:
    tx.query(LOCK_POOLS, {"organization_id": tx.organization_id, "pool_ids": list(pool_ids)})


def lock_holds(tx: Transaction, hold_ids: Sequence[UUID]) -> None:
    tx.query(LOCK_HOLDS, {"organization_id": tx.organization_id, "hold_ids": list(hold_ids)})


def insert_hold(
    tx: Transaction,
    wanted: Mapping[UUID, int],
    expires_at: datetime,
    *,
    allotted: Mapping[UUID, int] = NOTHING,
) -> UUID:
    hold_id = new_id()
    values = {
        "organization_id": tx.organization_id,
        "id": hold_id,
        "items": items_text(wanted, allotted),
        "expires_at": expires_at,
        "now": tx.now,
    }
    tx.query(INSERT_HOLD, values)
    return hold_id


def extend(tx: Transaction, hold_id: UUID, until: datetime) -> bool:
    where = {"organization_id": tx.organization_id, "id": hold_id, "until": until}
    return bool(tx.query(EXTEND, where))


def close(tx: Transaction, hold_id: UUID, state: str) -> HeldPlaces | None:
    """End a hold with another state; what it held, or None if it had ended."""
    where = {"organization_id": tx.organization_id, "id": hold_id, "state": state}
    return next((HeldPlaces.of(items) for (items,) in tx.query(CLOSE, where)), None)


def reclaim_expired_holds(tx: Transaction, pool_ids: Sequence[UUID]) -> bool:
    """Restock what lapsed holds of these pools kept; whether anything came back.

    It locks these pools and all of those holds, in their order: a caller that has locked some of
    them must unlock them first, or two may wait for each other in a ring.
    """
    where = {"organization_id": tx.organization_id, "now": tx.now, "pool_ids": list(pool_ids)}
    back = HeldPlaces.of([each for (items,) in tx.query(RECLAIM, where) for each in items])
    restock(tx, back.pools, beside=pool_ids, allotted=back.allotted)
    return bool(back.pools)


def restock(
    tx: Transaction,
    quantities: Mapping[UUID, int],
    *,
    beside: Sequence[UUID] = (),
    allotted: Mapping[UUID, int] = NOTHING,
) -> None:
    """Return places (pool → number); `beside` are pools that are locked with them.

    `allotted` are those of the places that were sold through allotments, which keep them again.
    """
    if not quantities:
        return
    pool_ids = {*quantities, *beside}
    if len(pool_ids) > 1 or allotted:
        lock_pools(tx, list(pool_ids))
    wanted = {"organization_id": tx.organization_id, "wanted": items_text(quantities, allotted)}
    tell_waitlist(tx, tx.query(RESTOCK_ALLOTTED if allotted else RESTOCK, wanted))
    mark_changed(tx, quantities)


def tell_waitlist(tx: Transaction, rows: Iterable[tuple[UUID, bool]]) -> None:
    """Announce the pools of (pool, whether somebody waits) that have places for who waits."""
    awaited = sorted(pool_id for pool_id, is_awaited in rows if is_awaited)
    if awaited:
        tx.publish(PlacesFreed(pool_ids=tuple(awaited)))


def lock_counts(tx: Transaction, pool_id: UUID) -> PoolCounts:
    """The numbers of a pool, locked: nobody takes of it or waits for it meanwhile."""
    found = tx.query(COUNTS, tx.here(pool_id=pool_id), into=PoolCounts)
    if not found:
        raise PoolNotFound
    return found[0]


def reserve(tx: Transaction, pool_id: UUID, *, held: int, awaited: int) -> None:
    """Take `held` of what is reserved or free, and note how many more are awaited; SoldOut."""
    mark_changed(tx, [pool_id])
    if not tx.query(RESERVE, tx.here(pool_id=pool_id, held=held, awaited=awaited)):
        raise SoldOut(pools=[str(pool_id)])


def open_places(tx: Transaction, pool_id: UUID, *, held: int, used: int) -> None:
    """Give back what a hold kept: `used` are free for this transaction, others as `restock`."""
    rows = tx.query(OPEN, tx.here(pool_id=pool_id, held=held, used=used))
    if used < held:
        tell_waitlist(tx, [(pool_id, is_awaited) for (is_awaited,) in rows])
    mark_changed(tx, [pool_id])


def set_taken(tx: Transaction, wanted: Mapping[UUID, int]) -> list[UUID]:
    """Correct counters that stocktaking found wrong; those for which there is capacity enough.

    The caller has locked the pools and counted under the locks.
    """
    if not wanted:
        return []
    where = {"organization_id": tx.organization_id, "wanted": items_text(wanted)}
    mark_changed(tx, wanted)
    rows = tx.query(SET_TAKEN, where)
    tell_waitlist(tx, rows)
    return [pool_id for pool_id, _ in rows]


def remaining(tx: Transaction, pool_ids: Sequence[UUID]) -> dict[UUID, int]:
    """Count the places that are left of each pool, straight from the counters."""
    where = {"organization_id": tx.organization_id, "pool_ids": list(pool_ids)}
    return {pool_id: int(left) for pool_id, left in tx.query(REMAINING, where)}


def places(tx: Transaction, pool_ids: Sequence[UUID]) -> dict[UUID, tuple[int, int]]:
    """The capacity of each pool, and how much of it is held or sold."""
    rows = tx.query(PLACES, tx.here(pool_ids=list(pool_ids)))
    return {pool_id: (int(capacity), int(taken)) for pool_id, capacity, taken in rows}


def remaining_anywhere(tx: Transaction, pools: Mapping[UUID, UUID]) -> dict[UUID, int]:
    """Count the places left of pools of many organizations, by pool → organization."""
    where = {"organization_ids": list(pools.values()), "pool_ids": list(pools)}
    return {pool_id: int(left) for pool_id, left in tx.query(REMAINING_ANYWHERE, where)}


def taken_of_events(tx: Transaction, event_ids: Collection[UUID]) -> dict[UUID, int]:
    """Places sold or held of each event that has any."""
    where = {"organization_id": tx.organization_id, "event_ids": list(event_ids)}
    return {event_id: int(taken) for event_id, taken in tx.query(TAKEN_OF_EVENTS, where)}


def items_text(wanted: Mapping[UUID, int], allotted: Mapping[UUID, int] = NOTHING) -> str:
    """Places as statements and holds read them: of pools, and of these those of allotments."""
    pools = [{"pool_id": str(pool_id), "quantity": wanted[pool_id]} for pool_id in sorted(wanted)]
    return as_json(
        [
            *pools,
            *({"allotment_id": str(key), "quantity": allotted[key]} for key in sorted(allotted)),
        ]
    )


def totals_of_event(tx: Transaction, event_id: UUID) -> tuple[int, int]:
    """The capacity of an event's pools together, and how much of it is taken."""
    [(capacity, taken)] = tx.query(TOTALS_OF_EVENT, tx.here(event_id=event_id))
    return capacity, taken


def totals_of_events(tx: Transaction, event_ids: Collection[UUID]) -> dict[UUID, tuple[int, int]]:
    """The same of several events, in one statement; those without pools are left out."""
    rows = tx.query(TOTALS_OF_EVENTS, tx.here(event_ids=list(event_ids)))
    return {event_id: (capacity, taken) for event_id, capacity, taken in rows}


def insert_allotment(
    tx: Transaction, allotment_id: UUID, *, pool_id: UUID, most: int | None
) -> None:
    tx.query(INSERT_ALLOTMENT, tx.here(id=allotment_id, pool_id=pool_id, most=most))


def lock_allotment(tx: Transaction, allotment_id: UUID) -> Allotment:
    """The allotment with its pool locked: nobody sells of it meanwhile."""
    [(pool_id,)] = tx.query(POOL_OF_ALLOTMENT, tx.here(id=allotment_id))
    lock_pools(tx, [pool_id])
    [found] = tx.query(ALLOTMENT, tx.here(id=allotment_id), into=Allotment)
    return found


def update_allotment(tx: Transaction, allotment_id: UUID, *, places: int, most: int | None) -> None:
    tx.query(UPDATE_ALLOTMENT, tx.here(id=allotment_id, places=places, most=most))


def keep(tx: Transaction, pool_id: UUID, *, more: int) -> bool:
    """Keep more places of a locked pool, or fewer (negative); False where fewer are free."""
    rows = tx.query(KEEP, tx.here(pool_id=pool_id, more=more))
    mark_changed(tx, [pool_id])
    if more < 0:
        tell_waitlist(tx, [(pool_id, is_awaited) for (is_awaited,) in rows])
    return bool(rows)


def delete_allotment(tx: Transaction, allotment_id: UUID) -> None:
    tx.query(DELETE_ALLOTMENT, tx.here(id=allotment_id))
