"""Many buyers at once, each with its own connection and its own Idempotency-Key."""

import asyncio
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import httpx

from turnout_dev.demo.callers import unexpected
from turnout_dev.demo.reporter import DemoFailed

ANSWER_SECONDS = 20.0
FIRST_PAUSE_SECONDS = 0.25
LONGEST_PAUSE_SECONDS = 2.0
SOLD_OUT = "inventory.sold-out"
IN_PROGRESS = "idempotency.in-progress"


@dataclass(frozen=True, slots=True)
class Buyer:
    """What one buyer wants: so many tickets of one type, with names for all of them."""

    event_id: str
    ticket_type_id: str
    email: str
    names: tuple[str, ...]

    def basket(self) -> dict[str, Any]:
        return {
            "event_id": self.event_id,
            "lines": [{"ticket_type_id": self.ticket_type_id, "quantity": len(self.names)}],
            "buyer": {"email": self.email, "name": self.names[0]},
            "attendees": [
                {"ticket_type_id": self.ticket_type_id, "name": name} for name in self.names
            ],
        }


@dataclass(slots=True)
class Rush:
    """What buyers were told. `repeats` counts requests that got no answer and were sent again."""

    orders: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By the buyer's address."""
    sold_out: int = 0
    repeats: int = 0
    seconds: float = 0.0
    answer_seconds: list[float] = field(default_factory=list)


def rush(base_url: str, path: str, wanted: Sequence[Buyer], *, seconds: float) -> Rush:
    """Let all of them press the button in the same instant, and wait for their answers.

    DemoFailed when an answer is neither an order nor "sold out", or is missing after `seconds`.
    """
    return asyncio.run(_rush(base_url, path, wanted, seconds=seconds))


async def _rush(base_url: str, path: str, wanted: Sequence[Buyer], *, seconds: float) -> Rush:
    told, gate = Rush(), asyncio.Event()
    limits = httpx.Limits(max_connections=len(wanted), max_keepalive_connections=0)
    timeout = httpx.Timeout(ANSWER_SECONDS, pool=seconds)
    async with httpx.AsyncClient(
        base_url=base_url, limits=limits, timeout=timeout, trust_env=False
    ) as http:
        buyers = [
            asyncio.create_task(_buy(http, path, each, told=told, gate=gate)) for each in wanted
        ]
        began = time.monotonic()
        gate.set()
        try:
            await asyncio.wait_for(asyncio.gather(*buyers), seconds)
        except TimeoutError:
            missing = len(wanted) - len(told.orders) - told.sold_out
            lost = f"{missing} of {len(wanted)} buyers have no answer after {seconds:.0f} s"
            raise DemoFailed(lost) from None
        finally:
            for each in buyers:
                each.cancel()
        told.seconds = time.monotonic() - began
    return told


async def _buy(
    http: httpx.AsyncClient, path: str, wanted: Buyer, *, told: Rush, gate: asyncio.Event
) -> None:
    """Ask until there is an answer: the key makes sure that asking twice buys once."""
    headers = {"Idempotency-Key": secrets.token_hex(16)}
    await gate.wait()
    began = time.monotonic()
    pause = FIRST_PAUSE_SECONDS
    while True:
        try:
            response = await http.post(path, json=wanted.basket(), headers=headers)
        except httpx.TransportError:
            response = None
        if response is not None and _is_final(response):
            break
        told.repeats += 1
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
    told.answer_seconds.append(time.monotonic() - began)
    if response.status_code == HTTPStatus.CREATED:
        told.orders[wanted.email] = response.json()
    elif _code(response) == SOLD_OUT:
        told.sold_out += 1
    else:
        raise DemoFailed(unexpected(response, HTTPStatus.CREATED))


def _is_final(response: httpx.Response) -> bool:
    """A busy server, and a request that is still being worked on, are asked again."""
    is_busy = response.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    return not is_busy and _code(response) != IN_PROGRESS


def _code(response: httpx.Response) -> str:
    if response.status_code != HTTPStatus.CONFLICT:
        return ""
    return str(response.json().get("code", ""))
