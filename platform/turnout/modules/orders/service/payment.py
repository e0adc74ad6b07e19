"""Payment of an order: its options, opening a payment, accepting or declining the order."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext, TenantContext, as_organization
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.http import idempotency
from turnout.kernel.ids import new_id
from turnout.modules.orders import policies, queries, rules, types
from turnout.modules.orders.answers import service as answers
from turnout.modules.orders.checkout import service as checkout
from turnout.modules.orders.errors import (
    ApprovalFirst,
    Incomplete,
    NoPaymentMethod,
    NothingToPay,
    NotWaiting,
    PaymentUnderWay,
    ReviewFirst,
)
from turnout.modules.orders.facts import OrderBankTransferAwaited, OrderCancelled
from turnout.modules.orders.models import OrderRow, OrderState
from turnout.modules.orders.refunds import service as refunds
from turnout.modules.orders.rules import Action
from turnout.modules.orders.service import holds, payment_sync, review_holds
from turnout.modules.orders.service import orders as life
from turnout.modules.orders.service.holds import transition
from turnout.modules.orders.terms import rules as terms_rules
from turnout.modules.orders.terms import service as terms
from turnout.modules.orders.terms.service import AgreedPlan
from turnout.modules.payments import api as payments
from turnout_sdk.money import Money

INSTRUCTIONS = "instructions"
EMBEDDED = "embedded"
DAY_SECONDS = 24 * 3600
FAILED = "failed"
AT_THE_BANK = ("processing", "authorized")


def list_payment_options(
    ctx: TenantContext, order_id: UUID, *, country: str | None = None
) -> types.PaymentOptions:
    """List the payment options of an order; none for one that waits for no payment."""
    policies.require_can_open(ctx)
    with transaction(ctx) as tx:
        order = queries.find_order(tx, order_id)
        policies.require_can_open(ctx, order.event_id)
        return get_payment_options(tx, order_id, country=country)


def get_payment_options(
    tx: Transaction, order_id: UUID, *, country: str | None = None
) -> types.PaymentOptions:
    """Return the payment options of an order; the caller has checked who sees them."""
    order = queries.find_order(tx, order_id)
    agreed = terms.find_agreed_plan(tx, order.id)
    left = _unpaid_amount(order)
    is_payable = left > 0 and _may_be_paid(order)
    due = amount_due(tx, order, agreed, everything=False) if is_payable else 0
    seen = payments.list_payments_of(tx, order.id)
    newest = next((each for each in seen if each.is_open), None)
    return types.PaymentOptions(
        currency=order.currency,
        due_minor=due,
        left_minor=left if is_payable else 0,
        items=_offered_methods(tx, order, due, country=country) if is_payable else [],
        plans=terms.list_plan_offers(tx, order) if is_payable else [],
        plan_id=agreed.plan.plan_id if agreed else None,
        under_way=_to_payment_started(order, newest) if newest else None,
        last_attempt_failed=newest is None and any(each.state == FAILED for each in seen[:1]),
    )


def start_payment(
    ctx: TenantContext,
    order_id: UUID,
    *,
    return_url: str | None = None,
    choice: types.PaymentChoice | None = None,
) -> types.PaymentStarted:
    """Open a payment for what is due, keep the stock longer, then ask the provider.

    The provider sends the buyer back to `return_url`; to the order's page without it.

    Opening and prolonging commit together; the provider is called after that. Called again it
    goes on with the payment under way. Another method or amount abandons that one first, and is
    refused while the bank works on it. Money that comes twice all the same goes back by itself.
    """
    policies.require_can_change(ctx)
    home = runtime.current().settings.public_url.rstrip("/")
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        order = queries.lock_order(tx, order_id)
        policies.require_can_change(ctx, order.event_id)
        page = f"{home}{life.order_path(order.organization_id, order_id, order.secret_serial)}"
        payment_id, amount = _open_payment(
            tx, order, choice or types.PaymentChoice(), return_url=return_url or page
        )
    started = payments.start(as_organization(ctx), payment_id)
    if started.next_action is not None and started.next_action.flow == INSTRUCTIONS:
        _await_bank_transfer(ctx, order_id, payment_id)
    answer = types.PaymentStarted(
        order_id=order_id,
        payment_id=payment_id,
        state=started.state,
        amount_minor=amount.minor,
        currency=amount.currency,
        redirect_url=started.redirect_url,
        next_action=_to_next_action(started.next_action),
    )
    if ctx.idempotency is not None:
        with transaction(ctx) as tx:
            idempotency.complete(tx, answer.without_token())
    return answer


def with_client_token(ctx: TenantContext, started: types.PaymentStarted) -> types.PaymentStarted:
    """Give an earlier answer back the provider's token, which is not kept with it."""
    action = started.next_action
    if action is None or action.flow != EMBEDDED or action.client_token:
        return started
    policies.require_can_change(ctx)
    with transaction(ctx) as tx:
        found = payments.list_payments_of(tx, started.order_id)
    view = next((each for each in found if each.id == started.payment_id), None)
    token = view.next_action.client_token if view and view.next_action else None
    return replace(started, next_action=replace(action, client_token=token))


