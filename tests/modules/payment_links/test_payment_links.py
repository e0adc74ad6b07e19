"""The team hands an unpaid order's link to its buyer, and gives them longer to pay."""

from datetime import datetime, timedelta

import pytest
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.sales_desk import open_sales_desk
from tests.factories.work import drain, run_timed
from tests.modules.orders.conftest import mails_about
from tests.modules.received_payments.conftest import differences, later

from turnout.kernel import clock

pytestmark = pytest.mark.usefixtures("queued")


@pytest.fixture
def counter(client, provider):
    with open_sales_desk(client, provider) as opened:
        yield opened


@pytest.fixture
def make(client, counter):
    def make(order, *, user=None, key="", **body):
        headers = bearer(user or counter.shop.organization.owner)
        if key:
            headers["Idempotency-Key"] = key
        answer = client.post(f"{order.path}/payment-link", json=body, headers=headers)
        drain()
        return answer

    return make


@pytest.fixture
def unpaid(counter):
    order = counter.order()
    order.start()
    return order


def in_days(days):
    return (clock.now() + timedelta(days=days)).isoformat()


def moment(text):
    return datetime.fromisoformat(text)


def test_the_link_opens_the_order_to_whoever_has_it(unpaid, make):
    answer = make(unpaid)
    assert answer.status_code == 200, answer.json
    assert (answer.json["due_minor"], answer.json["is_mailed"]) == (2500, False)
    assert unpaid.secret in answer.json["url"]
    assert moment(answer.json["pay_until"]) == moment(unpaid.now()["expires_at"])
    assert mails_about(unpaid) == []


def test_a_later_time_keeps_the_places_and_the_buyer_pays_in_it(counter, unpaid, make):
    until = in_days(9)
    assert make(unpaid, pay_until=until, sends_mail=True).json["pay_until"] == until
    assert moment(unpaid.now()["expires_at"]) == moment(until)
    assert mails_about(unpaid) == ["order-to-pay"]
    with later(days=5):
        run_timed("orders.expire_due")
        assert (unpaid.now()["state"], counter.left()) == ("awaiting_payment", 4)
        unpaid.pay()
    assert unpaid.now()["state"] == "confirmed"
    assert differences(counter) == []


def test_what_nobody_pays_lapses_all_the_same(counter, unpaid, make):
    make(unpaid, pay_until=in_days(2))
    with later(days=3):
        assert make(unpaid).json["code"] == "payment-links.not-to-pay"
        run_timed("orders.expire_due")
        drain()
        assert (unpaid.now()["state"], counter.left()) == ("expired", 5)
        assert make(unpaid).json["code"] == "payment-links.not-to-pay"


@pytest.mark.parametrize("days", [-1, 181])
def test_it_is_a_time_to_come_and_not_for_ever(unpaid, make, days):
    answer = make(unpaid, pay_until=in_days(days))
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json["errors"]] == ["/pay_until"]


def test_nobody_is_given_less_time_than_they_were_told(unpaid, make):
    before = moment(unpaid.now()["expires_at"])
    answer = make(unpaid, pay_until=(before - timedelta(seconds=30)).isoformat())
    assert [each["code"] for each in answer.json["errors"]] == ["too-early"]


def test_one_key_mails_once_and_keeps_no_link(counter, unpaid, make):
    first = make(unpaid, key="one", sends_mail=True)
    again = make(unpaid, key="one", sends_mail=True)
    assert (first.json, mails_about(unpaid)) == (again.json, ["order-to-pay"])
    assert make(unpaid, key="two", sends_mail=True).status_code == 200
    assert mails_about(unpaid) == ["order-to-pay", "order-to-pay"]


def test_an_order_that_is_paid_or_in_the_basket_has_none(counter, make):
    held, paid = counter.order(), counter.order().pay()
    assert [make(each).status_code for each in (held, paid)] == [409, 409]


def test_who_changes_orders_takes_it_and_the_log_tells_of_the_time(client, counter, unpaid, make):
    organization = counter.shop.organization
    assert make(unpaid, user=add_member(organization, "partner")).status_code == 403
    assert make(unpaid, user=make_organization().owner).status_code == 404
    make(unpaid, pay_until=in_days(4))
    told = client.get(f"{unpaid.path}/timeline", headers=bearer(organization.owner)).json["items"]
    assert "order.deadline-changed" in [each["kind"] for each in told]
