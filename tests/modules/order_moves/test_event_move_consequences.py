"""What hangs on an order follows when it goes to another event: offers, sign-ups, lists, files."""

from uuid import UUID

import pytest
from tests.factories.people import bearer
from tests.factories.work import drain
from tests.modules.order_moves.conftest import OtherDate
from tests.modules.orders.test_cancellation import FULL, give_back, look, say, tickets_of
from tests.modules.received_payments.conftest import differences
from tests.modules.waitlist.conftest import WaitedShop

from turnout.kernel.db.tx import transaction
from turnout.modules.orders import api as orders

pytestmark = pytest.mark.usefixtures("queued")
ANA = "ana@example.com"
TALK = {"title": "Pegs", "starts_at": "2030-02-02T10:00", "ends_at": "2030-02-02T11:00"}


def test_a_freed_place_is_offered_to_who_waits(client, counter, later, move_to_event):
    sale = WaitedShop(client, counter.shop, counter.type_id)
    sale.open()
    orders = [counter.order(quantity=2).pay() for _ in range(2)] + [counter.order().pay()]
    sale.waits(ANA)
    assert counter.left() == 0
    assert move_to_event(orders[0]).status_code == 200
    assert sale.state(ANA) == "offered"
    assert sale.figures()["offers"] == 1


def test_what_was_given_back_before_stays_behind(counter, later, move_to_event):
    say(counter, FULL)
    order = counter.order(quantity=3).pay()
    gone = tickets_of(order)[0]
    back = look(order, gone)["amount_minor"]
    assert give_back(order, back, gone).status_code == 202
    drain()
    done = move_to_event(order)
    assert (done.status_code, done.json["tickets"], done.json["freed_places"]) == (200, 2, 2)
    assert (counter.left(), later.left(), differences(counter)) == (5, 1, [])
    assert len(tickets_of(order)) == 2
    assert len(tickets_of(order, state="void")) == 1
    home = OtherDate(counter.shop, counter.type_id)
    again = move_to_event(order, home, types={later.type_id: counter.type_id})
    assert (again.status_code, again.json["tickets"]) == (200, 2)
    assert (counter.left(), later.left(), differences(counter)) == (3, 3, [])


def test_an_offer_to_pass_a_ticket_on_ends(client, counter, move_to_event):
    order = counter.order().pay()
    [ticket] = tickets_of(order)
    offered = client.post(
        f"{order.path}/tickets/{ticket}/transfer",
        json={"email": "friend@example.net"},
        headers=order.headers,
    )
    assert offered.status_code == 201, offered.json
    drain()
    assert move_to_event(order).status_code == 200
    secret = orders.transfer_secret(UUID(offered.json["id"]))
    accepted = client.post(
        f"/api/v1/organizations/{counter.ctx.organization_id}/transfers/{offered.json['id']}/accept",
        json={"name": "Fara Friend"},
        headers={"Turnout-Transfer-Secret": secret},
    )
    assert accepted.status_code in (409, 410), accepted.json
    assert len(tickets_of(order)) == 1


def test_a_place_in_a_session_is_free_again(client, counter, move_to_event):
    owner = bearer(counter.shop.organization.owner)
    base = f"/api/v1/organizations/{counter.ctx.organization_id}/events/{counter.shop.event_id}"
    talk = {**TALK, "capacity": 1, "needs_registration": True}
    session = client.post(f"{base}/sessions", json=talk, headers=owner).json
    order = counter.order().pay()
    registered = client.post(
        f"{base}/sessions/{session['id']}/registrations",
        json={"ticket_id": tickets_of(order)[0]},
        headers=order.headers,
    )
    assert registered.status_code in (200, 201), registered.json
    assert move_to_event(order).status_code == 200
    [places] = client.get(f"{base}/session-places", headers=owner).json["items"]
    assert places["taken"] == 0


def test_the_calendar_and_the_tickets_of_the_order_are_the_other_events(
    client, counter, later, move_to_event
):
    order = counter.order().pay()
    assert move_to_event(order).status_code == 200
    calendar = client.get(f"{order.path}/tickets.ics", headers=order.headers)
    assert calendar.status_code == 200
    assert "The second night" in calendar.get_data(as_text=True)
    drawn = client.get(f"{order.path}/tickets.pdf", headers=order.headers)
    assert drawn.data.startswith(b"%PDF")
    with transaction(counter.ctx) as tx:
        assert orders.get_summary(tx, UUID(order.id)).event_id == later.shop.event_id
