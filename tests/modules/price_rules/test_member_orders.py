"""A member's order from the number to the credit note: its price, its documents, and its uses."""

from uuid import UUID

import pytest
from tests.factories.people import bearer
from tests.factories.sales_desk import Purchase, SalesDesk, open_sales_desk
from tests.factories.work import drain, run_timed
from tests.modules.member_lists.conftest import MemberLists
from tests.modules.price_rules.conftest import in_days
from tests.modules.received_payments.conftest import balances, differences, later

from turnout.kernel.ids import new_id
from turnout.modules.orders import api as orders

pytestmark = pytest.mark.usefixtures("queued")
TABLE = "number,expires,uses\nAB-1234,,2\nAB-9999,2020-01-01,\n"
CASH = {"method": "cash", "reference": "R-1"}


@pytest.fixture
def counter(client, provider):
    with open_sales_desk(client, provider) as opened:
        yield opened


@pytest.fixture
def society(client, counter) -> MemberLists:
    """€20.00 instead of €25.00 for members, two tickets for each number."""
    lists = MemberLists(client, counter.shop)
    rule = {
        "ticket_type_id": str(counter.type_id),
        "kind": "member",
        "name": "Members",
        "price_minor": 2000,
        "member_list_id": lists.made(table=TABLE),
    }
    path = f"/api/v1/organizations/{counter.shop.organization.id}"
    answer = client.post(
        f"{path}/events/{counter.shop.event_id}/price-rules",
        json=rule,
        headers=bearer(counter.shop.organization.owner),
    )
    assert answer.status_code == 201, answer.json
    return lists


def uses(society) -> int:
    return society.ask("GET")["items"][0]["uses"]


def ordered(counter: SalesDesk, *, number="AB-1234", quantity=2) -> Purchase:
    body = counter.shop.basket(counter.type_id, quantity=quantity) | {"member_number": number}
    answer = counter.client.post(counter.shop.orders_path, json=body)
    assert answer.status_code == 201, answer.json
    return Purchase(counter, answer.json["id"], answer.json["secret"])


def documents(order: Purchase) -> list[tuple[str, int]]:
    path = f"{order.path}/invoices"
    found = order.counter.client.get(path, headers=order.headers).json["items"]
    return [(each["kind"], each["total_minor"]) for each in found]


def refunded(order: Purchase, key: str, **body) -> None:
    asked = order.refund(key, **body)
    assert asked.status_code == 202, asked.json
    drain()
    order.counter.deliver(order.told())
    drain()


def sell(counter: SalesDesk, *, number, quantity=1, **changes):
    """Of the box office."""
    headers = bearer(counter.shop.organization.owner) | {"Idempotency-Key": new_id().hex}
    basket = counter.shop.basket(counter.type_id, quantity=quantity)
    path = f"{counter.shop.orders_path}/box-office"
    body = {**basket, "member_number": number, **changes}
    answer = counter.client.post(path, json=body, headers=headers)
    drain()
    return answer


def test_a_paid_member_order_is_invoiced_and_credited_at_the_price_that_was_paid(counter, society):
    order = ordered(counter).pay()
    assert (order.now()["state"], order.now()["paid_minor"]) == ("confirmed", 4000)
    assert documents(order) == [("invoice", 4000)]
    refunded(order, "one", amount_minor=2000)
    refunded(order, "rest")
    assert documents(order) == [("invoice", 4000), ("credit_note", 2000), ("credit_note", 2000)]
    assert (order.now()["refunded_minor"], order.now()["money_state"]) == (4000, "refunded")
    assert differences(counter) == []
    assert uses(society) == 2, "what was paid once stays used, as the list says so many tickets"


def test_the_line_of_the_invoice_has_the_member_price(counter, society):
    order = ordered(counter).pay()
    [line] = order.now()["lines"]
    assert (line["unit_minor"], line["gross_minor"]) == (2000, 4000)
    assert line["price_rule"]["list_minor"] == 2500
    path = f"{order.path}/invoices"
    [found] = counter.client.get(path, headers=order.headers).json["items"]
    assert found["net_minor"] + found["tax_minor"] == found["total_minor"] == 4000


