"""An order that was paid through a provider in memory, and is disputed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.factories import payments as making
from tests.factories.people import MadeUser, bearer
from tests.factories.sales_desk import Purchase, SalesDesk, open_sales_desk
from tests.factories.work import drain
from tests.modules.payments import acme as playing
from tests.modules.payments.acme import Acme

from turnout.kernel import clock
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.connections import api as connections
from turnout_sdk.payments import FactKind, Update


@dataclass(slots=True)
class Desk:
    """Everything a test of disputes handles."""

    counter: SalesDesk
    acme: Acme
    connection_id: UUID

    @property
    def owner(self) -> MadeUser:
        return self.counter.shop.organization.owner

    def hear(self, told: Update) -> None:
        """The provider tells by webhook, and workers do what follows."""
        answer = self.counter.client.post(
            making.hook_path(self.counter.ctx, self.connection_id),
            data=playing.body_of(told),
            headers={"Acme-Secret": playing.SECRET},
        )
        assert answer.status_code == 204, answer.text
        drain()

    def sold(self) -> tuple[Purchase, str]:
        """An order that was paid through the provider, and the provider's name of the payment."""
        order = self.counter.order()
        answer = order.ask(connection_id=str(self.connection_id), method="card")
        assert answer.status_code == 200, answer.json
        ref = list(self.acme.charges)[-1]
        self.hear(self.acme.tell(ref, FactKind.PAYMENT_SUCCEEDED))
        return order, ref

    def disputed(self, *, days: float | None = 7, name: str = "dp_1") -> str:
        """A dispute of such an order: its id."""
        _, ref = self.sold()
        ends = None if days is None else clock.now() + timedelta(days=days)
        self.hear(
            self.acme.tell(
                ref, FactKind.DISPUTE_OPENED, object_id=name, expires_at=ends, code="fraudulent"
            )
        )
        return self.find(name)

    def find(self, name: str) -> str:
        listed = self.call("GET", "").json["items"]
        return str(next(each["id"] for each in listed if each["provider_ref"] == name))

    def end(self, kind: FactKind, name: str = "dp_1") -> None:
        ref = next(ref for ref, told in self.acme.facts.items() if _names(told, name))
        self.hear(self.acme.tell(ref, kind, object_id=name))

    def call(self, method: str, path: str, *, user: MadeUser | None = None, **sent: Any) -> Any:
        headers = {**bearer(user or self.owner), **sent.pop("headers", {})}
        address = f"/api/v1/organizations/{self.counter.ctx.organization_id}/payment-disputes{path}"
        return self.counter.client.open(address, method=method, headers=headers, **sent)

    def case(self, dispute_id: str) -> Any:
        return self.call("GET", f"/{dispute_id}").json

    def draft(self, dispute_id: str, **changes: Any) -> Any:
        body = {"text": "They were there.", "topics": [], "files": []} | changes
        return self.call("PUT", f"/{dispute_id}/evidence", json=body)

    def answer(self, dispute_id: str, step: str, **headers: str) -> Any:
        sent = {"Idempotency-Key": new_id().hex} | headers
        return self.call("POST", f"/{dispute_id}/{step}", headers=sent)

    def mails(self, template: str) -> list[tuple[str, dict[str, Any]]]:
        with transaction(system_in(self.counter.ctx.organization_id, "tests")) as tx:
            return tx.query(
                "SELECT recipient, details FROM mails WHERE organization_id = %(organization_id)s"
                " AND template = %(template)s ORDER BY recipient",
                tx.here(template=template),
            )

    def facts(self, name: str) -> list[dict[str, Any]]:
        with transaction(SystemContext(job="tests.read-outbox")) as tx:
            rows = tx.query(
                "SELECT payload FROM outbox WHERE organization_id = %(organization_id)s"
                " AND name = %(name)s ORDER BY id",
                {"organization_id": self.counter.ctx.organization_id, "name": name},
            )
        return [payload for (payload,) in rows]


def _names(told: list[Update], name: str) -> bool:
    return any(each.object_id == name for each in told)


def at(moment: datetime) -> Any:
    return clock.frozen(moment)


@pytest.fixture
def desk(client: Any, queued: Any, provider: making.Provider) -> Iterator[Desk]:
    acme = Acme()
    with open_sales_desk(client, provider) as counter, playing.installed(acme):
        new = connections.NewConnection(
            kind="payments",
            adapter_key="acme",
            name="Acme",
            mode="test",
            options=connections.Options(),
            values={"webhook_secret": playing.SECRET},
        )
        yield Desk(counter, acme, connections.create_connection(counter.ctx, new).id)
