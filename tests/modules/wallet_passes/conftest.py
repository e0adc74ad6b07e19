"""A sold ticket, two wallets with fakes of their providers behind them, and a phone."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from tests.factories.sales import MadeShop, make_shop
from tests.factories.work import drain, run_timed
from turnout_apple_fake import Authority, FakePushService
from turnout_google_fake import ControlClient
from turnout_google_fake import fake as google_fake

from turnout.kernel import clock, runtime
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.checkin import api as checkin
from turnout.modules.connections import api as connections
from turnout.modules.events import api as events
from turnout.modules.notifications.api import ClaimedMail, Template
from turnout.modules.notifications.service.composer import compose_order_mail
from turnout.modules.orders import api as orders
from turnout.modules.tickets import api as tickets
from turnout.modules.transfers import api as transfers
from turnout.modules.wallet_passes import queries
from turnout.modules.wallet_passes.types import StoredPass
from turnout_sdk.email import OutgoingMail
from turnout_sdk.fakes import Fake
from turnout_sdk.testing.kit import run_fake

TOKEN = "ab" * 32


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority()


@pytest.fixture
def push_service(authority: Authority, running: Any) -> Iterator[FakePushService]:
    service = FakePushService(authority)
    service.start()
    with _reachable(service.address):
        yield service
    service.close()


@pytest.fixture(scope="session")
def _google(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    fake: Fake = google_fake
    with run_fake(fake, tmp_path_factory.mktemp("google")) as served:
        yield served.base_url


@pytest.fixture
def google(_google: str, running: Any) -> Iterator[str]:
    with _reachable(_google):
        yield _google


class _reachable:  # noqa: N801 - used as a function
    """Let adapters of this process call a fake although it is local."""

    def __init__(self, address: str) -> None:
        self._host = urlsplit(address).netloc

    def __enter__(self) -> None:
        current = runtime.current()
        self._before = current.rules
        allowed = self._before.loopback_hosts | {self._host}
        current.rules = replace(self._before, loopback_hosts=allowed)

    def __exit__(self, *_: object) -> None:
        runtime.current().rules = self._before


@dataclass
class Sold:
    """A confirmed free order, its page, and what its wallets make of it."""

    client: Any
    shop: MadeShop
    body: dict[str, Any] = field(default_factory=dict)

    def buy(self, quantity: int = 1) -> "Sold":
        type_id = self.shop.add_type(capacity=50)
        basket = self.shop.basket(type_id, quantity=quantity)
        self.body = self.client.post(self.shop.orders_path, json=basket).json
        drain()
        return self

    @property
    def organization_id(self) -> UUID:
        return self.shop.organization.id

    @property
    def path(self) -> str:
        return f"/orders/{self.organization_id}/{self.body['id']}/{self.body['secret']}"

    @property
    def ticket_id(self) -> str:
        found: str = self.body["tickets"][0]["id"]
        return found

    def connect(self, adapter_key: str, values: dict[str, object]) -> UUID:
        new = connections.NewConnection(
            kind="wallet", adapter_key=adapter_key, name=adapter_key, values=dict(values)
        )
        made = connections.create_connection(self.shop.organizer, new).id
        drain()
        return made

    def connect_apple(self, service: FakePushService, *, pass_type: str = "pass.a.b") -> UUID:
        issued = service.authority.pass_certificate(pass_type)
        values = issued.settings() | {
            "api_base": service.address,
            "api_authority": service.authority.root,
        }
        return self.connect("apple-wallet", values)

    def connect_google(self, address: str) -> UUID:
        account = self.organization_id.hex
        return self.connect("google-wallet", google_fake.settings_for(account, base_url=address))

    def google(self, address: str) -> ControlClient:
        return ControlClient(address, self.organization_id.hex)

    def add(self, connection_id: UUID, ticket_id: str = "") -> Any:
        where = f"{self.path}/tickets/{ticket_id or self.ticket_id}/wallet/{connection_id}"
        return self.client.get(where)

    def passes(self) -> list[StoredPass]:
        with transaction(self.shop.organizer) as tx:
            found = tx.query(
                f"SELECT {queries.COLUMNS} FROM wallet_passes"
                " WHERE organization_id = %(organization_id)s ORDER BY id",
                tx.here(),
                into=StoredPass,
            )
        return list(found)

    def rename_event(self, title: str) -> None:
        fields = {"title": title}
        events.change_event(self.shop.organizer, self.shop.event_id, fields, version=None)

    def change_event(self, **fields: Any) -> None:
        events.change_event(self.shop.organizer, self.shop.event_id, fields, version=None)
        self.work()

    def google_settings(self, address: str) -> dict[str, object]:
        return dict(google_fake.settings_for(self.organization_id.hex, base_url=address))

    def order(self) -> orders.Order:
        with transaction(self.shop.organizer) as tx:
            return orders.get_whole_order(tx, UUID(self.body["id"]))

    def facts(self) -> list[str]:
        """Names of the facts that wallets announced."""
        with transaction(self.shop.organizer) as tx:
            found = tx.query(
                "SELECT name FROM outbox WHERE organization_id = %(organization_id)s"
                " AND name LIKE 'wallet_passes.%%'",
                tx.here(),
            )
        return [name for (name,) in found]

    def shorten_wait(self) -> None:
        """Let the next try be due now."""
        with transaction(self.shop.organizer) as tx:
            tx.query(
                "UPDATE wallet_passes SET due_at = %(now)s"
                " WHERE organization_id = %(organization_id)s AND due_at IS NOT NULL",
                tx.here(now=tx.now),
            )

    def renew_codes(self) -> None:
        with transaction(self.shop.organizer) as tx:
            tickets.renew_codes(tx, UUID(self.body["id"]), [UUID(self.ticket_id)])

    def pass_on(self) -> str:
        """Give the ticket to a friend; the path of the friend's page."""
        offer = f"{self.path}/tickets/{self.ticket_id}/offer"
        self.client.post(offer, data={"email": "friend@example.net"})
        with transaction(self.shop.organizer) as tx:
            [offered] = transfers.offers_of(tx, UUID(self.body["id"]), is_buyer=True)
        secret = orders.transfer_secret(offered.id)
        self.client.post(
            f"/api/v1/organizations/{self.organization_id}/transfers/{offered.id}/accept",
            json={"name": "Fara Friend"},
            headers={"Turnout-Transfer-Secret": secret},
        )
        return orders.ticket_path(self.organization_id, offered.id)

    def confirmation_mail(self) -> OutgoingMail:
        """The mail with the tickets, as it would leave now."""
        order = self.order()
        mail = ClaimedMail(
            id=new_id(),
            template=Template.ORDER_CONFIRMED,
            source_id=order.id,
            order_id=order.id,
            recipient=order.buyer_email,
            recipient_name=order.buyer_name,
            locale="en",
            details={},
            message_id="<one@mail.example>",
            attempts=1,
            queued_at=clock.now(),
            leased_until=clock.now(),
        )
        ctx = system_in(self.organization_id, "tests.mail")
        return compose_order_mail(ctx, mail)

    def scan(self) -> UUID:
        """Let the holder in; which admission it is."""
        with transaction(self.shop.organizer) as tx:
            ticket = tickets.find_ticket(tx, UUID(self.ticket_id))
            assert ticket is not None
            code = tickets.code_of(tx, ticket)
        verdict = checkin.scan(self.shop.organizer, self.shop.event_id, checkin.Scan(code=code))
        assert verdict.admission_id is not None
        return verdict.admission_id

    def undo(self, admission_id: UUID) -> None:
        checkin.undo_admission(
            self.shop.organizer, self.shop.event_id, admission_id, reason="A mistake"
        )

    def watch(self) -> None:
        run_timed("wallet_passes.watch_checkins")
        self.work()

    def work(self) -> None:
        """Let facts be heard and wallets be told."""
        drain()
        run_timed("wallet_passes.update_due")


