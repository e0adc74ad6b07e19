"""Kills roles of the running stack with SIGKILL while something else goes on."""

import os
import random
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from turnout_dev.demo.reporter import DemoFailed

BACK_SECONDS = 5.0
LOOK_SECONDS = 0.05


@dataclass(slots=True)
class RoleKiller:
    """Kills the process group of each role, one after another; the supervisor brings them back."""

    run_folder: Path
    """Where the stack keeps the process group of each role."""
    roles: Sequence[str] = ()
    chance: random.Random = field(default_factory=lambda: random.Random(2024))  # noqa: S311  timing
    away_seconds: list[tuple[str, float]] = field(default_factory=list)
    """Each kill with how long the role was away."""

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Kill every role once while the body runs; DemoFailed when one does not come back."""
        trouble: list[Exception] = []
        worker = threading.Thread(target=self._round, args=(trouble,), daemon=True)
        worker.start()
        yield
        worker.join()
        if trouble:
            raise trouble[0]

    def _round(self, trouble: list[Exception]) -> None:
        try:
            for role in self.chance.sample(list(self.roles), len(self.roles)):
                time.sleep(self.chance.uniform(0.2, 0.9))
                self._kill(role)
        except (DemoFailed, OSError) as error:
            trouble.append(error)

    def _kill(self, role: str) -> None:
        group = self._group_of(role)
        if group is None:
            raise DemoFailed(f"the running stack has no role named {role}")
        began = time.monotonic()
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
        while not self._is_back(role, killed=group):
            if time.monotonic() - began > BACK_SECONDS:
                raise DemoFailed(f"{role} was killed and is not back after {BACK_SECONDS:.0f} s")
            time.sleep(LOOK_SECONDS)
        self.away_seconds.append((role, time.monotonic() - began))

    def _is_back(self, role: str, *, killed: int) -> bool:
        group = self._group_of(role)
        return group is not None and group != killed and psutil.pid_exists(group)

    def _group_of(self, role: str) -> int | None:
        """The process group on record; None while it is being written, or if there is none."""
        try:
            return int((self.run_folder / f"{role}.group").read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return None
