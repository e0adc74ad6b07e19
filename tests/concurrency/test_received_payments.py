"""Money is taken at the desk at the same moment twice, or while its buyer pays a provider."""

from uuid import UUID

import pytest
from tests.factories.people import bearer
from tests.factories.sales_desk import open_sales_desk
from tests.factories.work import drain, run_timed
from tests.modules.received_payments.conftest import balances, differences

from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.orders import api as orders
from turnout.modules.payments import api as payments

pytestmark = pytest.mark.usefixtures("queued")


@pytest.fixture
def counter(client, provider):
    with open_sales_desk(client, provider) as opened:
        yield opened


def taking(app, order):
    headers = bearer(order.counter.shop.organization.owner) | {"Idempotency-Key": new_id().hex}
    path = f"{order.path}/received-payments"
    return lambda: app.test_client().post(path, json={"method": "cash"}, headers=headers)


def test_of_two_who_take_the_money_one_records_it(app, counter, at_once):
    order = counter.order()
    answers = at_once(*(taking(app, order) for _ in range(3)))
    assert sorted(each.status_code for each in answers) == [201, 409, 409]
    drain()
    assert (order.now()["state"], len(order.now()["tickets"]), counter.left()) == (
        "confirmed", 1, 4,
    )  # fmt: skip
    assert balances(counter) == {"cash": 2500, "sales": -2500}


def test_beside_a_provider_the_order_is_confirmed_once_and_the_surplus_goes_back(
    app, counter, at_once
):
    job = system_in(counter.ctx.organization_id, "test")
    for _ in range(2):
        order = counter.order()
        order.start()
        order.settle("success")
        with transaction(job) as tx:
            [payment] = payments.list_payments_of(tx, UUID(order.id))

        def hear(payment=payment):
            payments.refresh_payment(job, payment.id)
            orders.sync_with_payments(job, payment.reference)

        [answer, _] = at_once(taking(app, order), hear)
        assert answer.status_code in (201, 409)
        for _ in range(2):
            drain()
            counter.deliver(order.told())
        drain()
        run_timed("orders.expire_due")
        now = order.now()
        assert (now["state"], len(now["tickets"])) == ("confirmed", 1)
        surplus = 2500 if answer.status_code == 201 else 0
        assert (now["paid_minor"] - 2500, now["refunded_minor"]) == (surplus, surplus)
    assert (counter.left(), differences(counter)) == (3, [])
