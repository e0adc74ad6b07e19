"""Reactions of orders to facts of payments and events."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction
from turnout.kernel.messaging.facts import on
from turnout.modules.events import api as events
from turnout.modules.events.facts import EventCopied
from turnout.modules.inventory import api as inventory
from turnout.modules.orders import queries
from turnout.modules.orders.checkout import waiting_room as checkout_gate
from turnout.modules.orders.service import orders, payment_sync, risk_holds
from turnout.modules.orders.terms import service as buyer_terms
from turnout.modules.participation import api as participation
from turnout.modules.payments import api as payments
from turnout.modules.payments.facts import (
    PaymentAuthorized,
    PaymentFailed,
    PaymentHeldForReview,
    PaymentRefunded,
    PaymentRefundFailed,
    PaymentRiskAssessed,
    PaymentSettled,
    PaymentVoided,
)
from turnout.modules.price_rules import api as price_rules
from turnout.modules.quotas import api as quotas
from turnout.modules.waiting_room import api as waiting_room

events.EVENT_EXPORTED.register(buyer_terms.export_terms)
events.EVENT_IMPORTED.register(buyer_terms.import_terms)
# Price rules know no stock, and the stock no prices: they meet here.
inventory.TICKET_TYPES_COPIED.register(price_rules.copy_rules)
inventory.TICKET_TYPES_IMPORTED.register(price_rules.import_rules)
price_rules.UNITS_SOLD.register(queries.units_sold)
price_rules.BOUGHT_EVENTS.register(queries.list_bought_events)
payments.RISK_WANTED.register(risk_holds.is_verdict_wanted)
waiting_room.ENDED_ORDERS.register(checkout_gate.list_ended_orders)
participation.HOLDER_NAMES.register(orders.name_ticket_holders)


@on(PaymentSettled, queue="critical")
def confirm(ctx: OrganizationContext, fact: PaymentSettled) -> None:
    payment_sync.sync_with_payments(ctx, fact.reference)


@on(PaymentRefunded, queue="critical")
def record_refund(ctx: OrganizationContext, fact: PaymentRefunded) -> None:
    payment_sync.sync_with_payments(ctx, fact.reference, refund_id=fact.refund_id)


@on(PaymentRefundFailed, queue="critical")
def note_failed_refund(ctx: OrganizationContext, fact: PaymentRefundFailed) -> None:
    payment_sync.sync_with_payments(
        ctx, fact.reference, refund_id=fact.refund_id, has_failed=True, is_refused=fact.is_refused
    )


@on(PaymentHeldForReview, queue="critical")
def review(ctx: OrganizationContext, fact: PaymentHeldForReview) -> None:
    payment_sync.hold_for_review(ctx, fact.reference)


@on(PaymentRiskAssessed, queue="critical")
def follow_risk(ctx: OrganizationContext, fact: PaymentRiskAssessed) -> None:
    payment_sync.sync_with_payments(ctx, fact.reference)


@on(PaymentAuthorized, queue="critical")
def await_decision(ctx: OrganizationContext, fact: PaymentAuthorized) -> None:
    payment_sync.sync_with_payments(ctx, fact.reference)


@on(PaymentVoided, queue="critical")
def follow_void(ctx: OrganizationContext, fact: PaymentVoided) -> None:
    payment_sync.sync_with_payments(ctx, fact.reference)


@on(PaymentFailed, queue="critical")
def follow_failure(ctx: OrganizationContext, fact: PaymentFailed) -> None:
    payment_sync.sync_with_payments(ctx, fact.reference)


@on(EventCopied)
def copy_buyer_terms(ctx: OrganizationContext, fact: EventCopied) -> None:
    buyer_terms.copy_buyer_terms(ctx, fact)


@quotas.METERS.register
def count_used_orders(tx: Transaction) -> tuple[quotas.QuotaKind, int]:
    return quotas.QuotaKind.ORDERS_A_MONTH, queries.count_placed(tx, since=quotas.month_of(tx.now))
