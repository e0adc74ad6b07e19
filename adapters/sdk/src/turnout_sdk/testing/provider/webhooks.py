"""The webhook sender: it delivers what is due until somebody says 2xx, pausing ever longer.

A delivery is a record of the kind `delivery` with `attempts` and `due_at` in Unix seconds; while
an attempt is under way it has `claimed_until`.
"""

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

import httpx

from turnout_sdk.testing.provider.store import Json, Store, Tx

CLAIM_SECONDS = 30
_TIMEOUT_SECONDS = 10.0
_LONGEST_NAP_SECONDS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One attempt at a delivery, signed."""

    url: str
    body: bytes
    headers: Mapping[str, str]


class Provider(ABC):
    """What the sender asks of its fake."""

    store: Store
    now: Callable[[], datetime]
    pauses: ClassVar[Sequence[int]]
    """How many seconds pass after each attempt that nobody took."""
    deliveries_at_once: ClassVar[int] = 1
    """How many attempts may be under way together; one keeps their order."""

    @abstractmethod
    def compose(self, tx: Tx, account: str, delivery: Json) -> Message | None:
        """Write and sign an account's delivery; None if there is nobody to send it to."""

    def pass_time(self, tx: Tx) -> None:  # noqa: B027 - most fakes have no clock
        """Do what happens by the clock; by itself, nothing does."""

    def note_attempt(  # noqa: B027 - most fakes do not show it
        self, tx: Tx, delivery: Json, *, state: str, answer: str
    ) -> None:
        """Write down how an attempt ended: `done`, `due` (again) or `dead`; by itself, nowhere."""


def plan(tx: Tx, account: str, delivery: Json) -> None:
    """Plan a delivery for now; it is carried out after the request that caused it."""
    tx.put(account, "delivery", {"attempts": 0, "due_at": tx.now} | delivery)


class Sender:
    """Deliver what is due, by `work_off` in a test or by itself after `start`."""

    def __init__(self, provider: Provider, http: httpx.Client) -> None:
        self._provider, self._http = provider, http
        self._news, self._is_stopping = threading.Event(), False
        self._under_way: list[Future[None]] = []
        self._at_once = provider.deliveries_at_once
        self._pool = ThreadPoolExecutor(self._at_once, thread_name_prefix="deliver")
        self._loop = threading.Thread(target=self._run, name="deliveries", daemon=True)

    def start(self) -> None:
        """Begin; what a process that is gone had claimed is due again."""
        with self._transaction() as tx:
            for account, delivery in tx.everywhere("delivery"):
                tx.put(account, "delivery", delivery | {"claimed_until": 0})
        self._loop.start()

    def stop(self) -> None:
        """End after the attempts that are under way; the rest is due at the next start."""
        self._is_stopping = True
        self.wake()
        if self._loop.is_alive():
            self._loop.join()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def wake(self) -> None:
        """Say that something may be due."""
        self._news.set()

    def work_off(self) -> None:
        """Attempt everything that is due, oldest first, signed anew each time."""
        while due := self.claim(self._at_once):
            list(self._pool.map(self._deliver, due))

    def claim(self, most: int) -> list[tuple[str, Json]]:
        """Take what is due; a claim that nobody finishes lapses, so that a kill loses nothing."""
        with self._transaction() as tx:
            self._provider.pass_time(tx)
            moment = tx.time.timestamp()
            due = [each for each in tx.everywhere("delivery") if _free_at(each[1]) <= moment]
            due = sorted(due, key=lambda each: each[1]["due_at"])[:most]
            for account, delivery in due:
                tx.put(account, "delivery", delivery | {"claimed_until": moment + CLAIM_SECONDS})
        return due

    def _transaction(self) -> AbstractContextManager[Tx]:
        return self._provider.store.transaction(self._provider.now())

    def _run(self) -> None:
        while not self._is_stopping:
            self._news.clear()
            for due in self.claim(self._free_places()):
                attempt = self._pool.submit(self._deliver, due)
                self._under_way.append(attempt)
                attempt.add_done_callback(lambda _: self.wake())
            self._news.wait(self._nap_seconds())

    def _free_places(self) -> int:
        self._under_way = [each for each in self._under_way if not each.done()]
        return self._at_once - len(self._under_way)

    def _nap_seconds(self) -> float:
        with self._transaction() as tx:
            due_at = tx.next_due_at()
            moment = tx.time.timestamp()
        if due_at is None or not self._free_places():
            return _LONGEST_NAP_SECONDS
        return min(max(due_at - moment, 0.0), _LONGEST_NAP_SECONDS)

    def _deliver(self, due: tuple[str, Json]) -> None:
        account, delivery = due
        with self._transaction() as tx:
            message = self._provider.compose(tx, account, delivery)
        is_done, answer = (True, "") if message is None else self._attempt(message)
        with self._transaction() as tx:
            self._settle(tx, account, delivery, is_done=is_done, answer=answer)

    def _attempt(self, message: Message) -> tuple[bool, str]:
        try:
            answer = self._http.post(
                message.url, content=message.body, headers=message.headers, timeout=_TIMEOUT_SECONDS
            )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return False, type(error).__name__
        return answer.is_success, str(answer.status_code)

    def _settle(self, tx: Tx, account: str, delivery: Json, *, is_done: bool, answer: str) -> None:
        before = delivery["attempts"]
        delivery = delivery | {"attempts": before + 1, "claimed_until": 0}
        is_last = before >= len(self._provider.pauses)
        state = "done" if is_done else "dead" if is_last else "due"
        if state == "due":
            delivery["due_at"] = tx.time.timestamp() + self._provider.pauses[before]
            tx.put(account, "delivery", delivery)
        else:
            tx.remove("delivery", delivery["id"])
        self._provider.note_attempt(tx, delivery, state=state, answer=answer)


def _free_at(delivery: Json) -> float:
    return float(max(delivery["due_at"], delivery.get("claimed_until", 0)))
