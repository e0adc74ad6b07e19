"""Personal join links: one for each valid ticket, within its window, counted once, renewed."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from tests.factories.people import bearer, make_organization
from tests.factories.sales import MadeShop, make_shop
from tests.factories.work import drain

from turnout.kernel import clock
from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.events import api as events
from turnout.modules.join_links import api as join_links
from turnout.modules.orders import api as orders
from turnout.modules.tickets import api as tickets

MEETING = "https://meet.example/summit"
BUTTON = "Join now"


@dataclass
class Webinar:
    """An event online with an order of one ticket."""

    client: Any
    shop: MadeShop
    order: dict[str, Any]

    @property
    def base(self) -> str:
        return f"/api/v1/organizations/{self.shop.organization.id}"

    @property
    def secret(self) -> dict[str, str]:
        return {"Turnout-Order-Secret": self.order["secret"]}

    @property
    def ticket(self) -> tickets.Ticket:
        with transaction(self.shop.organizer) as tx:
            return tickets.list_of(tx, UUID(self.order["id"]))[0]

    @property
    def path(self) -> str:
        return f"{self.base}/orders/{self.order['id']}/tickets/{self.ticket.id}/join-link"

    @property
    def opens(self) -> datetime:
        with transaction(self.shop.organizer) as tx:
            starts_at = events.get_event(tx, self.shop.event_id).starts_at
        assert starts_at is not None
        return starts_at - timedelta(hours=1)

    @property
    def page(self) -> str:
        return f"/orders/{self.shop.organization.id}/{self.order['id']}/{self.order['secret']}"

    def link(self) -> Any:
        return self.client.get(self.path, headers=self.secret)

    def address(self) -> str:
        """Of the link's page on this site."""
        url: str = self.link().json["url"]
        return url[url.index("/join/") :]

    def renew(self) -> Any:
        return self.client.post(f"{self.path}/renew", headers=self.secret)

    def attended(self) -> int:
        with transaction(self.shop.organizer) as tx:
            return join_links.count_joined(tx, self.shop.event_id)

    def facts(self, name: str) -> int:
        with transaction(self.shop.organizer) as tx:
            [(count,)] = tx.query(
                "SELECT count(*) FROM outbox WHERE organization_id = %(organization_id)s"
                " AND name = %(name)s",
                tx.here(name=name),
            )
        return int(count)


def place(shop: MadeShop, kind: str) -> None:
    changes = {"kind": events.EventKind(kind), "online_url": MEETING}
    events.change_event(shop.organizer, shop.event_id, changes, version=None)


@pytest.fixture
def webinar(client, queued) -> Webinar:
    shop = make_shop(title="Summit from afar")
    place(shop, "online")
    answer = client.post(shop.orders_path, json=shop.basket(shop.add_type(capacity=20)))
    assert answer.status_code == 201, answer.json
    drain()
    return Webinar(client, shop, answer.json)


def test_a_link_is_the_tickets_own_and_opens_an_hour_before(webinar):
    said = webinar.link().json
    assert (said["state"], said["joined_at"]) == ("not_open", None)
    assert datetime.fromisoformat(said["opens_at"]) == webinar.opens
    page = webinar.client.get(webinar.page).get_data(as_text=True)
    assert webinar.address() in page
    assert MEETING not in page, "the address of the event itself is behind the link"


def test_looking_is_no_attendance_and_joining_counts_once(webinar):
    address = webinar.address()
    with clock.frozen(webinar.opens):
        assert BUTTON in webinar.client.get(address).get_data(as_text=True)
        assert webinar.attended() == 0
        for _ in range(2):
            joined = webinar.client.post(address)
            assert joined.status_code == 200
            assert joined.headers["Refresh"] == f"0; url={MEETING}"
        assert webinar.attended() == 1
        assert webinar.link().json["joined_at"] is not None
    assert webinar.facts("join_links.joined.v1") == 1
    headers = bearer(webinar.shop.organization.owner)
    path = f"{webinar.base}/events/{webinar.shop.event_id}/attendance"
    counted = webinar.client.get(path, headers=headers).json
    assert (counted["online"], counted["event"]["attended"]) == (1, 0), "apart from in person"
    table = webinar.client.get(f"{path}/export", headers=headers).get_data(as_text=True)
    assert "online,,,1" in table


@pytest.mark.parametrize(("by", "state"), [(timedelta(seconds=-1), "not_open"), (None, "over")])
def test_outside_its_window_a_link_leads_nowhere(webinar, by, state):
    with transaction(webinar.shop.organizer) as tx:
        ends_at = events.get_event(tx, webinar.shop.event_id).ends_at
    moment = webinar.opens + by if by else ends_at + timedelta(hours=1)
    address = webinar.address()
    with clock.frozen(moment):
        assert webinar.link().json["state"] == state
        page = webinar.client.get(address).get_data(as_text=True)
        refused = webinar.client.post(address)
        assert (BUTTON in page, refused.status_code) == (False, 409)
        assert MEETING not in page + refused.get_data(as_text=True)
        assert webinar.attended() == 0


def test_a_renewed_link_ends_the_one_before(webinar):
    before = webinar.address()
    assert webinar.renew().status_code == 200
    with clock.frozen(webinar.opens):
        assert webinar.client.post(before).status_code == 410
        assert webinar.client.get(before).status_code == 410
        assert webinar.client.post(webinar.address()).status_code == 200
    assert webinar.facts("join_links.renewed.v1") == 1


