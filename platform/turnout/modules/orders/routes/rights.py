"""HTTP of what buyers do with confirmed orders: correct attendees, pass tickets on, cancel."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.http.access import idempotent
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.orders import policies
from turnout.modules.orders.routes.orders import opens
from turnout.modules.orders.schemas.orders import OrderAttendeeSchema
from turnout.modules.orders.schemas.rights import (
    AttendeeFields,
    CancellationFields,
    CancelledSchema,
    OfferFields,
    QuoteSchema,
    TicketArguments,
    TransferListSchema,
    TransferSchema,
)
from turnout.modules.orders.service import giving_back, renaming, transferring
from turnout.modules.orders.types import AttendeeView

blueprint = StrictBlueprint(
    "order-rights",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/orders/<uuid:order_id>",
    description="What buyers do with their orders by themselves.",
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
        changes = renaming.AttendeeChanges(**body)
        return renaming.change_attendee(ctx, order_id, attendee_id=attendee_id, changes=changes)


@blueprint.route("/transfers")
class Transfers(MethodView):
    @opens(policies.READ)
    @blueprint.response(200, TransferListSchema)
    def get(
        self, ctx: OrganizationContext | PublicContext, order_id: UUID
    ) -> dict[str, list[transferring.TransferView]]:
        """List offers of the order's tickets, the newest first."""
        return {"items": transferring.list_transfers(ctx, order_id)}


@blueprint.route("/tickets/<uuid:ticket_id>/transfer")
class TicketTransfer(MethodView):
    @opens(policies.EDIT)
    @blueprint.arguments(OfferFields)
    @blueprint.response(201, TransferSchema)
    def post(
        self,
        ctx: OrganizationContext | PublicContext,
        body: dict[str, Any],
        order_id: UUID,
        ticket_id: UUID,
    ) -> transferring.TransferView:
        """Offer a ticket to somebody by mail; it is theirs, with a new code, once they accept."""
        return transferring.offer_ticket(
            ctx, order_id, ticket_id=ticket_id, recipient=transferring.Recipient(**body)
        )

    @opens(policies.EDIT)
    @blueprint.response(204)
    def delete(
        self, ctx: OrganizationContext | PublicContext, order_id: UUID, ticket_id: UUID
    ) -> None:
        """Take an open offer back."""
        transferring.withdraw_offer(ctx, order_id, ticket_id=ticket_id)


@blueprint.route("/cancellation")
class Cancellation(MethodView):
    @opens(policies.READ)
    @blueprint.arguments(TicketArguments, location="query")
    @blueprint.response(200, QuoteSchema)
    def get(
        self, ctx: OrganizationContext | PublicContext, query: dict[str, Any], order_id: UUID
    ) -> giving_back.CancellationQuote:
        """Say exactly what would come back for these tickets, or for all without `ticket_id`."""
        return giving_back.quote_cancellation(ctx, order_id, ticket_ids=query["ticket_id"])

    @opens(policies.EDIT)
    @blueprint.arguments(CancellationFields)
    @blueprint.response(202, CancelledSchema)
    @idempotent(giving_back.Cancelled)
    def post(
        self, ctx: OrganizationContext | PublicContext, body: dict[str, Any], order_id: UUID
    ) -> giving_back.Cancelled:
        """Cancel by the terms of the event, for exactly the amount that was shown."""
        return giving_back.give_back(
            ctx, order_id, ticket_ids=body["ticket_ids"], amount_minor=body["amount_minor"]
        )