def test_a_member_order_that_is_given_back_unpaid_leaves_the_number_as_it_was(counter, society):
    order = ordered(counter)
    assert uses(society) == 2
    path = f"{order.path}/cancel"
    assert counter.client.post(path, headers=order.headers).status_code == 200
    assert uses(society) == 0
    assert ordered(counter).now()["total_minor"] == 4000


def test_the_desk_sells_at_the_member_price_and_counts_the_number(counter, society):
    answer = sell(counter, number="ab 1234", quantity=2, payment=CASH)
    assert answer.status_code == 201, answer.json
    assert (answer.json["total_minor"], uses(society)) == (4000, 2)
    assert balances(counter) == {"cash": 4000, "sales": -4000}
    order_id = answer.json["order_id"]
    order = Purchase(counter, order_id, orders.order_secret(UUID(order_id), 0))
    assert order.now()["lines"][0]["price_rule"]["entitled_by"] == "member_number"
    assert documents(order) == [("invoice", 4000)]


@pytest.mark.parametrize(
    ("number", "code"),
    [("ZZ-1234", "member-number-unknown"), ("AB-9999", "member-number-ended")],
)
def test_the_desk_refuses_a_wrong_number_at_its_field(counter, society, number, code):
    answer = sell(counter, number=number, payment=CASH)
    assert answer.status_code == 422
    assert [(each["pointer"], each["code"]) for each in answer.json["errors"]] == [
        ("/member_number", code)
    ]
    assert (counter.left(), uses(society)) == (5, 0)


def test_the_desk_sells_no_more_by_a_number_than_it_is_for(counter, society):
    answer = sell(counter, number="AB-1234", quantity=3, payment=CASH)
    assert answer.json["errors"][0]["code"] == "member-number-too-many"
    assert uses(society) == 0


def test_a_desk_that_told_another_sum_sells_nothing(counter, society):
    answer = sell(counter, number="AB-1234", total_minor=2500, payment=CASH)
    assert (answer.status_code, answer.json["code"]) == (409, "box-office.total-changed")
    assert (answer.json["total_minor"], uses(society)) == (2000, 0)


def test_who_pays_later_keeps_the_member_price_and_gives_the_number_back_if_not(counter, society):
    answer = sell(counter, number="AB-1234", quantity=2, pay_until=in_days(2))
    assert (answer.json["total_minor"], uses(society)) == (4000, 2)
    with later(days=3):
        run_timed("orders.expire_due")
        drain()
        assert uses(society) == 0


def mark_paid(order: Purchase):
    headers = bearer(order.counter.shop.organization.owner) | {"Idempotency-Key": new_id().hex}
    path = f"{order.path}/received-payments"
    body = {"method": "cash", "amount_minor": 4000}
    return order.counter.client.post(path, json=body, headers=headers)


def test_a_lapsed_member_order_that_is_paid_late_takes_its_uses_again(counter, society):
    first, second = ordered(counter), ordered(counter, quantity=1, number="")
    with later(days=1):
        run_timed("orders.expire_due")
        drain()
        assert (first.now()["state"], second.now()["state"]) == ("expired", "expired")
        assert uses(society) == 0
        assert mark_paid(first).status_code == 201
        drain()
        assert (first.now()["state"], first.now()["total_minor"]) == ("confirmed", 4000)
        assert uses(society) == 2


def test_a_lapsed_member_order_is_not_paid_late_where_its_number_is_used_up(counter, society):
    first = ordered(counter)
    with later(days=1):
        run_timed("orders.expire_due")
        drain()
        other = ordered(counter)
        answer = mark_paid(first)
        assert answer.status_code == 409, answer.json
        assert (uses(society), other.now()["state"]) == (2, "held")
