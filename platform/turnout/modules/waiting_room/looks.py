"""Looks that a process answers by itself: of those who wait and are far from their turn.

A process reads how a room stands a few times a second, not for every look: how far it has served,
how fast it admits, and which scores stand at which positions. A signed place says its own score,
so most looks ask nobody. Everything else goes the full way through Redis: who is near or has had
their turn, who gave the place up, places that are being put back in order, and who looks too often.
"""

import math
import threading
from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Final
from uuid import UUID

import msgspec

from turnout.kernel import clock
from turnout.kernel.cache import RedisDown
from turnout.kernel.errors import Unavailable
from turnout.modules.waiting_room import passes, queue, rules
from turnout.modules.waiting_room.control import seed_of
from turnout.modules.waiting_room.passes import Place
from turnout.modules.waiting_room.queue import RoomMarks
from turnout.modules.waiting_room.types import PlaceState, RoomState, WaitingPlace

BELIEVED_SECONDS: Final = 0.25
NEAR_PLACES: Final = 50
NEAR_SECONDS: Final = 5
"""Who may be admitted within so long is near: nobody is asked to look more often than that."""
LEAST_PAUSE_SECONDS: Final = 2.0
"""Who looks again before goes the full way, where the limits count it."""
MOST_ROOMS: Final = 200
MOST_PLACES: Final = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomView:
    """How a room stood a moment ago."""

    marks: RoomMarks
    seed: bytes
    left: frozenset[UUID]
    """Who gave their place up."""
    changed: bytes | None
    """What stood for the last change by its organizers before it was read."""
    read_at: float

    def stands(self, changed: bytes | None) -> bool:
        """Whether it may be believed: it is new enough, and nobody has changed the room since."""
        return self.changed == changed and monotonic() - self.read_at < BELIEVED_SECONDS

    @property
    def near(self) -> int:
        """Up to this position somebody may be admitted before they look again."""
        return max(NEAR_PLACES, math.ceil(self.marks.state.per_second * NEAR_SECONDS))


def find_quick_look(organization_id: UUID, event_id: UUID, token: str) -> bytes | None:
    """The answer to a look as JSON; None where only the full way can tell."""
    place = passes.read_place(token, event_id)
    if place is None or _rooms.looks_too_often(place.place_id):
        return None
    view = _find_view(organization_id, event_id)
    if view is None or not _stands(place, view):
        return None
    position = position_of(place.score, view.marks)
    if position <= view.near:
        return None
    state = view.marks.state
    status = PlaceState.LOBBY if clock.now() < state.opens_at else PlaceState.WAITING
    return _encoded(shown_place(place, state, status=status, position=position, seed=view.seed))


def find_state(organization_id: UUID, event_id: UUID) -> RoomState | None:
    """How a room stood a moment ago; None where Redis does not know it, or is away."""
    view = _find_view(organization_id, event_id)
    return view.marks.state if view else None


def _find_view(organization_id: UUID, event_id: UUID) -> RoomView | None:
    try:
        return _rooms.find(organization_id, event_id)
    except (RedisDown, Unavailable):
        return None


def _stands(place: Place, view: RoomView) -> bool:
    """Whether a place waits for sure: it is of this run, was not served, and nobody gave it up."""
    marks = view.marks
    return (
        marks.state.run == place.run
        and marks.state.gathers_until is None
        and place.score > marks.served
        and place.place_id not in view.left
        and _rooms.is_back(place.place_id, marks.gathered_at)
    )


def position_of(score: float, marks: RoomMarks) -> int:
    """The position of a score: exact where every place is marked, else between two marks."""
    scores, step, end = marks.scores, marks.step, marks.state.waiting
    after = bisect_right(scores, score)
    if after == 0:
        return 1
    base = (after - 1) * step + 1
    low = scores[after - 1]
    if step == 1 or low == score:
        return base
    if after == len(scores):
        return max(base, end)
    share = (score - low) / (scores[after] - low)
    return min(max(base, end), base + step - 1, base + math.ceil(step * share))


