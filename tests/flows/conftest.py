"""An event with a till, a mail server and a door, as buyers and staff meet it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from tests.factories import payments as making
from tests.factories import work
from tests.factories.payments import Provider
from tests.factories.people import add_member, bearer
from tests.factories.sales import MadeShop, make_shop
from tests.modules.notifications.conftest import (  # noqa: F401  fixtures
    mailbox,
    only_own_mails,
    platform_smtp,
    port,
)
from tests.modules.notifications.mailbox import Mailbox, papers_of
from tests.reading.qr import codes_in_pdf
from turnout.kernel.ids import new_id


@dataclass(slots=True)
class Fair:
    """One published event and everybody around it."""

    client: Any
    shop: MadeShop
    provider: Provider
    connection_id: UUID
    mails: Mailbox

    @property
    def base(self) -> str:
        return f"/api/v1/organizations/{self.shop.organization.id}"

    @property
    def owner(self) -> dict[str, str]:
        return bearer(self.shop.organization.owner)

    def buy(self, type_id: UUID, *, quantity: int = 1) -> "Purchase":
        email = f"buyer-{new_id().hex}@people.example"
        body = self.shop.basket(type_id, quantity=quantity, email=email)
        answer = self.client.post(self.shop.orders_path, json=body)
        assert answer.status_code == 201, answer.json
        return Purchase(self, answer.json["id"], answer.json["secret"], email)

    def deliver(self, bodies: list[bytes]) -> None:
        """The provider's news, in this order, and all the work that follows from it."""
        for body in bodies:
            answer = self.client.post(
                making.hook_path(self.shop.organizer, self.connection_id),
                data=body,
                headers=making.signed(self.shop.organizer, body),
            )
            assert answer.status_code == 204, answer.data
        work.drain()

    def left(self, type_id: UUID) -> int:
        path = f"{self.base}/events/{self.shop.event_id}/pools"
        pools = self.client.get(path, headers=self.owner).json["items"]
        pool_id = str(self.shop.pools[type_id])
        return next(each["remaining"] for each in pools if each["id"] == pool_id)

    def balances(self) -> dict[str, int]:
        ledger = self.client.get(f"{self.base}/ledger", headers=self.owner).json
        return {each["account"]: each["balance_minor"] for each in ledger["balances"]}


@dataclass(slots=True)
class Purchase:
    """One order, as the browser that placed it goes on with it."""

    fair: Fair
    id: str
    secret: str
    email: str

    @property
    def path(self) -> str:
        return f"{self.fair.shop.orders_path}/{self.id}"

    def now(self) -> dict[str, Any]:
        headers = {"Turnout-Order-Secret": self.secret}
        shown: dict[str, Any] = self.fair.client.get(self.path, headers=headers).json
        return shown

    def start_payment(self) -> str:
        """The provider's name for the payment that the buyer is sent to."""
        headers = {"Turnout-Order-Secret": self.secret}
        answer = self.fair.client.post(f"{self.path}/payment", json={}, headers=headers)
        assert answer.status_code == 200, answer.json
        return making.ref_of(answer.json["redirect_url"])

    def bank(self, ref: str, outcome: str) -> list[bytes]:
        """The bank's answer; all the news of the payment so far, oldest first."""
        self.fair.provider.complete(self.fair.shop.organizer, ref, outcome)
        return self.news(ref)

    def news(self, ref: str) -> list[bytes]:
        return self.fair.provider.deliveries(self.fair.shop.organizer, ref)

    def codes(self) -> list[str]:
        """Read off the drawn pages of the PDF in the confirmation mail."""
        [confirmation, *_] = self.fair.mails.to(self.email)
        return codes_in_pdf(papers_of(confirmation)["application/pdf"])


@dataclass(slots=True)
class Door:
    """Somebody of the organization with a scanner."""

    fair: Fair
    staff: dict[str, str]

    def scan(self, code: str) -> dict[str, Any]:
        path = f"{self.fair.base}/events/{self.fair.shop.event_id}/checkins"
        answer = self.fair.client.post(
            path, json={"code": code, "gate": "North"}, headers=self.staff
        )
        assert answer.status_code == 200, answer.json
        verdict: dict[str, Any] = answer.json
        return verdict


@pytest.fixture
def fair(client, mailbox, provider) -> Iterator[Fair]:  # noqa: F811  the fixture of that name
    shop = make_shop()
    connection_id = making.make_payment_connection(shop.organizer, provider=provider)
    with making.reachable(provider):
        yield Fair(client, shop, provider, connection_id, mailbox)


@pytest.fixture
def door(fair) -> Door:
    return Door(fair, bearer(add_member(fair.shop.organization, "staff")))
