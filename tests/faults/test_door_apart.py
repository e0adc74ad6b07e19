"""A sale that takes all of the web does not slow the gate: scans at the role `door` beside it.

One stack of real processes on one machine, one run: while sixty clients ask the web for more than it
can answer, the same scans are sent to the web and to the door. Both share the processor and the
database with the crowd; only at the web do they wait behind it.
"""

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from time import perf_counter
from typing import Any

import httpx
import pytest

from tests.faults.mini_stack import MiniStack, free_address
from tests.faults.test_drain import wait_until
from turnout_dev.stack.settings import role_environment

TURNOUT = str(Path(sys.prefix) / "bin" / "turnout")
CROWD, SCANS, ROUNDS = 60, 20, 3
MOST = 0.5
"""Of the time that a scan takes at the web under the crowd: at most so much at the door."""


@pytest.fixture
def roles(stack: MiniStack) -> Iterator[MiniStack]:
    stack.settings |= {
        "TURNOUT_DOOR_BIND": free_address(),
        "TURNOUT_DOOR_METRICS_BIND": free_address(),
        "TURNOUT_WEB_WORKERS": "1",
    }
    environment = role_environment(stack.settings)
    started = [
        subprocess.Popen(
            [TURNOUT, role], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for role in ("web", "door")
    ]
    yield stack
    for process in started:
        process.kill()
        process.wait(10)


def test_a_crowd_at_the_web_does_not_keep_the_door_waiting(roles: MiniStack) -> None:
    for role in ("WEB", "DOOR"):
        ready = f"http://{roles.settings[f'TURNOUT_{role}_METRICS_BIND']}/readyz"
        wait_until(lambda ready=ready: answers(ready), f"{role} is ready")
    gate = roles.prepare_gate(2 * SCANS * ROUNDS)
    codes = iter(gate["codes"])
    web, door = (roles.settings[f"TURNOUT_{role}_BIND"] for role in ("WEB", "DOOR"))
    took: dict[str, list[float]] = {web: [], door: []}
    over = Event()
    with ThreadPoolExecutor(CROWD) as crowd:
        asked = [crowd.submit(ask_until, over, f"http://{web}/events") for _ in range(CROWD)]
        try:
            for _ in range(ROUNDS):
                for place, times in took.items():
                    times += [scan(place, gate, next(codes)) for _ in range(SCANS)]
        finally:
            over.set()
    assert sum(each.result() for each in asked) > CROWD, "the crowd was there"
    at_web, at_door = (statistics.median(times) for times in took.values())
    told = {"web_ms": round(at_web * 1000, 1), "door_ms": round(at_door * 1000, 1)}
    sys.stdout.write(json.dumps(told | {"ratio": round(at_door / at_web, 3)}) + "\n")
    assert at_door <= MOST * at_web, told


def answers(address: str) -> bool:
    try:
        return httpx.get(address, trust_env=False, timeout=5).status_code == 200
    except httpx.HTTPError:
        return False


def ask_until(over: Event, address: str) -> int:
    count = 0
    with httpx.Client(trust_env=False, timeout=60) as client:
        while not over.is_set():
            client.get(address)
            count += 1
    return count


def scan(place: str, gate: dict[str, Any], code: str) -> float:
    """How long a scan takes that lets somebody in, a new connection included."""
    begun = perf_counter()
    answer = httpx.post(
        f"http://{place}{gate['base']}/scans",
        json={"code": code, "scan_id": code[-16:]},
        headers={"Authorization": f"Bearer {gate['token']}"},
        trust_env=False,
        timeout=60,
    )
    assert answer.json()["reason"] == "admitted", answer.text
    return perf_counter() - begun
