"""Orders with codes: what they cost, when a use counts and when it comes back."""

from datetime import timedelta
from uuid import uuid4

from tests.factories import work
from tests.factories.sales import make_shop

from turnout.kernel import clock


def test_a_code_lowers_each_unit_and_the_tax_with_it(sale):
    sale.made("HARBOUR20")
    order = sale.bought("harbour-20", quantity=2)
    [line] = order["lines"]
    assert (line["unit_minor"], line["discount_minor"], line["gross_minor"]) == (2000, 500, 4000)
    assert (line["net_minor"], line["tax_minor"]) == (3361, 639)
    assert (order["total_minor"], order["tax_minor"]) == (4000, 639)
    assert order["discounts"] == [{"code": "HARBOUR20", "amount_minor": 1000}]


def test_an_order_shows_its_codes_whenever_it_is_read(sale):
    sale.made("HARBOUR20")
    order = sale.bought("HARBOUR20")
    seen = sale.client.get(
        f"{sale.shop.orders_path}/{order['id']}",
        headers={"Turnout-Order-Secret": order["secret"]},
    ).json
    assert seen == {name: value for name, value in order.items() if name != "secret"}


def test_what_costs_nothing_any_more_is_confirmed_at_once(sale):
    sale.made("GUEST100", percent_bp=10_000)
    order = sale.bought("GUEST100")
    assert (order["state"], order["money_state"], order["total_minor"]) == ("confirmed", "paid", 0)
    assert len(order["tickets"]) == 1


def test_two_codes_count_together_when_both_may(sale):
    sale.made("TENOFF", percent_bp=1000, is_stackable=True)
    sale.made("MEMBER5", amount_minor=500, is_stackable=True)
    sale.made("ALONE")
    assert sale.bought("MEMBER5", "TENOFF")["total_minor"] == 1750
    assert sale.refused("TENOFF", "ALONE") == ("/codes/1", "code-not-combinable")
    assert sale.refused("TENOFF", "ten off") == ("/codes/1", "code-not-combinable")


def test_a_code_is_for_its_ticket_types_only(sale):
    sale.made("GALA10", percent_bp=1000, ticket_type_ids=[str(sale.gala)])
    assert sale.refused("GALA10") == ("/codes/0", "code-not-for-these")
    order = sale.bought("GALA10", types=(sale.standard, sale.gala))
    assert [each["discount_minor"] for each in order["lines"]] == [0, 990]


def test_a_code_of_the_organization_counts_at_each_event_and_the_event_s_own_comes_first(sale):
    sale.made("EVERYONE", percent_bp=1000, event_id=None)
    assert sale.bought("EVERYONE")["total_minor"] == 2250
    sale.made("EVERYONE", percent_bp=5000)
    assert sale.bought("EVERYONE")["total_minor"] == 1250


def test_a_code_of_another_event_or_organization_is_unknown(sale):
    sale.made("ELSEWHERE")
    other = type(sale)(sale.client, *_another_shop(sale))
    assert other.refused("ELSEWHERE") == ("/codes/0", "code-unknown")


def _another_shop(sale):
    shop = make_shop(sale.shop.organization)
    standard = shop.add_type(price_minor=2500)
    return shop, standard, standard


def test_the_last_use_goes_to_one_and_comes_back_when_its_order_ends_unpaid(sale):
    made = sale.made("LASTONE", uses_per_code=1)
    order = sale.bought("LASTONE")
    assert sale.refused("LASTONE") == ("/codes/0", "code-used-up")
    assert sale.get(made["id"])["uses"] == 1
    sale.cancel(order)
    assert sale.get(made["id"])["uses"] == 0
    sale.bought("LASTONE")


def test_a_hold_that_lapses_gives_its_use_back(sale):
    made = sale.made("LASTONE", uses_per_code=1)
    sale.bought("LASTONE")
    with clock.frozen(clock.now() + timedelta(hours=1)):
        work.run_timed("orders.expire_due")
        assert sale.get(made["id"])["uses"] == 0
        sale.bought("LASTONE")


