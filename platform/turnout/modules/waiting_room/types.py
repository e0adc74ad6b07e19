"""Waiting rooms, places and passes as they cross the module's border."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from turnout.kernel.http.answers import INTERNAL


class PlaceState(StrEnum):
    LOBBY = "lobby"
    WAITING = "waiting"
    ADMITTED = "admitted"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWaitingRoom:
    """What an organizer says about an event's waiting room."""

    is_on: bool
    is_paused: bool
    lobby_opens_at: datetime | None
    opens_at: datetime
    least_per_minute: int
    most_per_minute: int
    most_shopping: int
    shopping_minutes: int
    target_milliseconds: int
    automatic_above_per_minute: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRoom:
    """How an event's waiting room works."""

    component: ClassVar[str] = "WaitingRoom"

    event_id: UUID
    is_on: Annotated[bool, "Nobody orders without a pass of the waiting room."] = False
    is_paused: Annotated[bool, "Nobody is admitted; who was goes on."] = False
    lobby_opens_at: Annotated[
        datetime | None, "From when one may come; null: at any time before the opening."
    ] = None
    opens_at: Annotated[
        datetime | None,
        "Who came before has a random place from then on, who comes later one by arrival.",
    ] = None
    least_per_minute: Annotated[int, "The floor of the admission rate."] = 30
    most_per_minute: Annotated[int, "The ceiling of the admission rate."] = 300
    most_shopping: Annotated[int, "People who are admitted at once."] = 200
    shopping_minutes: Annotated[int, "How long an admission is good to begin an order."] = 10
    target_milliseconds: Annotated[
        int, "The rate falls when 95 of 100 orders take longer than this."
    ] = 500
    automatic_above_per_minute: Annotated[
        int | None,
        "It switches itself on when more come to the checkout in a minute; null: by hand only.",
    ] = None
    is_automatic: Annotated[
        bool, "It has switched itself on, and goes off once nobody has waited for ten minutes."
    ] = False
    run: Annotated[int, "How often it was switched on; places of an earlier run are over."] = 0
    draw_commitment: Annotated[
        str, "SHA-256 of the seed by which the random places are drawn; known before the opening."
    ] = ""
    draw_seed: Annotated[str | None, "The seed; null before the opening."] = None
    version: int = 0
    id: Annotated[UUID | None, INTERNAL] = None
    key_id: Annotated[str, INTERNAL] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRoomFigures:
    """How a waiting room stands now; all zero while it is off."""

    component: ClassVar[str] = "WaitingRoomFigures"

    waiting: Annotated[int, "People who wait, those in the lobby among them."]
    shopping: Annotated[int, "People who are admitted and may order now."]
    admitted: Annotated[int, "People who were admitted since the opening."]
    per_minute: Annotated[int, "The admission rate now."]
    is_sold_out: Annotated[bool, "Nothing is left, so nobody is admitted."]
    is_reachable: Annotated[bool, "False: Redis is away, and nobody is admitted until it is back."]
    estimate_seconds: Annotated[int | None, "How long who joins now will wait; null: unknown."]
    arrivals_per_minute: Annotated[
        int | None, "Who comes to the checkout; null: it does not switch itself on, or unknown."
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomState:
    """A waiting room as it runs: what Redis knows of it."""

    event_id: UUID
    room_id: UUID
    run: int
    key_id: str
    lobby_opens_at: datetime | None
    opens_at: datetime
    is_paused: bool
    is_sold_out: bool
    per_second: float
    waiting: int
    shopping: int
    admitted: int
    gathers_until: datetime | None
    """Until when nobody is admitted, since those who waited come back after Redis was lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPlace:
    """Somebody's own place, for who has its signed token."""

    component: ClassVar[str] = "WaitingRoomPlace"

    state: Annotated[PlaceState, "lobby: before the opening; over: join again."]
    position: Annotated[
        int | None, "1 is next; rounded in a long queue; null: not waiting, or not drawn yet."
    ]
    waiting: Annotated[int, "People who wait."]
    admitted: Annotated[int, "People who were admitted since the opening."]
    estimate_seconds: Annotated[int | None, "About how long it will take; null: nobody knows."]
    opens_at: datetime
    is_paused: bool
    is_sold_out: bool
    is_gathering: Annotated[bool, "Places are being put back in order; nobody is admitted yet."]
    ask_again_seconds: Annotated[int, "When to look at the place again."]
    draw_number: Annotated[str, "The place's number in the draw: what the seed is applied to."]
    draw_commitment: Annotated[str, "SHA-256 of the seed."]
    draw_seed: Annotated[str | None, "The seed; null before the opening."]
    checkout_pass: Annotated[
        str | None, "The pass for the order, once admitted: send it with the order."
    ] = None
    pass_expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedWaitingRoom:
    """A place that was just taken, or that the device had before."""

    component: ClassVar[str] = "JoinedWaitingRoom"

    token: Annotated[str, "Keeps the place: send it whenever you look at it. Never share it."]
    place: WaitingPlace
