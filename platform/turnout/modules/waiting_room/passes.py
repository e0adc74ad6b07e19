"""Signed texts of waiting rooms: the place somebody has, and the pass by which they order.

Both carry what they say in the clear and an HMAC by a key of the platform. A place carries its
order as well, so that a queue that Redis lost can be put together again from what people bring.
"""

import struct
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from turnout.kernel import clock, runtime
from turnout.kernel.http.headers import WAITING_ROOM_PASS, WAITING_ROOM_PLACE
from turnout.kernel.security.crypto import Lapsed, NotGenuine
from turnout.modules.waiting_room.errors import PassExpired, PassRefused

PLACE_HEADER: Final = WAITING_ROOM_PLACE
PASS_HEADER: Final = WAITING_ROOM_PASS
PLACE_PURPOSE: Final = "waiting-room/place"
PASS_PURPOSE: Final = "waiting-room/pass"  # noqa: S105  names a key, is none
KEEPS: Final = timedelta(days=1)
"""How long a place is kept after the opening, or after it was taken."""
SHAPE: Final = struct.Struct(">16s16sId")
"""Event, place, run, and where the place stands: before 1 by the draw, else by arrival."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a genuine token says of a place."""

    event_id: UUID
    place_id: UUID
    run: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """A pass that is genuine, of this event and not over."""

    event_id: UUID
    place_id: UUID
    run: int


def place_cookie(event_id: UUID) -> str:
    """The name of the cookie that keeps a place on the site."""
    return f"waiting-place-{event_id.hex}"


def pass_cookie(event_id: UUID) -> str:
    """The name of the cookie that is the pass on the site."""
    return f"waiting-pass-{event_id.hex}"


def sign_place(place: Place, *, opens_at: datetime) -> str:
    until = max(opens_at, clock.now()) + KEEPS
    return runtime.current().keys.sign(PLACE_PURPOSE, _packed(place), expires_at=until)


def read_place(token: str, event_id: UUID) -> Place | None:
    """What a token says; None for one that is not ours, of another event, or lapsed."""
    try:
        raw = runtime.current().keys.unsign(PLACE_PURPOSE, token, now=clock.now())
    except NotGenuine:
        return None
    event, place, run, score = SHAPE.unpack(raw)
    if event != event_id.bytes:
        return None
    return Place(event_id=event_id, place_id=UUID(bytes=place), run=run, score=score)


def is_place(event_id: UUID, token: str) -> bool:
    """Whether a token is a place of this event."""
    return read_place(token, event_id) is not None


def sign_pass(place: Place, *, expires_at: datetime) -> str:
    return runtime.current().keys.sign(PASS_PURPOSE, _packed(place), expires_at=expires_at)


def read_pass(text: str, event_id: UUID) -> Pass:
    """A good pass; PassRefused for a forged one or another event's, PassExpired for an old one."""
    try:
        raw = runtime.current().keys.unsign(PASS_PURPOSE, text, now=clock.now())
    except Lapsed as error:
        raise PassExpired from error
    except NotGenuine as error:
        raise PassRefused from error
    event, place, run, _ = SHAPE.unpack(raw)
    if event != event_id.bytes:
        raise PassRefused
    return Pass(event_id=event_id, place_id=UUID(bytes=place), run=run)


def _packed(place: Place) -> bytes:
    return SHAPE.pack(place.event_id.bytes, place.place_id.bytes, place.run, place.score)
