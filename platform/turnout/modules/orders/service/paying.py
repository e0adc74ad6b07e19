"""Paying: which ways there are, and opening a payment for what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from turnout.kernel.context import OrganizationContext, PublicContext, as_organization
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.orders import plans, policies, rules
from turnout.modules.orders.errors import (
    Incomplete,
    NoPaymentMethod,
    NothingToPay,
    PaymentUnderWay,
)
from turnout.modules.orders.facts import OrderTransferAwaited
from turnout.modules.orders.models import Order, OrderState
from turnout.modules.orders.queries import changing
from turnout.modules.orders.rules import Action
from turnout.modules.orders.service import agreeing, answering, consenting, keeping
from turnout.modules.orders.service import changing as life
from turnout.modules.orders.service.agreeing import Agreed
from turnout.modules.orders.service.moving import move
from turnout.modules.orders.types import Instruction, NextAction, PlanOffer
from turnout.modules.payments import api as payments
from turnout_sdk.money import Money

INSTRUCTIONS = "instructions"
EMBEDDED = "embedded"
DAY_SECONDS = 24 * 3600
FAILED = "failed"
AT_THE_BANK = ("processing", "authorized")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """How a buyer wants to pay; None leaves it to the first that fits.

    `keeps_plan` leaves the plan that was chosen before; else `plan_id` says it, and None is no
    plan. `everything` pays all that is left instead of the part that is due.
    """

    connection_id: UUID | None = None
    method: str | None = None
    country: str | None = None
    plan_id: UUID | None = None
    keeps_plan: bool = True
    everything: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentStarted:
    """What the buyer does next; no `next_action`: nothing, or the provider is still asked."""

    order_id: UUID
    payment_id: UUID
    state: str
    amount_minor: int
    currency: str
    redirect_url: str | None
    next_action: NextAction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaysToPay:
    """What is due, what is left, and how it may be paid; minor units of `currency`."""

    currency: str
    due_minor: int
    left_minor: int
    items: list[payments.PaymentMethod]
    plans: list[PlanOffer]
    plan_id: UUID | None
    """The plan that was chosen or is in force."""
    under_way: PaymentStarted | None
    """The payment that is open now: its instructions or page are shown again."""
    last_attempt_failed: bool = False
    """The newest payment did not go through, and no other was opened since."""


def list_ways(
    ctx: PublicContext | OrganizationContext, order_id: UUID, *, country: str | None = None
) -> WaysToPay:
    """How an order can be paid now; nothing for one that waits for no payment."""
    policies.require_can_open(ctx)
    with transaction(ctx) as tx:
        order = changing.find_order(tx, order_id)
        policies.require_can_open(ctx, order.event_id)
        return ways_to_pay(tx, order_id, country=country)


def ways_to_pay(tx: Transaction, order_id: UUID, *, country: str | None = None) -> WaysToPay:
    """The same inside somebody's transaction, who has asked whether it may be seen."""
    order = changing.find_order(tx, order_id)
    agreed = agreeing.agreed_of(tx, order.id)
    left = _left(order)
    is_payable = left > 0 and rules.ORDER_TABLE.can(OrderState(order.state), Action.ASK_PAYMENT)
    due = _amount(tx, order, agreed, everything=False) if is_payable else 0
    seen = payments.list_payments_of(tx, order.id)
    newest = next((each for each in seen if each.is_open), None)
    return WaysToPay(
        currency=order.currency,
        due_minor=due,
        left_minor=left if is_payable else 0,
        items=_offered(tx, order, due, country=country) if is_payable else [],
        plans=agreeing.list_offers(tx, order) if is_payable else [],
        plan_id=agreed.plan.plan_id if agreed else None,
        under_way=_standing(order, newest) if newest else None,
        last_attempt_failed=newest is None and any(each.state == FAILED for each in seen[:1]),
    )


def start_payment(
    ctx: PublicContext | OrganizationContext,
    order_id: UUID,
    *,
    return_url: str,
    choice: Choice | None = None,
) -> PaymentStarted:
    """Open a payment for what is due, keep the stock longer, then ask the provider.

    Opening and prolonging commit together; the provider is called after that. Called again it
    goes on with the payment under way. Another method or amount abandons that one first, and is
    refused while the bank works on it. Money that comes twice all the same goes back by itself.
    """
    policies.require_can_change(ctx)
    with transaction(ctx) as tx:
        order = changing.lock_order(tx, order_id)
        policies.require_can_change(ctx, order.event_id)
        payment_id, amount = _open_payment(tx, order, choice or Choice(), return_url=return_url)
    started = payments.start(as_organization(ctx), payment_id)
    if started.next_action is not None and started.next_action.flow == INSTRUCTIONS:
        _await_transfer(ctx, order_id, payment_id)
    return PaymentStarted(
        order_id=order_id,
        payment_id=payment_id,
        state=started.state,
        amount_minor=amount.minor,
        currency=amount.currency,
        redirect_url=started.redirect_url,
        next_action=_shown(started.next_action),
    )


