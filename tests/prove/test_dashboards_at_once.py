"""Two hundred dashboards are open while two hundred orders a second come in: each within a second.

Over the real roles: the relay counts, the realtime role sends, as many streams listen. Times are
judged on a machine that does nothing else, and only written down on a busy one.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field

import httpx

from tests.faults.mini_stack import MiniStack
from tests.prove.counts import is_busy
from tests.prove.results import record_result
from turnout_dev.stack.settings import role_environment
from turnout_dev.stack.state import ROOT

EVENTS, CHANGES, SECONDS = 200, 200, 20
PROMISED_SECONDS = 1.0
PATIENCE_SECONDS = 15.0


@dataclass(slots=True)
class Heard:
    """When each event's dashboard first showed so many orders: by event, in their order."""

    by_event: dict[int, list[tuple[int, float]]] = field(default_factory=lambda: defaultdict(list))

    def note(self, event: int, orders: int) -> None:
        self.by_event[event].append((orders, time.monotonic()))

    def at(self, event: int, orders: int) -> float | None:
        """When it showed at least so many; None if never."""
        return next((at for shown, at in self.by_event[event] if shown >= orders), None)


async def listen(http: httpx.AsyncClient, event: int, url: str, heard: Heard) -> None:
    async with http.stream("GET", url) as answer:
        assert answer.status_code == 200, answer.status_code
        async for line in answer.aiter_lines():
            if line.startswith("data:"):
                heard.note(event, json.loads(line.removeprefix("data:"))["orders"]["placed"])


async def listen_while_sold(urls: list[str], seller: "subprocess.Popen[str]") -> tuple[Heard, str]:
    heard = Heard()
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(timeout=None, limits=limits, trust_env=False) as http:  # noqa: S113
        tasks = [asyncio.create_task(listen(http, n, url, heard)) for n, url in enumerate(urls)]
        while len(heard.by_event) < len(urls):
            await asyncio.sleep(0.1)
            assert not any(each.done() for each in tasks)
        out, _ = await asyncio.to_thread(seller.communicate, "go\n")
        until = time.monotonic() + PATIENCE_SECONDS
        wanted = CHANGES * SECONDS // EVENTS
        while any(heard.at(n, wanted) is None for n in range(EVENTS)):
            assert time.monotonic() < until, "the last orders were never shown"
            await asyncio.sleep(0.1)
        for each in tasks:
            each.cancel()
    return heard, out


def test_every_dashboard_shows_an_order_within_a_second(running_stack: MiniStack) -> None:
    was_busy = is_busy()
    command = [sys.executable, "-m", "tests.prove.busy_events"]
    with subprocess.Popen(
        [*command, *map(str, (EVENTS, CHANGES, SECONDS))],
        cwd=ROOT,
        env=role_environment(running_stack.settings),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as seller:
        assert seller.stdout is not None
        urls = json.loads(seller.stdout.readline())
        heard, out = asyncio.run(listen_while_sold(urls, seller))
    made = [line.split() for line in out.splitlines()]
    assert len(made) == CHANGES * SECONDS
    took = float(made[-1][2]) - float(made[0][2])
    delays = []
    for event, orders, at in made:
        seen = heard.at(int(event), int(orders))
        assert seen is not None
        delays.append(max(0.0, seen - float(at)))
    p50, p99 = (sorted(delays)[int(len(delays) * share) - 1] for share in (0.5, 0.99))
    shown = f"p50 {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms at {len(made) / took:.0f} a second"
    print(shown)  # noqa: T201  figures are what this proof is for
    record_result(f"{EVENTS} open dashboards, an order until it is shown", shown)
    if not was_busy:
        assert len(made) / took > CHANGES * 0.95
        assert p99 < PROMISED_SECONDS, shown
