"""An on-sale: ten thousand come for a thousand places, and web processes are killed meanwhile.

`make prove` takes it in, with a new seed each time; TURNOUT_SEED repeats one. Named by its path it
runs with three hundred.
"""

import asyncio
import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from tests.factories.people import PASSWORD
from tests.faults.lines import Answer, Lines, NoAnswer
from tests.faults.mini_stack import MiniStack
from tests.faults.promises import broken_promises, orders_in
from tests.faults.test_kills import number_of, serves, wait_until
from tests.prove.results import record_result
from turnout.modules.waiting_room.rules import draw_score
from turnout_sdk.testing.local_http import local_client

PROVE = os.environ.get("TURNOUT_PROVE") == "1"
SEED = int(os.environ.get("TURNOUT_SEED") or (time.time() if PROVE else 20_261_123))
PEOPLE, PLACES, KILLS, ARRIVE_SECONDS = (10_000, 1_000, 6, 90) if PROVE else (300, 30, 2, 5)
EARLY = PLACES // 2
"""So many are there before the opening; the others arrive after it."""
LEAST_PER_MINUTE, MOST_PER_MINUTE, TARGET_MILLISECONDS = 300, 1_800, 120
LINES = 128
PATIENCE_SECONDS = 900.0
PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.2, 3.0
PLACE, PASS = "Turnout-Waiting-Room-Place", "Turnout-Waiting-Room-Pass"
Turn = tuple[int, float]
"""What decides whose turn is first: the draw (0), then arrival (1)."""


@dataclass(slots=True)
class Person:
    """`earliest` and `latest` bound the turn: while a request is under way nobody knows more."""

    number: int
    token: str = ""
    look_again: float = 5.0
    """Seconds between looks, as the last answer said; also after one that did not come."""
    earliest: Turn = (1, 0.0)
    latest: Turn = (1, 0.0)
    admitted_at: float | None = None
    waited_at: list[float] = field(default_factory=list)
    """When each question was sent whose answer was to wait."""


@dataclass(slots=True)
class Told:
    orders: dict[str, dict[str, Any]] = field(default_factory=dict)
    sold_out: int = 0
    repeats: int = 0
    milliseconds: list[float] = field(default_factory=list)
    """How long orders took that were answered at once."""


