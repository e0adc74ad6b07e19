"""Facts about payments in any order: the order ends in agreement with its payments and its stock.

The payments' side is written straight into their table, as it stands once a provider has told
everything; the order hears of each step late, early, twice or not until the end.
"""

from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.factories.payments import make_payment_connection
from tests.factories.sales import MadeShop, make_shop
from tests.modules.orders.conftest import IBAN
from tests.prove.counts import HISTORIES

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.connections import api as connections
from turnout.modules.inventory import api as inventory
from turnout.modules.orders import api as orders
from turnout.modules.orders import queries as orders_queries
from turnout.modules.orders import rules
from turnout.modules.orders.errors import NothingToPay, NotRefundable, OrderLapsed
from turnout.modules.orders.models import MoneyState
from turnout.modules.orders.refunds import queries as refunds
from turnout.modules.orders.refunds.service import ON_THEIR_WAY
from turnout.modules.orders.service import payment, payment_sync
from turnout.modules.orders.service.expiry import expire_order
from turnout.modules.payments import api as payments

pytestmark = pytest.mark.usefixtures("queued")
CAPACITY = 4
PRICE = 1000
PLAN = {
    "name": "Half", "currency": "EUR", "deposit_bp": 5000, "deposit_minor": None,
    "instalments": [{"days": 10, "on": None}], "last_days_before": 0, "grace_days": 1,
    "reminder_days": 0, "minimum_minor": 0, "is_active": True,
}  # fmt: skip
SET = """
    UPDATE payments SET state = %(state)s, answer_state = %(state)s, captured_minor = %(captured)s,
        settled_minor = %(captured)s, refunded_minor = %(refunded)s,
        settled_at = coalesce(settled_at, CASE WHEN %(captured)s > 0 THEN %(now)s END),
        review_reason = %(review)s, refunding_minor = %(refunding)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
TERMS = {
    "refund": "tiers", "tiers": [{"days_before": 0, "share_bp": 5000}], "fee_minor": 0,
    "fee_currency": None, "changes_close_hours": 0, "transfers_close_hours": 0,
}  # fmt: skip
REFUNDS = """
    SELECT r.id, r.payment_id, r.amount_minor FROM refunds r JOIN payments p
        ON p.organization_id = r.organization_id AND p.id = r.payment_id
    WHERE r.organization_id = %(organization_id)s AND p.reference = %(order_id)s
        AND r.state = 'requested' ORDER BY r.id
