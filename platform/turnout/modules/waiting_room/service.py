"""Use cases of waiting rooms: settings, taking a place, looking at it, giving it up; figures."""

from dataclasses import replace
from typing import Final
from uuid import UUID

from turnout.kernel import clock, runtime
from turnout.kernel.cache import RedisDown
from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, Unavailable, require_version
from turnout.kernel.ids import new_id
from turnout.modules.challenges import api as challenges
from turnout.modules.challenges.api import ChallengeAction
from turnout.modules.events import api as events
from turnout.modules.waiting_room import automatic, looks, passes, policies, queries, queue, rules
from turnout.modules.waiting_room.automatic import save_room, tell_redis
from turnout.modules.waiting_room.control import AWAY, find_room_state, rebuild, seed_of
from turnout.modules.waiting_room.errors import PlaceOver, RoomNotFound, RoomNotOpen
from turnout.modules.waiting_room.metrics import STEPS, UNREACHABLE
from turnout.modules.waiting_room.passes import Place
from turnout.modules.waiting_room.queue import Standing
from turnout.modules.waiting_room.types import (
    JoinedWaitingRoom,
    NewWaitingRoom,
    PlaceState,
    RoomState,
    WaitingPlace,
    WaitingRoom,
    WaitingRoomFigures,
)

JOIN: Final = "waiting-room-join"
NOTHING: Final = WaitingRoomFigures(
    waiting=0,
    shopping=0,
    admitted=0,
    per_minute=0,
    is_sold_out=False,
    is_reachable=True,
    estimate_seconds=None,
)