class Phone:
    """A wallet app that has one pass, as Apple's speaks to the address in it."""

    def __init__(self, client: Any, content: bytes, *, name: str = "phone-1") -> None:
        self.client, self.name = client, name
        self.take(content)

    def take(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.said: dict[str, Any] = json.loads(archive.read("pass.json"))
        self.serial = self.said["serialNumber"]
        self.base = urlsplit(self.said["webServiceURL"]).path
        self.type = self.said["passTypeIdentifier"]
        self.proof = {"Authorization": f"ApplePass {self.said['authenticationToken']}"}

    @property
    def registration(self) -> str:
        return f"{self.base}/v1/devices/{self.name}/registrations/{self.type}"

    def register(self, token: str = TOKEN, **headers: str) -> Any:
        return self.client.post(
            f"{self.registration}/{self.serial}", json={"pushToken": token},
            headers=headers or self.proof,
        )  # fmt: skip

    def leave(self, **headers: str) -> Any:
        where = f"{self.registration}/{self.serial}"
        return self.client.delete(where, headers=headers or self.proof)

    def changed(self, since: str = "") -> Any:
        return self.client.get(self.registration, query_string={"passesUpdatedSince": since})

    def fetch(self, **headers: str) -> Any:
        where = f"{self.base}/v1/passes/{self.type}/{self.serial}"
        return self.client.get(where, headers={**self.proof, **headers})


@pytest.fixture
def sold(client: Any, queued: Any) -> Sold:
    return Sold(client, make_shop()).buy()
