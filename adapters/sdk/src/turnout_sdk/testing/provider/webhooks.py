"""The webhook sender: it delivers what is due until somebody says 2xx, pausing ever longer.

A delivery is a record of the kind `delivery` with `attempts` and `due_at` in Unix seconds.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import httpx

from turnout_sdk.testing.provider.store import Json, Store, Tx

_TIMEOUT_SECONDS = 10.0
_LONGEST_NAP_SECONDS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One attempt at a delivery, signed."""

    url: str
    body: bytes
    headers: Mapping[str, str]


Compose = Callable[[Tx, str, Json], Message | None]
"""Write an account's delivery as a message; None if there is nobody to send it to."""


def plan(tx: Tx, account: str, delivery: Json) -> None:
    """Plan a delivery for now; it is carried out after the request that caused it."""
    tx.put(account, "delivery", {"attempts": 0, "due_at": tx.now} | delivery)


class Sender:
    """Deliver what is due, in this thread by `work_off` or in its own by `start`."""

    def __init__(
        self,
        store: Store,
        http: httpx.Client,
        *,
        now: Callable[[], datetime],
        compose: Compose,
        pauses: Sequence[int],
    ) -> None:
        self._store, self._http, self._now = store, http, now
        self._compose, self._pauses = compose, pauses
        self._news, self._is_stopping = threading.Event(), False
        self._thread = threading.Thread(target=self._run, name="deliveries", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End after the attempt that is under way; the rest is due at the next start."""
        self._is_stopping = True
        self.wake()
        if self._thread.is_alive():
            self._thread.join(timeout=_TIMEOUT_SECONDS)

    def wake(self) -> None:
        """Say that something may be due."""
        self._news.set()

    def work_off(self) -> None:
        """Attempt everything that is due once, oldest first, signed anew each time."""
        with self._store.transaction(self._now()) as tx:
            due = [each for each in tx.everywhere("delivery") if each[1]["due_at"] <= tx.now]
        for account, delivery in due:
            with self._store.transaction(self._now()) as tx:
                message = self._compose(tx, account, delivery)
            is_done = message is None or self._is_taken(message)
            with self._store.transaction(self._now()) as tx:
                self._settle(tx, account, delivery, is_done=is_done)

    def _is_taken(self, message: Message) -> bool:
        try:
            answer = self._http.post(
                message.url,
                content=message.body,
                headers=message.headers,
                timeout=_TIMEOUT_SECONDS,
            )
        except httpx.HTTPError:
            return False
        return answer.is_success

    def _settle(self, tx: Tx, account: str, delivery: Json, *, is_done: bool) -> None:
        attempts = delivery["attempts"]
        if is_done or attempts >= len(self._pauses):
            tx.remove("delivery", delivery["id"])
            return
        due_at = tx.now + self._pauses[attempts]
        tx.put(account, "delivery", delivery | {"attempts": attempts + 1, "due_at": due_at})

    def _run(self) -> None:
        while not self._is_stopping:
            self._news.wait(timeout=_LONGEST_NAP_SECONDS)
            self._news.clear()
            if not self._is_stopping:
                self.work_off()