@dataclass(slots=True)
class OnSale:
    lines: Lines
    world: dict[str, Any]
    told: Told
    opened: asyncio.Event
    chance: random.Random

    @property
    def base(self) -> str:
        return f"/api/v1/organizations/{self.world['organization_id']}"

    @property
    def event(self) -> str:
        return f"{self.base}/events/{self.world['on_sale_event_id']}"

    async def come(self, people: list[Person], open_sale: Callable[[], Any]) -> None:
        """Some before the opening, the others spread over a time after it; all stay to the end."""
        async with asyncio.TaskGroup() as group:
            joining = [group.create_task(self._join(each)) for each in people[:EARLY]]
            await asyncio.gather(*joining)
            await asyncio.to_thread(open_sale)
            self.opened.set()
            for each in people[:EARLY]:
                group.create_task(self._wait_and_buy(each))
            for each in people[EARLY:]:
                group.create_task(self._arrive(each))

    async def _arrive(self, person: Person) -> None:
        await asyncio.sleep(self.chance.uniform(0, ARRIVE_SECONDS))
        await self._join(person)
        await self._wait_and_buy(person)

    async def _join(self, person: Person) -> None:
        answer, sent, came, _ = await self._ask("POST", f"{self.event}/waiting-room-places")
        assert answer.status == 201, answer
        person.token = answer.body["token"]
        person.earliest, person.latest = (1, sent), (1, came)

    async def _wait_and_buy(self, person: Person) -> None:
        while True:
            answer, sent, came, _ = await self._ask(
                "GET",
                f"{self.event}/waiting-room-place",
                headers={PLACE: person.token},
                pause=person.look_again,
            )
            assert answer.status == 200, answer
            place = answer.body
            self._note_draw(person, place)
            if place["state"] == "admitted":
                person.admitted_at = came
                await self._buy(person, place["checkout_pass"])
                return
            assert place["state"] == "waiting", place
            person.waited_at.append(sent)
            if place["is_sold_out"]:
                self.told.sold_out += 1
                return
            person.look_again = place["ask_again_seconds"]
            await asyncio.sleep(person.look_again * self.chance.uniform(0.8, 1.0))

    def _note_draw(self, person: Person, place: dict[str, Any]) -> None:
        if person.number < EARLY:
            seed = bytes.fromhex(place["draw_seed"])
            score = draw_score(seed, UUID(place["draw_number"]))
            person.earliest = person.latest = (0, score)

    async def _buy(self, person: Person, checkout_pass: str) -> None:
        type_id = self.world["on_sale"]
        basket = {
            "event_id": self.world["on_sale_event_id"],
            "lines": [{"ticket_type_id": type_id, "quantity": 1}],
            "buyer": {
                "email": f"buyer-{person.number:05}@faults.example",
                "name": f"Buyer {person.number}",
            },
            "attendees": [{"ticket_type_id": type_id, "name": f"Guest {person.number}"}],
        }
        key = f"6f1c2f0e-8a5b-4c1d-9e7a-{person.number:012}"
        answer, sent, came, tries = await self._ask(
            "POST",
            f"{self.base}/orders",
            body=basket,
            headers={PASS: checkout_pass, "Idempotency-Key": key},
        )
        if tries == 1:
            self.told.milliseconds.append((came - sent) * 1000)
        if answer.status == 409:
            assert answer.body["code"] == "inventory.sold-out", answer
            self.told.sold_out += 1
            return
        assert answer.status == 201, answer
        self.told.orders[answer.body["id"]] = answer.body

    async def _ask(
        self, method: str, path: str, *, pause: float | None = None, **options: Any
    ) -> tuple[Answer, float, float, int]:
        """The answer, when the last try was sent, when it was answered, and how many there were.

        Without an answer it is tried again after `pause`, or sooner and ever more rarely.
        """
        tries = 0
        while True:
            tries += 1
            sent = time.monotonic()
            try:
                answer = await self.lines.ask(method, path, **options)
                if is_final(answer):
                    return answer, sent, time.monotonic(), tries
            except NoAnswer:
                pass
            self.told.repeats += 1
            soon = min(PAUSE_SECONDS * 2**tries, LONGEST_PAUSE_SECONDS)
            await asyncio.sleep((pause or soon) * self.chance.uniform(0.5, 1))


def test_ten_thousand_come_for_a_thousand_places_and_web_is_killed(stack, postgres, database):
    url = postgres.superuser_url(database)
    stack.start()
    world = stack.prepare(scarce=PLACES)
    people = [Person(number) for number in range(PEOPLE)]
    began = time.monotonic()
    told, killed = sell_out(stack, world, people)
    seconds = time.monotonic() - began
    stack.wait_idle(PATIENCE_SECONDS)

    assert killed.total() == KILLS, killed
    assert broken_promises(url) == {}, f"seed {SEED}"
    there = orders_in(url)
    assert len(there) == PLACES
    assert {number_of(each) for each in told.orders.values()} == {
        number_of(each) for each in there.values()
    }
    assert {each["state"] for each in there.values()} == {"confirmed"}
    assert told.sold_out == PEOPLE - PLACES
    assert sum(each.admitted_at is not None for each in people) == PLACES
    assert inversions(people) == 0, f"seed {SEED}"
    took = sorted(told.milliseconds)
    p95 = took[int(len(took) * 0.95)]
    shown = (
        f"{PEOPLE:,} people, {PLACES:,} places, {KILLS} kills, {seconds:.0f} s: exactly those "
        f"sold, everybody answered, 0 passed; p95 of {len(took)} orders {p95:.0f} ms"
    )
    record_result("an on-sale whose web processes are killed", shown)
    print(shown, told.repeats, dict(killed))  # noqa: T201  what is measured, not judged


