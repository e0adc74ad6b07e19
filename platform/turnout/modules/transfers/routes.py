"""HTTP of ticket transfers: offering, accepting, and the ticket of who accepted it."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import PublicContext, TenantContext
from turnout.kernel.http.access import idempotent, requires_secret
from turnout.kernel.http.answers import file_answer, file_document, list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.orders import api as orders
from turnout.modules.transfers import service, types
from turnout.modules.transfers.schemas import HolderUpdateSchema, NewHolderSchema, NewTransferSchema

blueprint = StrictBlueprint(
    "held-tickets",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="Tickets that were passed on, for whoever has their link.",
)
OF_ORDERS = "order-rights"
"""Where the API's document lists what concerns an order and its tickets."""


answers_offer = requires_secret(
    header=orders.TRANSFER_HEADER, path_id="transfer_id", proves=orders.may_answer
)
holds = requires_secret(
    header=orders.TICKET_HEADER, path_id="transfer_id", proves=orders.holds_ticket
)


@blueprint.route("/transfers/<uuid:transfer_id>")
class Offer(MethodView):
    @answers_offer
    @blueprint.response(200, response(types.TransferOffer))
    def get(self, ctx: PublicContext, transfer_id: UUID) -> types.TransferOffer:
        """Look at an offer: what, by whom, until when."""
        return service.get_offer(ctx, transfer_id)


@blueprint.route("/transfers/<uuid:transfer_id>/accept")
class Acceptance(MethodView):
    @answers_offer
    @blueprint.arguments(NewHolderSchema)
    @blueprint.response(200, response(types.AcceptanceAnswer))
    def post(
        self, ctx: PublicContext, body: dict[str, Any], transfer_id: UUID
    ) -> types.AcceptanceAnswer:
        """Take the ticket over; the code handed out before is dead at once."""
        accepted = _accepted(self, ctx, body, transfer_id)
        secret = orders.ticket_secret(transfer_id)
        return types.AcceptanceAnswer(**asdict(accepted), secret=secret)


@idempotent(types.TransferAccepted)
def _accepted(
    _view: MethodView, ctx: PublicContext, body: dict[str, Any], transfer_id: UUID
) -> types.TransferAccepted:
    return service.accept_offer(ctx, transfer_id, orders.NewAttendee(**body))


@blueprint.route("/transfers/<uuid:transfer_id>/decline")
class Refusal(MethodView):
    @answers_offer
    @blueprint.response(204)
    def post(self, ctx: PublicContext, transfer_id: UUID) -> None:
        """Say no; the ticket stays where it is."""
        service.decline_offer(ctx, transfer_id)


@blueprint.route("/held-tickets/<uuid:transfer_id>")
class Held(MethodView):
    @holds
    @blueprint.response(200, response(types.TransferredTicket))
    def get(self, ctx: PublicContext, transfer_id: UUID) -> types.TransferredTicket:
        """Look at a ticket that was passed on to you."""
        return service.get_transferred_ticket(ctx, transfer_id)

    @holds
    @blueprint.arguments(HolderUpdateSchema)
    @blueprint.response(200, response(orders.OrderAttendee))
    def patch(
        self, ctx: PublicContext, body: dict[str, Any], transfer_id: UUID
    ) -> orders.OrderAttendee:
        """Correct the name and the answers on it."""
        return service.update_transferred_ticket(ctx, transfer_id, orders.AttendeeUpdate(**body))


@blueprint.route("/held-tickets/<uuid:transfer_id>/ticket.pdf")
class HeldPdf(MethodView):
    @holds
    @blueprint.doc(**file_document("application/pdf", "One page."))
    def get(self, ctx: PublicContext, transfer_id: UUID) -> Response:
        """Download a ticket that was passed on to you as a PDF."""
        file = service.render_transferred_pdf(ctx, transfer_id)
        return file_answer(file.content, f"{file.name}.pdf", media_type="application/pdf")


@blueprint.route("/held-tickets/<uuid:transfer_id>/ticket.ics")
class HeldCalendar(MethodView):
    @holds
    @blueprint.doc(**file_document("text/calendar", "One entry."))
    def get(self, ctx: PublicContext, transfer_id: UUID) -> Response:
        """Download what a ticket that was passed on to you admits to, for a calendar."""
        file = service.render_transferred_calendar(ctx, transfer_id)
        return file_answer(file.content, f"{file.name}.ics", media_type="text/calendar")


@blueprint.route("/held-tickets/<uuid:transfer_id>/transfer")
class HeldTransfer(MethodView):
    @holds
    @blueprint.arguments(NewTransferSchema)
    @blueprint.response(201, response(types.Transfer))
    def post(self, ctx: PublicContext, body: dict[str, Any], transfer_id: UUID) -> types.Transfer:
        """Pass it on again."""
        return service.offer_transferred(ctx, transfer_id, types.Recipient(**body))

    @holds
    @blueprint.response(204)
    def delete(self, ctx: PublicContext, transfer_id: UUID) -> None:
        """Take an open offer back."""
        service.withdraw_transferred(ctx, transfer_id)


@blueprint.route("/orders/<uuid:order_id>/transfers", tags=[OF_ORDERS])
class Transfers(MethodView):
    @orders.requires_buyer_or(orders.READ)
    @blueprint.response(200, list_of(types.Transfer))
    def get(self, ctx: TenantContext, order_id: UUID) -> dict[str, list[types.Transfer]]:
        """List offers of the order's tickets, the newest first."""
        return {"items": service.list_transfers(ctx, order_id)}


@blueprint.route("/orders/<uuid:order_id>/tickets/<uuid:ticket_id>/transfer", tags=[OF_ORDERS])
class TicketTransfer(MethodView):
    @orders.requires_buyer_or(orders.EDIT)
    @blueprint.arguments(NewTransferSchema)
    @blueprint.response(201, response(types.Transfer))
    def post(
        self, ctx: TenantContext, body: dict[str, Any], order_id: UUID, ticket_id: UUID
    ) -> types.Transfer:
        """Offer a ticket to somebody by mail; it is theirs, with a new code, once they accept."""
        return service.offer_ticket(
            ctx, order_id, ticket_id=ticket_id, recipient=types.Recipient(**body)
        )

    @orders.requires_buyer_or(orders.EDIT)
    @blueprint.response(204)
    def delete(self, ctx: TenantContext, order_id: UUID, ticket_id: UUID) -> None:
        """Take an open offer back."""
        service.withdraw_offer(ctx, order_id, ticket_id=ticket_id)


blueprints = (blueprint,)
