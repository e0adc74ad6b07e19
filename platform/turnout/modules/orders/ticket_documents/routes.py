"""HTTP of an order's tickets: codes, PDF and calendar, for a shop that delivers by itself."""

from uuid import UUID

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import TenantContext
from turnout.kernel.http.answers import file_answer, file_document, list_of
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.orders import policies
from turnout.modules.orders.secrets import requires_buyer_or
from turnout.modules.orders.ticket_documents import service
from turnout.modules.orders.ticket_documents.types import TicketCode

blueprint = StrictBlueprint(
    "order-tickets",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/orders/<uuid:order_id>",
    description="The tickets of an order, to hand out.",
)
PDF = "application/pdf"
CALENDAR = "text/calendar"


@blueprint.route("/tickets")
class Tickets(MethodView):
    @requires_buyer_or(policies.EDIT)
    @blueprint.response(200, list_of(TicketCode))
    def get(self, ctx: TenantContext, order_id: UUID) -> dict[str, list[TicketCode]]:
        """List the tickets of an order with the codes that admit."""
        return {"items": service.list_ticket_codes(ctx, order_id)}


@blueprint.route("/tickets.pdf")
class TicketsPdf(MethodView):
    @requires_buyer_or(policies.EDIT)
    @blueprint.doc(**file_document(PDF, "A page for each valid ticket."))
    def get(self, ctx: TenantContext, order_id: UUID) -> Response:
        """Download the tickets of an order as a PDF."""
        file = service.render_ticket_pdf(ctx, order_id)
        return file_answer(file.content, f"{file.name}.pdf", media_type=PDF)


@blueprint.route("/tickets.ics")
class TicketsCalendar(MethodView):
    @requires_buyer_or(policies.EDIT)
    @blueprint.doc(**file_document(CALENDAR, "An entry for each event the tickets admit to."))
    def get(self, ctx: TenantContext, order_id: UUID) -> Response:
        """Download what the tickets of an order admit to, for a calendar."""
        file = service.render_ticket_calendar(ctx, order_id)
        return file_answer(file.content, f"{file.name}.ics", media_type=CALENDAR)
