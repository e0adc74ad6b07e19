"""A held order with payments, a clock and colleagues, in any order: agreement all the same."""

from typing import Any, ClassVar
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test
from tests.modules.order_reviews.conftest import RULE
from tests.modules.orders.test_payment_sync import OrderAndPayments, machine
from tests.prove.counts import HISTORIES, PROVE

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.modules.fraud_rules import api as fraud_rules
from turnout.modules.orders import api as orders
from turnout.modules.orders.errors import NotWaiting

__all__ = ("machine",)
pytestmark = pytest.mark.usefixtures("queued")
OVER = ("expired", "cancelled")
STATE = "SELECT review_state FROM orders WHERE id = %(id)s"


class HeldOrder(OrderAndPayments):
    """The order was the second of its buyer, and a rule holds it."""

    buyer: ClassVar[int] = 0
    verdict: str | None = None

    def buy(self, quantity: int) -> UUID:
        """The first is held; whoever else buys has an address of their own."""
        type(self).buyer += 1
        address = f"buyer{type(self).buyer}@example.com"
        lines = (orders.BasketLine(self.type_id, quantity),)
        guests = tuple(orders.AttendeeInput(self.type_id, f"Guest {n}") for n in range(quantity))
        with clock.frozen(self.now):
            if not hasattr(self, "order_id"):
                other = self.shop.add_type(capacity=1)
                basket = orders.Basket(
                    event_id=self.shop.event_id,
                    lines=(orders.BasketLine(other, 1),),
                    buyer_email=address,
                )
                orders.place_order(self.shop.buyer, basket)
            basket = orders.Basket(
                event_id=self.shop.event_id, lines=lines, buyer_email=address, attendees=guests
            )
            return orders.place_order(self.shop.buyer, basket).id

    @rule(approves=st.booleans())
    def a_colleague_decides(self, *, approves: bool) -> None:
        """Once, and while it is not over."""
        decide = orders.approve_review_in if approves else orders.refuse_review_in
        is_possible = self.verdict is None and self.order().state not in OVER
        try:
            with clock.frozen(self.now), transaction(self.shop.organizer) as tx:
                decide(tx, self.order_id, reason="Looked at it.", message="")
        except NotWaiting:
            assert not is_possible
            return
        assert is_possible
        self.verdict = "approved" if approves else "refused"

    @invariant()
    def nothing_is_confirmed_that_nobody_approved(self) -> None:
        if not hasattr(self, "order_id"):
            return
        with transaction(self.ctx) as tx:
            [(state,)] = tx.query(STATE, {"id": self.order_id})
        assert state == (self.verdict or "open")
        order = self.order()
        if self.verdict == "refused":
            assert order.state == "cancelled"
        if self.verdict != "approved":
            assert order.confirmed_at is None
            assert not order.tickets

    def agree(self) -> None:
        order = self.order()
        if order.state != "under_review":
            super().agree()
        kept = sum(each.captured_minor - each.refunded_minor for each in self.every())
        if self.verdict == "refused":
            assert kept == 0, "whoever was refused has all of it back"
        if order.state == "under_review":
            assert self.verdict is None
            assert kept >= order.total_minor > 0


def test_a_held_order_ends_in_agreement_whatever_it_hears_and_when(
    machine: type[OrderAndPayments],
) -> None:
    shop = machine.shop
    fraud_rules.create_rule(shop.organizer, shop.event_id, RULE)
    parts: dict[str, Any] = {"shop": shop, "plans": machine.plans, "ways": machine.ways}
    run_state_machine_as_test(
        type("Machine", (HeldOrder,), parts),
        settings=settings(
            max_examples=2 * HISTORIES if PROVE else HISTORIES,
            stateful_step_count=12,
            deadline=None,
            phases=(Phase.explicit, Phase.reuse, Phase.generate),  # each step is a database's
            suppress_health_check=list(HealthCheck),
        ),
    )
