"""The control of a waiting room: who has bought leaves, and the rate follows how orders do.

The loop is closed: the orders of people with passes are measured, the rate is set by them and by
what is left, and the next are admitted.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic
from typing import Final
from uuid import UUID

import msgspec
import structlog

from turnout.kernel.cache import RedisDown
from turnout.kernel.context import OrganizationContext, SystemContext, TenantContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import TurnoutError, Unavailable
from turnout.kernel.messaging import live
from turnout.kernel.security.capability_links import derive_mark
from turnout.kernel.security.crypto import NotGenuine
from turnout.modules.catalog import api as catalog
from turnout.modules.inventory import api as inventory
from turnout.modules.waiting_room import queries, queue, rules
from turnout.modules.waiting_room.hooks import ended_orders
from turnout.modules.waiting_room.metrics import PEOPLE, REBUILT, UNREACHABLE
from turnout.modules.waiting_room.rules import Bounds, Load, Stock
from turnout.modules.waiting_room.types import RoomState, WaitingRoom

AT_ONCE: Final = 500
SEED_BYTES: Final = 32
FAILED: Final = 500
AWAY: Final = "Your place is kept on this device; please look again in a moment."
log = structlog.get_logger(__name__)


def list_on(ctx: SystemContext) -> list[tuple[UUID, UUID]]:
    """(organization, event) of the waiting rooms that are on."""
    with transaction(ctx) as tx:
        return queries.list_on(tx, limit=AT_ONCE)


def find_room_state(ctx: TenantContext, event_id: UUID) -> RoomState | None:
    """How an event's waiting room stands; None while it has none. Unavailable without Redis."""
    try:
        return queue.advance(ctx.organization_id, event_id) or rebuild(ctx, event_id)
    except RedisDown as error:
        UNREACHABLE.add()
        raise Unavailable(AWAY) from error


def rebuild(ctx: TenantContext, event_id: UUID) -> RoomState | None:
    """Tell Redis anew of a room that it does not know; it gathers who waited first."""
    with transaction(ctx) as tx:
        room = queries.find_room(tx, event_id)
    if room is None or not room.is_on:
        return None
    if queue.configure(ctx.organization_id, room, is_new=False):
        REBUILT.add()
    return queue.advance(ctx.organization_id, event_id)


def seed_of(room_id: UUID, run: int, key_id: str) -> bytes:
    """The seed of a run's draw: of a key of the platform, so that nobody chooses or stores it."""
    body = room_id.bytes + run.to_bytes(8)
    try:
        return derive_mark("waiting-room/draw", body, length=SEED_BYTES, key_id=key_id)
    except NotGenuine as error:
        raise Unavailable(AWAY) from error


def show_people(states: list[RoomState]) -> None:
    """Keep the gauges of all rooms that are on."""
    PEOPLE.set(sum(each.waiting for each in states), state="waiting")
    PEOPLE.set(sum(each.shopping for each in states), state="shopping")


def run_room(ctx: OrganizationContext, event_id: UUID) -> RoomState | None:
    """Bring one waiting room up to now, and set its rate; None where it is off or Redis is away."""
    with transaction(ctx) as tx:
        room = queries.find_room(tx, event_id)
        if room is None or not room.is_on:
            return None
        begun, bought = _end_checkouts(tx, event_id)
        stock = _count_stock(tx, event_id)
    try:
        queue.configure(ctx.organization_id, room, is_new=False)
        state = find_room_state(ctx, event_id)
        if state is not None:
            _publish(ctx.organization_id, state)
            _set_rate(ctx.organization_id, room, state, stock=stock, begun=begun)
        for place_id in bought:  # last, so that nobody is admitted to what they have bought
            queue.finish(ctx.organization_id, event_id, place_id)
    except (RedisDown, Unavailable):
        log.warning("waiting room stands still: redis is away", event_id=str(event_id))
        return None
    return state


def _publish(organization_id: UUID, state: RoomState) -> None:
    """Tell everybody who waits how the room stands, at once."""
    says = "open"
    if state.gathers_until is not None:
        says = "gathering"
    elif state.is_paused:
        says = "paused"
    elif state.is_sold_out:
        says = "sold_out"
    document = msgspec.json.encode(
        {"admitted": state.admitted, "waiting": state.waiting, "state": says}
    )
    live.publish(live.WAITING_ROOM, organization_id, state.event_id, document)


def _set_rate(
    organization_id: UUID, room: WaitingRoom, state: RoomState, *, stock: Stock, begun: int
) -> None:
    measures = queue.list_measures(organization_id, room.event_id)
    load = Load(
        p95_milliseconds=rules.percentile([took for took, failed in measures if not failed], 0.95),
        failures=sum(failed for _, failed in measures),
    )
    bounds = Bounds(
        least=room.least_per_minute / 60,
        most=room.most_per_minute / 60,
        target_milliseconds=room.target_milliseconds,
    )
    queue.set_rate(
        organization_id,
        room.event_id,
        per_second=rules.next_rate(state.per_second, load, bounds),
        places=rules.places_for(stock, begun=begun, most=room.most_shopping),
        is_sold_out=stock.is_sold_out,
    )


def _end_checkouts(tx: Transaction, event_id: UUID) -> tuple[int, list[UUID]]:
    """How many orders are under way, and whose are bought since: they need their turn no more."""
    begun = queries.list_unended(tx, event_id, limit=AT_ONCE)
    if not begun:
        return 0, []
    ended = ended_orders(tx, [order_id for _, order_id in begun])
    over = [place_id for place_id, order_id in begun if order_id in ended]
    if over:
        queries.end_checkouts(tx, over)
    return len(begun) - len(over), [each for each, order_id in begun if ended.get(order_id)]


def _count_stock(tx: Transaction, event_id: UUID) -> Stock:
    """What is left of what the event sells now; nothing is said before its sale begins."""
    offers = [each for each in catalog.list_offers(tx, event_id) if each.is_on_sale(tx.now)]
    if not offers:
        return Stock(left=None, is_sold_out=False)
    pools = {pool for each in offers for pool in each.pool_usage}
    remaining = inventory.remaining(tx, sorted(pools))
    can_be_had = any(each.units_left(remaining) >= max(each.minimum, 1) for each in offers)
    return Stock(left=sum(remaining.values()), is_sold_out=not can_be_had)


@contextmanager
def measured(organization_id: UUID, event_id: UUID, held_pass: str) -> Iterator[None]:
    """Measure an order of somebody with a pass: how long it takes, and whether it fails on us.

    Without one it does nothing, and asks nobody.
    """
    if not held_pass:
        yield
        return
    begun_at, is_failure = monotonic(), True
    try:
        yield
        is_failure = False
    except TurnoutError as refusal:
        is_failure = refusal.status >= FAILED
        raise
    finally:
        with suppress(RedisDown):
            queue.add_measure(
                organization_id,
                event_id,
                milliseconds=(monotonic() - begun_at) * 1000,
                is_failure=is_failure,
            )
