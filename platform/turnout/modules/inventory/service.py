"""Use cases of the stock: capacity pools for organizers, claims and holds for whoever sells."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.row_copies import JsonRow
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import PreconditionFailed
from turnout.kernel.http import idempotency
from turnout.kernel.ids import new_id
from turnout.kernel.time_zones import shift
from turnout.kernel.values import from_attributes
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.events.facts import EventCopied
from turnout.modules.forms import api as forms
from turnout.modules.inventory import hooks, policies, queries
from turnout.modules.inventory.errors import SoldOut
from turnout.modules.inventory.facts import PoolChanged
from turnout.modules.inventory.models import HoldState, PoolRow
from turnout.modules.inventory.types import NOTHING, Pool


def take(
    tx: Transaction, wanted: Mapping[UUID, int], *, allotted: Mapping[UUID, int] = NOTHING
) -> None:
    """Take places for good (pool → number), all or none; SoldOut otherwise.

    `allotted` says how many of them are sold through which allotments. Before it gives up it
    collects what lapsed holds of these pools still keep.
    """
    if queries.claim(tx, wanted, allotted):
        return
    if queries.reclaim_expired_holds(tx, list(wanted)) and queries.claim(tx, wanted, allotted):
        return
    raise SoldOut(pools=[str(pool_id) for pool_id in wanted])


def hold(
    tx: Transaction,
    wanted: Mapping[UUID, int],
    *,
    expires_at: datetime,
    allotted: Mapping[UUID, int] = NOTHING,
) -> UUID:
    """Take places for one buyer until `expires_at`; the hold's id, or SoldOut."""
    take(tx, wanted, allotted=allotted)
    return queries.insert_hold(tx, wanted, expires_at, allotted=allotted)


def extend_hold(tx: Transaction, hold_id: UUID, *, until: datetime) -> bool:
    """Keep a hold longer (never shorter); False when it has lapsed or ended."""
    return queries.extend(tx, hold_id, until)


def commit(tx: Transaction, hold_id: UUID) -> bool:
    """Turn a hold into a sale; False when its places went back already."""
    return queries.close(tx, hold_id, HoldState.COMMITTED.value) is not None


def release(tx: Transaction, hold_id: UUID, *, lapsed: bool = False) -> bool:
    """End a hold and give its places back; False when it had ended before."""
    state = HoldState.EXPIRED if lapsed else HoldState.RELEASED
    held = queries.close(tx, hold_id, state.value)
    if held is None:
        return False
    queries.restock(tx, held.pools, allotted=held.allotted)
    return True


def hold_for_waitlist(
    tx: Transaction, pool_id: UUID, offers: Sequence[tuple[int, datetime]], *, awaited: int
) -> list[UUID]:
    """Hold (places, until) for each offer, of what is reserved and then of what is free.

    `awaited` places are still waited for afterwards: so many of those that come back are reserved.
    The caller has locked the pool (`lock_counts`); SoldOut when there are too few.
    """
    queries.reserve(tx, pool_id, held=sum(places for places, _ in offers), awaited=awaited)
    return [queries.insert_hold(tx, {pool_id: places}, until) for places, until in offers]


def open_hold(
    tx: Transaction, hold_id: UUID, pool_id: UUID, *, used: int, beside: Collection[UUID]
) -> bool:
    """End a hold of one pool so that this transaction can take `used` of its places itself.

    What it kept beyond goes back. `beside` are the pools that are claimed next: all are locked in
    their order now. False when the hold has ended or lapsed before.
    """
    lock_for_restock(tx, holds=[hold_id], pools={pool_id, *beside})
    places = queries.close(tx, hold_id, HoldState.RELEASED.value)
    if places is None:
        return False
    queries.open_places(tx, pool_id, held=places.pools[pool_id], used=used)
    return True


def lock_for_restock(tx: Transaction, *, holds: Collection[UUID], pools: Collection[UUID]) -> None:
    """Lock what several orders will give back in one transaction, as one order would: holds first.

    Without it two transactions that end several orders each may wait for one another in a ring.
    """
    if holds:
        queries.lock_holds(tx, list(holds))
    if len(pools) > 1:
        queries.lock_pools(tx, list(pools))


def create_pool(ctx: OrganizationContext, event_id: UUID, *, name: str, capacity: int) -> Pool:
    """Make a capacity that ticket types of the organization may draw on."""
    policies.require_can_edit(ctx, event_id)
    pool = PoolRow(id=new_id(), event_id=event_id, name=name, version=1)
    numbers = {"taken": 0, "reserved": 0, "kept": 0, "held": 0, "remaining": capacity}
    made = from_attributes(Pool, pool, capacity=capacity, **numbers)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        queries.insert_pool(tx, pool, capacity=capacity)
        tx.publish(PoolChanged(event_id=event_id, pool_id=pool.id))
        idempotency.complete(tx, made)
    return made


