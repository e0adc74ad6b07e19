"""As many listen to live numbers as are promised, and who is one too many is told so at once."""

import re
import subprocess
import sys
from pathlib import Path

import httpx

from tests.drills.databases import wait_until
from tests.drills.traffic import open_streams
from tests.faults.mini_stack import MiniStack
from turnout.kernel.ids import new_id
from turnout.realtime import MOST_LISTENERS
from turnout_dev.stack.settings import role_environment

TURNOUT = str(Path(sys.prefix) / "bin" / "turnout")
LISTENERS = re.compile(r'^turnout_live_listeners\{topic="tickets"\} ([\d.]+)$', re.MULTILINE)


def test_two_thousand_listen_and_the_next_is_told_to_come_back(stack: MiniStack) -> None:
    bind = stack.settings["TURNOUT_REALTIME_BIND"]
    metrics = f"http://{stack.settings['TURNOUT_REALTIME_METRICS_BIND']}"
    path = f"/live/v1/organizations/{new_id()}/events/{new_id()}/tickets"
    environment = role_environment(stack.settings)
    with subprocess.Popen(
        [TURNOUT, "realtime"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            wait_until(lambda: is_ready(metrics), "realtime is ready")
            with open_streams(bind, path, MOST_LISTENERS):
                wait_until(lambda: listeners(metrics) == MOST_LISTENERS, "all of them listen")
                answer = httpx.get(f"http://{bind}{path}", trust_env=False, timeout=30)
            assert (answer.status_code, answer.json()["code"]) == (503, "live.busy")
            assert answer.headers["Retry-After"] == "10"
        finally:
            process.terminate()  # in order: its worker ends with it
            process.wait(40)


def is_ready(metrics: str) -> bool:
    try:
        return httpx.get(f"{metrics}/readyz", trust_env=False, timeout=10).status_code == 200
    except httpx.TransportError:
        return False


def listeners(metrics: str) -> float:
    found = LISTENERS.search(httpx.get(f"{metrics}/metrics", trust_env=False, timeout=10).text)
    return float(found[1]) if found else 0.0
