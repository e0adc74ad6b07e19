"""HTTP of what buyers do with confirmed orders: correct attendees, cancel, claim a refund."""

from typing import Any
from uuid import UUID

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.http.access import idempotent
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.orders import policies
from turnout.modules.orders.attendee_shapes import AttendeeFields, OrderAttendeeSchema
from turnout.modules.orders.cancellation.service import cancellation, event_cancellation
from turnout.modules.orders.routes.orders import answer, opens
from turnout.modules.orders.schemas.buyer_terms import (
    CancellationFields,
    CancelledSchema,
    QuoteSchema,
    TicketArguments,
)
from turnout.modules.orders.schemas.orders import OrderSchema
from turnout.modules.orders.service import attendee_updates
from turnout.modules.orders.types import AttendeeView

blueprint = StrictBlueprint(
    "order-rights",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/orders/<uuid:order_id>",
    description="What buyers do with their orders by themselves.",
)
returns = StrictBlueprint(
    "order-returns",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/orders",
    description="Orders of events that were called off or put off",
)


@blueprint.route("/attendees/<uuid:attendee_id>")
class OneAttendee(MethodView):
    @opens(policies.EDIT)
    @blueprint.arguments(AttendeeFields)
    @blueprint.response(200, OrderAttendeeSchema)
    def patch(
        self,
        ctx: OrganizationContext | PublicContext,
        body: dict[str, Any],
        order_id: UUID,
        attendee_id: UUID,
    ) -> AttendeeView:
        """Correct an attendee of a confirmed order; the ticket bears the new name."""
        changes = attendee_updates.AttendeeUpdate(**body)
        return attendee_updates.update_attendee(
            ctx, order_id, attendee_id=attendee_id, changes=changes
        )


@blueprint.route("/cancellation")
class Cancellation(MethodView):
    @opens(policies.READ)
    @blueprint.arguments(TicketArguments, location="query")
    @blueprint.response(200, QuoteSchema)
    def get(
        self, ctx: OrganizationContext | PublicContext, query: dict[str, Any], order_id: UUID
    ) -> cancellation.CancellationQuote:
        """Say exactly what would come back for these tickets, or for all without `ticket_id`."""
        return cancellation.quote_cancellation(ctx, order_id, ticket_ids=query["ticket_id"])

    @opens(policies.EDIT)
    @blueprint.arguments(CancellationFields)
    @blueprint.response(202, CancelledSchema)
    @idempotent(cancellation.CancellationResult)
    def post(
        self, ctx: OrganizationContext | PublicContext, body: dict[str, Any], order_id: UUID
    ) -> cancellation.CancellationResult:
        """Cancel by the terms of the event, for exactly the amount that was shown."""
        return cancellation.cancel_tickets(
            ctx, order_id, ticket_ids=body["ticket_ids"], amount_minor=body["amount_minor"]
        )


@returns.route("/<uuid:order_id>/return")
class Returns(MethodView):
    @opens(policies.EDIT)
    @returns.response(200, OrderSchema)
    def post(self, ctx: OrganizationContext | PublicContext, order_id: UUID) -> Response:
        """Have the money back, where buyers were asked; the tickets are void then."""
        return answer(event_cancellation.claim_event_refund(ctx, order_id))
