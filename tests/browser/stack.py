"""One stack for all tests in a browser, shared by the workers of a run.

The first worker that needs it starts it, the last one that goes stops it.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from filelock import FileLock

from tests.conftest import STATE, clone, drop
from tests.faults.mini_stack import MiniStack, free_address, make_stack
from turnout_dev.stack.postgres import Postgres
from turnout_dev.stack.redis import Redis, ensure_redis, stop_redis
from turnout_dev.stack.settings import named, role_environment
from turnout_dev.stack.state import ROOT
from turnout_sdk.testing.local_http import local_get

FOLDER = STATE / "browser"
SHARED = FOLDER / "shared"
DATABASE = "turnout_browser"
SHOWN_SECONDS = 20.0


@contextmanager
def shared_stack(postgres: Postgres) -> Iterator[MiniStack]:
    users = FOLDER / "users"
    users.mkdir(parents=True, exist_ok=True)
    ours = users / str(os.getpid())
    with FileLock(FOLDER / "lock"):
        stack = _running(users) or _start(postgres)
        ours.touch()
    try:
        yield stack
    finally:
        with FileLock(FOLDER / "lock"):
            ours.unlink(missing_ok=True)
            if not _living(users):
                stack.stop()
                stop_redis(FOLDER)
                drop(postgres, DATABASE)
                (FOLDER / "stack.json").unlink(missing_ok=True)


def _running(users: Path) -> MiniStack | None:
    """What another worker of this run has started; nothing when only wreckage is left."""
    with suppress(FileNotFoundError):
        kept = json.loads((FOLDER / "stack.json").read_text(encoding="utf-8"))
        if _living(users):
            return MiniStack(FOLDER, kept["settings"], kept["provider"])
    return None


def _living(users: Path) -> bool:
    numbers = [int(each.name) for each in users.iterdir()]
    for number in numbers:
        if not psutil.pid_exists(number):
            (users / str(number)).unlink(missing_ok=True)
    return any(users.iterdir())


def identity_provider_address(stack: MiniStack) -> str:
    """Where a test may serve an identity provider that the stack calls although it is local."""
    return stack.settings["TURNOUT_LOOPBACK_HOSTS"].rpartition(",")[2]


def shared(name: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What the first worker that needs it makes on the stack, and the others find there."""
    kept = SHARED / f"{name}.json"
    with FileLock(SHARED / f"{name}.lock"):
        if not kept.exists():
            kept.write_text(json.dumps(make()), encoding="utf-8")
        found: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
        return found


def _start(postgres: Postgres) -> MiniStack:
    left_over = MiniStack(FOLDER, {}, "")
    left_over.stop()
    shutil.rmtree(SHARED, ignore_errors=True)
    SHARED.mkdir()
    with FileLock(STATE / "template.lock"):
        clone(postgres, DATABASE)
    redis: Redis = ensure_redis(FOLDER)
    stack = make_stack(FOLDER, postgres, DATABASE, redis)
    stack.settings["TURNOUT_PUBLIC_URL"] = f"http://{named(stack.settings['TURNOUT_WEB_BIND'])}"
    stack.settings["TURNOUT_LOOPBACK_HOSTS"] += f",{free_address()}"
    stack.settings["TURNOUT_WEB_WORKERS"] = "1"
    stack.settings["TURNOUT_WORKER_PROCESSES"] = "1"
    stack.start()
    kept = {"settings": stack.settings, "provider": stack.provider}
    (FOLDER / "stack.json").write_text(json.dumps(kept), encoding="utf-8")
    return stack


@dataclass(slots=True)
class Stage:
    """Asks `tests.browser.setup_process`, which has the stack's settings, to prepare things."""

    process: "subprocess.Popen[str]"
    address: str

    def do(self, what: str, **arguments: Any) -> Any:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"do": what, "with": arguments}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert "failed" not in answer, answer["failed"]
        return answer["done"]

    def wait_shown(self, path: str, text: str = "") -> str:
        """Until the page is there and says so; the page. The read model is seconds behind."""
        until = time.monotonic() + SHOWN_SECONDS
        while True:
            answer = local_get(f"{self.address}{path}")
            if answer.is_success and text in answer.text:
                return answer.text
            assert time.monotonic() < until, f"{path} ({answer.status_code}) without {text!r}"
            time.sleep(0.1)

    def open_event(self, **stated: Any) -> "Event":
        made = self.do("open_event", **stated)
        event = Event(**made)
        if stated.get("visibility") == "private":
            return event
        self.wait_shown(event.path)
        self.wait_shown(f"/{event.organization}", event.path)
        return event

    def add_talks(self, event: "Event", *talks: dict[str, str]) -> dict[str, str]:
        """Sessions, shown on the event's page; paths of a session and of a speaker."""
        self.do("add_talks", event_id=event.id, talks=talks)
        page = self.wait_shown(event.path, f"{event.path}/sessions/")
        found = {
            name: re.search(rf"{re.escape(event.path)}/{name}s/[^\"?#/]+", page)
            for name in ("session", "speaker")
        }
        return {name: path[0] for name, path in found.items() if path}


@dataclass(frozen=True, slots=True)
class Event:
    """A published event as its addresses and names."""

    id: str
    path: str
    organization: str
    organization_id: str
    owner: str
    types: dict[str, str]


@contextmanager
def running_stage(stack: MiniStack) -> Iterator[Stage]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.browser.setup_process", f"http://{stack.provider}"],
        cwd=ROOT,
        env=role_environment(stack.settings),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Stage(process, stack.address)
    finally:
        process.kill()
        process.communicate()
