"""Reactions to what payments announce."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.facts import on
from turnout.modules.orders.service import paying
from turnout.modules.payments.facts import (
    PaymentHeldForReview,
    PaymentRefunded,
    PaymentRefundFailed,
    PaymentSettled,
)


@on(PaymentSettled, queue="critical")
def confirm(ctx: OrganizationContext, fact: PaymentSettled) -> None:
    paying.follow_payments(ctx, fact.reference)


@on(PaymentRefunded, queue="critical")
def record_refund(ctx: OrganizationContext, fact: PaymentRefunded) -> None:
    paying.follow_payments(ctx, fact.reference, refund_id=fact.refund_id)


@on(PaymentRefundFailed, queue="critical")
def note_failed_refund(ctx: OrganizationContext, fact: PaymentRefundFailed) -> None:
    paying.note_failed_refund(ctx, fact.refund_id)


@on(PaymentHeldForReview, queue="critical")
def review(ctx: OrganizationContext, fact: PaymentHeldForReview) -> None:
    paying.hold_for_review(ctx, fact.reference)
