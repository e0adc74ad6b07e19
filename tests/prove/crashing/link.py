"""A caller of processes that die: asks again, later, as clients and workers do."""

import json
import os
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

START_SECONDS = 60.0
LATER_AFTER_A_CRASH_SECONDS = 40
"""A lease on a request to the provider and the first sweep lie behind us by then."""
MOST_TRIES = 12
IN_PROGRESS = "idempotency.in-progress"


class Died(Exception):
    """The process was killed before it answered."""


@dataclass(slots=True)
class Link:
    """`doom` draws after how many steps each process dies; None: it lives."""

    address: str
    chance: Random
    later_seconds: int = 0
    deaths: Counter[str] = field(default_factory=Counter)
    left: int = 0
    """So many deaths are still to come."""
    _socket: socket.socket | None = None
    _lines: Any = None

    def call(self, verb: str, *, mortal: bool = True, **arguments: Any) -> Any:
        """Have a command carried out, by as many processes as it takes."""
        for _ in range(MOST_TRIES):
            dies_after = self._draw() if mortal else None
            try:
                answer = self._ask(verb, dies_after, arguments)
            except Died:
                self.deaths[verb] += 1
                self.left -= 1
                self.later_seconds += LATER_AFTER_A_CRASH_SECONDS
                continue
            if "error" in answer:
                raise AssertionError(f"{verb}: {answer['error']}")
            if _is_in_progress(answer["answer"]):
                self.later_seconds += LATER_AFTER_A_CRASH_SECONDS
                continue
            return answer["answer"]
        raise AssertionError(f"{verb} does not come to an end")

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._lines.close()
        self._socket = None

    def _draw(self) -> int | None:
        """Most processes die early in a command, where most of the writing is."""
        if self.left <= 0 or self.chance.random() > 0.5:
            return None
        return 1 + int(self.chance.paretovariate(0.7) * 4)

    def _ask(self, verb: str, dies_after: int | None, arguments: Mapping[str, Any]) -> Any:
        command = {
            "verb": verb,
            "later_seconds": self.later_seconds,
            "dies_after": dies_after,
            **arguments,
        }
        if self._socket is None:
            self._socket = socket.socket(socket.AF_UNIX)
            self._socket.connect(self.address)
            self._lines = self._socket.makefile("rwb")
        line = b""
        with suppress(ConnectionError):
            self._lines.write(json.dumps(command).encode() + b"\n")
            self._lines.flush()
            line = self._lines.readline()
        if not line:
            with suppress(ConnectionError):
                self.close()
            raise Died
        return json.loads(line)


@contextmanager
def processes(folder: Path, environment: Mapping[str, str]) -> Iterator[str]:
    """Start the process that forks; yields where it listens."""
    address = folder / "platform.socket"
    command = [sys.executable, "-m", "tests.prove.crashing.process", str(address)]
    root = Path(__file__).parents[3]
    log = (folder / "platform.log").open("wb")
    with (
        log,
        subprocess.Popen(
            command, cwd=root, env=dict(environment), stdout=log, stderr=log
        ) as process,
    ):
        try:
            until = time.monotonic() + START_SECONDS
            while not address.exists():
                assert process.poll() is None, (folder / "platform.log").read_text("utf-8")
                assert time.monotonic() < until, "the process does not start"
                time.sleep(0.05)
            yield str(address)
        finally:
            process.kill()


def environment_of(settings: Mapping[str, str]) -> dict[str, str]:
    """The settings, and of this shell only what is none of the platform's."""
    inherited = {name: value for name, value in os.environ.items() if name[:8] != "TURNOUT_"}
    return {**inherited, **settings}


def _is_in_progress(answer: Any) -> bool:
    given = answer.get("json") if isinstance(answer, dict) else None
    return isinstance(given, dict) and given.get("code") == IN_PROGRESS