def test_an_inversion_is_found():
    first, second = Person(0, latest=(1, 1.0)), Person(1, earliest=(1, 2.0), latest=(1, 2.5))
    second.admitted_at = 5.0
    first.waited_at = [4.0]
    assert inversions([first, second]) == 0
    first.waited_at.append(6.0)
    assert inversions([first, second]) == 1
    drawn = Person(2, earliest=(0, 0.7), latest=(0, 0.7), waited_at=[6.0])
    assert inversions([drawn, second]) == 1


def sell_out(
    stack: MiniStack, world: dict[str, Any], people: list[Person]
) -> tuple[Told, Counter[str]]:
    """Everybody comes, and web processes die; what people were told, and who was killed how."""
    told, killed = Told(), Counter[str]()
    opened = threading.Event()

    def open_sale() -> None:
        set_room(stack, world, opens_in_seconds=0)
        opened.set()

    def kill() -> None:
        chance = random.Random(SEED + 1)  # noqa: S311  moments, no secrets
        opened.wait(PATIENCE_SECONDS)
        for _ in range(KILLS):
            time.sleep(chance.uniform(0, ARRIVE_SECONDS / KILLS))
            wait_until(lambda: serves(stack.address), "the web role serves again")
            killed[stack.kill("web", chance)] += 1

    async def crowd() -> None:
        lines = Lines(stack.address, LINES)
        sale = OnSale(lines, world, told, asyncio.Event(), random.Random(SEED))  # noqa: S311
        try:
            await asyncio.wait_for(sale.come(people, open_sale), PATIENCE_SECONDS)
        finally:
            await lines.close()

    set_room(stack, world, opens_in_seconds=3_600)
    reaper = threading.Thread(target=kill, daemon=True)
    reaper.start()
    asyncio.run(crowd())
    reaper.join()
    return told, killed


def set_room(stack: MiniStack, world: dict[str, Any], *, opens_in_seconds: int) -> None:
    """Switch the waiting room on, or open it before its time."""
    with local_client(base_url=stack.address, timeout=60) as http:
        login = {"email": world["owner"], "password": PASSWORD}
        token = http.post("/api/v1/auth/sign-in", json=login).json()["access_token"]
        base = f"/api/v1/organizations/{world['organization_id']}"
        path = f"{base}/events/{world['on_sale_event_id']}/waiting-room"
        http.headers["Authorization"] = f"Bearer {token}"
        opens_at = datetime.now(UTC) + timedelta(seconds=opens_in_seconds)
        answer = http.put(
            path,
            headers={"If-Match": http.get(path).headers["ETag"]},
            json={
                "is_on": True,
                "opens_at": opens_at.isoformat(),
                "least_per_minute": LEAST_PER_MINUTE,
                "most_per_minute": MOST_PER_MINUTE,
                "most_shopping": PLACES,
                "shopping_minutes": 10,
                "target_milliseconds": TARGET_MILLISECONDS,
            },
        )
        assert answer.status_code == 200, answer.text


def inversions(people: list[Person]) -> int:
    """How often somebody was told to wait after another of a later turn had been admitted."""
    admitted = sorted((each.admitted_at, each.earliest) for each in people if each.admitted_at)
    asked = sorted((at, each.latest) for each in people for at in each.waited_at)
    found, next_admitted, latest_turn = 0, 0, (-1, 0.0)
    for at, turn in asked:
        while next_admitted < len(admitted) and admitted[next_admitted][0] < at:
            latest_turn = max(latest_turn, admitted[next_admitted][1])
            next_admitted += 1
        found += latest_turn > turn
    return found


def is_final(answer: Answer) -> bool:
    """A busy server, and a request that is still being worked on, are asked again."""
    if answer.status == 409:
        return bool(answer.body["code"] != "idempotency.in-progress")
    return answer.status < 500
