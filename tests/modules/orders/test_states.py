"""ORD-2: every transition of an order, allowed and refused, written down apart from the code."""

import pytest
from tests.modules.orders.conftest import expire, later

from turnout.kernel.db.tx import transaction
from turnout.kernel.state_machine import TransitionNotAllowed
from turnout.modules.orders import rules
from turnout.modules.orders.models import MoneyState, OrderState

ORDER = """
    held               apply        awaiting_approval
    held               ask_payment  awaiting_payment
    held               confirm      confirmed
    held               expire       expired
    held               cancel       cancelled
    held               review       under_review
    awaiting_approval  approve      awaiting_payment
    awaiting_approval  confirm      confirmed
    awaiting_approval  expire       expired
    awaiting_approval  cancel       cancelled
    awaiting_approval  review       under_review
    awaiting_payment   ask_payment  awaiting_payment
    awaiting_payment   review       under_review
    awaiting_payment   confirm      confirmed
    awaiting_payment   expire       expired
    awaiting_payment   cancel       cancelled
    under_review       confirm      confirmed
    under_review       resume       awaiting_payment
    under_review       expire       expired
    under_review       cancel       cancelled
    confirmed          cancel       cancelled
    expired            revive       confirmed
    expired            resume       awaiting_payment
    expired            review       under_review
"""
MONEY = """
    unpaid         pay_part     part_paid
    unpaid         pay          paid
    part_paid      unpay        unpaid
    part_paid      pay_part     part_paid
    part_paid      pay          paid
    part_paid      refund_part  part_refunded
    part_paid      refund       refunded
    paid           unpay        unpaid
    paid           pay_part     part_paid
    paid           refund_part  part_refunded
    paid           refund       refunded
    part_refunded  unpay        unpaid
    part_refunded  pay_part     part_paid
    part_refunded  pay          paid
    part_refunded  refund_part  part_refunded
    part_refunded  refund       refunded
    refunded       unpay        unpaid
    refunded       pay_part     part_paid
    refunded       pay          paid
    refunded       refund_part  part_refunded
"""
BUYER = {
    "pay": {"held", "awaiting_payment"},
    "change": {"held", "awaiting_approval", "awaiting_payment"},
    "cancel": {"held", "awaiting_approval", "awaiting_payment", "under_review", "confirmed"},
}
"""From which states an order's holder may do what; expired ones answer that they are over."""
SET = "UPDATE orders SET state = %(state)s WHERE id = %(id)s"


def listed(text):
    rows = [line.split() for line in text.strip().splitlines()]
    return {(state, action): after for state, action, after in rows}


@pytest.mark.parametrize(
    ("table", "text", "states", "actions"),
    [
        (rules.ORDER_TABLE, ORDER, OrderState, rules.Action),
        (rules.MONEY_TABLE, MONEY, MoneyState, rules.MoneyAction),
    ],
    ids=["order", "money"],
)
def test_what_is_listed_is_allowed_and_everything_else_refused(table, text, states, actions):
    allowed = listed(text)
    for state in states:
        for action in actions:
            if (state.value, action.value) in allowed:
                assert table.next(state, action) == allowed[state.value, action.value]
            else:
                with pytest.raises(TransitionNotAllowed):
                    table.next(state, action)


def in_state(counter, state):
    """An order as it stands in a state; its history does not matter to the table."""
    bought = counter.order()
    with transaction(counter.ctx) as tx:
        tx.query(SET, {"state": state, "id": bought.id})
    return bought


@pytest.mark.parametrize("state", list(OrderState))
def test_the_holder_may_do_in_each_state_what_the_table_says_and_nothing_else(counter, state):
    requests = {
        "pay": lambda bought: bought.ask(),
        "change": lambda bought: counter.client.patch(
            bought.path, json={"buyer": {"name": "Else"}}, headers=bought.headers
        ),
        "cancel": lambda bought: counter.client.post(
            f"{bought.path}/cancel", headers=bought.headers
        ),
    }
    for word, request in requests.items():
        answer = request(in_state(counter, state.value))
        if state.value in BUYER[word]:
            assert answer.status_code == 200, (word, answer.json)
        elif state is OrderState.EXPIRED and word != "cancel":
            assert (answer.status_code, answer.json["code"]) == (410, "orders.lapsed"), word
        else:
            assert (answer.status_code, answer.json["code"]) == (409, "state.not-allowed"), word


@pytest.mark.parametrize("state", list(OrderState))
def test_time_ends_what_waits_and_nothing_else(counter, state):
    bought = in_state(counter, state.value)
    waits = state not in (OrderState.CONFIRMED, OrderState.EXPIRED, OrderState.CANCELLED)
    with later(days=31):
        expire()
    assert bought.now()["state"] == ("expired" if waits else state.value)
