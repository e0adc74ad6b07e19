"""Multibuys: so many units for the price of fewer, as they are sold, refunded and invoiced."""

import pytest
from tests.factories import work
from tests.factories.people import bearer
from tests.factories.sales_desk import Purchase, open_sales_desk
from tests.modules.price_rules.conftest import in_days
from tests.reading.qr import texts_of_pdf

UNIT_MINOR = 2500
EACH_OF_THREE = 1666
"""Two times €25 by three tickets, rounded down."""


def three_for_two(sale, **said):
    return sale.made(
        "multibuy", price_minor=None, take_units=3, pay_units=2, name="Friends", **said
    )


def test_each_full_group_costs_as_much_as_fewer_and_the_rest_its_price(sale):
    three_for_two(sale)
    units = {quantity: sale.unit(quantity) for quantity in (1, 2, 3, 4, 5, 6, 7)}
    assert units == {1: 3000, 2: 3000, 3: 2000, 4: 2250, 5: 2400, 6: 2000, 7: 2142}


def test_the_line_names_it_and_the_lowest_price_counts(sale):
    deal = three_for_two(sale)
    [line] = sale.bought(3)["lines"]
    assert (line["unit_minor"], line["gross_minor"]) == (2000, 6000)
    assert (line["price_rule"]["price_rule_id"], line["price_rule"]["name"]) == (
        deal["id"],
        "Friends",
    )
    sale.made("quantity", minimum_quantity=4, percent_bp=2900, price_minor=None, name="Group")
    assert [sale.unit(quantity) for quantity in (3, 4, 6)] == [2000, 2130, 2000]


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"take_units": None}, "/take_units"),
        ({"pay_units": None}, "/pay_units"),
        ({"pay_units": 3}, "/pay_units"),
        ({"pay_units": 0}, "/pay_units"),
        ({"take_units": 1}, "/take_units"),
        ({"take_units": 11}, "/take_units"),
        ({"price_minor": 100}, "/price_minor"),
        ({"percent_bp": 100}, "/percent_bp"),
        ({"minimum_quantity": 2}, "/minimum_quantity"),
        ({"sold_until": 5}, "/sold_until"),
        ({"starts_at": in_days(3), "ends_at": in_days(2)}, "/ends_at"),
    ],
)
def test_what_contradicts_itself_is_refused_by_its_field(sale, said, pointer):
    body = {"price_minor": None, "take_units": 3, "pay_units": 2, **said}
    assert sale.refused("multibuy", **body) == pointer


def test_other_kinds_have_no_units_to_take_and_two_multibuys_do_not_overlap(sale):
    assert sale.refused(take_units=3, pay_units=2) == "/take_units"
    three_for_two(sale, ends_at=in_days(2))
    again = sale.create("multibuy", price_minor=None, take_units=5, pay_units=3, name="Five")
    assert again.json["errors"][0]["code"] == "overlap"
    starts = in_days(3)
    sale.made("multibuy", price_minor=None, take_units=5, pay_units=3, starts_at=starts)


def test_the_shop_has_the_price_of_each_quantity_and_names_the_multibuy(sale):
    three_for_two(sale)
    pricing = sale.offer()["pricing"]
    assert pricing["multibuys"] == [{"name": "Friends", "take_units": 3, "pay_units": 2}]
    steps = {each["from_quantity"]: each for each in pricing["by_quantity"]}
    assert {quantity: each["unit_minor"] for quantity, each in steps.items()} == {
        1: 3000, 3: 2000, 4: 2250, 5: 2400, 6: 2000, 7: 2142, 8: 2250, 9: 2000, 10: 2100,
    }  # fmt: skip
    assert [each["is_multibuy"] for each in steps.values()] == [False] + [True] * 8


def test_demand_moves_what_is_paid_for_and_codes_come_off_afterwards(sale):
    three_for_two(sale)
    plan = {
        "ticket_type_id": str(sale.standard),
        "floor_minor": 0,
        "ceiling_minor": 9000,
        "by_share": [{"from_bp": 0, "change_bp": 1000}],
    }
    made = sale.client.post(sale.demand_path, json=plan, headers=sale.headers)
    assert made.status_code == 201, made.json
    work.run_timed("price_rules.look_at_due_demand")
    work.drain()
    code = {"name": "HALF", "code": "HALF", "percent_bp": 5000}
    made = sale.client.post(f"{sale.base}/discounts", json=code, headers=sale.headers)
    assert made.status_code == 201, made.json
    body = sale.shop.basket(sale.standard, quantity=3) | {"codes": ["HALF"]}
    [line] = sale.client.post(sale.shop.orders_path, json=body).json["lines"]
    assert (line["unit_minor"], line["discount_minor"], line["gross_minor"]) == (1100, 1100, 3300)


def test_one_explains_it_for_a_quantity(sale):
    deal = three_for_two(sale)
    path = f"{sale.path}/explain/{sale.standard}"
    few, enough = (
        sale.client.get(path, query_string={"quantity": number}, headers=sale.headers).json
        for number in (2, 4)
    )
    assert (few["unit_minor"], few["reasons"][0]["outcome"]) == (3000, "too-few")
    assert (enough["unit_minor"], enough["price_rule_id"]) == (2250, deal["id"])


@pytest.fixture
def bought(client, queued, provider):
    """Three for two at €25, paid."""
    with open_sales_desk(client, provider) as counter:
        owner = bearer(counter.shop.organization.owner)
        base = f"/api/v1/organizations/{counter.shop.organization.id}"
        event = f"{base}/events/{counter.shop.event_id}"
        deal = {"kind": "multibuy", "name": "Friends", "take_units": 3, "pay_units": 2}
        deal["ticket_type_id"] = str(counter.type_id)
        made = client.post(f"{event}/price-rules", json=deal, headers=owner)
        assert made.status_code == 201, made.json
        terms = client.put(f"{event}/buyer-terms", json={"refund": "full"}, headers=owner)
        assert terms.status_code == 200, terms.json
        body = counter.shop.basket(counter.type_id, quantity=3)
        order = client.post(counter.shop.orders_path, json=body).json
        yield Purchase(counter, order["id"], order["secret"]).pay()


def test_single_tickets_bring_back_what_they_cost_and_all_no_more_than_was_paid(bought):
    client = bought.counter.client
    assert bought.now()["paid_minor"] == 3 * EACH_OF_THREE <= 2 * UNIT_MINOR
    for number in (1, 2, 3):
        ticket = next(each["id"] for each in bought.now()["tickets"] if each["state"] == "valid")
        quoted = client.get(
            f"{bought.path}/cancellation?ticket_id={ticket}", headers=bought.headers
        ).json
        assert quoted["amount_minor"] == EACH_OF_THREE
        body = {"amount_minor": EACH_OF_THREE, "ticket_ids": [ticket]}
        done = client.post(f"{bought.path}/cancellation", json=body, headers=bought.headers)
        assert done.status_code == 202, done.json
        work.drain()
        assert bought.now()["refunded_minor"] == number * EACH_OF_THREE
    assert bought.now()["money_state"] == "refunded"


def test_the_invoice_s_line_is_the_number_times_the_price_of_each(bought):
    client = bought.counter.client
    [invoice] = client.get(f"{bought.path}/invoices", headers=bought.headers).json["items"]
    assert invoice["total_minor"] == 3 * EACH_OF_THREE
    pdf = client.get(f"{bought.path}/invoices/{invoice['id']}.pdf", headers=bought.headers).data
    [text, *_] = texts_of_pdf(pdf)
    assert "Friends" in text
    assert "49.98" in text
