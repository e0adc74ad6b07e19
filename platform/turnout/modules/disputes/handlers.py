"""The reaction of the dispute desk to what providers tell."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.disputes.service import alerts
from turnout.modules.payments.facts import PaymentDisputed


@on(PaymentDisputed, queue="messages")
def alert_members(ctx: OrganizationContext, fact: PaymentDisputed) -> None:
    alerts.hear_of(ctx, fact.dispute_id)
