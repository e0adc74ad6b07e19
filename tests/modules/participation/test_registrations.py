"""Places in sessions with a registration of their own: for holders of tickets, never too many."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from tests.factories.events import make_published_event
from tests.factories.people import add_member, bearer, context_of, make_organization, make_user
from tests.factories.sales import MadeShop

from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.orders import api as orders
from turnout.modules.participation import api as participation
from turnout.modules.roles import api as roles
from turnout.modules.tickets import api as tickets

HEADER = "Turnout-Order-Secret"
TALK = {"title": "Pegs", "starts_at": "2030-02-02T10:00", "ends_at": "2030-02-02T11:00"}


class Door:
    """A published event with one session of so many places, and tickets that were bought."""

    def __init__(self, client, places):
        self.client = client
        self.organization = make_organization()
        self.ctx = context_of(self.organization, self.organization.owner)
        self.shop = MadeShop(self.organization, make_published_event(self.ctx).id)
        self.base = f"/api/v1/organizations/{self.organization.id}/events/{self.shop.event_id}"
        self.type = self.shop.add_type()
        self.session = self.ask("POST", "/sessions", json={**TALK, "capacity": places, "needs_registration": True}).json  # fmt: skip
        self.path = f"/sessions/{self.session['id']}/registrations"

    def ask(self, method, path, **sent):
        return self.client.open(
            self.base + path, method=method, headers=bearer(self.organization.owner), **sent
        )

    def buy(self, quantity=1, user=None):
        """Tickets' ids and the order's secret."""
        headers = bearer(user) if user else {}
        answer = self.client.post(
            self.shop.orders_path,
            json=self.shop.basket(self.type, quantity=quantity),
            headers={**headers, "Idempotency-Key": new_id().hex},
        )
        assert answer.status_code == 201, answer.json
        order = answer.json
        with transaction(self.ctx) as tx:
            found = tickets.list_of(tx, orders.find_id(tx, order["number"]))
        return [str(each.id) for each in found], order["secret"]

    def register(self, ticket, secret="", headers=None):
        sent = {HEADER: secret} if secret else {}
        return self.client.post(
            self.base + self.path, json={"ticket_id": ticket}, headers={**sent, **(headers or {})}
        )

    def taken(self):
        [places] = self.ask("GET", "/session-places").json["items"]
        return places["taken"]


@pytest.fixture
def door(client):
    return Door(client, places=2)


def test_a_ticket_takes_one_place_and_gives_it_back(door):
    [ticket], secret = door.buy()
    first = door.register(ticket, secret)
    assert (first.status_code, first.json["taken"], first.json["is_registered"]) == (201, 1, True)
    assert door.register(ticket, secret).json["taken"] == 1
    assert [each["ticket_id"] for each in door.ask("GET", door.path).json["items"]] == [ticket]
    gone = door.client.delete(f"{door.base}{door.path}/{ticket}", headers={HEADER: secret})
    assert gone.status_code == 204
    assert door.taken() == 0


def test_who_has_a_place_is_named_to_who_may_see_attendees(door):
    [ticket], secret = door.buy()
    door.register(ticket, secret)
    [named] = door.ask("GET", door.path).json["items"]
    with transaction(door.ctx) as tx:
        [held] = tickets.list_by_id(tx, [UUID(ticket)])
    assert held.holder_name
    assert named == {
        "ticket_id": ticket,
        "ticket_type_id": str(door.type),
        "attendee_id": str(held.attendee_id),
        "holder_name": held.holder_name,
    }
    roles.create_role(
        door.ctx, roles.NewRole(key="host", name="Host", permissions=("events.read",))
    )
    host = bearer(add_member(door.organization, "host"))
    [nameless] = door.client.get(door.base + door.path, headers=host).json["items"]
    assert (nameless["ticket_id"], nameless["holder_name"]) == (ticket, "")
    assert nameless["attendee_id"] is None


def test_the_last_place_is_the_last(door):
    found, secret = door.buy(3)
    answers = [door.register(each, secret) for each in found]
    assert [each.status_code for each in answers] == [201, 201, 409]
    assert answers[2].json["code"] == "events.session-full"


def test_many_at_once_never_take_more_places_than_there_are(door, app):
    found, secret = door.buy(8)

    def ask(ticket):
        with app.test_client() as own:
            return own.post(door.base + door.path, json={"ticket_id": ticket}, headers={HEADER: secret}).status_code  # fmt: skip

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(ask, found))
    assert answers == [201] * 2 + [409] * 6
    assert door.taken() == 2


def test_only_its_holder_registers_a_ticket(door):
    [ticket], secret = door.buy()
    [other], other_secret = door.buy()
    assert door.register(ticket).status_code == 404
    assert door.register(ticket, other_secret).status_code == 404
    assert door.register(ticket, headers=bearer(make_user())).status_code == 404
    assert door.register(other, other_secret).status_code == 201
    elsewhere = Door(door.client, places=2)
    assert elsewhere.register(ticket, secret).status_code == 404


def test_a_signed_in_buyer_needs_no_secret(door):
    user = make_user()
    [ticket], _ = door.buy(user=user)
    assert door.register(ticket, headers=bearer(user)).status_code == 201


def test_a_session_without_registration_takes_none_and_one_with_needs_a_capacity(door):
    [ticket], secret = door.buy()
    wrong = door.ask("POST", "/sessions", json={**TALK, "needs_registration": True})
    assert [each["pointer"] for each in wrong.json["errors"]] == ["/capacity"]
    door.ask("PATCH", f"/sessions/{door.session['id']}", json={"state": "cancelled"})
    answer = door.register(ticket, secret)
    assert (answer.status_code, answer.json["code"]) == (409, "events.session-without-registration")


def test_a_void_ticket_has_no_place(door):
    [ticket], secret = door.buy()
    door.register(ticket, secret)
    with transaction(door.ctx) as tx:
        order_id = tickets.find_ticket(tx, ticket).reference
        tickets.void(tx, reference=order_id, reason="cancelled")
    assert door.taken() == 0
    assert door.register(ticket, secret).status_code == 404


def test_those_whom_a_change_concerns_can_be_found(door):
    user = make_user()
    door.client.put(f"{door.base}/agenda/sessions/{door.session['id']}", headers=bearer(user))
    with transaction(door.ctx) as tx:
        assert participation.users_who_picked(tx, door.session["id"]) == [user.id]
