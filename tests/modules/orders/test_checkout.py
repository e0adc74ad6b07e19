"""Buying over HTTP: what is held, confirmed, refused; and that nothing happens twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.factories.people import bearer
from tests.factories.sales import make_event, make_shop

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.modules.inventory import api as inventory

pytestmark = pytest.mark.usefixtures("queued")


@pytest.fixture
def shop(app):
    return make_shop()


def left(shop, type_id):
    with transaction(shop.buyer) as tx:
        return inventory.remaining(tx, [shop.pools[type_id]])[shop.pools[type_id]]


def count(shop, table):
    with transaction(shop.buyer) as tx:
        return tx.query(f"SELECT count(*) FROM {table}")[0][0]


def test_a_complete_free_order_is_confirmed_at_once_with_a_ticket_for_each_attendee(client, shop):
    free = shop.add_type(capacity=5)
    answer = client.post(shop.orders_path, json=shop.basket(free, quantity=2))
    assert answer.status_code == 201, answer.json
    order = answer.json
    assert (order["state"], order["money_state"], order["total_minor"]) == ("confirmed", "paid", 0)
    assert order["number"].startswith("REG-")
    assert [each["state"] for each in order["tickets"]] == ["valid", "valid"]
    assert {each["attendee_id"] for each in order["tickets"]} == {
        each["id"] for each in order["attendees"]
    }
    assert left(shop, free) == 3


def test_an_order_can_be_opened_with_its_secret_and_by_members_only(client, shop):
    free = shop.add_type()
    order = client.post(shop.orders_path, json=shop.basket(free)).json
    path = f"{shop.orders_path}/{order['id']}"
    seen = client.get(path, headers={"Turnout-Order-Secret": order["secret"]})
    assert seen.json == {key: order[key] for key in order if key != "secret"}
    wrong = {"Turnout-Order-Secret": order["secret"][:-1] + "x"}
    assert client.get(path, headers=wrong).status_code == 404
    assert client.get(path).status_code == 401
    assert client.get(path, headers=bearer(shop.organization.owner)).status_code == 200
    assert client.get(path, headers=bearer(make_shop().organization.owner)).status_code == 404


def test_a_paid_order_is_held_until_its_time_runs_out(client, shop):
    paid = shop.add_type(capacity=5, price_minor=1190, tax_rate_bp=1900)
    order = client.post(shop.orders_path, json=shop.basket(paid, quantity=2)).json
    assert (order["state"], order["money_state"]) == ("held", "unpaid")
    assert (order["net_minor"], order["tax_minor"], order["total_minor"]) == (2000, 380, 2380)
    assert order["tickets"] == []
    assert left(shop, paid) == 3


def test_attendees_may_follow_and_complete_a_free_order(client, shop):
    free = shop.add_type()
    basket = {
        "event_id": str(shop.event_id),
        "lines": [{"ticket_type_id": str(free), "quantity": 1}],
    }
    order = client.post(shop.orders_path, json=basket).json
    assert order["state"] == "held"
    path = f"{shop.orders_path}/{order['id']}"
    secret = {"Turnout-Order-Secret": order["secret"]}
    guest = {"ticket_type_id": str(free), "name": "Abdi"}
    still_held = client.patch(path, json={"attendees": [guest]}, headers=secret).json
    assert still_held["state"] == "held", "nobody to send the ticket to yet"
    named = client.patch(path, json={"buyer": {"email": "abdi@example.com"}}, headers=secret).json
    assert (named["state"], len(named["tickets"])) == ("confirmed", 1)


@pytest.mark.parametrize(
    ("spoil", "pointer"),
    [
        (lambda b: b["lines"][0].update(quantity=0), "/lines/0/quantity"),
        (lambda b: b["lines"][0].update(quantity=-1), "/lines/0/quantity"),
        (lambda b: b["lines"][0].update(quantity=10**18), "/lines/0/quantity"),
        (lambda b: b["lines"][0].update(quantity=11), "/lines/0/quantity"),
        (lambda b: b["lines"][0].update(quantity="1"), "/lines/0/quantity"),
        (lambda b: b["lines"][0].update(quantity=1.5), "/lines/0/quantity"),
        (lambda b: b["lines"][0].update(quantity=True), "/lines/0/quantity"),
        (lambda b: b["lines"][0].update(ticket_type_id=str(uuid4())), "/lines/0/ticket_type_id"),
        (lambda b: b["lines"][0].update(ticket_type_id="x"), "/lines/0/ticket_type_id"),
        (lambda b: b["lines"].append(dict(b["lines"][0])), "/lines/1/ticket_type_id"),
        (lambda b: b.update(lines=[]), "/lines"),
        (lambda b: b.pop("lines"), "/lines"),
        (lambda b: b["buyer"].update(email="nobody"), "/buyer/email"),
        (lambda b: b["buyer"].update(email="a@b.co\nBcc: x@y.zz"), "/buyer/email"),
        (lambda b: b["buyer"].update(name="A\u0000B"), "/buyer/name"),
        (lambda b: b["buyer"].update(age=7), "/buyer/age"),
        (lambda b: b.update(price_minor=1), "/price_minor"),
        (lambda b: b["attendees"][0].update(name=""), "/attendees/0/name"),
        (lambda b: b["attendees"][0].update(name="x" * 201), "/attendees/0/name"),
        (lambda b: b["attendees"].append(dict(b["attendees"][0])), "/attendees/0/ticket_type_id"),
    ],
)
def test_bad_input_names_its_field_and_takes_nothing(client, shop, spoil, pointer):
    free = shop.add_type(capacity=20)
    basket = shop.basket(free)
    spoil(basket)
    answer = client.post(shop.orders_path, json=basket)
    assert answer.status_code == 422, answer.data
    assert answer.mimetype == "application/problem+json"
    assert pointer in [each["pointer"] for each in answer.json["errors"]], answer.json
    assert left(shop, free) == 20
    assert count(shop, "orders") == 0


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b'{"a": NaN}', "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"[" * 5000, "application/json", 400),
        (b"[]", "application/json", 422),
        (b'{"buyer": {"name": "\\ud800"}}', "application/json", 422),
        (b"{}", "text/plain", 415),
        (b"x" * 10_000_000, "application/json", 413),
    ],
)
def test_an_unreadable_body_is_a_problem_document(client, shop, body, content_type, status):
    answer = client.post(shop.orders_path, data=body, content_type=content_type)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.json["detail"]


def test_an_unpublished_event_sells_nothing(client, app):
    draft = make_event()
    free = draft.add_type()
    answer = client.post(draft.orders_path, json=draft.basket(free))
    assert (answer.status_code, answer.json["code"]) == (404, "orders.no-such-event")


def test_an_event_of_another_organization_is_not_there(client, shop):
    other = make_shop()
    free = other.add_type()
    answer = client.post(shop.orders_path, json=other.basket(free))
    assert (answer.status_code, answer.json["code"]) == (404, "orders.no-such-event")


def test_sold_out_takes_nothing(client, shop):
    scarce, wide = shop.add_type(capacity=1), shop.add_type(capacity=9)
    assert client.post(shop.orders_path, json=shop.basket(scarce)).status_code == 201
    answer = client.post(shop.orders_path, json=shop.basket(scarce, wide))
    assert (answer.status_code, answer.json["code"]) == (409, "inventory.sold-out")
    assert left(shop, wide) == 9
    assert count(shop, "orders") == 1


def test_types_that_share_a_pool_share_its_places(client, shop):
    first = shop.add_type(capacity=3)
    second = shop.add_type(pool_id=shop.pools[first])
    assert client.post(shop.orders_path, json=shop.basket(first, second)).status_code == 201
    assert client.post(shop.orders_path, json=shop.basket(first, second)).status_code == 409
    assert left(shop, first) == 1


def test_a_lapsed_hold_gives_way_to_the_next_buyer(client, shop):
    paid = shop.add_type(capacity=1, price_minor=500)
    client.post(shop.orders_path, json=shop.basket(paid))
    assert client.post(shop.orders_path, json=shop.basket(paid)).status_code == 409
    with clock.frozen(clock.now() + timedelta(seconds=601)):
        assert client.post(shop.orders_path, json=shop.basket(paid)).status_code == 201


def test_the_same_key_answers_the_same_order_and_takes_stock_once(client, shop):
    free = shop.add_type(capacity=5)
    headers = {"Idempotency-Key": "6f1c2f0e-8a5b-4c1d-9e7a-000000000001"}
    basket = shop.basket(free)
    first = client.post(shop.orders_path, json=basket, headers=headers)
    again = client.post(shop.orders_path, json=basket, headers=headers)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json == again.json
    assert left(shop, free) == 4
    other = client.post(shop.orders_path, json=shop.basket(free, quantity=2), headers=headers)
    assert (other.status_code, other.json["code"]) == (422, "idempotency.key-reused")


def test_a_repeated_key_is_answered_even_when_all_is_sold(client, shop):
    free = shop.add_type(capacity=1)
    headers = {"Idempotency-Key": "6f1c2f0e-8a5b-4c1d-9e7a-000000000002"}
    first = client.post(shop.orders_path, json=shop.basket(free), headers=headers)
    again = client.post(shop.orders_path, json=shop.basket(free), headers=headers)
    assert first.json == again.json


def test_a_double_click_makes_one_order(app, shop):
    free = shop.add_type(capacity=50)
    basket = shop.basket(free)

    def post(_):
        with app.test_client() as caller:
            caller.environ_base["HTTP_HOST"] = "turnout.test"
            return caller.post(
                shop.orders_path,
                json=basket,
                headers={"Idempotency-Key": "6f1c2f0e-8a5b-4c1d-9e7a-000000000003"},
            )

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(post, range(6)))
    assert {each.status_code for each in answers} <= {201, 409}
    assert len({each.json["id"] for each in answers if each.status_code == 201}) == 1
    assert left(shop, free) == 49


def test_many_buyers_at_once_get_exactly_what_there_is(app, shop):
    scarce = shop.add_type(capacity=20)

    def post(number):
        with app.test_client() as caller:
            caller.environ_base["HTTP_HOST"] = "turnout.test"
            basket = shop.basket(scarce, email=f"buyer{number}@example.com")
            return caller.post(shop.orders_path, json=basket).status_code

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(post, range(60)))
    assert sorted(answers) == [201] * 20 + [409] * 40
    assert left(shop, scarce) == 0
    assert count(shop, "tickets") == 20


def test_a_free_order_costs_at_most_two_statements(client, shop, statements):
    free = shop.add_type()
    client.post(shop.orders_path, json=shop.basket(free))
    statements.clear()
    assert (
        client.post(
            shop.orders_path,
            json=shop.basket(free),
            headers={"Idempotency-Key": "6f1c2f0e-8a5b-4c1d-9e7a-000000000004"},
        ).status_code
        == 201
    )
    assert len(statements) <= 2, statements


def test_the_document_describes_what_is_answered(client, shop, app):
    free = shop.add_type()
    order = client.post(shop.orders_path, json=shop.basket(free)).json
    shapes = client.get("/api/openapi.json").json["components"]["schemas"]
    assert set(shapes["OrdersOrder"]["properties"]) == set(order)


def test_organizers_list_and_search_orders(client, shop):
    free = shop.add_type()
    numbers = [
        client.post(shop.orders_path, json=shop.basket(free, name=f"Børge {n}")).json["number"]
        for n in range(3)
    ]
    headers = bearer(shop.organization.owner)
    first = client.get(f"{shop.orders_path}?limit=2", headers=headers).json
    rest = client.get(
        f"{shop.orders_path}?limit=2&cursor={first['next_cursor']}", headers=headers
    ).json
    assert [each["number"] for each in first["items"] + rest["items"]] == numbers[::-1]
    assert rest["next_cursor"] is None
    for name in ("Børge 1", "borge 1", "ØRGE 1"):
        found = client.get(f"{shop.orders_path}?q={name}", headers=headers).json["items"]
        assert [each["number"] for each in found] == [numbers[1]], name
    bad = client.get(f"{shop.orders_path}?cursor=%25&limit=2", headers=headers)
    assert (bad.status_code, bad.json["errors"][0]["pointer"]) == (422, "?cursor")


@pytest.mark.parametrize("key", ["1", "order-1", "a" * 40, "2026-11-21-0001"])
def test_a_guest_without_cookie_needs_a_key_that_nobody_else_sends(client, shop, key):
    free = shop.add_type()
    basket = shop.basket(free)
    refused = client.post(shop.orders_path, json=basket, headers={"Idempotency-Key": key})
    assert refused.status_code == 422
    assert [each["pointer"] for each in refused.json["errors"]] == ["#Idempotency-Key"]
    assert count(shop, "orders") == 0


def test_buyers_in_browsers_of_their_own_share_no_key(app, shop):
    free = shop.add_type()
    secrets, basket = set(), shop.basket(free)
    for name in ("one", "other"):
        browser = app.test_client()
        browser.environ_base["HTTP_HOST"] = "turnout.test"
        browser.set_cookie("turnout_checkout", name, domain="localhost")
        headers = {"Idempotency-Key": "short"}
        first, again = (
            browser.post(shop.orders_path, json=basket, headers=headers) for _ in range(2)
        )
        assert first.status_code == again.status_code == 201, (first.json, again.json)
        assert first.json["id"] == again.json["id"]
        secrets.add(first.json["secret"])
    assert len(secrets) == 2


@pytest.mark.parametrize("who", ["buyer", "attendee"])
@pytest.mark.parametrize("email", ["a..b@example.org", "a@-x.org", "a@x.invalid", "ä@example.org"])
def test_an_address_that_nobody_can_mail_is_refused_by_field(client, shop, who, email):
    basket = shop.basket(shop.add_type())
    held, pointer = (
        (basket["buyer"], "/buyer/email")
        if who == "buyer"
        else (basket["attendees"][0], "/attendees/0/email")
    )
    held["email"] = email
    refused = client.post(shop.orders_path, json=basket)
    assert refused.status_code == 422, refused.json
    assert [each["pointer"] for each in refused.json["errors"]] == [pointer]
