"""Deliver webhooks: signed anew for every attempt, in several at once, until they are taken."""

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import httpx

from turnout_sandbox.gateway import SIGNATURE
from turnout_sandbox.provider import events
from turnout_sandbox.provider.store import Row, Store
from turnout_sandbox.signing import signature

_AT_ONCE = 8
_LONGEST_NAP_SECONDS = 1.0
_TIMEOUT_SECONDS = 10.0


class Sender:
    """Works off what is due, by itself in a thread or step by step in a test."""

    def __init__(self, store: Store, http: httpx.Client, *, now: Callable[[], datetime]) -> None:
        self._store = store
        self._http = http
        self._now = now
        self._work = threading.Event()
        self._is_stopping = False
        self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="deliver")
        self._loop = threading.Thread(target=self._run, name="deliveries", daemon=True)

    def wake(self) -> None:
        """Say that something may be due."""
        self._work.set()

    def start(self) -> None:
        with self._store.transaction() as tx:
            events.release_claims(tx)
        self._loop.start()

    def stop(self) -> None:
        """End after the attempts that are under way; the rest is due at the next start."""
        self._is_stopping = True
        self.wake()
        if self._loop.is_alive():
            self._loop.join()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def work_off(self) -> int:
        """Run timers and deliver everything that is due now; return how many were attempted."""
        attempted = 0
        while due := self._claim():
            list(self._pool.map(self._deliver, due))
            attempted += len(due)
        return attempted

    def _run(self) -> None:
        while not self._is_stopping:
            self._work.clear()
            for delivery in self._claim():
                self._pool.submit(self._deliver, delivery)
            self._work.wait(self._nap_seconds())

    def _claim(self) -> list[Row]:
        now = self._now()
        with self._store.transaction() as tx:
            events.run_timers(tx, now=now)
            return events.claim_deliveries(tx, now=now)

    def _nap_seconds(self) -> float:
        with self._store.transaction() as tx:
            due_at = events.next_due_at(tx)
        if due_at is None:
            return _LONGEST_NAP_SECONDS
        return min(max(due_at - self._now().timestamp(), 0.0), _LONGEST_NAP_SECONDS)

    def _deliver(self, delivery: Row) -> None:
        body = delivery["body"].encode()
        secrets = json.loads(delivery["webhook_secrets"])
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "turnout-sandbox/1",
            SIGNATURE: signature(secrets, body, at=int(self._now().timestamp())),
        }
        try:
            answer = self._http.post(
                delivery["url"], content=body, headers=headers, timeout=_TIMEOUT_SECONDS
            )
            is_done, said = answer.is_success, str(answer.status_code)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            is_done, said = False, type(error).__name__
        with self._store.transaction() as tx:
            events.note_attempt(
                tx,
                delivery["id"],
                attempts=delivery["attempts"] + 1,
                is_done=is_done,
                said=said,
                now=self._now(),
            )
