"""Five thousand live streams end in the same moment and come back: all of them, and nobody hangs.

Over three processes of the role `realtime`, each of which takes two thousand. Everybody behaves as a
browser does: whoever's stream ended comes back when the stream had said so, at the next process, as
behind a balancer; whoever is told that there are too many comes back when that answer says so.

First all processes are killed, so that every stream ends at once; then one of them, whose listeners
press into the two others, which have no room for all of them.
"""

import asyncio
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TypeAlias

import psutil
import pytest
import redis

from tests.faults.mini_stack import MiniStack, free_address
from tests.faults.test_door_apart import TURNOUT, answers
from tests.faults.test_drain import wait_until
from tests.prove.counts import is_busy
from tests.prove.results import record_result
from turnout.kernel.ids import new_id
from turnout.kernel.messaging import live
from turnout_dev.stack.settings import role_environment

STREAMS, PROCESSES, EVENTS = 5_000, 3, 50
OF_ONE_ADDRESS = 250
"""Listeners behind one address of this machine."""
BACK_SECONDS = 30.0
"""Promised: by then all of them listen again, whoever was told to wait ten seconds included."""
ANSWER_SECONDS = 10.0
"""Promised: whoever comes is let in or told when to come again."""
OPEN_SECONDS, PATIENCE_SECONDS = 120.0, 180.0
HEARD_SECONDS = 10.0
CALM_SECONDS = 6.0
"""Between the storms: whose child dies twice within 5.5 seconds takes it for a crash loop and ends."""
LAST_RETRY_SECONDS = 3.0
"""Until a stream said another time."""
WHAT = ("all processes die", "one of three processes dies")
Keeper: TypeAlias = "subprocess.Popen[bytes]"


@dataclass(slots=True)
class Crowd:
    """So many browsers, each with one stream."""

    places: list[str]
    paths: list[str]
    listening: set[int] = field(default_factory=set)
    heard: dict[int, str] = field(default_factory=dict)
    """By listener, the latest document."""
    answers: list[tuple[int, float]] = field(default_factory=list)
    """Of each time that somebody came: the status, and the seconds until it was there."""
    unanswered: Counter[str] = field(default_factory=Counter)

    async def follow(self, number: int) -> None:
        """Listen, and come back each time, as long as the task lives."""
        retry, came = LAST_RETRY_SECONDS, number
        while True:
            place, came = self.places[came % len(self.places)], came + 1
            try:
                retry = await self._listen(number, place, retry)
            except TimeoutError:
                self.unanswered["hung"] += 1
            except (OSError, asyncio.IncompleteReadError):
                self.unanswered["torn"] += 1
            finally:
                self.listening.discard(number)
            await asyncio.sleep(retry)

    async def _listen(self, number: int, place: str, retry: float) -> float:
        """One visit; the seconds after which to come again."""
        host, _, port = place.rpartition(":")
        source = (f"127.0.{1 + number // OF_ONE_ADDRESS}.1", 0)
        path = self.paths[number % len(self.paths)]
        began = time.monotonic()
        writer = None
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                reader, writer = await asyncio.open_connection(host, port, local_addr=source)
                writer.write(f"GET {path} HTTP/1.1\r\nHost: {place}\r\n\r\n".encode())
                head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            status = int(head.split(" ", 2)[1])
            self.answers.append((status, time.monotonic() - began))
            if status != 200:
                return float(head.partition("retry-after:")[2].split("\r\n", 1)[0])
            self.listening.add(number)
            while line := await reader.readline():
                if line.startswith(b"retry:"):
                    retry = int(line.removeprefix(b"retry:")) / 1000
                elif line.startswith(b"data:"):
                    self.heard[number] = line.removeprefix(b"data:").strip().decode()
            return retry
        finally:
            if writer is not None:
                writer.close()

    async def until_all_listen(self, seconds: float) -> float:
        """How long it took; AssertionError says how many never came back."""
        began = time.monotonic()
        while len(self.listening) < STREAMS:
            took = time.monotonic() - began
            assert took < seconds, f"{len(self.listening)} of {STREAMS} listen: {self.unanswered}"
            await asyncio.sleep(0.05)
        return time.monotonic() - began

    async def until_all_heard(self, document: str) -> float:
        began = time.monotonic()
        while any(self.heard.get(number) != document for number in range(STREAMS)):
            assert time.monotonic() - began < HEARD_SECONDS, "somebody listens and hears nothing"
            await asyncio.sleep(0.05)
        return time.monotonic() - began


