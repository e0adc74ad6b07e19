"""Webhooks as the dashboard and the API make them, and the sender that delivers their events."""

import json
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

import httpx

from turnout_paypal_fake.accounts import NOWHERE, Caller
from turnout_paypal_fake.certificates import Signer
from turnout_paypal_fake.errors import Problem, malformed, missing
from turnout_paypal_fake.store import Books, Json, Store, new_id

PAUSES = (2, 8, 30, 120, 600, 3600, 4 * 3600, 12 * 3600)
"""PayPal tries for three days, pausing ever longer."""
_TIMEOUT_SECONDS = 10.0
_MOST = 10


def create(books: Books, caller: Caller, body: Json) -> Json:
    """`POST /v1/notifications/webhooks`: one for each address, ten at most."""
    url, hears = str(body.get("url", "")), body.get("event_types")
    known = books.every("webhook", caller.account)
    if not url.startswith(("http://", "https://")) or not hears:
        raise malformed("INVALID_PARAMETER_SYNTAX", "/url")
    if url in {each["url"] for each in known}:
        raise Problem(400, "INVALID_REQUEST", "WEBHOOK_URL_ALREADY_EXISTS")
    if len(known) >= _MOST:
        raise Problem(400, "INVALID_REQUEST", "WEBHOOK_NUMBER_LIMIT_EXCEEDED")
    webhook = {"id": new_id(), "url": url, "event_types": hears, "links": []}
    return books.keep(caller.account, "webhook", webhook)


def change(books: Books, caller: Caller, name: str, changes: Any) -> Json:
    """`PATCH /v1/notifications/webhooks/{id}`."""
    webhook = shown(books, caller, name)
    for each in changes if isinstance(changes, list) else [{}]:
        field = str(each.get("path", "")).removeprefix("/")
        if each.get("op") != "replace" or field not in ("url", "event_types"):
            raise malformed("INVALID_PARAMETER_VALUE", "/path")
        webhook[field] = each["value"]
    return books.keep(caller.account, "webhook", webhook)


def shown(books: Books, caller: Caller, name: str) -> Json:
    """`GET /v1/notifications/webhooks/{id}`."""
    webhook = books.find(caller.account, "webhook", name)
    if webhook is None:
        raise missing()
    return webhook


class Sender:
    """Deliver what is due, in this thread by `work_off` or in its own by `start`."""

    def __init__(
        self, store: Store, http: httpx.Client, signer: Signer, *, now: Callable[[], datetime]
    ) -> None:
        self._store, self._http, self._signer, self._now = store, http, signer, now
        self._news = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self._run, daemon=True).start()

    def wake(self) -> None:
        self._news.set()

    def work_off(self) -> None:
        now = self._now()
        with self._store.request(now) as books:
            due = [each for each in books.every("delivery") if each["due_at"] <= now.timestamp()]
            webhooks = {each["id"]: each for each in books.every("webhook")}
        for delivery in due:
            is_taken = self._deliver(delivery, webhooks.get(delivery["webhook"]))
            with self._store.request(self._now()) as books:
                _settle(books, delivery, is_taken=is_taken)

    def _deliver(self, delivery: Json, webhook: Json | None) -> bool:
        """Whether nothing more is to be done about it: it was taken, or leads nowhere."""
        if webhook is None or webhook["url"] == NOWHERE:
            return True
        body = json.dumps(delivery["event"]).encode()
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "PayPal/AUHD-214.0-56844318",
            **self._signer.headers(body, webhook["id"], self._now()),
        }
        try:
            answer = self._http.post(
                webhook["url"], content=body, headers=headers, timeout=_TIMEOUT_SECONDS
            )
        except httpx.HTTPError:
            return False
        return answer.is_success

    def _run(self) -> None:
        while True:
            self._news.wait(timeout=1.0)
            self._news.clear()
            self.work_off()


def _settle(books: Books, delivery: Json, *, is_taken: bool) -> None:
    attempts = delivery["attempts"]
    if is_taken or attempts >= len(PAUSES):
        books.drop("delivery", delivery["id"])
        return
    delivery |= {"attempts": attempts + 1, "due_at": books.now.timestamp() + PAUSES[attempts]}
    books.keep(delivery["account"], "delivery", delivery)
