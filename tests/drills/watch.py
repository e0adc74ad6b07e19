"""Eyes on a stack while something is away: each thing that should work is tried again and again."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Self

import httpx

PAUSE_SECONDS = 0.5
TIMEOUT_SECONDS = 10.0
Probe = Callable[[httpx.Client], bool]


@dataclass(slots=True)
class Watch:
    """Tries every probe in a thread of its own; `phase` names what is noted from now on."""

    probes: Mapping[str, Probe]
    phase: str = "before"
    seen: dict[tuple[str, str], list[bool]] = field(default_factory=dict)
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> Self:
        for name, probe in self.probes.items():
            thread = threading.Thread(target=self._look, args=(name, probe), daemon=True)
            thread.start()
            self._threads.append(thread)
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for each in self._threads:
            each.join(2 * TIMEOUT_SECONDS)

    def share(self, name: str, phase: str) -> str:
        """How many tries went well in a phase, as `11/12`."""
        found = self.seen.get((name, phase), [])
        return f"{sum(found)}/{len(found)}"

    def works(self, name: str, phase: str) -> bool:
        found = self.seen.get((name, phase), [])
        return bool(found) and all(found)

    def _look(self, name: str, probe: Probe) -> None:
        with httpx.Client(trust_env=False, timeout=TIMEOUT_SECONDS) as http:
            while not self._stop.is_set():
                phase = self.phase
                try:
                    is_well = probe(http)
                except (httpx.HTTPError, KeyError, ValueError):
                    is_well = False
                if phase == self.phase:  # what was asked across a change belongs to neither
                    self.seen.setdefault((name, phase), []).append(is_well)
                time.sleep(PAUSE_SECONDS)
