"""Delivers events until somebody says 2xx, for a day, as Razorpay does."""

import threading
from collections.abc import Callable
from datetime import datetime

import httpx

from turnout_razorpay_fake.credentials import sign, webhook_secret_of
from turnout_razorpay_fake.store import Json, Store, Tx

PAUSES = (2, 10, 60, 300, 1800, 2 * 3600, 6 * 3600, 15 * 3600)
"""Together about a day."""
_TIMEOUT_SECONDS = 5.0


class Sender:
    """Deliver what is due, in this thread by `work_off` or in its own by `start`."""

    def __init__(self, store: Store, http: httpx.Client, now: Callable[[], datetime]) -> None:
        self._store, self._http, self._now = store, http, now
        self._news, self._is_stopping = threading.Event(), False

    def start(self) -> None:
        threading.Thread(target=self._run, daemon=True).start()

    def stop(self) -> None:
        self._is_stopping = True
        self._news.set()

    def wake(self) -> None:
        self._news.set()

    def work_off(self) -> None:
        """Send everything due once, oldest first; a retry is the same body, signed anew."""
        now = self._now()
        with self._store.transaction(now) as tx:
            due = [each for each in tx.everywhere("delivery") if each[1]["due_at"] <= tx.now]
            secrets = {account: _secret_of(tx, account) for account, _ in due}
        for account, delivery in due:
            is_taken = self._deliver(delivery, secrets[account])
            with self._store.transaction(now) as tx:
                _settle(tx, account, delivery, is_taken=is_taken)

    def _deliver(self, delivery: Json, secret: str) -> bool:
        body = delivery["body"].encode()
        headers = {"Content-Type": "application/json", "User-Agent": "Razorpay-Webhook/v1"}
        try:
            answer = self._http.post(
                delivery["url"],
                content=body,
                headers=headers | sign(body, secret),
                timeout=_TIMEOUT_SECONDS,
            )
        except httpx.HTTPError:
            return False
        return answer.is_success

    def _run(self) -> None:
        while not self._is_stopping:
            self._news.wait(timeout=1.0)
            self._news.clear()
            if not self._is_stopping:
                self.work_off()


def _secret_of(tx: Tx, account: str) -> str:
    owner = tx.find(account, "account", account) or {}
    return str(owner.get("_webhook_secret") or webhook_secret_of(owner.get("_key_id", "")))


def _settle(tx: Tx, account: str, delivery: Json, *, is_taken: bool) -> None:
    attempts = delivery["attempts"]
    if is_taken or attempts >= len(PAUSES):
        tx.remove(delivery["id"])
        return
    delivery |= {"attempts": attempts + 1, "due_at": tx.now + PAUSES[attempts]}
    tx.put(account, "delivery", delivery)