def shown_place(
    place: Place,
    state: RoomState,
    *,
    status: PlaceState,
    position: int,
    seed: bytes,
    admitted_until: datetime | None = None,
) -> WaitingPlace:
    """What somebody is told of their place; with the pass where they are admitted."""
    opens_in = (state.opens_at - clock.now()).total_seconds()
    is_drawn = status is PlaceState.WAITING
    estimate = estimate_of(state, position, opens_in=opens_in) if is_drawn else None
    return WaitingPlace(
        state=status,
        position=position if is_drawn else None,
        waiting=state.waiting,
        admitted=state.admitted,
        estimate_seconds=estimate,
        opens_at=state.opens_at,
        is_paused=state.is_paused,
        is_sold_out=state.is_sold_out,
        is_gathering=state.gathers_until is not None,
        ask_again_seconds=rules.ask_again_seconds(estimate, opens_in=opens_in),
        draw_number=place.place_id.hex,
        draw_commitment=rules.commitment_of(seed),
        draw_seed=seed.hex() if opens_in <= 0 else None,
        checkout_pass=passes.sign_pass(place, expires_at=admitted_until)
        if admitted_until
        else None,
        pass_expires_at=admitted_until,
    )


def estimate_of(state: RoomState, position: int, *, opens_in: float) -> int | None:
    """About how long a position waits; None while nobody is admitted."""
    admits = not (state.is_paused or state.is_sold_out or state.gathers_until)
    return rules.estimate_seconds(
        position, per_second=state.per_second if admits else 0, opens_in=opens_in
    )


def _encoded(place: WaitingPlace) -> bytes:
    said = msgspec.to_builtins(place)
    said["opens_at"] = place.opens_at.isoformat()  # as every other answer writes it
    return msgspec.json.encode(said)


class _Rooms:
    """What this process knows of rooms, and which places looked when."""

    def __init__(self) -> None:
        self._views: dict[tuple[UUID, UUID], RoomView] = {}
        self._looked: dict[UUID, float] = {}
        self._back: dict[UUID, float] = {}
        self._lock = threading.Lock()

    def find(self, organization_id: UUID, event_id: UUID) -> RoomView | None:
        """How a room stands; None where Redis does not know it, RedisDown without Redis."""
        name = (organization_id, event_id)
        changed = queue.last_change(*name)
        view = self._views.get(name)
        if view is None or not view.stands(changed):
            with self._lock:
                view = self._views.get(name)
                if view is None or not view.stands(changed):
                    view = self._read(name, view, changed)
        return view

    def _read(
        self, name: tuple[UUID, UUID], before: RoomView | None, changed: bytes | None
    ) -> RoomView | None:
        left = before.left if before else frozenset[UUID]()
        marks = queue.read_marks(*name, left_known=len(left))
        if marks is not None and marks.left_count < len(left):  # of another run, or lost
            left = frozenset()
            marks = queue.read_marks(*name, left_known=0)
        if marks is None:
            self._views.pop(name, None)
            return None
        state = marks.state
        if len(self._views) >= MOST_ROOMS:
            self._views.clear()
        self._views[name] = view = RoomView(
            marks=marks,
            seed=seed_of(state.room_id, state.run, state.key_id),
            left=left.union(marks.left) if marks.left else left,
            changed=changed,
            read_at=monotonic(),
        )
        return view

    def forget(self, organization_id: UUID, event_id: UUID) -> None:
        """Look at a room anew: this process has changed it."""
        self._views.pop((organization_id, event_id), None)

    def looks_too_often(self, place_id: UUID) -> bool:
        now, before = monotonic(), self._looked.get(place_id)
        if len(self._looked) >= MOST_PLACES:
            self._looked.clear()
        self._looked[place_id] = now
        return before is not None and now - before < LEAST_PAUSE_SECONDS

    def is_back(self, place_id: UUID, gathered_at: float) -> bool:
        """Whether a place is in a queue for sure, which Redis may have lost."""
        return not gathered_at or self._back.get(place_id) == gathered_at

    def note_back(self, place_id: UUID, gathered_at: float) -> None:
        if len(self._back) >= MOST_PLACES:
            self._back.clear()
        self._back[place_id] = gathered_at


_rooms: Final = _Rooms()
forget_room: Final = _rooms.forget
note_back: Final = _rooms.note_back
