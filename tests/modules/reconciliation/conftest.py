"""A shop with a card provider, and one that is paid by bank transfer."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from tests.factories import work
from tests.factories.people import bearer
from tests.factories.sales import MadeShop, make_shop
from tests.factories.sales_desk import open_sales_desk
from turnout_banktransfer_fake import Bank

from turnout.kernel.context import OrganizationContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.connections import api as connections
from turnout.modules.payments import api as payments
from turnout_sdk.money import Money

DAY = date(2026, 3, 2)


@pytest.fixture
def counter(client, queued, provider):
    with open_sales_desk(client, provider) as opened:
        yield opened


@dataclass(slots=True)
class Desk:
    """A shop paid by bank transfer, its bank, and a member who brings statements."""

    client: Any
    shop: MadeShop
    connection_id: UUID
    type_id: UUID
    bank: Bank

    @property
    def job(self) -> OrganizationContext:
        return system_in(self.shop.organizer.organization_id, "test")

    def order(self, **options: Any) -> "Transfer":
        """An order of 25.00 EUR a place whose buyer was told how to pay."""
        answer = self.client.post(
            self.shop.orders_path, json=self.shop.basket(self.type_id, **options)
        )
        assert answer.status_code == 201, answer.json
        bought = Transfer(self, answer.json["id"], answer.json["number"], answer.json["secret"])
        started = self.client.post(
            f"{self.shop.orders_path}/{bought.id}/payment", json={}, headers=bought.headers
        )
        assert started.status_code == 200, started.json
        return bought

    def path(self, what: str) -> str:
        return f"/api/v1/organizations/{self.shop.organizer.organization_id}/{what}"

    def bring(self, content: bytes, *, content_type: str = "application/xml", **query: Any) -> Any:
        answer = self.client.post(
            self.path("payment-statements"),
            data=content,
            content_type=content_type,
            query_string={"connection_id": str(self.connection_id), **query},
            headers=self.headers,
        )
        work.drain()
        return answer

    def lines(self, **query: Any) -> list[dict[str, Any]]:
        answer = self.client.get(
            self.path("payment-statement-lines"), query_string=query, headers=self.headers
        )
        return answer.json["items"]

    def decide(self, line: dict[str, Any], what: str, **body: Any) -> Any:
        path = self.path(f"payment-statement-lines/{line['id']}/{what}")
        answer = self.client.post(path, json=body, headers=self.headers)
        work.drain()
        return answer

    @property
    def headers(self) -> dict[str, str]:
        return bearer(self.shop.organization.owner)

    def balances(self) -> dict[str, int]:
        with transaction(self.job) as tx:
            return {each.account: each.balance_minor for each in payments.ledger_balance(tx)}


@dataclass(slots=True)
class Transfer:
    """An order to be paid by bank transfer."""

    desk: Desk
    id: str
    number: str
    secret: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Turnout-Order-Secret": self.secret}

    def now(self) -> dict[str, Any]:
        return self.desk.client.get(
            f"{self.desk.shop.orders_path}/{self.id}", headers=self.headers
        ).json

    @property
    def payment(self) -> payments.PaymentView:
        with transaction(self.desk.job) as tx:
            return payments.list_payments_of(tx, UUID(self.id))[0]

    def send(self, minor: int, *, text: str | None = None, on: date = DAY) -> None:
        """The buyer sends money with the reference, or with words of their own."""
        wanted = self.payment.provider_ref if text is None else text
        self.desk.bank.receive(Money(minor, "EUR"), wanted or "", on=on)

    def refund(self, key: str = "refund", **body: Any) -> Any:
        headers = {**self.desk.headers, "Idempotency-Key": key}
        path = f"{self.desk.shop.orders_path}/{self.id}/refunds"
        answer = self.desk.client.post(path, json=body, headers=headers)
        work.drain()
        return answer

    def refunds(self) -> list[dict[str, Any]]:
        path = self.desk.path(f"payments/{self.payment.id}")
        return self.desk.client.get(path, headers=self.desk.headers).json["refunds"]


@pytest.fixture
def desk(client, queued):
    shop = make_shop()
    type_id = shop.add_type(capacity=10, price_minor=2500)
    connection = connections.create_connection(
        shop.organizer,
        connections.NewConnection(
            kind="payments",
            adapter_key="banktransfer",
            name="Bank",
            values={"account_holder": "Congress e. V.", "iban": "DE02120300000000202051"},
        ),
    )
    return Desk(client, shop, connection.id, type_id, Bank())
