"""Buyers who come at a steady rate while something is broken, and count what they were told.

Each has a key of its own and repeats the request with it until there is an answer, as a browser's
script and a client of the API do. Every try is noted, so that errors have a beginning and an end.
"""

import asyncio
import threading
import time
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self
from uuid import UUID

import httpx

from turnout.kernel.ids import new_id

PAUSE_SECONDS = 0.25
PATIENCE_SECONDS = 90.0
TIMEOUT_SECONDS = 15.0
CREATED = 201


class Try(NamedTuple):
    """One request: when it was sent, how long it took, and what came."""

    at: float
    seconds: float
    outcome: str
    """The status, or the name of what the connection met."""

    @property
    def succeeded(self) -> bool:
        return self.outcome == str(CREATED)


@dataclass(slots=True)
class Tally:
    """What was sent and answered."""

    tries: list[Try] = field(default_factory=list)
    told: dict[str, float] = field(default_factory=dict)
    """Ids of orders that were answered, with when."""
    pages: list[Try] = field(default_factory=list)

    @property
    def failed(self) -> list[Try]:
        return [each for each in self.tries if not each.succeeded]

    def errors_seconds(self) -> float:
        """From when the first request was sent that failed until the first success after the last."""
        failed = self.failed
        if not failed:
            return 0.0
        first, last = min(each.at for each in failed), max(each.at for each in failed)
        after = [each.at + each.seconds for each in self.tries if each.succeeded and each.at > last]
        return min(after, default=last) - first

    def outcomes(self) -> str:
        counts: dict[str, int] = {}
        for each in self.failed:
            counts[each.outcome] = counts.get(each.outcome, 0) + 1
        return ", ".join(f"{name} × {count}" for name, count in sorted(counts.items())) or "none"

    def median_ms(self, share: float = 0.5) -> float:
        ordered = sorted(each.seconds for each in self.tries if each.succeeded)
        return ordered[int((len(ordered) - 1) * share)] * 1000 if ordered else 0.0


class Load:
    """Orders for free tickets at so many a second, from a thread of its own."""

    def __init__(self, address: str, world: dict[str, Any], *, rate: float = 10.0) -> None:
        self._address, self._world, self._rate = address, world, rate
        self._stop = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._work()), daemon=True)
        self.tally = Tally()
        self.waiting = 0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.finish()

    def finish(self) -> Tally:
        """Nobody comes any more; everybody who came gets an answer or gives up."""
        self._stop.set()
        self._thread.join()
        return self.tally

    async def _work(self) -> None:
        limits = httpx.Limits(max_connections=200, max_keepalive_connections=0)
        async with (
            httpx.AsyncClient(
                base_url=self._address, timeout=TIMEOUT_SECONDS, limits=limits, trust_env=False
            ) as http,
            asyncio.TaskGroup() as group,
        ):
            began, number = time.monotonic(), 0
            while not self._stop.is_set():
                number += 1
                group.create_task(self._buy(http, new_id()))
                if number % 2:
                    group.create_task(self._read(http))
                await asyncio.sleep(max(0.0, began + number / self._rate - time.monotonic()))

    async def _buy(self, http: httpx.AsyncClient, key: UUID) -> None:
        self.waiting += 1
        until = time.monotonic() + PATIENCE_SECONDS
        body, headers = self._basket(key), {"Idempotency-Key": str(key)}
        path = f"/api/v1/organizations/{self._world['organization_id']}/orders"
        while time.monotonic() < until:
            at = time.monotonic()
            try:
                answer = await http.post(path, json=body, headers=headers)
            except httpx.TransportError as error:
                outcome, order_id = type(error).__name__, None
            else:
                outcome = str(answer.status_code)
                order_id = answer.json()["id"] if answer.status_code == CREATED else None
            self.tally.tries.append(Try(at, time.monotonic() - at, outcome))
            if order_id is not None:
                self.tally.told[order_id] = time.monotonic()
                break
            await asyncio.sleep(PAUSE_SECONDS)
        self.waiting -= 1

    async def _read(self, http: httpx.AsyncClient) -> None:
        """The page with what is on; once, for a reader does not insist."""
        at = time.monotonic()
        try:
            answer = await http.get("/")
        except httpx.TransportError as error:
            outcome = type(error).__name__
        else:
            outcome = str(answer.status_code)
        self.tally.pages.append(Try(at, time.monotonic() - at, outcome))

    def _basket(self, key: UUID) -> dict[str, Any]:
        type_id = self._world["scarce"]
        return {
            "event_id": self._world["event_id"],
            "lines": [{"ticket_type_id": type_id, "quantity": 1}],
            "buyer": {"email": f"buyer-{key.hex}@drills.example", "name": "Amina Yusuf"},
            "attendees": [{"ticket_type_id": type_id, "name": "Amina Yusuf"}],
        }