def _open_payment(
    tx: Transaction, order: OrderRow, choice: types.PaymentChoice, *, return_url: str
) -> tuple[UUID, Money]:
    holds.require_not_expired(order)
    if order.total_minor == 0:
        raise NothingToPay
    rules.ORDER_TABLE.next(OrderState(order.state), Action.ASK_PAYMENT)
    if awaits_approval(order):
        raise ApprovalFirst
    if not order.buyer_email:
        raise Invalid(FieldError("/buyer/email", "Please enter a valid email address", "missing"))
    if not life.is_complete(tx, order):
        raise Incomplete(missing=answers.missing_answers(tx, order))
    if order.state == OrderState.HELD:
        checkout.require_terms_accepted(tx, order)
    agreed = terms.choose_plan(tx, order, plan_id=choice.plan_id, keeps_choice=choice.keeps_plan)
    amount = Money(amount_due(tx, order, agreed, everything=choice.everything), order.currency)
    live = [each for each in payments.list_payments_of(tx, order.id) if each.is_open]
    same = next((each for each in live if _is_wanted(each, choice, amount)), None)
    if same is not None:
        return same.id, amount
    method = _choose_method(tx, order, choice, amount)
    abandon_open_payments(tx, order, live)
    transition(tx, order, Action.ASK_PAYMENT)
    holds.extend_hold(tx, order, holds.payment_hold_until(order, now=tx.now))
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


def amount_due(
    tx: Transaction, order: OrderRow, agreed: AgreedPlan | None, *, everything: bool
) -> int:
    """Minor units to ask for: the part that is due by the plan, or all that is left."""
    left = _unpaid_amount(order)
    if left <= 0:
        raise NothingToPay
    if agreed is None or everything:
        return left
    paid = order.paid_minor - order.refunded_minor
    return terms_rules.due_now(agreed.parts, paid_minor=paid, now=tx.now)


def _may_be_paid(order: OrderRow) -> bool:
    is_living = rules.ORDER_TABLE.can(OrderState(order.state), Action.ASK_PAYMENT)
    return is_living and not awaits_approval(order)


def awaits_approval(order: OrderRow) -> bool:
    """Whether nobody pays it before the organizer has approved it."""
    return order.needs_approval and order.approved_at is None


def _unpaid_amount(order: OrderRow) -> int:
    return order.total_minor - (order.paid_minor - order.refunded_minor)


def _is_wanted(payment: payments.PaymentView, choice: types.PaymentChoice, amount: Money) -> bool:
    return (
        payment.amount == amount
        and choice.connection_id in (None, payment.connection_id)
        and choice.method in (None, payment.method)
    )


def abandon_open_payments(
    tx: Transaction, order: OrderRow, live: Sequence[payments.PaymentView]
) -> None:
    """Let go of earlier pages; PaymentUnderWay when the bank already has the buyer's word."""
    for each in live:
        by_instructions = each.next_action is not None and each.next_action.flow == INSTRUCTIONS
        if each.state in AT_THE_BANK and not by_instructions:
            raise PaymentUnderWay
    payments.abandon(tx, order.id)


def _offered_methods(
    tx: Transaction, order: OrderRow, amount_minor: int, *, country: str | None
) -> list[payments.PaymentMethod]:
    """Instructions take days: they are offered only where places are kept for at least one."""
    found = payments.list_methods(tx, Money(amount_minor, order.currency), country=country)
    if holds.longest_pending(tx, order).total_seconds() >= DAY_SECONDS:
        return found
    return [each for each in found if each.flow != INSTRUCTIONS]


