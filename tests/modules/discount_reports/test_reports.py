"""What discounts brought: counted from their orders, by day and by code, for who may see it."""

import csv
from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from tests.factories import work
from tests.factories.people import add_member, bearer
from tests.factories.report_files import table_of, words_of
from tests.factories.sales import make_shop
from tests.factories.sales_desk import Purchase, open_sales_desk

from turnout.kernel import clock


class Desk:
    """A shop that takes money, with a discount of 20 % whose order costs 20.00."""

    def __init__(self, till):
        self.till, self.shop = till, till.shop
        self.headers = bearer(till.shop.organization.owner)
        self.base = f"/api/v1/organizations/{till.shop.organization.id}"
        self.discount = self.made("HARBOUR20")

    def made(self, code, **said):
        body = {"name": code, "code": code, "percent_bp": 2000, "event_id": str(self.shop.event_id)}
        answer = self.till.client.post(
            f"{self.base}/discounts", json={**body, **said}, headers=self.headers
        )
        assert answer.status_code == 201, answer.json
        return answer.json

    def order(self, code="HARBOUR20", **options):
        body = {**self.shop.basket(self.till.type_id, **options), "codes": [code]}
        answer = self.till.client.post(self.shop.orders_path, json=body)
        assert answer.status_code == 201, answer.json
        return Purchase(self.till, answer.json["id"], answer.json["secret"])

    def report(self, discount=None, headers=None):
        path = f"{self.base}/discounts/{(discount or self.discount)['id']}/report"
        return self.till.client.get(path, headers=headers or self.headers)

    def table(self, headers=None, **query):
        path = f"{self.base}/discounts/{self.discount['id']}/report/export"
        return self.till.client.get(path, query_string=query, headers=headers or self.headers)


@pytest.fixture
def desk(client, queued, provider):
    with open_sales_desk(client, provider) as till:
        yield Desk(till)


def test_a_discount_that_nobody_used_brought_nothing(desk):
    found = desk.report()
    assert found.status_code == 200, found.json
    assert (found.json["totals"], found.json["days"], found.json["codes"]) == ([], [], [])


def test_uses_tickets_and_money_are_those_of_its_orders(desk):
    desk.order(quantity=2).pay()
    desk.order().pay().refund(amount_minor=500)
    work.drain()
    desk.order()
    desk.till.order().pay()
    [total] = desk.report().json["totals"]
    assert total == {
        "currency": "EUR",
        "uses": 3,
        "confirmed": 2,
        "tickets": 3,
        "discount_minor": 3 * 500,
        "paid_minor": 3 * 2000,
        "refunded_minor": 500,
    }


def test_a_use_that_came_back_is_counted_no_more(desk):
    held = desk.order()
    answer = desk.till.client.post(f"{held.path}/cancel", headers=held.headers)
    assert answer.status_code == 200, answer.json
    assert desk.report().json["totals"] == []


def test_days_begin_in_the_zone_of_the_event(desk):
    desk.order().pay()
    with clock.frozen(clock.now() + timedelta(days=3)):
        desk.order().pay()
    found = desk.report().json
    zone = found["time_zone"]
    assert (
        zone
        == desk.till.client.get(
            f"{desk.base}/events/{desk.shop.event_id}", headers=desk.headers
        ).json["time_zone"]
    )
    [first, second] = found["days"]
    assert first["day"] < second["day"]
    assert (first["uses"], second["uses"], second["paid_minor"]) == (1, 1, 2000)


def test_codes_stand_by_uses_and_those_that_nobody_used_do_not(desk):
    shared = desk.made("EVERYBODY", event_id=None)
    desk.order("EVERYBODY").pay()
    desk.order().pay()
    desk.order().pay()
    [mine] = desk.report().json["codes"]
    assert (mine["code"], mine["uses"], mine["paid_minor"]) == ("HARBOUR20", 2, 4000)
    found = desk.report(shared).json
    assert (found["time_zone"], [each["code"] for each in found["codes"]]) == ("UTC", ["EVERYBODY"])


def test_the_table_has_a_line_for_each_code(desk):
    desk.order(quantity=2).pay()
    answer = desk.table()
    assert answer.status_code == 200, answer.json
    header, line = csv.reader(StringIO(answer.get_data(as_text=True).removeprefix("\ufeff")))
    assert dict(zip(header, line, strict=True)) == {
        "code": "HARBOUR20",
        "currency": "EUR",
        "uses": "1",
        "confirmed_orders": "1",
        "tickets": "2",
        "discount": "10.00",
        "paid": "40.00",
        "refunded": "0.00",
    }


def test_figures_are_the_same_in_the_answer_and_in_every_file(desk):
    desk.order(quantity=2).pay()
    desk.order().pay().refund(amount_minor=500)
    work.drain()
    [code] = desk.report().json["codes"]
    for format_ in ("csv", "xlsx"):
        [line] = table_of(desk.table(format=format_))
        assert (line["code"], line["currency"]) == (code["code"], code["currency"])
        for name, figure in (("uses", "uses"), ("confirmed_orders", "confirmed")):
            assert int(line[name]) == code[figure], (format_, name)
        for name in ("discount", "paid", "refunded"):
            amount = Decimal(str(line[name])) * 100
            assert amount == code[f"{name}_minor"], (format_, name)
    for language, title, total in (
        ("en", "Discount report", "Total"),
        ("de", "Rabattbericht", "Summe"),
    ):
        words = " ".join(words_of(desk.table(format="pdf", language=language)).split())
        assert "HARBOUR20 EUR 2 2 3 15.00 60.00 5.00" in words, words
        assert f"{total} EUR 2 2 3 15.00 60.00 5.00" in words, words
        assert f"{title} · HARBOUR20" in words


def test_a_file_of_no_known_kind_is_refused_by_field(desk):
    answer = desk.table(format="docx")
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "?format")


def test_only_who_sees_the_discount_and_its_orders_sees_its_report(desk):
    stranger = bearer(make_shop().organization.owner)
    helper = bearer(add_member(desk.shop.organization, "partner"))
    assert desk.report(headers=stranger).status_code == 404
    assert desk.report(headers=helper).status_code == 403
    assert desk.table(headers=helper).status_code == 403
    elsewhere = make_shop()
    path = f"/api/v1/organizations/{elsewhere.organization.id}/discounts/{desk.discount['id']}"
    answer = desk.till.client.get(f"{path}/report", headers=bearer(elsewhere.organization.owner))
    assert answer.status_code == 404
