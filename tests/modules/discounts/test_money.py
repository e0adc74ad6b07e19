"""Money of orders with codes: what is paid, refunded and stands in the documents."""

import re
from datetime import timedelta

import pytest
from tests.factories import work
from tests.factories.people import bearer
from tests.factories.sales_desk import Purchase, open_sales_desk
from tests.reading.qr import texts_of_pdf

from turnout.kernel import clock


@pytest.fixture
def counter(client, queued, provider):
    with open_sales_desk(client, provider) as opened:
        yield opened


def discount(counter, **said):
    headers = bearer(counter.shop.organization.owner)
    path = f"/api/v1/organizations/{counter.shop.organization.id}/discounts"
    body = {"name": "A fifth", "code": "HARBOUR20", "percent_bp": 2000, **said}
    made = counter.client.post(path, json=body, headers=headers)
    assert made.status_code == 201, made.json
    at = f"{path}/{made.json['id']}"

    def uses():
        owner = bearer(counter.shop.organization.owner)
        return counter.client.get(at, headers=owner).json["uses"]

    return uses


def order(counter, *, codes=("HARBOUR20",), **options):
    body = {**counter.shop.basket(counter.type_id, **options), "codes": list(codes)}
    answer = counter.client.post(counter.shop.orders_path, json=body)
    assert answer.status_code == 201, answer.json
    return Purchase(counter, answer.json["id"], answer.json["secret"])


def test_the_lower_price_is_paid_and_no_more_than_that_comes_back(counter):
    uses = discount(counter)
    bought = order(counter, quantity=2).pay()
    assert (bought.now()["paid_minor"], bought.now()["money_state"]) == (4000, "paid")
    assert bought.refund(amount_minor=4001).status_code in (409, 422)
    assert bought.refund("whole").status_code == 202
    work.drain()
    after = bought.now()
    assert (after["refunded_minor"], after["money_state"]) == (4000, "refunded")
    assert uses() == 1, "what was paid once stays used"


def test_order_page_and_invoice_name_the_code(counter):
    discount(counter)
    bought = order(counter, quantity=2).pay()
    organization = counter.shop.organization.id
    page = counter.client.get(f"/orders/{organization}/{bought.id}/{bought.secret}").text
    assert re.search(r"Saved with code HARBOUR20</dt><dd[^>]*>€10<", page)
    [invoice] = counter.client.get(f"{bought.path}/invoices", headers=bought.headers).json["items"]
    pdf = counter.client.get(
        f"{bought.path}/invoices/{invoice['id']}.pdf", headers=bought.headers
    ).data
    assert "HARBOUR20" in texts_of_pdf(pdf)[0]


def test_cancelled_tickets_bring_back_what_they_cost(counter):
    discount(counter)
    headers = bearer(counter.shop.organization.owner)
    path = (
        f"/api/v1/organizations/{counter.shop.organization.id}/events/{counter.shop.event_id}"
        "/buyer-terms"
    )
    terms = counter.client.put(path, json={"refund": "full"}, headers=headers)
    assert terms.status_code == 200, terms.json
    bought = order(counter, quantity=2).pay()
    one = bought.now()["tickets"][0]["id"]
    quoted = counter.client.get(
        f"{bought.path}/cancellation?ticket_id={one}", headers=bought.headers
    ).json
    assert quoted["amount_minor"] == 2000


def test_money_that_comes_after_the_hold_takes_its_use_again(counter):
    uses = discount(counter, uses_per_code=1)
    bought = order(counter)
    bought.start()
    bought.settle("success")
    with clock.frozen(clock.now() + timedelta(hours=1)):
        work.run_timed("orders.expire_due")
        assert uses() == 0
    counter.deliver(bought.told())
    work.drain()
    assert (bought.now()["state"], uses()) == ("confirmed", 1)


def test_money_that_comes_after_the_use_went_to_another_goes_back(counter):
    discount(counter, uses_per_code=1)
    late = order(counter)
    late.start()
    late.settle("success")
    with clock.frozen(clock.now() + timedelta(hours=1)):
        work.run_timed("orders.expire_due")
        order(counter, email="faster@example.com")
    counter.deliver(late.told())
    work.drain()
    assert late.now()["state"] == "expired"
    assert late.now()["refunded_minor"] == 2000


def test_sales_reports_have_a_line_for_each_code_and_for_those_used_together(counter):
    discount(counter, is_stackable=True)
    discount(counter, code="TENOFF", percent_bp=1000, is_stackable=True)
    for codes in (["HARBOUR20"], ["TENOFF", "HARBOUR20"], []):
        order(counter, codes=codes).pay()
    work.drain()
    path = f"/api/v1/organizations/{counter.ctx.organization_id}/sales-report"
    headers = bearer(counter.shop.organization.owner)
    found = counter.client.get(path, query_string={"group_by": "code"}, headers=headers).json
    assert {each["key"]: (each["orders"], each["received_minor"]) for each in found["lines"]} == {
        "HARBOUR20": (1, 2000),
        "HARBOUR20 + TENOFF": (1, 1800),
        "": (1, 2500),
    }