def test_one_person_uses_a_code_as_often_as_one_may(sale):
    sale.made("ONEEACH", uses_per_person=1)
    order = sale.bought("ONEEACH")
    assert sale.refused("ONEEACH", email="BUYER@example.com") == ("/codes/0", "code-used-by-you")
    sale.bought("ONEEACH", email="other@example.com")
    sale.cancel(order)
    sale.bought("ONEEACH")


def test_who_becomes_known_later_is_counted_then(sale):
    sale.made("ONEEACH", uses_per_person=1)
    sale.bought("ONEEACH")
    body = sale.shop.basket(sale.standard, named=False)
    del body["buyer"]
    held = sale.client.post(sale.shop.orders_path, json={**body, "codes": ["ONEEACH"]}).json
    path = f"{sale.shop.orders_path}/{held['id']}"
    secret = {"Turnout-Order-Secret": held["secret"]}
    same = sale.client.patch(path, json={"buyer": {"email": "buyer@example.com"}}, headers=secret)
    assert (same.status_code, same.json["errors"][0]["code"]) == (422, "code-used-by-you")
    other = sale.client.patch(path, json={"buyer": {"email": "new@example.com"}}, headers=secret)
    assert other.status_code == 200, other.json


def test_a_repeated_request_uses_a_code_once(sale):
    made = sale.made("HARBOUR20")
    body = {**sale.shop.basket(sale.standard), "codes": ["HARBOUR20"]}
    key = {"Idempotency-Key": str(uuid4())}
    first, again = (
        sale.client.post(sale.shop.orders_path, json=body, headers=key) for _ in range(2)
    )
    assert first.json == again.json
    assert sale.get(made["id"])["uses"] == 1


def test_the_price_of_a_hold_stands_when_the_discount_ends(sale):
    made = sale.made("HARBOUR20")
    order = sale.bought("HARBOUR20")
    paused = sale.client.patch(
        f"{sale.path}/{made['id']}", json={"state": "paused"}, headers=sale.headers
    )
    assert paused.status_code == 200, paused.json
    path = f"{sale.shop.orders_path}/{order['id']}"
    seen = sale.client.get(path, headers={"Turnout-Order-Secret": order["secret"]}).json
    assert seen["total_minor"] == 2000
    assert sale.refused("HARBOUR20") == ("/codes/0", "code-unknown")


def test_a_sold_out_order_uses_no_code(sale):
    made = sale.made("HARBOUR20")
    scarce = sale.shop.add_type(capacity=1, price_minor=1000)
    sale.bought(types=(scarce,))
    assert sale.buy("HARBOUR20", types=(scarce,)).status_code == 409
    assert sale.get(made["id"])["uses"] == 0


def test_a_code_costs_one_statement_more_and_its_absence_none(sale, statements):
    sale.made("GUEST100", percent_bp=10_000, uses_per_person=5)
    counted = {}
    for codes in ((), ("GUEST100",)):
        sale.bought(*codes)
        statements.clear()
        sale.bought(*codes)
        counted[codes] = len(statements)
    assert counted == {(): 2, ("GUEST100",): 3}


def test_a_hidden_ticket_type_that_needs_a_code_is_sold_with_one_only(sale):
    secret = sale.shop.add_type(price_minor=5000, is_hidden=True, needs_code=True)
    assert sale.refused(types=(secret,)) == ("/lines/0/ticket_type_id", "not-on-sale")
    sale.made("BACKSTAGE", opens_hidden=True, ticket_type_ids=[str(secret)], uses_per_code=1)
    order = sale.bought("BACKSTAGE", types=(secret,))
    assert (order["total_minor"], order["discounts"]) == (
        5000,
        [{"code": "BACKSTAGE", "amount_minor": 0}],
    )
    assert sale.refused("BACKSTAGE", types=(secret,)) == ("/codes/0", "code-unknown")