def _open_payment(
    tx: Transaction, order: Order, choice: Choice, *, return_url: str
) -> tuple[UUID, Money]:
    life.require_alive(order)
    if order.total_minor == 0:
        raise NothingToPay
    rules.ORDER_TABLE.next(OrderState(order.state), Action.ASK_PAYMENT)
    if not order.buyer_email:
        raise Invalid(FieldError("/buyer/email", "Please enter a valid email address", "missing"))
    if not life.is_complete(tx, order):
        raise Incomplete(missing=answering.missing(tx, order))
    if order.state == OrderState.HELD:
        consenting.require_accepted(tx, order)
    agreed = agreeing.agree(tx, order, plan_id=choice.plan_id, keeps_choice=choice.keeps_plan)
    amount = Money(_amount(tx, order, agreed, everything=choice.everything), order.currency)
    live = _live(tx, order)
    same = next((each for each in live if _is_wanted(each, choice, amount)), None)
    if same is not None:
        return same.id, amount
    method = _choose(tx, order, choice, amount)
    _make_room(tx, order, live)
    move(tx, order, Action.ASK_PAYMENT)
    keeping.prolong(tx, order, keeping.paying_until(order, now=tx.now))
    payment_id = payments.open_payment(
        tx,
        reference=order.id,
        amount=amount,
        description=order.number,
        buyer_email=order.buyer_email,
        locale=order.locale,
        return_url=return_url,
        cancel_url=return_url,
        connection_id=method.connection_id,
        method=method.method,
        country=choice.country,
    )
    return payment_id, amount


def _amount(tx: Transaction, order: Order, agreed: Agreed | None, *, everything: bool) -> int:
    """Minor units to ask for: the part that is due by the plan, or all that is left."""
    left = _left(order)
    if left <= 0:
        raise NothingToPay
    if agreed is None or everything:
        return left
    paid = order.paid_minor - order.refunded_minor
    return plans.due_now(agreed.parts, paid_minor=paid, now=tx.now)


def _left(order: Order) -> int:
    return order.total_minor - (order.paid_minor - order.refunded_minor)


def _live(tx: Transaction, order: Order) -> list[payments.PaymentView]:
    """Payments that may still be paid, the newest first."""
    return [each for each in payments.list_payments_of(tx, order.id) if each.is_open]


def _is_wanted(payment: payments.PaymentView, choice: Choice, amount: Money) -> bool:
    return (
        payment.amount == amount
        and choice.connection_id in (None, payment.connection_id)
        and choice.method in (None, payment.method)
    )


def _make_room(tx: Transaction, order: Order, live: Sequence[payments.PaymentView]) -> None:
    """Let go of earlier pages; PaymentUnderWay when the bank already has the buyer's word."""
    for each in live:
        by_instructions = each.next_action is not None and each.next_action.flow == INSTRUCTIONS
        if each.state in AT_THE_BANK and not by_instructions:
            raise PaymentUnderWay
    payments.abandon(tx, order.id)


def _offered(
    tx: Transaction, order: Order, amount_minor: int, *, country: str | None
) -> list[payments.PaymentMethod]:
    """Instructions take days: they are offered only where places are kept for at least one."""
    found = payments.list_methods(tx, Money(amount_minor, order.currency), country=country)
    if keeping.longest_pending(tx, order).total_seconds() >= DAY_SECONDS:
        return found
    return [each for each in found if each.flow != INSTRUCTIONS]


def _choose(tx: Transaction, order: Order, choice: Choice, amount: Money) -> payments.PaymentMethod:
    """What the buyer chose; unasked, the first that needs no fields of the provider on our page."""
    offered = _offered(tx, order, amount.minor, country=choice.country)
    if not offered:
        raise NoPaymentMethod
    is_open = choice.connection_id is None and choice.method is None
    fitting = [
        each
        for each in offered
        if choice.connection_id in (None, each.connection_id)
        and choice.method in (None, each.method)
        and not (is_open and each.flow == EMBEDDED)
    ]
    if not fitting:
        raise Invalid(FieldError("/method", "This order cannot be paid this way.", "not-offered"))
    return fitting[0]


def _await_transfer(
    ctx: PublicContext | OrganizationContext, order_id: UUID, payment_id: UUID
) -> None:
    """Keep the places for as long as the transfer may take, and have the instructions mailed."""
    with transaction(ctx) as tx:
        order = changing.lock_order(tx, order_id)
        until = keeping.keep_until(tx, order)
        if order.state != OrderState.AWAITING_PAYMENT or until is None:
            return
        is_news = order.expires_at is None or until > order.expires_at
        keeping.prolong(tx, order, until)
        if is_news:
            tx.publish(
                OrderTransferAwaited(
                    order_id=order.id, event_id=order.event_id, payment_id=payment_id
                )
            )


def _standing(order: Order, payment: payments.PaymentView) -> PaymentStarted:
    action = payment.next_action
    return PaymentStarted(
        order_id=order.id,
        payment_id=payment.id,
        state=payment.state,
        amount_minor=payment.amount.minor,
        currency=payment.currency,
        redirect_url=action.redirect_url if action else None,
        next_action=_shown(action),
    )


def _shown(action: payments.Action | None) -> NextAction | None:
    if action is None:
        return None
    return NextAction(
        flow=action.flow,
        redirect_url=action.redirect_url,
        client_token=action.client_token,
        client_options=dict(action.client_options or {}),
        instructions=[Instruction(*pair) for pair in (action.instructions or {}).items()],
        expires_at=action.expires_at,
    )
