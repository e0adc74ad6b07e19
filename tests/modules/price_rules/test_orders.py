"""Orders of ticket types with price rules: what they cost, and what is counted as sold."""

from datetime import timedelta
from uuid import UUID

from tests.factories import work
from tests.modules.notifications.samples import a_branding, an_event
from tests.modules.price_rules.conftest import in_days

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.l10n.languages import language_of
from turnout.modules.notifications import mail_context
from turnout.modules.orders.queries import get_whole_order


def test_an_early_bird_price_is_for_the_first_units(sale):
    rule = sale.made(sold_until=2)
    order = sale.bought(2)
    [line] = order["lines"]
    assert (line["unit_minor"], line["gross_minor"], line["tax_minor"]) == (2000, 4000, 667)
    assert line["price_rule"] == {
        "price_rule_id": rule["id"],
        "name": "Early bird",
        "list_minor": 3000,
        "ticket_type_id": str(sale.standard),
        "demand_minor": None,
        "entitled_by": None,
        "member_number_id": None,
    }
    assert sale.unit() == 3000


def test_an_order_of_more_units_than_are_left_pays_the_next_price_for_all(sale):
    sale.made(sold_until=3)
    assert sale.unit(2) == 2000
    assert sale.unit(2) == 3000
    assert sale.sold() == 4


def test_an_early_bird_price_ends_at_its_instant(sale):
    sale.made(ends_at=in_days(2))
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert sale.unit() == 2000
    with clock.frozen(clock.now() + timedelta(days=3)):
        assert sale.unit() == 3000


def test_stages_follow_each_other(sale):
    sale.made(sold_until=1, price_minor=1000, name="Blind bird")
    sale.made(sold_from=1, sold_until=2, price_minor=2000)
    assert [sale.unit(), sale.unit(), sale.unit()] == [1000, 2000, 3000]


def test_a_quantity_band_is_for_orders_of_its_size(sale):
    sale.made("quantity", minimum_quantity=3, maximum_quantity=4, percent_bp=1000, name="Few")
    sale.made("quantity", minimum_quantity=5, percent_bp=2000, name="Group")
    assert [sale.unit(n) for n in (2, 3, 4, 5)] == [3000, 2700, 2700, 2400]


def test_the_lowest_price_counts_and_rules_do_not_add_up(sale):
    sale.made(ends_at=in_days(2), price_minor=2500)
    sale.made("quantity", minimum_quantity=2, percent_bp=5000, name="Pair")
    assert [sale.unit(1), sale.unit(2)] == [2500, 1500]


def test_the_price_of_a_hold_stands_whatever_becomes_of_the_rule(sale):
    rule = sale.made(ends_at=in_days(2))
    order = sale.bought()
    assert sale.change(rule["id"], state="paused").status_code == 200
    seen = sale.client.get(
        f"{sale.shop.orders_path}/{order['id']}",
        headers={"Turnout-Order-Secret": order["secret"]},
    ).json
    assert (seen["total_minor"], seen["lines"]) == (2000, order["lines"])
    assert sale.unit() == 3000


def test_a_buyer_gets_the_price_that_was_seen_or_is_told_the_other(sale):
    sale.made(sold_until=1)
    assert sale.bought(seen=2000)["total_minor"] == 2000
    refused = sale.buy(seen=2000)
    assert refused.status_code == 422
    [error] = refused.json["errors"]
    assert (error["pointer"], error["code"]) == ("/lines/0/amount_minor", "price-changed")
    assert sale.bought(seen=3000)["total_minor"] == 3000


def test_units_come_back_when_their_order_ends_unpaid(sale):
    sale.made(sold_until=1)
    order = sale.bought()
    assert (sale.sold(), sale.unit()) == (1, 3000)
    sale.cancel(order)
    assert (sale.sold(), sale.unit()) == (1, 3000)  # two were sold, one came back
    with clock.frozen(clock.now() + timedelta(hours=1)):
        work.run_timed("orders.expire_due")
        assert (sale.sold(), sale.unit()) == (0, 2000)


def test_what_was_sold_before_the_first_rule_counts(sale):
    sale.bought(2)
    sale.cancel(sale.bought())
    sale.made(sold_until=3)
    assert (sale.sold(), sale.unit(), sale.unit()) == (2, 2000, 3000)


def test_a_sold_out_order_counts_no_unit(sale):
    sale.made()
    assert sale.buy(10).status_code == 201
    with clock.frozen(clock.now()):
        pool = sale.shop.pools[sale.standard]
        path = f"{sale.base}/events/{sale.shop.event_id}/pools/{pool}"
        answer = sale.client.patch(path, json={"capacity": 10}, headers=sale.headers)
        assert answer.status_code == 200, answer.json
    assert sale.buy().status_code == 409
    assert sale.sold() == 10


def test_codes_come_off_the_price_that_rules_made(sale):
    sale.made(ends_at=in_days(2))
    code = {"name": "HALF", "code": "HALF", "percent_bp": 5000}
    made = sale.client.post(f"{sale.base}/discounts", json=code, headers=sale.headers)
    assert made.status_code == 201, made.json
    body = sale.shop.basket(sale.standard) | {"codes": ["HALF"]}
    order = sale.client.post(sale.shop.orders_path, json=body).json
    [line] = order["lines"]
    assert (line["unit_minor"], line["discount_minor"]) == (1000, 1000)
    assert line["price_rule"]["list_minor"] == 3000


def test_rules_cost_one_statement_more_and_their_absence_none(sale, statements):
    free = sale.shop.add_type()
    body = sale.shop.basket(free)
    counted = []
    for _ in range(2):
        sale.client.post(sale.shop.orders_path, json=body)
    statements.clear()
    assert sale.client.post(sale.shop.orders_path, json=body).status_code == 201
    counted.append(len(statements))
    sale.made(price_minor=0, sold_until=50)
    for _ in range(2):
        sale.bought()
    statements.clear()
    assert sale.bought()["state"] == "confirmed"
    counted.append(len(statements))
    assert counted == [2, 3]


def test_the_shop_shows_price_deadline_number_left_and_bands(sale):
    ends = in_days(2)
    sale.made(ends_at=ends, sold_until=6)
    sale.made("quantity", minimum_quantity=5, price_minor=1500, name="Group")
    sale.bought(2)
    item = sale.offer()
    assert item["price_minor"] == 2000
    pricing = item["pricing"]
    assert (pricing["list_minor"], pricing["name"], pricing["left"]) == (3000, "Early bird", 4)
    assert pricing["ends_at"][:16] == ends[:16]
    assert pricing["by_quantity"] == [
        {"from_quantity": 1, "unit_minor": 2000, "name": "Early bird", "is_multibuy": False},
        {"from_quantity": 5, "unit_minor": 1500, "name": "Group", "is_multibuy": False},
    ]


def test_the_order_s_page_and_its_mail_name_the_rule(sale):
    sale.made(price_minor=0)
    order = sale.bought()
    name = order["lines"][0]["name"]
    page = sale.client.get(f"/orders/{sale.shop.organization.id}/{order['id']}/{order['secret']}")
    assert f"1 × {name} · Early bird" in page.text
    with transaction(sale.shop.buyer) as tx:
        whole = get_whole_order(tx, UUID(order["id"]))
    letter = mail_context.order_letter(
        whole,
        an_event(),
        a_branding(),
        public_url="https://turnout.test",
        secret="sEcReT",
        locale=language_of("en").locale,
    )
    assert [line.name for line in letter.lines] == [f"{name} · Early bird"]
