"""Use cases of the stock: pools for organizers; claims and holds for whoever sells.

A function that takes `tx` joins the sale's own transaction: stock and order commit together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.ids import new_id
from turnout.kernel.tx import Transaction, transaction
from turnout.modules.events import api as events
from turnout.modules.inventory import policies, queries
from turnout.modules.inventory.errors import NoSuchPool, SoldOut
from turnout.modules.inventory.models import HoldState, Pool


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolView:
    """A pool and its numbers: `remaining = capacity - taken - reserved`."""

    id: UUID
    name: str
    capacity: int
    taken: int
    reserved: int

    @property
    def remaining(self) -> int:
        return self.capacity - self.taken - self.reserved


def create_pool(ctx: OrganizationContext, event_id: UUID, *, name: str, capacity: int) -> PoolView:
    """Make a capacity that ticket types of the organization may draw on."""
    policies.require_can_edit(ctx, event_id)
    pool = Pool(id=new_id(), event_id=event_id, name=name)
    with transaction(ctx) as tx:
        queries.insert_pool(tx, pool, capacity=capacity)
    return PoolView(id=pool.id, name=name, capacity=capacity, taken=0, reserved=0)


def change_capacity(
    ctx: OrganizationContext, event_id: UUID, *, pool_id: UUID, capacity: int
) -> PoolView:
    """Raise or lower a capacity; never below what is taken."""
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        queries.resize(tx, pool_id, capacity)
        found = [row for row in queries.list_pools(tx, event_id) if row[0] == pool_id]
        if not found:
            raise NoSuchPool
    return _view(found[0])


def list_pools(ctx: OrganizationContext, event_id: UUID) -> list[PoolView]:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        return [_view(row) for row in queries.list_pools(tx, event_id)]


def take(tx: Transaction, wanted: Mapping[UUID, int]) -> None:
    """Take places for good (pool → number), all or none; SoldOut otherwise.

    Before it gives up it collects what lapsed holds of these pools still keep.
    """
    if queries.claim(tx, wanted):
        return
    if queries.collect_expired(tx, list(wanted)) and queries.claim(tx, wanted):
        return
    raise SoldOut(pools=[str(pool_id) for pool_id in wanted])


def hold(tx: Transaction, wanted: Mapping[UUID, int], *, expires_at: datetime) -> UUID:
    """Take places for one buyer until `expires_at`; the hold's id, or SoldOut."""
    take(tx, wanted)
    return queries.insert_hold(tx, wanted, expires_at)


def extend_hold(tx: Transaction, hold_id: UUID, *, until: datetime) -> bool:
    """Keep a hold longer (never shorter); False when it has lapsed or ended."""
    return queries.extend(tx, hold_id, until)


def commit(tx: Transaction, hold_id: UUID) -> bool:
    """Turn a hold into a sale; False when its places went back already."""
    return queries.close(tx, hold_id, HoldState.COMMITTED.value) is not None


def release(tx: Transaction, hold_id: UUID, *, lapsed: bool = False) -> bool:
    """End a hold and give its places back; False when it had ended before."""
    state = HoldState.EXPIRED if lapsed else HoldState.RELEASED
    items = queries.close(tx, hold_id, state.value)
    if items is None:
        return False
    queries.give_back(tx, items)
    return True


def give_back(tx: Transaction, quantities: Mapping[UUID, int]) -> None:
    """Return sold places (pool → number) after a cancellation or refund."""
    queries.give_back(tx, quantities)


def remaining(tx: Transaction, pool_ids: Sequence[UUID]) -> dict[UUID, int]:
    """What is left of each pool, straight from the counters."""
    return queries.remaining(tx, pool_ids)


def _view(row: tuple[UUID, str, int, int, int]) -> PoolView:
    return PoolView(id=row[0], name=row[1], capacity=row[2], taken=row[3], reserved=row[4])