def get_room(ctx: OrganizationContext, event_id: UUID) -> WaitingRoom:
    """How an event's waiting room works; one that was never set up is off."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        return _shown(queries.find_room(tx, event_id) or WaitingRoom(event_id=event_id))


def update_room(
    ctx: OrganizationContext, event_id: UUID, new: NewWaitingRoom, *, version: int | None
) -> WaitingRoom:
    """Switch an event's waiting room on or off, and say how it works; it counts at once.

    Switched on anew it has a new draw, and places and passes of before are over.
    """
    policies.require_can_edit(ctx, event_id)
    _require_sense(new)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, event_id)
        before = queries.find_room(tx, event_id) or WaitingRoom(event_id=event_id)
        require_version(version, before.version)
        is_automatic = before.is_automatic and new.is_on
        saved = save_room(tx, before, new, is_automatic=is_automatic)
    tell_redis(ctx.organization_id, saved, begins=saved.run > before.run)
    return _shown(saved)


def _require_sense(new: NewWaitingRoom) -> None:
    faults = []
    if new.lobby_opens_at is not None and new.lobby_opens_at > new.opens_at:
        faults.append(FieldError("/lobby_opens_at", "This must not be after the opening."))
    if new.least_per_minute > new.most_per_minute:
        faults.append(FieldError("/least_per_minute", "This must not be above the highest rate."))
    if faults:
        raise Invalid(*faults)


def is_on(tx: Transaction, event_id: UUID) -> bool:
    """Whether an event has a waiting room now, for its page."""
    room = queries.find_room(tx, event_id)
    return room is not None and room.is_on


def join(
    ctx: PublicContext, event_id: UUID, *, network: str, token: str = "", challenge: str = ""
) -> JoinedWaitingRoom:
    """Take a place; a device that has one keeps it, however often it asks.

    RoomNotOpen before the lobby opens, RoomNotFound without a waiting room; RateLimited where one
    network takes too many, unless it solved a challenge. Unavailable without Redis: nobody joins
    what cannot be kept in order.
    """
    policies.require_can_wait(ctx)
    kept = _kept_place(ctx, event_id, token)
    if kept is not None:
        return JoinedWaitingRoom(token=token, place=kept)
    state = looks.find_state(ctx.organization_id, event_id) or find_room_state(ctx, event_id)
    if state is None:
        raise RoomNotFound
    if state.lobby_opens_at is not None and clock.now() < state.lobby_opens_at:
        raise RoomNotOpen(lobby_opens_at=state.lobby_opens_at.isoformat())
    action = ChallengeAction.WAITING_ROOM
    if not challenges.is_solved(ctx.organization_id, event_id, action, challenge):
        runtime.current().limiter.require(JOIN, f"{event_id}:{network}")
    found = _take_place(ctx, event_id, state) or _take_place(ctx, event_id)
    if found is None:
        raise Unavailable(AWAY)
    place, standing = found
    STEPS.add(step="joined")
    signed = passes.sign_place(place, opens_at=standing.state.opens_at)
    is_near = standing.position <= looks.NEAR_PLACES  # and may be admitted at once
    shown = look(ctx, event_id, signed) if is_near else _standing(place, standing)
    return JoinedWaitingRoom(token=signed, place=shown)


def _take_place(
    ctx: PublicContext, event_id: UUID, known: RoomState | None = None
) -> tuple[Place, Standing] | None:
    """A new place, at the score that its draw gives where the sale is not open yet.

    None where the room that was known is lost or has begun anew meanwhile.
    """
    state = known or find_room_state(ctx, event_id)
    if state is None:
        raise RoomNotFound
    place_id = new_id()
    drawn = rules.draw_score(seed_of(state.room_id, state.run, state.key_id), place_id)
    try:
        found = queue.join(ctx.organization_id, event_id, place_id, score=drawn)
    except RedisDown as error:
        raise Unavailable(AWAY) from error
    if found is None or found.state.run != state.run:
        return None
    return Place(event_id=event_id, place_id=place_id, run=state.run, score=found.score), found


def _kept_place(ctx: PublicContext, event_id: UUID, token: str) -> WaitingPlace | None:
    """The place that a device has already; None where it has none, or it is over."""
    if not token:
        return None
    try:
        return look(ctx, event_id, token)
    except PlaceOver:
        return None


def look(ctx: PublicContext, event_id: UUID, token: str) -> WaitingPlace:
    """How it stands with a place; with the pass once it is admitted.

    PlaceOver for one that was used, given up, or is of another run; RoomNotFound when the waiting
    room was switched off: then everybody may order. Unavailable without Redis.
    """
    policies.require_can_wait(ctx)
    place = passes.read_place(token, event_id)
    if place is None:
        raise PlaceOver
    try:
        found = queue.look(ctx.organization_id, place)
        if found is None:
            if rebuild(ctx, event_id) is None:
                raise RoomNotFound
            found = queue.look(ctx.organization_id, place)
    except RedisDown as error:
        UNREACHABLE.add()
        raise Unavailable(AWAY) from error
    if found is None:
        raise Unavailable(AWAY)
    if found.state.run != place.run or found.status == PlaceState.OVER:
        raise PlaceOver
    looks.note_back(place.place_id, found.gathered_at)
    if found.came_back:
        STEPS.add(step="admitted" if found.status == PlaceState.ADMITTED else "returned")
    return _standing(place, found)


def _standing(place: Place, found: Standing) -> WaitingPlace:
    state, status = found.state, PlaceState(found.status)
    return looks.shown_place(
        place,
        state,
        status=status,
        position=found.position,
        seed=seed_of(state.room_id, state.run, state.key_id),
        admitted_until=found.deadline if status is PlaceState.ADMITTED else None,
    )


def leave(ctx: PublicContext, event_id: UUID, token: str) -> None:
    """Give a place up; who comes again joins at the end. RoomNotFound without a waiting room."""
    policies.require_can_wait(ctx)
    place = passes.read_place(token, event_id)
    if place is None:
        raise PlaceOver
    try:
        is_there = queue.leave(ctx.organization_id, place)
    except RedisDown as error:
        raise Unavailable(AWAY) from error
    looks.forget_room(ctx.organization_id, event_id)
    if not is_there:
        raise RoomNotFound
    STEPS.add(step="left")


def get_figures(ctx: OrganizationContext, event_id: UUID) -> WaitingRoomFigures:
    """How an event's waiting room stands now, also while Redis is away."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        room = queries.find_room(tx, event_id)
    try:
        state = find_room_state(ctx, event_id)
    except Unavailable:
        return replace(NOTHING, is_reachable=False)
    if state is None:
        return replace(NOTHING, arrivals_per_minute=_arrivals(ctx, room))
    opens_in = (state.opens_at - clock.now()).total_seconds()
    return WaitingRoomFigures(
        waiting=state.waiting,
        shopping=state.shopping,
        admitted=state.admitted,
        per_minute=round(state.per_second * 60),
        is_sold_out=state.is_sold_out,
        is_reachable=True,
        estimate_seconds=looks.estimate_of(state, state.waiting + 1, opens_in=opens_in),
        arrivals_per_minute=_arrivals(ctx, room),
    )


def _arrivals(ctx: OrganizationContext, room: WaitingRoom | None) -> int | None:
    """How many come in a minute to an event whose room switches itself on or off."""
    if room is None or room.automatic_above_per_minute is None:
        return None
    try:
        return automatic.per_minute((ctx.organization_id, room.event_id))
    except RedisDown:
        return None


def _shown(room: WaitingRoom) -> WaitingRoom:
    """A room with its commitment, and with its seed once it is open."""
    if room.id is None or not room.run or room.opens_at is None:
        return room
    seed = seed_of(room.id, room.run, room.key_id)
    return replace(
        room,
        draw_commitment=rules.commitment_of(seed),
        draw_seed=seed.hex() if room.opens_at <= clock.now() else None,
    )