def _choose_method(
    tx: Transaction, order: OrderRow, choice: types.PaymentChoice, amount: Money
) -> payments.PaymentMethod:
    """Return the chosen method; without a choice the first that is not embedded in our page."""
    offered = _offered_methods(tx, order, amount.minor, country=choice.country)
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


def _await_bank_transfer(ctx: TenantContext, order_id: UUID, payment_id: UUID) -> None:
    """Keep the places for as long as the transfer may take, and have the instructions mailed."""
    with transaction(ctx) as tx:
        order = queries.lock_order(tx, order_id)
        until = holds.hold_until(tx, order)
        if order.state != OrderState.AWAITING_PAYMENT or until is None:
            return
        is_news = order.expires_at is None or until > order.expires_at
        holds.extend_hold(tx, order, until)
        if is_news:
            tx.publish(
                OrderBankTransferAwaited(
                    order_id=order.id, event_id=order.event_id, payment_id=payment_id
                )
            )


def _to_payment_started(order: OrderRow, payment: payments.PaymentView) -> types.PaymentStarted:
    action = payment.next_action
    return types.PaymentStarted(
        order_id=order.id,
        payment_id=payment.id,
        state=payment.state,
        amount_minor=payment.amount.minor,
        currency=payment.currency,
        redirect_url=action.redirect_url if action else None,
        next_action=_to_next_action(action),
    )


def _to_next_action(action: payments.NextAction | None) -> types.NextAction | None:
    if action is None:
        return None
    return types.NextAction(
        flow=action.flow.value,
        redirect_url=action.redirect_url,
        client_token=action.client_token,
        client_options=dict(action.client_options or {}),
        instructions=[types.Instruction(*pair) for pair in (action.instructions or {}).items()],
        expires_at=action.expires_at,
    )


def accept_order(ctx: OrganizationContext, order_id: UUID, *, reason: str) -> types.Order:
    """Collect what is authorized and approve what was held for review.

    The order is confirmed when the provider has told that the money is in, as every order is.
    Asked again it asks for nothing twice.
    """
    policies.require_can_approve(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        order = _lock_waiting(tx, order_id)
        _review_payments(tx, order, approve=True, reason=reason)
        for each in payments.list_payments_of(tx, order.id):
            if each.state == holds.AUTHORIZED and not each.review_reason:
                with suppress(payments.TooMuchToCapture):  # it is being collected already
                    payments.request_capture(
                        tx,
                        payment_id=each.id,
                        amount=Money(each.authorized_minor, each.currency),
                        key=f"accept-{new_id()}",
                    )
        view = queries.get_whole_order(tx, order_id)
        idempotency.complete(tx, view)
        return view


def decline_order(ctx: OrganizationContext, order_id: UUID, *, reason: str) -> types.Order:
    """Cancel the order: places come back, what is authorized is let go, what is paid returned.

    A payment held for review is refused with it.
    """
    policies.require_can_approve(ctx)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        order = _lock_waiting(tx, order_id)
        _review_payments(tx, order, approve=False, reason=reason)
        holds.close_order(tx, order, Action.CANCEL, reason="declined")
        refunds.refund_overpayment(tx, order)
        tx.publish(OrderCancelled(order_id=order.id, event_id=order.event_id, was_declined=True))
        view = queries.get_whole_order(tx, order_id)
        idempotency.complete(tx, view)
        return view


def _lock_waiting(tx: Transaction, order_id: UUID) -> OrderRow:
    """The order, FOR UPDATE; NotWaiting when there is nothing to decide, or ReviewFirst."""
    order = queries.lock_order(tx, order_id)
    policies.require_can_approve(tx.ctx, order.event_id)
    if order.state != OrderState.UNDER_REVIEW:
        raise NotWaiting
    if review_holds.is_open(order):
        raise ReviewFirst
    return order


def _review_payments(tx: Transaction, order: OrderRow, *, approve: bool, reason: str) -> None:
    """Decide about the order's payments that a person still has to decide about."""
    for each in payments.list_payments_of(tx, order.id):
        if payment_sync.is_under_review(each):
            payments.review_payment(tx, each.id, approve=approve, reason=reason)