"""


class OrderAndPayments(RuleBasedStateMachine):
    """One order of two places, its payments, and buyers who want the rest."""

    shop: ClassVar[MadeShop]
    plans: ClassVar[dict[str, UUID | None]]
    ways: ClassVar[tuple[UUID, UUID]]

    def __init__(self) -> None:
        super().__init__()
        self.now = clock.now()
        self.unheard: list[UUID | None] = []
        self.rival: UUID | None = None

    @initialize(plan=st.sampled_from(["none", "returns", "keeps"]))
    def place(self, plan: str) -> None:
        self.type_id = self.shop.add_type(capacity=CAPACITY, price_minor=PRICE)
        self.ctx = system_in(self.shop.organization.id, "tests.agreement")
        self.plan_id = self.plans[plan]
        self.order_id = self.buy(2)
        self.begin(everything=False, way=0)

    def buy(self, quantity: int) -> UUID:
        basket = orders.Basket(
            event_id=self.shop.event_id,
            lines=(orders.BasketLine(self.type_id, quantity),),
            buyer_email="buyer@example.com",
            attendees=tuple(
                orders.AttendeeInput(self.type_id, f"Guest {n}") for n in range(quantity)
            ),
        )
        with clock.frozen(self.now):
            return orders.place_order(self.shop.buyer, basket).id

    # What buyers, banks and clocks do

    @precondition(lambda self: self.order().state in ("held", "awaiting_payment"))
    @rule(everything=st.booleans(), way=st.integers(0, 1))
    def begin(self, *, everything: bool, way: int) -> None:
        choice = orders.PaymentChoice(
            connection_id=self.ways[way],
            plan_id=self.plan_id,
            keeps_plan=self.order().state != "held",
            everything=everything,
        )
        try:
            with clock.frozen(self.now), transaction(self.ctx) as tx:
                row = orders_queries.lock_order(tx, self.order_id)
                payment._open_payment(tx, row, choice, return_url="http://turnout.test/")
        except (NothingToPay, OrderLapsed):
            return

    @rule(data=st.data())
    def money_arrives_and_is_heard(self, data: Any) -> None:
        if self.collect(data):
            self.hear(None)

    @rule(data=st.data())
    def money_arrives_unheard(self, data: Any) -> None:
        if self.collect(data):
            self.unheard.append(None)

    def collect(self, data: Any) -> bool:
        """Abandoned pages are paid as well: that is what makes money come twice."""
        waiting = [each for each in self.every() if not each.captured_minor]
        if not waiting:
            return False
        chosen = data.draw(st.sampled_from(waiting))
        self.tell(chosen, state="succeeded", captured=chosen.amount.minor)
        return True

    @rule(way=st.integers(0, 1), data=st.data())
    def the_buyer_begins_and_pays(self, way: int, data: Any) -> None:
        if self.order().state in ("held", "awaiting_payment"):
            self.begin(everything=False, way=way)
            self.money_arrives_unheard(data)

    @rule(data=st.data())
    def a_payment_fails(self, data: Any) -> None:
        waiting = [each for each in self.every() if not each.captured_minor]
        if waiting:
            self.tell(data.draw(st.sampled_from(waiting)), state="failed")
            self.unheard.append(None)

    @rule(data=st.data())
    def a_refund_arrives(self, data: Any) -> None:
        asked = self.asked_back()
        if asked:
            self.give_back(*data.draw(st.sampled_from(asked)))

    @rule(data=st.data(), again=st.booleans())
    def the_order_hears(self, data: Any, *, again: bool) -> None:
        if not self.unheard:
            return
        index = data.draw(st.integers(0, len(self.unheard) - 1))
        refund_id = self.unheard[index] if again else self.unheard.pop(index)
        self.hear(refund_id)

    @rule(hours=st.sampled_from([0, 1, 24 * 12]))
    def time_lets_go(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        with clock.frozen(self.now):
            expire_order(self.ctx, self.order_id)
            if self.rival is not None:
                expire_order(self.ctx, self.rival)

    @precondition(lambda self: self.rival is None)
    @rule(quantity=st.integers(1, CAPACITY))
    def somebody_else_buys(self, quantity: int) -> None:
        try:
            self.rival = self.buy(quantity)
        except inventory.SoldOut:
            return

    @precondition(lambda self: self.order().state == "confirmed")
    @rule(minor=st.integers(1, 2 * PRICE))
    def the_organizer_refunds(self, minor: int) -> None:
        try:
            with clock.frozen(self.now):
                orders.refund_order(self.ctx, self.order_id, amount_minor=minor, reason="asked for")
        except NotRefundable:
            return

    @precondition(lambda self: self.order().state not in ("expired", "cancelled"))
    @rule(only_one=st.booleans())
    def the_buyer_gives_back(self, *, only_one: bool) -> None:
        """By terms that return half: what is shown is what is asked back, or nothing happens."""
        valid = [each.id for each in self.order().tickets if each.state == "valid"]
        chosen = valid[:1] if only_one and valid else None
        before = sum(each[2] for each in self.asked_back())
        with clock.frozen(self.now):
            with transaction(self.ctx) as tx:
                shown = orders.quote_in(tx, self.order_id, ticket_ids=chosen)
            if shown.refusal:
                return
            orders.cancel_tickets(
                self.ctx, self.order_id, ticket_ids=chosen, amount_minor=shown.amount_minor
            )
        assert sum(each[2] for each in self.asked_back()) - before == shown.amount_minor

    # What is always so

    @invariant()
    def the_stock_is_what_orders_hold_and_have(self) -> None:
        if not hasattr(self, "order_id"):
            return
        with transaction(self.ctx) as tx:
            left = inventory.remaining(tx, [self.shop.pools[self.type_id]])
        every = [self.order(), *([self.order(self.rival)] if self.rival else [])]
        living = ("held", "awaiting_payment", "under_review", "confirmed")
        kept = sum(each.places for each in every if each.state in living)
        lapsed = [each for each in every if each.expires_at and each.expires_at <= self.now]
        slack = sum(each.places for each in lapsed)  # another buyer may have collected their holds
        found = CAPACITY - left[self.shop.pools[self.type_id]]
        assert kept - slack <= found <= kept
        assert 0 <= found <= CAPACITY

    @invariant()
    def tickets_are_there_when_the_order_is_confirmed_and_only_then(self) -> None:
        if hasattr(self, "order_id"):
            order = self.order()
            valid = [each for each in order.tickets if each.state == "valid"]
            assert len(valid) == (order.places if order.state == "confirmed" else 0)

    def teardown(self) -> None:
        """Everything that was told is heard, and refunds that were asked for arrive: agreement."""
        if not hasattr(self, "order_id"):
            return
        for _ in range(6):
            for refund_id in [*self.unheard, None]:
                self.hear(refund_id)
            self.unheard.clear()
            for each in self.asked_back():
                self.give_back(*each)
        self.agree()

    def agree(self) -> None:
        order, every = self.order(), self.every()
        paid = sum(each.captured_minor for each in every)
        refunded = sum(each.refunded_minor for each in every)
        assert (order.paid_minor, order.refunded_minor) == (paid, refunded)
        assert order.money_state == _state_of(paid, refunded, order.total_minor)
        kept = paid - refunded
        with transaction(self.ctx) as tx:
            before = UUID(int=self.order_id.int - 1)
            [money] = orders.list_money(tx, after=before, limit=1)
            assert refunds.requested_amount(tx, order.id, states=ON_THEIR_WAY) == 0
        if order.state == "confirmed":
            with transaction(self.ctx) as tx:
                released, _ = refunds.refund_state(tx, order.id)
            assert kept <= order.total_minor - released
        elif order.state in ("expired", "cancelled"):
            assert kept <= money.forfeited_minor
        else:
            assert kept < order.total_minor, "an order that is paid waits for nothing"

    # How it is done

    def hear(self, refund_id: UUID | None) -> None:
        with clock.frozen(self.now):
            payment_sync.sync_with_payments(self.ctx, self.order_id, refund_id=refund_id)

    def order(self, order_id: UUID | None = None) -> orders.Order:
        with transaction(self.ctx) as tx:
            return orders.get_whole_order(tx, order_id or self.order_id)

    def every(self) -> list[payments.PaymentView]:
        with transaction(self.ctx) as tx:
            return payments.list_payments_of(tx, self.order_id)

    def asked_back(self) -> list[Any]:
        """(refund, payment, minor units) that the provider has not carried out."""
        with transaction(self.ctx) as tx:
            where = {"organization_id": tx.organization_id, "order_id": self.order_id}
            return tx.query(REFUNDS, where)

    def give_back(self, refund_id: UUID, payment_id: UUID, amount: int) -> None:
        with transaction(self.ctx) as tx:
            tx.query(
                "UPDATE refunds SET state = 'succeeded' WHERE organization_id = %(o)s AND id = %(i)s",
                {"o": tx.organization_id, "i": refund_id},
            )
        [view] = [each for each in self.every() if each.id == payment_id]
        self.tell(view, state=view.state, refunded=view.refunded_minor + amount)
        self.unheard.append(refund_id)

    def tell(self, view: payments.PaymentView, **values: Any) -> None:
        given = {
            "captured": view.captured_minor,
            "refunded": view.refunded_minor,
            "review": None,
        }
        with transaction(self.ctx) as tx:
            tx.query(
                SET,
                {
                    **given,
                    **values,
                    "organization_id": tx.organization_id,
                    "id": view.id,
                    "now": self.now,
                    "refunding": self._refunding(tx, view.id),
                },
            )

    def _refunding(self, tx: Any, payment_id: UUID) -> int:
        rows = tx.query(
            "SELECT coalesce(sum(amount_minor), 0) FROM refunds"
            " WHERE organization_id = %(o)s AND payment_id = %(p)s AND state <> 'failed'",
            {"o": tx.organization_id, "p": payment_id},
        )
        return int(rows[0][0])


def _state_of(paid: int, refunded: int, total: int) -> MoneyState:
    """What amounts are called, without a history."""
    if not paid:
        return MoneyState.UNPAID
    if refunded:
        return MoneyState.REFUNDED if refunded >= paid else MoneyState.PART_REFUNDED
    return MoneyState.PAID if paid >= total else MoneyState.PART_PAID


@pytest.fixture
def machine(app: Any) -> type[OrderAndPayments]:
    """The machine with its shop: one event, a bank account, and a plan of either kind."""
    far = clock.now().replace(microsecond=0) + timedelta(days=400)
    shop = make_shop(starts_at=far, ends_at=far + timedelta(days=1))
    bank = connections.NewConnection(
        kind="payments",
        adapter_key="banktransfer",
        name="Bank",
        values={"account_holder": "Verein", "iban": IBAN},
    )
    ways = (
        connections.create_connection(shop.organizer, bank).id,
        make_payment_connection(shop.organizer),
    )
    orders.set_buyer_terms(shop.organizer, TERMS)
    plans: dict[str, UUID | None] = {"none": None}
    for name, keeps in (("returns", False), ("keeps", True)):
        values = {**PLAN, "keeps_deposit": keeps}
        plans[name] = orders.create_plan(shop.organizer, shop.event_id, values).id
    return type("Machine", (OrderAndPayments,), {"shop": shop, "plans": plans, "ways": ways})


def test_an_order_ends_in_agreement_whatever_it_hears_and_when(
    machine: type[OrderAndPayments],
) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=HISTORIES,
            stateful_step_count=12,
            deadline=None,
            phases=(Phase.explicit, Phase.reuse, Phase.generate),  # each step is a database's
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize("before", list(MoneyState))
@pytest.mark.parametrize("refunded", [0, 400, 1000])
@pytest.mark.parametrize("paid", [0, 400, 1000, 1400])
def test_the_money_state_is_what_the_amounts_are_called_wherever_it_was(
    before: MoneyState, paid: int, refunded: int
) -> None:
    refunded = min(refunded, paid)
    state = rules.money_state(before, paid=paid, refunded=refunded, total=1000)
    assert state == _state_of(paid, refunded, 1000)
