"""Faults of what is outside: providers, mail servers, and people who are not who they say."""

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

import psycopg
from celery import Celery

from tests.drills import databases
from tests.drills.faults import Scene
from tests.drills.traffic import again_and_again
from tests.modules.files.clamd import EICAR
from turnout.kernel.ids import new_id

PATIENCE_SECONDS, UNHEARD_SECONDS = 120.0, 100.0
DUE = "UPDATE payment_deliveries SET due_at = now() WHERE state = 'received' AND attempts > 0"
OWED = "SELECT paid_minor > 0 AND state = 'confirmed' FROM orders WHERE id = %s"
WRONG = """
    UPDATE ledger_lines SET amount_minor = amount_minor + 100
    WHERE id = (SELECT max(id::text)::uuid FROM ledger_lines WHERE organization_id = %s)
"""


@contextmanager
def mail_server_away(scene: Scene) -> Iterator[None]:
    """Longer than its alert needs: budgets burn when many late mails have left."""
    scene.smtp.cut()
    try:
        yield
        time.sleep(UNHEARD_SECONDS)
    finally:
        scene.smtp.mend()


class _Refuses(socketserver.StreamRequestHandler):
    """A mail server that takes nobody's mail, for good."""

    def handle(self) -> None:
        self.wfile.write(b"220 refuses.example\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"QUIT":
                return
            is_address = word in (b"MAIL", b"RCPT", b"DATA")
            self.wfile.write(
                b"550 5.7.1 not here\r\n" if is_address else b"250 refuses.example\r\n"
            )


@contextmanager
def mail_server_refuses(scene: Scene) -> Iterator[None]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Refuses) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        usual = scene.made.stack.settings["TURNOUT_MAILBOX_SMTP_BIND"]
        scene.smtp.point_at([f"127.0.0.1:{server.server_address[1]}"])
        try:
            yield
        finally:
            scene.smtp.point_at([usual])
            server.shutdown()


@contextmanager
def provider_away(scene: Scene) -> Iterator[None]:
    """Nobody answers at the provider's address while people pay at three shops."""
    scene.provider.cut()
    try:
        with (
            again_and_again(scene.callers.start_payment),
            again_and_again(scene.callers.start_payment),
        ):
            yield
    finally:
        scene.provider.mend()


@contextmanager
def unsigned_webhooks(scene: Scene) -> Iterator[None]:
    shop = scene.callers.shop()
    for _ in range(30):
        scene.callers.deliver(shop, {"type": "payment.succeeded"}, secret="whsec_of_somebody_else")
    yield


@contextmanager
def webhooks_of_a_new_form(scene: Scene) -> Iterator[None]:
    """What is signed and cannot be read is tried eight times; here each is due at once."""
    shop = scene.callers.shop()
    account = shop["api_key"].removeprefix("sk_test_")
    event = {"id": f"evt_{new_id().hex}", "type": "payment.succeeded", "account": account}
    scene.callers.deliver(shop, {**event, "data": {"form": "of the next year"}})
    with psycopg.connect(scene.made.database_url(), autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")  # time passes, nobody acts
        with again_and_again(lambda: connection.execute(DUE), pause=1.0):
            yield


@contextmanager
def another_amount(scene: Scene) -> Iterator[None]:
    """The provider tells of more than was asked for."""
    paid = _paid(scene)
    shop = paid["shop"]
    ref = paid["page"].rpartition("/")[2]
    found = scene.callers.at_provider(shop, "GET", f"/v1/events?payment={ref}")
    items = found["items"] if isinstance(found, dict) else found
    event = deepcopy(next(e["event"] for e in items if e["event"]["type"] == "payment.succeeded"))
    event["id"] = f"evt_{new_id().hex}"
    event["data"]["amount_minor"] += 5_000
    scene.callers.deliver(shop, event)
    yield


@contextmanager
def refunds_refused(scene: Scene) -> Iterator[None]:
    """The provider refuses to give money back, for good."""
    paid = _paid(scene, of_first=True)
    shop = paid["shop"]
    script = {"operation": "refund", "behaviour": "decline", "times": 5}
    scene.callers.at_provider(shop, "POST", "/v1/scripts", script)
    headers = {**scene.callers.token(), "Idempotency-Key": str(new_id())}
    asked = scene.callers.http.post(
        f"{scene.callers.organization(shop)}/orders/{paid['order']['id']}/refunds",
        json={"reason": "The night was called off."},
        headers=headers,
    )
    assert asked.status_code == 202, asked.text
    yield


@contextmanager
def books_altered(scene: Scene) -> Iterator[None]:
    """A line of the ledger that is not what was booked, found when books are compared."""
    shop = _paid(scene)["shop"]
    with psycopg.connect(scene.made.database_url(), autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(WRONG, [shop["organization_id"]])
    celery = Celery(broker=scene.made.broker.url(1), set_as_current=False)
    celery.send_task(
        "reconciliation.reconcile_one", args=[shop["organization_id"]], queue="exports"
    )
    yield


@contextmanager
def infected_file(scene: Scene) -> Iterator[None]:
    sent: dict[str, Any] = {"file": ("agenda.txt", EICAR, "text/plain")}
    answer = scene.callers.http.post(
        f"{scene.callers.organization(scene.made.world)}/files",
        files=sent,
        data={"visibility": "public"},
        headers=scene.callers.token(),
    )
    assert answer.status_code == 201, answer.text
    yield


def _paid(scene: Scene, *, of_first: bool = False) -> dict[str, Any]:
    """An order that was paid by card, as the database knows."""
    paid = scene.callers.pay()
    first = scene.made.world["shops"][0]
    while of_first and paid["shop"] != first:
        paid = scene.callers.pay()

    def is_confirmed() -> bool:
        with psycopg.connect(scene.made.database_url()) as connection:
            row = connection.execute(OWED, [paid["order"]["id"]]).fetchone()
        return bool(row and row[0])

    databases.wait_until(is_confirmed, "the order is paid", seconds=PATIENCE_SECONDS)
    return paid
