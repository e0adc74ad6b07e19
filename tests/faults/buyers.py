"""Buyers who do not give up: they repeat what got no answer, and remember what they were told."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

LONGEST_PAUSE_SECONDS = 1.0
BURST = 12
BUSY = 503
MOST_AT_ONCE = 80
"""Fewer than the client has connections: those who queue for one are looked through again and
again, and a crowd that fell behind once would spend its time on that alone."""


@dataclass(slots=True)
class Told:
    """What the buyers heard: orders by their ids, and who has paid at the provider."""

    orders: dict[str, dict[str, Any]] = field(default_factory=dict)
    sold_out: int = 0
    paid: set[str] = field(default_factory=set)
    declined: set[str] = field(default_factory=set)
    repeats: int = 0
    in_flight: int = 0
    """Requests that wait for an answer at this moment."""


@dataclass(slots=True)
class Crowd:
    """Free buyers for the scarce tickets, and paying ones of whom every fifth is declined."""

    http: httpx.AsyncClient
    orders_path: str
    world: dict[str, Any]
    chance: random.Random
    told: Told
    room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOST_AT_ONCE))

    async def come(self, *, free: int, paying: int, within_seconds: float) -> None:
        """All of them buy, in bursts of a dozen spread over the time given."""
        bursts = max((free + paying) // BURST, 1)
        moments = [
            self.chance.randrange(bursts) * within_seconds / bursts for _ in range(free + paying)
        ]
        async with asyncio.TaskGroup() as group:
            for number, moment in enumerate(moments):
                buy = self._buy_free if number < free else self._buy_paid
                group.create_task(buy(number, moment))

    async def _buy_free(self, number: int, moment: float) -> None:
        await asyncio.sleep(moment)
        await self._place(number, self.world["scarce"])

    async def _buy_paid(self, number: int, moment: float) -> None:
        await asyncio.sleep(moment)
        order = await self._place(number, self.world["paid"])
        assert order is not None, "there are enough paid tickets"
        page = await self._page_to_pay_on(order)
        is_declined = number % 5 == 0
        pressed = await self._ask(
            "POST", page, lambda answer: answer.status_code == 303,
            data={"action": "decline" if is_declined else "pay"},
        )  # fmt: skip
        assert pressed.status_code == 303, pressed.text
        (self.told.declined if is_declined else self.told.paid).add(order["id"])

    async def _place(self, number: int, type_id: str) -> dict[str, Any] | None:
        """The order, or None when everything is sold."""
        basket = {
            "event_id": self.world["event_id"],
            "lines": [{"ticket_type_id": type_id, "quantity": 1}],
            "buyer": {"email": f"buyer-{number:04}@faults.example", "name": f"Buyer {number}"},
            "attendees": [{"ticket_type_id": type_id, "name": f"Guest {number}"}],
        }
        key = {"Idempotency-Key": f"6f1c2f0e-8a5b-4c1d-9e7a-{number:012}"}
        answer = await self._ask("POST", self.orders_path, is_final, json=basket, headers=key)
        if answer.status_code == 409:
            assert answer.json()["code"] == "inventory.sold-out", answer.text
            self.told.sold_out += 1
            return None
        assert answer.status_code == 201, answer.text
        order: dict[str, Any] = answer.json()
        self.told.orders[order["id"]] = order
        return order

    async def _page_to_pay_on(self, order: dict[str, Any]) -> str:
        def has_page(answer: httpx.Response) -> bool:
            return answer.status_code != 200 or answer.json()["redirect_url"] is not None

        answer = await self._ask(
            "POST",
            f"{self.orders_path}/{order['id']}/payment",
            lambda given: is_final(given) and has_page(given),
            json={},
            headers={"Turnout-Order-Secret": order["secret"]},
        )
        assert answer.status_code == 200, answer.text
        return str(answer.json()["redirect_url"])

    async def _ask(
        self,
        method: str,
        address: str,
        is_enough: Callable[[httpx.Response], bool],
        **options: Any,
    ) -> httpx.Response:
        pause = 0.1
        while True:
            self.told.in_flight += 1
            try:
                async with self.room:
                    answer = await self.http.request(method, address, **options)
                if is_enough(answer):
                    return answer
            except httpx.TransportError:
                pass
            finally:
                self.told.in_flight -= 1
            self.told.repeats += 1
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)


def is_final(answer: httpx.Response) -> bool:
    """A busy server, and a request that is still being worked on, are asked again."""
    if answer.status_code == 409:
        return bool(answer.json()["code"] != "idempotency.in-progress")
    return answer.status_code != BUSY
