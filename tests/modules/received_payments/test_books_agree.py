"""Whatever people take, buyers pay, give back and leave: orders, payments, ledger, stock agree."""

from random import Random

import pytest
from tests.factories.work import drain, run_timed
from tests.modules.received_payments.conftest import balances, differences, later
from tests.modules.received_payments.test_received_payments import hand_out

METHODS = ("cash", "card_terminal", "transfer", "other")
STEPS = 8


@pytest.mark.parametrize("seed", range(4))
def test_in_any_order_of_steps_the_books_agree(client, counter, take, seed):
    chance = Random(seed)  # noqa: S311  the same steps every time
    order = counter.order(quantity=chance.randint(1, 3))
    hours = 0.0

    def record():
        take(order, chance.choice(METHODS), **chance.choice(({}, {"amount_minor": 700})))

    def pay():
        if order.ask().status_code == 200:
            order.start()
            order.settle(chance.choice(("success", "decline")))

    def hear():
        if order.ref:
            counter.deliver(order.told())
            drain()

    def refund():
        order.refund(key=f"{chance.random()}", **chance.choice(({}, {"amount_minor": 300})))
        drain()

    def wait():
        nonlocal hours
        hours += chance.choice((0.5, 800))

    steps = (record, record, pay, hear, refund, wait, lambda: hand_out(client, counter, order))
    for _ in range(STEPS):
        with later(hours=hours):
            chance.choice(steps)()
            run_timed("orders.expire_due")
            drain()
            hear()
            now = order.now()
            kept = now["paid_minor"] - now["refunded_minor"]
            assert (now["state"] != "confirmed") or now["paid_minor"] >= now["total_minor"] > 0
            assert kept >= 0
            assert sum(balances(counter).values()) == 0
            assert [each for each in differences(counter) if each.kind != "refund_unanswered"] == []
