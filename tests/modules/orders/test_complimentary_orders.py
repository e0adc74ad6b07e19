"""The team gives tickets away: for nothing, at once, from the same stock, and once per key."""

from uuid import UUID

import pytest
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.sales import make_shop
from tests.factories.work import drain
from tests.modules.orders.test_answers import MEAL

from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.inventory import api as inventory

pytestmark = pytest.mark.usefixtures("queued")


@pytest.fixture
def shop(app):
    return make_shop()


@pytest.fixture
def give(client, shop):
    def give(*types, quantity=1, user=None, key=None, **changes):
        basket = shop.basket(*types, quantity=quantity)
        headers = bearer(user or shop.organization.owner)
        headers |= {"Idempotency-Key": key or new_id().hex}
        path = f"{shop.orders_path}/complimentary"
        return client.post(path, json={**basket, **changes}, headers=headers)

    return give


def left(shop, type_id):
    pool = shop.pools[type_id]
    with transaction(shop.buyer) as tx:
        return inventory.remaining(tx, [pool])[pool]


def mails_of(shop, order_id):
    with transaction(shop.organizer) as tx:
        return tx.query("SELECT template FROM mails WHERE order_id = %(id)s", {"id": order_id})


def test_paid_tickets_are_given_away_and_leave_the_stock(client, shop, give):
    paid = shop.add_type(capacity=3, price_minor=2500, maximum_per_person=1)
    given = give(paid, quantity=2)
    assert given.status_code == 201, given.json
    order = given.json
    assert (order["state"], order["total_minor"], order["money_state"]) == ("confirmed", 0, "paid")
    assert [each["gross_minor"] for each in order["lines"]] == [0]
    assert (len(order["tickets"]), left(shop, paid)) == (2, 1)
    assert give(paid, quantity=2).json["code"] == "inventory.sold-out"
    assert left(shop, paid) == 1
    with transaction(shop.organizer) as tx:
        [row] = tx.query(
            "SELECT channel, user_id FROM orders WHERE id = %(id)s", {"id": UUID(order["id"])}
        )
    assert row == ("box_office", None)


def test_the_buyer_is_written_to_unless_nobody_should_be(shop, give):
    free = shop.add_type(capacity=3)
    loud, silent = give(free).json["id"], give(free, sends_mail=False).json["id"]
    drain()
    assert (mails_of(shop, loud), mails_of(shop, silent)) == ([("order-confirmed",)], [])


def test_one_key_gives_once(shop, give):
    free = shop.add_type(capacity=3)
    first, again = give(free, key="one"), give(free, key="one")
    assert (first.json["id"], again.json["id"], left(shop, free)) == (first.json["id"],) * 2 + (2,)
    assert give(free, key="one", quantity=2).status_code == 422


def test_each_ticket_needs_a_name_and_questions_wait(client, shop, give):
    free = shop.add_type(capacity=3)
    event = f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}"
    owner = bearer(shop.organization.owner)
    client.put(f"{event}/registration-form", json={"questions": [MEAL]}, headers=owner)
    nameless = give(free, quantity=2, attendees=shop.basket(free)["attendees"])
    assert nameless.json["errors"][0]["pointer"] == "/attendees"
    assert give(free).json["state"] == "confirmed"


def test_who_gives_tickets_away_may(shop, give):
    free, other = shop.add_type(capacity=9), make_shop(shop.organization)
    limited = add_member(shop.organization, "admin", event_ids=(other.event_id,))
    assert give(free, user=add_member(shop.organization, "admin")).status_code == 201
    assert give(free, user=add_member(shop.organization, "staff")).status_code == 403
    assert give(free, user=limited).status_code in (403, 404)
    assert give(free, user=make_organization().owner).status_code in (403, 404)
    assert left(shop, free) == 8
