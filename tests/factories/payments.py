"""A payment provider of one's own, and connections to it."""

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import httpx

from turnout.kernel import clock, runtime
from turnout.kernel.context import OrganizationContext, system_in
from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.connections import api as connections
from turnout.modules.payments import api as payments
from turnout.modules.payments.queries.payments import lock_payment
from turnout.modules.payments.service import payments as payments_service
from turnout.modules.payments.service.apply_updates import apply_updates
from turnout_sandbox.fake import fake
from turnout_sandbox.gateway import SIGNATURE
from turnout_sandbox.signatures import signature, webhook_secret_of
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind, Update
from turnout_sdk.testing.local_http import local_client


@dataclass(frozen=True, slots=True)
class Provider:
    """The provider's process; every organization has an account of its own there."""

    address: str
    http: httpx.Client

    def call(self, ctx: OrganizationContext, method: str, path: str, body: Any = None) -> Any:
        answer = self.http.request(
            method,
            f"{self.address}{path}",
            json=body,
            headers={"Authorization": f"Bearer {api_key(ctx)}", "Idempotency-Key": new_id().hex},
        )
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def complete(self, ctx: OrganizationContext, ref: str, outcome: str, **more: Any) -> None:
        """Let the bank answer; see the provider's README for outcomes."""
        self.call(ctx, "POST", f"/v1/payments/{ref}/complete", {"outcome": outcome, **more})

    def script(self, ctx: OrganizationContext, operation: str, behaviour: str, **more: Any) -> None:
        body = {"operation": operation, "behaviour": behaviour, **more}
        self.call(ctx, "POST", "/v1/scripts", body)

    def payment(self, ctx: OrganizationContext, ref: str) -> Any:
        return self.call(ctx, "GET", f"/v1/payments/{ref}")

    def deliveries(self, ctx: OrganizationContext, ref: str) -> list[bytes]:
        """What the provider has told about a payment so far, oldest first."""
        found = self.call(ctx, "GET", f"/v1/events?payment={ref}")
        items = found["items"] if isinstance(found, dict) else found
        return [json.dumps(each["event"]).encode() for each in reversed(items)]


@contextmanager
def running_provider(state: Path) -> Iterator[Provider]:
    """Serve the provider on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{probe.getsockname()[1]}"
    process = subprocess.Popen(
        fake.command(state, bind=bind), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        assert process.stdout is not None
        assert b"serves at" in process.stdout.readline()
        with local_client() as http:
            yield Provider(f"http://{bind}", http)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@contextmanager
def reachable(provider: Provider) -> Iterator[None]:
    """Let adapters of this process call the provider although it is local."""
    current = runtime.current()
    before = current.rules
    allowed = before.loopback_hosts | {urlsplit(provider.address).netloc}
    current.rules = replace(before, loopback_hosts=allowed)
    yield
    current.rules = before


def account_of(ctx: OrganizationContext) -> str:
    return f"org-{ctx.organization_id.hex}"


def api_key(ctx: OrganizationContext) -> str:
    return f"sk_test_{account_of(ctx)}"


def make_payment_connection(
    ctx: OrganizationContext, *, provider: Provider | None = None, name: str = "Card payments"
) -> UUID:
    """A connection of the organization to the provider; its id.

    Without a provider the connection can be chosen and stored, and not called.
    """
    address = provider.address if provider else None
    new = connections.NewConnection(
        kind="payments",
        adapter_key=fake.key,
        name=name,
        values=fake.settings_for(account_of(ctx), base_url=address),
    )
    return connections.create_connection(ctx, new).id


def signed(ctx: OrganizationContext, body: bytes, *, secret: str | None = None) -> dict[str, str]:
    """The headers under which the provider would deliver this body."""
    at = int(clock.now().timestamp())
    secrets = [secret or webhook_secret_of(api_key(ctx))]
    return {SIGNATURE: signature(secrets, body, at=at), "Content-Type": "application/json"}


def hook_path(ctx: OrganizationContext, connection_id: UUID) -> str:
    return f"/hooks/v1/payments/{ctx.organization_id}/{connection_id}"


def ref_of(redirect_url: str) -> str:
    """The provider's id of a payment, from the address of its page."""
    return urlsplit(redirect_url).path.rpartition("/")[2]


def wait_until(is_so: Any, *, seconds: float = 10.0) -> None:
    """Wait for another process; fails rather than waits for ever."""
    limit = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < limit, "it did not happen in time"
        time.sleep(0.02)


def make_dispute(ctx: OrganizationContext, connection_id: UUID) -> str:
    """A payment without an order that the buyer's bank asks back: the dispute's id."""
    with transaction(system_in(ctx.organization_id, "tests.dispute")) as tx:
        payment_id = payments.open_payment(
            tx,
            reference=new_id(),
            amount=Money(4200, "EUR"),
            description="REG-9",
            buyer_email="ada@people.example",
            locale="en",
            return_url="http://turnout.test/thanks",
            cancel_url="http://turnout.test/basket",
            connection_id=connection_id,
        )
        told = Update(
            delivery_id="evt_dispute",
            provider_ref="pay_disputed",
            kind=FactKind.DISPUTE_OPENED,
            object_id="dp_sample",
            amount=Money(4200, "EUR"),
            occurred_at=tx.now,
            expires_at=tx.now + timedelta(days=7),
            code="product_not_received",
        )
        apply_updates(tx, lock_payment(tx, payment_id), [told], source=payments.Source.WEBHOOK)
    [found] = payments_service.list_disputes(ctx, PageRequest(limit=1)).items
    return str(found.id)