@dataclass(frozen=True, slots=True)
class Storm:
    """What came of one: seconds until all were back, how many came, and how late they were told."""

    seconds: float
    told_to_wait: int
    slowest_answer: float
    shown: float

    def __str__(self) -> str:
        return (
            f"all back after {self.seconds:.1f} s ({self.told_to_wait} told to wait, each answered"
            f" within {self.slowest_answer:.1f} s), heard {self.shown:.1f} s later"
        )


@contextmanager
def realtime(stack: MiniStack) -> Iterator[tuple[str, Keeper]]:
    """One more process of the role, ready; its address."""
    bind, metrics = free_address(), free_address()
    more = {"TURNOUT_REALTIME_BIND": bind, "TURNOUT_REALTIME_METRICS_BIND": metrics}
    with subprocess.Popen(
        [TURNOUT, "realtime"],
        env=role_environment(stack.settings | more),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            wait_until(lambda: answers(f"http://{metrics}/readyz"), "realtime is ready")
            yield bind, process
        finally:
            process.terminate()  # in order: its worker ends with it
            process.wait(40)


def kill(*keepers: Keeper) -> None:
    """What serves dies without a word; its keeper starts another one."""
    for keeper in keepers:
        for each in psutil.Process(keeper.pid).children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                each.kill()


async def weather(
    crowd: Crowd, strike: Callable[[], None], publish: Callable[[str], None], *, name: str
) -> Storm:
    """One storm, from the strike until everybody hears again."""
    crowd.answers.clear()
    crowd.unanswered.clear()
    strike()
    began = time.monotonic()
    while len(crowd.listening) == STREAMS:
        assert time.monotonic() - began < ANSWER_SECONDS, "nobody noticed"
        await asyncio.sleep(0.01)
    await crowd.until_all_listen(PATIENCE_SECONDS)
    took = time.monotonic() - began
    assert crowd.unanswered["hung"] == 0, crowd.unanswered
    assert {status for status, _ in crowd.answers} <= {200, 503}
    publish(name)
    shown = await crowd.until_all_heard(f'{{"storm": "{name}"}}')
    told = sum(status == 503 for status, _ in crowd.answers)
    return Storm(took, told, max(seconds for _, seconds in crowd.answers), shown)


@pytest.fixture
def channels() -> list[tuple[str, str]]:
    """Of as many events: the address of its stream, and its name in Redis."""
    made = []
    for _ in range(EVENTS):
        organization_id, event_id = new_id(), new_id()
        path = f"/live/v1/organizations/{organization_id}/events/{event_id}/{live.TICKETS}"
        made.append((path, live.channel(live.TICKETS, organization_id, event_id)))
    return made


def test_five_thousand_streams_that_end_at_once_all_come_back(
    stack: MiniStack, channels: list[tuple[str, str]]
) -> None:
    def publish(name: str) -> None:
        with redis.Redis.from_url(stack.settings["TURNOUT_REDIS_URL"]) as link:
            for _, channel in channels:
                link.publish(channel, f'{{"storm": "{name}"}}')

    async def suffer(places: list[str], keepers: list[Keeper]) -> list[Storm]:
        crowd = Crowd(places, [path for path, _ in channels])
        tasks = [asyncio.create_task(crowd.follow(number)) for number in range(STREAMS)]
        try:
            await crowd.until_all_listen(OPEN_SECONDS)
            first = await weather(crowd, lambda: kill(*keepers), publish, name="all")
            await asyncio.sleep(CALM_SECONDS)
            return [
                first,
                await weather(crowd, lambda: kill(keepers[-1]), publish, name="one"),
            ]
        finally:
            for each in tasks:
                each.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    with realtime(stack) as one, realtime(stack) as two, realtime(stack) as three:
        was_busy = is_busy()
        places = [bind for bind, _ in (one, two, three)]
        storms = asyncio.run(suffer(places, [keeper for _, keeper in (one, two, three)]))
    for what, storm in zip(WHAT, storms, strict=True):
        print(f"{what}: {storm}")  # noqa: T201  figures are what this proof is for
        record_result(f"{STREAMS} live streams when {what}", str(storm))
    if not was_busy:
        assert max(each.seconds for each in storms) < BACK_SECONDS, storms
