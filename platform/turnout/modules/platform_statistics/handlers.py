"""Reactions of the statistics to facts: the organization is counted again."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.events.facts import EventPublished
from turnout.modules.orders.facts import OrderConfirmed
from turnout.modules.organizations.facts import OrganizationCreated
from turnout.modules.payments.facts import (
    PaymentDisputed,
    PaymentHeldForReview,
    PaymentRefunded,
    PaymentSettled,
)
from turnout.modules.platform_statistics import service


@on(OrganizationCreated)
def note_organization(ctx: OrganizationContext, _fact: OrganizationCreated) -> None:
    service.mark_organization(ctx)


@on(EventPublished)
def note_publication(ctx: OrganizationContext, _fact: EventPublished) -> None:
    service.mark_organization(ctx)


@on(OrderConfirmed)
def note_order(ctx: OrganizationContext, _fact: OrderConfirmed) -> None:
    service.mark_organization(ctx)


@on(PaymentSettled)
def note_payment(ctx: OrganizationContext, _fact: PaymentSettled) -> None:
    service.mark_organization(ctx)


@on(PaymentRefunded)
def note_refund(ctx: OrganizationContext, _fact: PaymentRefunded) -> None:
    service.mark_organization(ctx)


@on(PaymentDisputed)
def note_dispute(ctx: OrganizationContext, _fact: PaymentDisputed) -> None:
    service.mark_organization(ctx)


@on(PaymentHeldForReview)
def note_review(ctx: OrganizationContext, _fact: PaymentHeldForReview) -> None:
    service.mark_organization(ctx)
