"""HTTP of tickets: what a gate needs to check codes without asking us, and bar codes on PDFs."""

from typing import TypeAlias
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.tickets import barcodes, policies, service
from turnout.modules.tickets.schemas import TicketBarcodesSchema
from turnout.modules.tickets.types import EventKeys, NewTicketBarcodes, TicketBarcodes

Tagged: TypeAlias = tuple[TicketBarcodes, int, dict[str, str]]

blueprint = StrictBlueprint(
    "tickets",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>",
    description="Tickets and the keys that prove them.",
)


@blueprint.route("/ticket-keys")
class TicketKeys(MethodView):
    @requires(policies.KEYS)
    @blueprint.response(200, response(EventKeys))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> EventKeys:
        """List the public keys that prove this event's ticket codes."""
        return EventKeys.of(service.list_event_keys(ctx, event_id))


@blueprint.route("/ticket-barcodes")
class EventBarcodes(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getTicketBarcodes")
    @blueprint.response(200, response(TicketBarcodes))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> Tagged:
        """Show which bar codes stand beside the QR code on the event's PDF tickets."""
        return with_etag(barcodes.get_barcodes(ctx, event_id))

    @requires(policies.EDIT)
    @blueprint.doc(operationId="setTicketBarcodes")
    @blueprint.arguments(TicketBarcodesSchema)
    @blueprint.response(200, response(TicketBarcodes))
    def put(self, ctx: OrganizationContext, new: NewTicketBarcodes, event_id: UUID) -> Tagged:
        """Choose the bar codes of PDF tickets; PDFs have them at once. `If-Match` guards it."""
        return with_etag(barcodes.update_barcodes(ctx, event_id, new, version=if_match()))


blueprints = (blueprint,)
