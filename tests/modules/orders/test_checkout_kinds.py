"""Donations, tables, add-ons and bundles bought over HTTP: money, stock, people and tickets agree."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.factories.people import bearer
from tests.factories.sales import make_shop

from turnout.kernel.db.tx import transaction
from turnout.modules.inventory import api as inventory


@pytest.fixture
def shop(app):
    return make_shop()


@pytest.fixture
def till(client, shop):
    return Till(client, shop)


class Till:
    def __init__(self, client, shop):
        self.client, self.shop = client, shop

    def buy(self, *lines, people=(), email="bea@example.com"):
        """`lines` are (type, quantity) or (type, quantity, amount); `people` ticket types."""
        body = {
            "event_id": str(self.shop.event_id),
            "lines": [
                {
                    "ticket_type_id": str(line[0]),
                    "quantity": line[1],
                    **({"amount_minor": line[2]} if len(line) > 2 else {}),
                }
                for line in lines
            ],
            "buyer": {"email": email, "name": "Bea"},
            "attendees": [
                {"ticket_type_id": str(each), "name": f"Guest {index}"}
                for index, each in enumerate(people)
            ],
        }
        return self.client.post(self.shop.orders_path, json=body)

    def cancel(self, order):
        return self.client.post(
            f"{self.shop.orders_path}/{order['id']}/cancel",
            headers=bearer(self.shop.organization.owner),
        )

    def left(self, type_id):
        with transaction(self.shop.buyer) as tx:
            return inventory.remaining(tx, [self.shop.pools[type_id]])[self.shop.pools[type_id]]


def refusals(answer):
    assert answer.status_code == 422, answer.json
    return [(each["pointer"], each["code"]) for each in answer.json["errors"]]


def test_a_donor_names_the_amount_and_nobody_else(till):
    gift = till.shop.add_type(kind="donation", price_minor=1000, minimum_price_minor=300)
    fixed = till.shop.add_type(price_minor=2000)
    placed = till.buy((gift, 2, 450)).json
    assert (placed["total_minor"], placed["lines"][0]["unit_minor"]) == (900, 450)
    assert till.buy((gift, 1)).json["total_minor"] == 1000
    assert refusals(till.buy((gift, 1, 299))) == [("/lines/0/amount_minor", "too-little")]
    assert refusals(till.buy((fixed, 1), (gift, 1, 0)))[0][0] == "/lines/1/amount_minor"
    assert refusals(till.buy((fixed, 1, 1))) == [("/lines/0/amount_minor", "fixed-price")]


def test_a_gift_of_nothing_is_a_free_order(till):
    gift = till.shop.add_type(kind="donation", price_minor=1000)
    order = till.buy((gift, 1, 0), people=[gift]).json
    assert (order["state"], order["money_state"]) == ("confirmed", "paid")


def test_a_table_takes_all_its_places_and_seats_everybody(till):
    table = till.shop.add_type(places=4, capacity=10)
    order = till.buy((table, 2), people=[table] * 8).json
    assert order["state"] == "confirmed"
    assert (len(order["tickets"]), order["lines"][0]["seats"]) == (8, {str(table): 8})
    assert till.left(table) == 2
    refused = till.buy((table, 1))
    assert (refused.status_code, refused.json["code"]) == (409, "inventory.sold-out")
    assert till.cancel(order).status_code == 200
    assert till.left(table) == 10


def test_a_table_is_not_complete_before_everybody_is_named(till):
    table = till.shop.add_type(places=3)
    order = till.buy((table, 1), people=[table] * 2).json
    assert order["state"] == "held"
    assert refusals(till.buy((table, 1), people=[table] * 4))[0][0] == "/attendees/0/ticket_type_id"


def test_an_add_on_admits_nobody_and_comes_with_its_ticket(till):
    ticket = till.shop.add_type()
    dinner = till.shop.add_type(
        sold_as="add_on", add_on_to=[ticket], maximum_per_ticket=2, capacity=10
    )
    order = till.buy((ticket, 2), (dinner, 4), people=[ticket] * 2).json
    assert (order["state"], len(order["tickets"])) == ("confirmed", 2)
    assert till.left(dinner) == 6
    assert refusals(till.buy((dinner, 1))) == [("/lines/0/ticket_type_id", "needs-ticket")]
    assert refusals(till.buy((ticket, 1), (dinner, 3))) == [
        ("/lines/1/quantity", "too-many-for-tickets")
    ]
    assert till.cancel(order).status_code == 200
    assert till.left(dinner) == 10


def test_a_bundle_draws_on_each_pool_all_or_none(till):
    saturday = till.shop.add_type(capacity=5)
    sunday = till.shop.add_type(capacity=1)
    both = till.shop.add_type(
        sold_as="bundle",
        pool_id=till.shop.pools[saturday],
        parts={saturday: 1, sunday: 1},
        price_minor=0,
    )
    order = till.buy((both, 1), people=[saturday, sunday]).json
    assert order["state"] == "confirmed", order
    assert {each["ticket_type_id"] for each in order["tickets"]} == {str(saturday), str(sunday)}
    assert (till.left(saturday), till.left(sunday)) == (4, 0)
    assert till.buy((both, 1)).status_code == 409
    assert (till.left(saturday), till.left(sunday)) == (4, 0)
    assert till.cancel(order).status_code == 200
    assert (till.left(saturday), till.left(sunday)) == (5, 1)


def test_a_bundle_has_one_price(till):
    day = till.shop.add_type(price_minor=1000)
    both = till.shop.add_type(
        sold_as="bundle", pool_id=till.shop.pools[day], parts={day: 2}, price_minor=1500
    )
    order = till.buy((both, 2)).json
    assert (order["total_minor"], order["lines"][0]["quantity"]) == (3000, 2)
    assert order["lines"][0]["seats"] == {str(day): 4}


def test_a_lapsed_hold_of_a_bundle_gives_back_what_it_took(till):
    from datetime import timedelta

    from turnout.kernel import clock

    table = till.shop.add_type(places=4, capacity=4)
    assert till.buy((table, 1)).json["state"] == "held"
    with clock.frozen(clock.now() + timedelta(hours=1)):
        assert till.buy((table, 1)).status_code == 201


def test_one_person_has_no_more_than_the_limit_in_all(till):
    scarce = till.shop.add_type(maximum_per_person=3)
    assert till.buy((scarce, 2), people=[scarce] * 2).status_code == 201
    assert refusals(till.buy((scarce, 2), email="BEA@example.com")) == [
        ("/lines/0/quantity", "per-person")
    ]
    last = till.buy((scarce, 1)).json
    assert till.buy((scarce, 3), email="ali@example.com").status_code == 201
    assert till.cancel(last).status_code == 200
    assert till.buy((scarce, 1)).status_code == 201, "what was cancelled does not count"


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("bea@bücher.example", "bea@xn--bcher-kva.example"),
        ("bea@xn--bcher-kva.example", "Bea@BÜCHER.example"),
        ("bea@example.com", "bea@ｅxample.com"),
    ],
)
def test_a_mailbox_is_one_person_however_it_is_written(till, first, again):
    scarce = till.shop.add_type(maximum_per_person=2)
    assert till.buy((scarce, 2), email=first, people=[scarce] * 2).status_code == 201
    assert refusals(till.buy((scarce, 1), email=again)) == [("/lines/0/quantity", "per-person")]


def test_the_limit_holds_when_the_buyer_is_named_later(till):
    scarce = till.shop.add_type(maximum_per_person=2)
    assert till.buy((scarce, 2)).status_code == 201
    unnamed = till.client.post(
        till.shop.orders_path,
        json={
            "event_id": str(till.shop.event_id),
            "lines": [{"ticket_type_id": str(scarce), "quantity": 1}],
        },
    ).json
    path = f"{till.shop.orders_path}/{unnamed['id']}"
    headers = {"Turnout-Order-Secret": unnamed["secret"]}
    named = till.client.patch(path, json={"buyer": {"email": "bea@example.com"}}, headers=headers)
    assert refusals(named) == [("/lines/0/quantity", "per-person")]
    other = till.client.patch(path, json={"buyer": {"email": "ali@example.com"}}, headers=headers)
    assert other.status_code == 200


def test_the_limit_holds_for_orders_at_the_same_moment(app, till):
    scarce = till.shop.add_type(maximum_per_person=3)
    tills = [Till(app.test_client(), till.shop) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda each: each.buy((scarce, 1)).status_code, tills))
    assert sorted(answers) == [201, 201, 201, 422, 422, 422]


def test_a_plain_order_still_takes_two_statements(till, statements):
    ticket = till.shop.add_type()
    till.buy((ticket, 1), people=[ticket])
    statements.clear()
    assert till.buy((ticket, 1), people=[ticket]).status_code == 201
    assert len(statements) == 2
