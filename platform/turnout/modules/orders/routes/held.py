"""HTTP of tickets that are passed on: the offer, and the ticket of who accepted it."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any, TypeVar
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import PublicContext
from turnout.kernel.http.access import idempotent, requires_secret
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.orders import secrets
from turnout.modules.orders.schemas.buyer_terms import (
    AcceptedSchema,
    AcceptFields,
    AttendeeFields,
    HeldTicketSchema,
    OfferedSchema,
    OfferFields,
    TransferSchema,
)
from turnout.modules.orders.schemas.orders import OrderAttendeeSchema
from turnout.modules.orders.service import accepting, attendee_updates, holding_on, transferring
from turnout.modules.orders.types import AttendeeView

V = TypeVar("V", bound=Callable[..., Any])
blueprint = StrictBlueprint(
    "held-tickets",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="Tickets that were passed on, for whoever has their link.",
)


def answers_offer(view: V) -> V:
    return requires_secret(
        header=secrets.TRANSFER_HEADER, path_id="transfer_id", proves=secrets.may_answer
    )(view)


def holds(view: V) -> V:
    return requires_secret(
        header=secrets.TICKET_HEADER, path_id="transfer_id", proves=secrets.holds_ticket
    )(view)


@blueprint.route("/transfers/<uuid:transfer_id>")
class Offer(MethodView):
    @answers_offer
    @blueprint.response(200, OfferedSchema)
    def get(self, ctx: PublicContext, transfer_id: UUID) -> accepting.Offered:
        """Look at an offer: what, by whom, until when."""
        return accepting.show_offer(ctx, transfer_id)


@blueprint.route("/transfers/<uuid:transfer_id>/accept")
class Acceptance(MethodView):
    @answers_offer
    @blueprint.arguments(AcceptFields)
    @blueprint.response(200, AcceptedSchema)
    def post(self, ctx: PublicContext, body: dict[str, Any], transfer_id: UUID) -> dict[str, Any]:
        """Take the ticket over; the code handed out before is dead at once."""
        accepted = _accepted(self, ctx, body, transfer_id)
        return {**asdict(accepted), "secret": secrets.ticket_secret(transfer_id)}


@idempotent(accepting.Accepted)
def _accepted(
    _view: MethodView, ctx: PublicContext, body: dict[str, Any], transfer_id: UUID
) -> accepting.Accepted:
    return accepting.accept_offer(ctx, transfer_id, attendee_updates.NewAttendee(**body))


@blueprint.route("/transfers/<uuid:transfer_id>/decline")
class Refusal(MethodView):
    @answers_offer
    @blueprint.response(204)
    def post(self, ctx: PublicContext, transfer_id: UUID) -> None:
        """Say no; the ticket stays where it is."""
        accepting.decline_offer(ctx, transfer_id)


@blueprint.route("/held-tickets/<uuid:transfer_id>")
class Held(MethodView):
    @holds
    @blueprint.response(200, HeldTicketSchema)
    def get(self, ctx: PublicContext, transfer_id: UUID) -> holding_on.HeldTicket:
        """Look at a ticket that was passed on to you."""
        return holding_on.show_held(ctx, transfer_id)

    @holds
    @blueprint.arguments(AttendeeFields)
    @blueprint.response(200, OrderAttendeeSchema)
    def patch(self, ctx: PublicContext, body: dict[str, Any], transfer_id: UUID) -> AttendeeView:
        """Correct the name and the answers on it."""
        return attendee_updates.update_transferred_ticket(
            ctx, transfer_id, attendee_updates.AttendeeUpdate(**body)
        )


@blueprint.route("/held-tickets/<uuid:transfer_id>/transfer")
class HeldTransfer(MethodView):
    @holds
    @blueprint.arguments(OfferFields)
    @blueprint.response(201, TransferSchema)
    def post(
        self, ctx: PublicContext, body: dict[str, Any], transfer_id: UUID
    ) -> transferring.TransferView:
        """Pass it on again."""
        return transferring.offer_held(ctx, transfer_id, transferring.Recipient(**body))

    @holds
    @blueprint.response(204)
    def delete(self, ctx: PublicContext, transfer_id: UUID) -> None:
        """Take an open offer back."""
        transferring.withdraw_held(ctx, transfer_id)
