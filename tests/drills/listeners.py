"""Browsers that hear live numbers: each comes back when its stream ends, and notes torn ones."""

import threading
import time
from dataclasses import dataclass, field
from typing import Self

import httpx

PAUSE_SECONDS = 0.2
LONGEST_SILENCE_SECONDS = 40.0


@dataclass(slots=True)
class Listeners:
    """So many open streams of an address; `ended` came to a whole end, `torn` did not."""

    address: str
    number: int = 5
    opened: int = 0
    ended: int = 0
    torn: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> Self:
        for _ in range(self.number):
            thread = threading.Thread(target=self._listen, daemon=True)
            thread.start()
            self._threads.append(thread)
        return self

    def __exit__(self, *_: object) -> None:
        """They stop listening at their next pulse; nobody waits for that."""
        self._stop.set()

    def _listen(self) -> None:
        timeout = httpx.Timeout(LONGEST_SILENCE_SECONDS)
        with httpx.Client(trust_env=False, timeout=timeout) as http:
            while not self._stop.is_set():
                try:
                    with http.stream("GET", self.address) as answer:
                        answer.raise_for_status()
                        self.opened += 1
                        for _ in answer.iter_bytes():
                            if self._stop.is_set():
                                return
                    self.ended += 1
                except httpx.HTTPError as error:
                    if not self._stop.is_set():
                        self.torn.append(type(error).__name__)
                time.sleep(PAUSE_SECONDS)