def test_the_page_of_an_order_renews_a_link_by_its_button(webinar):
    before = webinar.address()
    action = f"{webinar.page}/tickets/{webinar.ticket.id}/join-link"
    assert f'action="{action}"' in webinar.client.get(webinar.page).get_data(as_text=True)
    answer = webinar.client.post(action)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{webinar.page}?renewed")
    page = webinar.client.get(f"{webinar.page}?renewed").get_data(as_text=True)
    assert "has a new link to join online" in page
    assert before not in page
    assert webinar.address() in page
    assert webinar.client.get(before).status_code == 410
    assert webinar.facts("join_links.renewed.v1") == 1
    forged = action.replace(webinar.order["secret"], "x" * len(webinar.order["secret"]))
    assert webinar.client.post(forged).status_code == 404


def test_no_calendar_has_the_address_of_the_event_itself(webinar):
    file = webinar.client.get(f"{webinar.page}/calendar.ics")
    text = file.get_data(as_text=True).replace("\r\n ", "")
    assert MEETING not in text
    assert webinar.page in text, "it leads to the page that has the ticket's own link"


def test_a_transfer_ends_the_givers_link_and_a_cancelled_ticket_has_none(webinar):
    before = webinar.address()
    path = webinar.path.replace("/join-link", "/transfer")
    offered = webinar.client.post(
        path, json={"email": "grace@navy.example"}, headers=webinar.secret
    )
    transfer_id = UUID(offered.json["id"])
    taken = webinar.client.post(
        f"{webinar.base}/transfers/{transfer_id}/accept",
        json={"name": "Grace"},
        headers={"Turnout-Transfer-Secret": orders.transfer_secret(transfer_id)},
    )
    assert taken.status_code == 200
    drain()
    held = f"{webinar.base}/held-tickets/{transfer_id}/join-link"
    hers = {"Turnout-Ticket-Secret": orders.ticket_secret(transfer_id)}
    found = webinar.client.get(held, headers=hers).json["url"]
    with clock.frozen(webinar.opens):
        assert webinar.client.post(before).status_code == 410
        assert webinar.client.post(found[found.index("/join/") :]).status_code == 200
        assert webinar.link().json["code"] == "orders.ticket-passed-on", (
            "the giver's ticket is another one's now"
        )
    with transaction(webinar.shop.organizer) as tx:
        tickets.void(tx, reference=UUID(webinar.order["id"]), reason="cancelled")
    assert webinar.client.get(held, headers=hers).json["code"] == "join-links.not-offered"


def test_nobody_guesses_a_link_or_reads_one_without_the_secret(webinar, client):
    address = webinar.address()
    home, _, secret = address.rpartition("/")
    for wrong in ("x", secret[:-1] + ("A" if secret[-1] != "A" else "B"), "A" * len(secret)):
        assert client.post(f"{home}/{wrong}").status_code == 410
    other = make_organization()
    foreign = address.replace(str(webinar.shop.organization.id), str(other.id))
    assert client.post(foreign).status_code == 410
    assert client.get(webinar.path).status_code == 401
    bad = {"Turnout-Order-Secret": "wrong"}
    assert client.get(webinar.path, headers=bad).status_code == 404
    unknown = webinar.path.replace(str(webinar.ticket.id), str(new_id()))
    assert client.get(unknown, headers=webinar.secret).status_code == 404


def test_an_event_in_person_offers_none(webinar):
    place(webinar.shop, "in_person")
    assert webinar.link().json["code"] == "join-links.not-offered"
    assert "/join/" not in webinar.client.get(webinar.page).get_data(as_text=True)


def test_many_who_join_at_once_are_one_attendance(webinar):
    ticket, secret = webinar.ticket, webinar.address().rpartition("/")[2]
    ctx = PublicContext(organization_id=webinar.shop.organization.id, request_id="test")
    barrier = Barrier(4)

    def go() -> str:
        barrier.wait()
        return join_links.join(ctx, ticket.id, secret)

    with clock.frozen(webinar.opens), ThreadPoolExecutor(4) as pool:
        urls = {each.result() for each in [pool.submit(go) for _ in range(4)]}
    assert urls == {MEETING}
    assert webinar.facts("join_links.joined.v1") == 1
    assert webinar.attended() == 1


def test_the_page_of_an_order_in_person_asks_for_no_link(webinar, statements):
    place(webinar.shop, "in_person")
    statements.clear()
    webinar.client.get(webinar.page)
    assert not [each for each in statements if "join_links" in each]


def test_links_outlive_a_change_of_the_master_key(webinar, change_master_key):
    before, page = webinar.address(), webinar.page
    change_master_key()
    assert before != webinar.address()
    assert webinar.client.get(page).status_code == 200, "the link to the order as well"
    with clock.frozen(webinar.opens):
        assert webinar.client.post(before).status_code == 200


def test_a_transferred_ticket_outlives_a_change_of_the_master_key(webinar, change_master_key):
    path = webinar.path.replace("/join-link", "/transfer")
    body = {"email": "grace@navy.example"}
    offered = webinar.client.post(path, json=body, headers=webinar.secret)
    transfer_id = UUID(offered.json["id"])
    offer = {"Turnout-Transfer-Secret": orders.transfer_secret(transfer_id)}
    held = {"Turnout-Ticket-Secret": orders.ticket_secret(transfer_id)}
    change_master_key()
    accept = f"{webinar.base}/transfers/{transfer_id}/accept"
    assert webinar.client.post(accept, json={"name": "Grace"}, headers=offer).status_code == 200
    drain()
    join = f"{webinar.base}/held-tickets/{transfer_id}/join-link"
    assert webinar.client.get(join, headers=held).status_code == 200
