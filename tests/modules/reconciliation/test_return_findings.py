"""Returns, refunds that arrive or fail, money given besides: the books name exactly what is missing.

Refunds are written straight into the payments' tables as they stand once the provider has spoken;
the order hears of it then or later. What should be named is kept here by hand.
"""

from dataclasses import dataclass, field
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
from tests.prove.counts import HISTORIES

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.orders import api as orders
from turnout.modules.orders import queries as orders_queries
from turnout.modules.orders.errors import NotRefundable
from turnout.modules.orders.service import payment, payment_sync
from turnout.modules.payments import api as payments
from turnout.modules.reconciliation import rules

pytestmark = pytest.mark.usefixtures("queued")
PRICES = (1000, 2000, 4000, 8000)
"""Each return is worth another sum, so that money shows for which of them it is."""
SET = """
    UPDATE payments SET captured_minor = %(captured)s, settled_minor = %(captured)s,
        state = 'succeeded', answer_state = 'succeeded', settled_at = %(now)s,
        refunded_minor = %(refunded)s, refunding_minor = %(refunding)s
    WHERE organization_id = %(organization_id)s AND reference = %(order_id)s
"""
MADE = """
    SELECT r.id, r.amount_minor, r.state FROM refunds r JOIN payments p
        ON p.organization_id = r.organization_id AND p.id = r.payment_id
    WHERE r.organization_id = %(organization_id)s AND p.reference = %(order_id)s ORDER BY r.id
"""
END = """
    UPDATE refunds SET state = %(state)s, ended_at = %(now)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
LIVE = ("requested", "succeeded")
BESIDES = None


@dataclass(slots=True)
class Book:
    """What a person would write down, watching."""

    returns: dict[UUID, int] = field(default_factory=dict)
    paid_for: dict[UUID, UUID | None] = field(default_factory=dict)
    """Refund → the return that it is for, or what was given besides."""

    def missing(self, refunds: dict[UUID, tuple[int, str]], *, here: int) -> dict[UUID, int]:
        """Return → what did not come back; what is not here any more paid the oldest first."""
        missing = {
            each: amount
            - sum(
                refunds[refund][0]
                for refund, purpose in self.paid_for.items()
                if purpose == each and refunds[refund][1] in LIVE
            )
            for each, amount in self.returns.items()
        }
        gone = max(0, sum(missing.values()) - here)
        left = {}
        for each, amount in missing.items():
            covered = min(amount, gone)
            gone -= covered
            left[each] = amount - covered
        return {each: amount for each, amount in left.items() if amount}


class Returning(RuleBasedStateMachine):
    """A paid order of four tickets, its buyer, its organizer and its provider."""

    shop: ClassVar[MadeShop]
    connection_id: ClassVar[UUID]
    types: ClassVar[tuple[UUID, ...]]

    def __init__(self) -> None:
        super().__init__()
        self.now = clock.now()
        self.book = Book()
        self.unheard: list[tuple[UUID, dict[str, bool]]] = []

    @initialize()
    def buy(self) -> None:
        self.ctx = system_in(self.shop.organization.id, "tests.returning")
        basket = orders.Basket(
            event_id=self.shop.event_id,
            lines=tuple(orders.BasketLine(each, 1) for each in self.types),
            buyer_email="buyer@example.com",
            attendees=tuple(orders.AttendeeInput(each, "Guest") for each in self.types),
        )
        with clock.frozen(self.now):
            self.order_id = orders.place_order(self.shop.buyer, basket).id
            with transaction(self.ctx) as tx:
                row = orders_queries.lock_order(tx, self.order_id)
                choice = orders.PaymentChoice(connection_id=self.connection_id)
                payment._open_payment(tx, row, choice, return_url="http://turnout.test/")
        self.set(captured=sum(PRICES))
        self.look()
        assert self.order().state == "confirmed"

    # What buyers, organizers and providers do

    @precondition(lambda self: self.order().state == "confirmed")
    @rule(everything=st.booleans(), data=st.data())
    def the_buyer_gives_back(self, data: Any, *, everything: bool) -> None:
        here = [each for each in self.order().tickets if each.state == "valid"]
        valid = {self.types.index(each.ticket_type_id): each.id for each in here}
        chosen = None if everything else [valid[data.draw(st.sampled_from(sorted(valid)))]]
        with clock.frozen(self.now):
            with transaction(self.ctx) as tx:
                shown = orders.quote_in(tx, self.order_id, ticket_ids=chosen)
            if shown.refusal or not shown.amount_minor:
                return
            known = self.returns()
            minor = shown.amount_minor
            orders.cancel_tickets(self.ctx, self.order_id, ticket_ids=chosen, amount_minor=minor)
        [new] = [each for each in self.returns() if each not in known]
        self.book.returns[new] = minor
        self.write_down(new)

    @rule(minor=st.integers(1, 9999))
    def the_organizer_gives_besides(self, minor: int) -> None:
        self.ask(amount_minor=minor)
        self.write_down(BESIDES)

    @precondition(lambda self: self.book.returns)
    @rule(data=st.data())
    def the_organizer_pays_a_return(self, data: Any) -> None:
        chosen = data.draw(st.sampled_from(list(self.book.returns)))
        self.ask(amount_minor=None, return_id=chosen)
        self.write_down(chosen)

    @precondition(lambda self: any(state == "requested" for _, state in self.refunds().values()))
    @rule(
        word=st.sampled_from(["arrives", "fails", "is refused"]),
        is_heard=st.booleans(),
        data=st.data(),
    )
    def the_provider_answers(self, word: str, data: Any, *, is_heard: bool) -> None:
        refunds = self.refunds()
        asked = [each for each in self.book.paid_for if refunds[each][1] == "requested"]
        self.answer(data.draw(st.sampled_from(asked)), word)
        if is_heard:
            self.hear(*self.unheard.pop())

    @precondition(lambda self: self.unheard)
    @rule(data=st.data())
    def the_order_hears(self, data: Any) -> None:
        self.hear(*self.unheard.pop(data.draw(st.integers(0, len(self.unheard) - 1))))

    @rule(hours=st.sampled_from([1, 13, 24 * 5]))
    def time_passes_and_the_order_is_looked_at(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.look()

    # What is always so

    @invariant()
    def exactly_what_is_missing_is_named(self) -> None:
        if not hasattr(self, "order_id"):
            return
        refunds = self.refunds()
        here = sum(PRICES) - sum(minor for minor, state in refunds.values() if state in LIVE)
        assert here >= 0
        assert self.named() == self.book.missing(refunds, here=here)

    @invariant()
    def no_return_is_paid_twice(self) -> None:
        refunds = self.refunds() if hasattr(self, "order_id") else {}
        for each, amount in self.book.returns.items():
            paid = [
                refunds[refund][0]
                for refund, purpose in self.book.paid_for.items()
                if purpose == each and refunds[refund][1] in LIVE
            ]
            assert sum(paid) <= amount

    def teardown(self) -> None:
        """Everything is heard and everything asked for arrives; time passes: what is left is
        what was refused, and what only the organizer can say."""
        if not hasattr(self, "order_id"):
            return
        for _ in range(8):
            for each in self.unheard:
                self.hear(*each)
            self.unheard.clear()
            for each, (_, state) in self.refunds().items():
                if state == "requested":
                    self.answer(each, "arrives")
            self.time_passes_and_the_order_is_looked_at(24 * 5)
        self.exactly_what_is_missing_is_named()

    # How it is done

    def named(self) -> dict[UUID, int]:
        before = UUID(int=self.order_id.int - 1)
        with transaction(self.ctx) as tx:
            [money] = orders.list_money(tx, after=before, limit=1)
            every = payments.list_payments_of(tx, self.order_id)
            first = UUID(int=min(each.id.int for each in every) - 1)
            booked = payments.list_booked(tx, after=first, limit=len(every))
        found = rules.of_order(money, booked)
        owed = [each for each in found if each.kind in rules.OWED and each.name]
        return {UUID(each.name): each.expected - each.found for each in owed}

    def ask(self, **values: Any) -> None:
        try:
            with clock.frozen(self.now):
                orders.refund_order(self.ctx, self.order_id, reason="asked for", **values)
        except NotRefundable:
            return

    def answer(self, refund_id: UUID, word: str) -> None:
        where = {"state": "succeeded" if word == "arrives" else "failed", "id": refund_id}
        with transaction(self.ctx) as tx:
            tx.query(END, {**where, "organization_id": tx.organization_id, "now": self.now})
        self.set(captured=sum(PRICES))
        heard = {"has_failed": word != "arrives", "is_refused": word == "is refused"}
        self.unheard.append((refund_id, heard))

    def hear(self, refund_id: UUID, heard: dict[str, bool]) -> None:
        with clock.frozen(self.now):
            payment_sync.sync_with_payments(self.ctx, self.order_id, refund_id=refund_id, **heard)
        self.write_down_again()

    def look(self) -> None:
        with clock.frozen(self.now):
            payment_sync.sync_with_payments(self.ctx, self.order_id)
        self.write_down_again()

    def write_down(self, purpose: UUID | None) -> None:
        for each in self.new():
            self.book.paid_for[each] = purpose

    def new(self) -> list[UUID]:
        """Refunds that are not written down yet, by their sums: a repeated history is the same."""
        refunds = self.refunds()
        return sorted(refunds.keys() - self.book.paid_for.keys(), key=refunds.__getitem__)

    def write_down_again(self) -> None:
        """What the order asks for by itself is for the return whose sum it is."""
        refunds = self.refunds()
        for new in self.new():
            minor, _ = refunds[new]
            sums = {each: amount for each, amount in self.book.returns.items() if amount == minor}
            self.book.paid_for[new] = next(iter(sums), BESIDES)

    def set(self, *, captured: int) -> None:
        found = self.refunds().values()
        values = {
            "captured": captured,
            "refunded": sum(minor for minor, state in found if state == "succeeded"),
            "refunding": sum(minor for minor, state in found if state in LIVE),
            "now": self.now,
        }
        with transaction(self.ctx) as tx:
            where = {"organization_id": tx.organization_id, "order_id": self.order_id}
            tx.query(SET, values | where)

    def refunds(self) -> dict[UUID, tuple[int, str]]:
        """Refund → its sum and state by the payments' word, oldest first."""
        with transaction(self.ctx) as tx:
            where = {"organization_id": tx.organization_id, "order_id": self.order_id}
            return {row[0]: (row[1], row[2]) for row in tx.query(MADE, where)}

    def returns(self) -> list[UUID]:
        with transaction(self.ctx) as tx:
            where = {"id": self.order_id}
            found = tx.query("SELECT id FROM order_returns WHERE order_id = %(id)s", where)
            return [row[0] for row in found]

    def order(self) -> orders.Order:
        with transaction(self.ctx) as tx:
            return orders.get_whole_order(tx, self.order_id)


@pytest.fixture
def machine(app: Any) -> type[Returning]:
    far = clock.now().replace(microsecond=0) + timedelta(days=900)
    shop = make_shop(starts_at=far, ends_at=far + timedelta(days=1))
    types = tuple(shop.add_type(capacity=10_000, price_minor=minor) for minor in PRICES)
    orders.set_buyer_terms(
        shop.organizer,
        {
            "refund": "full", "tiers": [], "fee_minor": 0, "fee_currency": None,
            "changes_close_hours": 0, "transfers_close_hours": 0,
        },
    )  # fmt: skip
    connection_id = make_payment_connection(shop.organizer)
    values = {"shop": shop, "types": types, "connection_id": connection_id}
    return type("Machine", (Returning,), values)


def test_the_books_name_exactly_the_returns_whose_money_has_not_come_back(
    machine: type[Returning],
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
