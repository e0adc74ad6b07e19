"""An organization with a connection to a provider that runs as a process of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.factories import payments as making
from tests.factories import work
from tests.factories.payments import Provider
from tests.factories.people import MadeOrganization, bearer, context_of, make_organization
from tests.modules.payments import acme as playing
from tests.modules.payments.acme import Acme

from turnout.kernel import clock
from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.kernel.messaging import tasks
from turnout.modules.connections import api as connections
from turnout.modules.payments import api as payments
from turnout_sdk.money import Money


@dataclass(slots=True)
class Till:
    """Everything a test of payments handles; `told` is what other modules would have heard."""

    organization: MadeOrganization
    ctx: OrganizationContext
    connection_id: UUID
    provider: Provider
    client: Any

    def open(
        self,
        *,
        minor: int = 4200,
        currency: str = "EUR",
        reference: UUID | None = None,
        **more: Any,
    ) -> UUID:
        with transaction(self.ctx) as tx:
            return payments.open_payment(
                tx,
                reference=reference or new_id(),
                amount=Money(minor, currency),
                description="REG-1",
                buyer_email="ada@people.example",
                locale="en",
                return_url="http://turnout.test/thanks",
                cancel_url="http://turnout.test/basket",
                connection_id=more.pop("connection_id", self.connection_id),
                **more,
            )

    def begin(self, **values: Any) -> tuple[UUID, str]:
        """An opened and started payment: its id, and the provider's."""
        payment_id = self.open(**values)
        started = payments.start(self.ctx, payment_id)
        assert started.redirect_url, started
        return payment_id, making.ref_of(started.redirect_url)

    def pay(self, **values: Any) -> tuple[UUID, str]:
        """A payment that is collected, with every webhook read."""
        payment_id, ref = self.begin(**values)
        self.provider.complete(self.ctx, ref, "success")
        self.deliver_all(ref)
        return payment_id, ref

    def view(self, payment_id: UUID) -> payments.PaymentView:
        return payments.get_payment(self.ctx, payment_id).payment

    def deliver(
        self, body: bytes, *, secret: str | None = None, connection_id: UUID | None = None
    ) -> Any:
        return self.client.post(
            making.hook_path(self.ctx, connection_id or self.connection_id),
            data=body,
            headers=making.signed(self.ctx, body, secret=secret),
        )

    def deliver_all(self, ref: str) -> None:
        for body in self.provider.deliveries(self.ctx, ref):
            assert self.deliver(body).status_code == 204
        self.work()

    def work(self) -> None:
        """Carry out what was queued for workers."""
        work.drain()

    def read(self, delivery_id: str) -> None:
        """One worker reads one delivery."""
        [task] = [each for each in tasks.registered() if each.name == "payments.read_delivery"]
        task.function(str(self.ctx.organization_id), delivery_id)

    def get(self, path: str) -> Any:
        return self.client.get(
            f"/api/v1/organizations/{self.ctx.organization_id}{path}",
            headers=bearer(self.organization.owner),
        )

    def post(self, path: str, body: Any = None, *, user: Any = None, key: str | None = None) -> Any:
        headers = bearer(user or self.organization.owner)
        if key is not None:
            headers = {**headers, "Idempotency-Key": key}
        return self.client.post(
            f"/api/v1/organizations/{self.ctx.organization_id}{path}", json=body, headers=headers
        )

    def later(self, seconds: float) -> Any:
        return clock.frozen(clock.now() + timedelta(seconds=seconds))

    def refund(self, payment_id: UUID, minor: int, *, key: str | None = None) -> UUID:
        with transaction(self.ctx) as tx:
            return payments.request_refund(
                tx,
                payment_id=payment_id,
                amount=Money(minor, "EUR"),
                reason="asked for",
                key=key or new_id().hex,
            )

    def told(self) -> list[tuple[str, dict[str, Any]]]:
        """Facts of payments that were announced in this organization, oldest first."""
        with transaction(SystemContext(job="tests.read-outbox")) as tx:
            rows = tx.query(
                "SELECT name, payload FROM outbox WHERE organization_id = %(organization_id)s"
                " AND name LIKE 'payments.%%' ORDER BY id",
                {"organization_id": self.ctx.organization_id},
            )
        return [(row[0], row[1]) for row in rows]

    def names_told(self) -> list[str]:
        return [name for name, _ in self.told()]

    def balances(self) -> dict[str, int]:
        """Of the accounts that are not even."""
        with transaction(self.ctx) as tx:
            return {
                each.account: each.balance_minor
                for each in payments.ledger_balance(tx)
                if each.balance_minor
            }


@pytest.fixture
def till(provider: Provider, client: Any, queued: Any) -> Iterator[Till]:
    organization = make_organization()
    ctx = context_of(organization, organization.owner)
    connection_id = making.make_payment_connection(ctx, provider=provider)
    with making.reachable(provider):
        yield Till(organization, ctx, connection_id, provider, client)


@dataclass(slots=True)
class Shop:
    """A till whose provider lives in memory and does what the sandbox cannot."""

    till: Till
    acme: Acme
    connection_id: UUID

    def open(self, **values: Any) -> UUID:
        return self.till.open(connection_id=self.connection_id, **values)

    def start(self, **values: Any) -> tuple[UUID, str]:
        """An opened and started payment: its id, and the provider's."""
        payment_id = self.open(**values)
        payments.start(self.till.ctx, payment_id)
        return payment_id, self.acme.ref(payment_id)

    def hear(self, told: Any) -> None:
        """The provider tells by webhook, and a worker reads it."""
        answer = self.till.client.post(
            making.hook_path(self.till.ctx, self.connection_id),
            data=playing.body_of(told),
            headers={"Acme-Secret": playing.SECRET},
        )
        assert answer.status_code == 204, answer.text
        self.till.work()


def connect_acme(till: Till, **values: Any) -> UUID:
    """A connection to the provider in memory; `options` are the platform's own."""
    new = connections.NewConnection(
        kind="payments",
        adapter_key="acme",
        name=values.pop("name", "Acme"),
        mode=values.pop("mode", "test"),
        options=values.pop("options", connections.Options()),
        values={"webhook_secret": playing.SECRET, **values},
    )
    return connections.create_connection(till.ctx, new).id


@pytest.fixture
def shop(till: Till) -> Iterator[Shop]:
    provider = Acme()
    with playing.installed(provider):
        yield Shop(till, provider, connect_acme(till))