def update_pool(
    ctx: OrganizationContext,
    event_id: UUID,
    *,
    pool_id: UUID,
    name: str | None = None,
    capacity: int | None = None,
    version: int | None = None,
) -> Pool:
    """Rename, raise or lower; never below what is taken."""
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        pool = _locked(tx, event_id, pool_id, version=version)
        if capacity is not None:
            queries.resize(tx, pool_id, capacity)
        pool.name = name or pool.name
        pool.version += 1
        tx.publish(PoolChanged(event_id=event_id, pool_id=pool_id))
        tx.flush()
        return next(each for each in queries.list_pools(tx, event_id) if each.id == pool_id)


def delete_pool(
    ctx: OrganizationContext, event_id: UUID, *, pool_id: UUID, version: int | None = None
) -> None:
    """Delete a pool that nothing is taken of and no ticket type draws on; PoolInUse otherwise."""
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        queries.delete_pool(tx, _locked(tx, event_id, pool_id, version=version))
        tx.publish(PoolChanged(event_id=event_id, pool_id=pool_id))


def _locked(tx: Transaction, event_id: UUID, pool_id: UUID, *, version: int | None) -> PoolRow:
    pool = queries.lock_pool(tx, event_id, pool_id)
    if version is not None and version != pool.version:
        raise PreconditionFailed
    return pool


def list_pools(ctx: OrganizationContext, event_id: UUID) -> list[Pool]:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        return queries.list_pools(tx, event_id)


def copy_sale(ctx: OrganizationContext, copied: EventCopied) -> None:
    """Give a copied event stock of its own, the same ticket types and form, as was chosen."""
    zone, seconds = copied.time_zone, copied.local_shift_seconds
    ids: dict[UUID, UUID] = {}

    def moved(moment: datetime) -> datetime:
        return events.shift_local(moment, zone, seconds)

    with transaction(ctx) as tx:
        if "tickets" in copied.parts:
            pools = _copy_pools(tx, copied.from_event_id, copied.event_id)
            source, copy = copied.from_event_id, copied.event_id
            ids = catalog.copy_ticket_types(tx, source, copy, pools=pools, moved=moved)
            hooks.ticket_types_copied(tx, source, copy, types=ids, moved=moved)
        if "forms" in copied.parts:
            forms.copy_form(tx, copied.from_event_id, copied.event_id, ticket_types=ids)


def _copy_pools(tx: Transaction, from_event_id: UUID, to_event_id: UUID) -> dict[UUID, UUID]:
    """Copy an event's pools with nothing taken; old pool → new one."""
    copies = {}
    for source in queries.list_pools(tx, from_event_id):
        copies[source.id] = new_id()
        pool = PoolRow(id=copies[source.id], event_id=to_event_id, name=source.name, version=1)
        queries.insert_pool(tx, pool, capacity=source.capacity)
    return copies


def export_sale(tx: Transaction, event_id: UUID) -> dict[str, list[JsonRow]]:
    """What an event sells and asks, for another organization: capacities, and nothing taken."""
    pools = [
        {
            "id": str(each.id),
            "event_id": str(event_id),
            "name": each.name,
            "capacity": each.capacity,
        }
        for each in queries.list_pools(tx, event_id)
    ]
    sold = catalog.export_ticket_types(tx, event_id)
    return {"inventory_pools": pools, **sold, "forms": forms.export_form(tx, event_id)}


def import_sale(tx: Transaction, copy: events.EventCopy) -> None:
    """Give an event what another organization's sold and asked, as far as it was chosen."""
    ids: dict[str, str] = {}
    by = copy.shifted_by or timedelta()

    def moved(moment: datetime) -> datetime:
        return shift(moment, ZoneInfo(copy.time_zone), by)

    if events.CopiedPart.TICKETS in copy.parts:
        pools = _import_pools(tx, copy)
        ids = catalog.import_ticket_types(tx, copy, pools=pools, moved=moved)
        hooks.ticket_types_imported(tx, copy, types=ids, moved=moved)
    if events.CopiedPart.FORMS in copy.parts:
        for each in copy.list_rows(tx, "forms", "event_id", [copy.source_id]):
            forms.import_form(tx, copy.copy_id, each["definition"], ticket_types=ids)


def _import_pools(tx: Transaction, copy: events.EventCopy) -> dict[str, str]:
    ids = {}
    for each in copy.list_rows(tx, "inventory_pools", "event_id", [copy.source_id]):
        pool = PoolRow(id=new_id(), event_id=copy.copy_id, name=each["name"], version=1)
        queries.insert_pool(tx, pool, capacity=each["capacity"])
        ids[each["id"]] = str(pool.id)
    return ids
