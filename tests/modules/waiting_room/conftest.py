"""A shop with a waiting room, people with devices who wait, and a clock that stands where told."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.factories.people import bearer
from tests.factories.sales import MadeShop, make_shop

from turnout.kernel import clock, runtime
from turnout.kernel.context import system_in
from turnout.modules.inventory import api as inventory
from turnout.modules.waiting_room import control, queue

PLACE = "Turnout-Waiting-Room-Place"
PASS = "Turnout-Waiting-Room-Pass"


class Watch:
    """The clock of a test: it stands still, and goes on only when told."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self.set(datetime.now(UTC).replace(microsecond=0))

    def set(self, at: datetime) -> None:
        self._stack.close()
        self._stack.enter_context(clock.frozen(at))

    def move(self, seconds: float) -> None:
        self.set(clock.now() + timedelta(seconds=seconds))


@dataclass(slots=True)
class Room:
    """`client` speaks HTTP; people are known by names, each with the token of their place."""

    client: Any
    shop: MadeShop
    ticket: UUID
    watch: Watch
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def at_event(self) -> str:
        return f"/api/v1/organizations/{self.shop.organization.id}/events/{self.shop.event_id}"

    @property
    def owner(self) -> dict[str, str]:
        return bearer(self.shop.organization.owner)

    def put(self, *, opens_in: float = 0, lobby_in: float | None = None, **said: Any) -> Any:
        """Set the room up; one person a second, all limits wide, unless something else is said."""
        now = clock.now()
        body = {
            "is_on": True,
            "opens_at": (now + timedelta(seconds=opens_in)).isoformat(),
            "lobby_opens_at": None
            if lobby_in is None
            else (now + timedelta(seconds=lobby_in)).isoformat(),
            "least_per_minute": 60,
            "most_per_minute": 60,
            "most_shopping": 1000,
            "shopping_minutes": 10,
            **said,
        }
        return self.client.put(f"{self.at_event}/waiting-room", json=body, headers=self.owner)

    def open(self, **said: Any) -> dict[str, Any]:
        answer = self.put(**said)
        assert answer.status_code == 200, answer.json
        return answer.json

    def join(self, name: str) -> Any:
        """Join with the device of somebody, which may have a place."""
        kept = {PLACE: self.tokens[name]} if name in self.tokens else {}
        answer = self.client.post(f"{self.at_event}/waiting-room-places", headers=kept)
        if answer.status_code == 201:
            self.tokens[name] = answer.json["token"]
        return answer

    def joined(self, *names: str) -> None:
        for name in names:
            answer = self.join(name)
            assert answer.status_code == 201, answer.json

    def look(self, name: str) -> Any:
        headers = {PLACE: self.tokens[name]}
        return self.client.get(f"{self.at_event}/waiting-room-place", headers=headers)

    def place(self, name: str) -> dict[str, Any]:
        answer = self.look(name)
        assert answer.status_code == 200, answer.json
        return answer.json

    def leave(self, name: str) -> Any:
        headers = {PLACE: self.tokens[name]}
        return self.client.delete(f"{self.at_event}/waiting-room-place", headers=headers)

    def admitted(self, name: str) -> str:
        """The pass of somebody whose turn it is."""
        place = self.place(name)
        assert place["state"] == "admitted", place
        return str(place["checkout_pass"])

    def order(self, held: str = "", **options: Any) -> Any:
        headers = {PASS: held} if held else {}
        body = self.shop.basket(self.ticket, **options)
        return self.client.post(self.shop.orders_path, json=body, headers=headers)

    def run(self) -> None:
        """What the job does every other second."""
        ctx = system_in(self.shop.organization.id, "waiting-room.run")
        control.run_room(ctx, self.shop.event_id)

    def figures(self) -> dict[str, Any]:
        path = f"{self.at_event}/waiting-room-figures"
        return self.client.get(path, headers=self.owner).json

    def resize(self, pool_id: UUID, capacity: int) -> None:
        """Give a pool another capacity."""
        inventory.update_pool(
            self.shop.organizer, self.shop.event_id, pool_id=pool_id, capacity=capacity
        )

    def lose(self) -> None:
        """Redis has lost the room, as when it begins anew without what it had."""
        queue.drop(self.shop.organization.id, self.shop.event_id)


@pytest.fixture
def watch() -> Iterator[Watch]:
    with ExitStack() as stack:
        yield Watch(stack)


@pytest.fixture
def room(client, watch) -> Room:
    """An event on sale with 50 tickets of 25.00; its waiting room is not set up yet."""
    shop = make_shop()
    return Room(client, shop, shop.add_type(capacity=50, price_minor=2500), watch)


@pytest.fixture
def no_redis(monkeypatch) -> None:
    """Redis does not answer; there is nothing else to take away of what a test must go on with."""
    link = runtime.current().redis
    monkeypatch.setattr(link.servers, "_rests_until", float("inf"))
