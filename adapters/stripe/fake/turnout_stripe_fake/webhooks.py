"""Webhook endpoints, signatures, and the sender that delivers until somebody says 2xx."""

import hmac
import json
import threading
from collections.abc import Callable, Sequence
from datetime import datetime

import httpx

from turnout_stripe_fake.accounts import Caller, secrets_of
from turnout_stripe_fake.messages import allow, invalid, items, missing
from turnout_stripe_fake.store import Json, Store, Tx, new_id

PAUSES = (1, 5, 30, 300, 1800, 3600, 3 * 3600, 12 * 3600)
"""Stripe goes on for three days, pausing ever longer."""
_TIMEOUT_SECONDS = 10.0


def sign(secrets: Sequence[str], body: bytes, *, at: int) -> str:
    """`Stripe-Signature`; while a secret is rolled there is one `v1` for each."""
    signed = str(at).encode() + b"." + body
    digests = [hmac.new(key.encode(), signed, "sha256").hexdigest() for key in secrets]
    return ",".join([f"t={at}", "v0=0", *(f"v1={digest}" for digest in digests)])


def create(tx: Tx, caller: Caller, form: Json) -> Json:
    """`POST /v1/webhook_endpoints`; the secret is shown this once."""
    allow(form, "url", "enabled_events", "connect", "api_version", "description", "metadata")
    url, hears = form.get("url", ""), list(items(form.get("enabled_events")))
    if not url.startswith(("http://", "https://")):
        raise invalid("url", "Invalid URL.", "url_invalid")
    if not hears:
        raise invalid("enabled_events", "Missing required param: enabled_events.")
    endpoint: Json = {
        "id": new_id("we"),
        "object": "webhook_endpoint",
        "connect": form.get("connect") == "true",
        "created": tx.now,
        "enabled_events": hears,
        "livemode": False,
        "status": "enabled",
        "url": url,
        "_account": caller.platform,
    }
    tx.put(caller.platform, "webhook_endpoint", endpoint)
    return endpoint | {"secret": secrets_of(tx, caller.platform)[0]}


def remove(tx: Tx, caller: Caller, endpoint_id: str) -> Json:
    if tx.find(caller.platform, "webhook_endpoint", endpoint_id) is None:
        raise missing("webhook endpoint", endpoint_id)
    tx.remove(endpoint_id)
    return {"id": endpoint_id, "object": "webhook_endpoint", "deleted": True}


class Sender:
    """Deliver what is due, in this thread by `work_off` or in its own by `start`."""

    def __init__(self, store: Store, http: httpx.Client, now: Callable[[], datetime]) -> None:
        self._store, self._http, self._now = store, http, now
        self._news, self._is_stopping = threading.Event(), False
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._is_stopping = True
        self._news.set()
        if self._thread.is_alive():
            self._thread.join(timeout=_TIMEOUT_SECONDS)

    def wake(self) -> None:
        self._news.set()

    def work_off(self) -> None:
        now = self._now()
        with self._store.transaction(now) as tx:
            due = [each for each in reversed(tx.every("delivery")) if each["due_at"] <= tx.now]
            secrets = {each["account"]: secrets_of(tx, each["account"]) for each in due}
        for delivery in due:
            taken = self._deliver(delivery, secrets[delivery["account"]])
            with self._store.transaction(now) as tx:
                _settle(tx, delivery, taken=taken)

    def _deliver(self, delivery: Json, secrets: Sequence[str]) -> bool:
        body = json.dumps(delivery["event"], indent=2).encode()
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
            "Stripe-Signature": sign(secrets, body, at=int(self._now().timestamp())),
        }
        try:
            answer = self._http.post(
                delivery["url"], content=body, headers=headers, timeout=_TIMEOUT_SECONDS
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


def _settle(tx: Tx, delivery: Json, *, taken: bool) -> None:
    attempts = delivery["attempts"]
    if taken or attempts >= len(PAUSES):
        tx.remove(delivery["id"])
        return
    delivery |= {"attempts": attempts + 1, "due_at": tx.now + PAUSES[attempts]}
    tx.put(delivery["account"], "delivery", delivery)
