"""Who sells at the desk: whoever may record money for orders."""

from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.modules.received_payments import api as received_payments

SELL = received_payments.RECORD


def require_can_sell(ctx: OrganizationContext, event_id: UUID) -> None:
    received_payments.require_can_record(ctx, event_id)
