"""HTTP of kiosks, by the token of the check-in device that they are."""

from typing import Any, Final
from uuid import UUID

from flask import Response
from flask.views import MethodView

from turnout.kernel.http.access import idempotent, of_protocol
from turnout.kernel.http.answers import file_answer, file_document, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.request_info import request_id
from turnout.modules.checkin_devices import api as checkin_devices
from turnout.modules.kiosks import service
from turnout.modules.kiosks.schemas import KioskBadgeSchema, KioskSearchSchema
from turnout.modules.kiosks.types import KioskBadge, KioskTicket

PDF: Final = "application/pdf"
blueprint = StrictBlueprint(
    "kiosks",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/checkin-device/kiosk",
    description="Kiosks at which attendees check themselves in",
)


def _proved(organization_id: UUID, bearer: str) -> checkin_devices.DeviceContext:
    return checkin_devices.device_of(organization_id, bearer, request_id=request_id())


by_device = of_protocol("the token of a check-in device proves it", proves=_proved, limited="scan")


@blueprint.route("/search")
class KioskSearch(MethodView):
    @by_device
    @blueprint.doc(operationId="findTicketAtKiosk")
    @blueprint.arguments(KioskSearchSchema)
    @blueprint.response(200, response(KioskTicket))
    def post(self, ctx: checkin_devices.DeviceContext, sent: dict[str, str]) -> KioskTicket:
        """Find the ticket of whoever stands there, by their name and what they alone know.

        At most one is found, and no list is ever shown. Wrong guesses are limited for each kiosk.
        """
        return service.find_ticket(ctx, sent["name"], sent["proof"])


@blueprint.route("/badges")
class KioskBadges(MethodView):
    @by_device
    @blueprint.doc(operationId="printBadgeAtKiosk")
    @blueprint.arguments(KioskBadgeSchema)
    @blueprint.response(201, response(KioskBadge))
    @idempotent(KioskBadge, required=True)
    def post(self, ctx: checkin_devices.DeviceContext, sent: dict[str, Any]) -> KioskBadge:
        """Print the badge of somebody who was just checked in here; one for each ticket."""
        return service.print_badge(ctx, sent["ticket_id"], sent["name_form"])


@blueprint.route("/badges/<uuid:badge_print_run_id>")
class KioskBadgeFile(MethodView):
    @by_device
    @blueprint.doc(
        operationId="getKioskBadge", **file_document(PDF, "The badge that this kiosk printed.")
    )
    def get(self, ctx: checkin_devices.DeviceContext, badge_print_run_id: UUID) -> Response:
        """Download a badge that this kiosk printed, for a day."""
        content = service.render_badge(ctx, badge_print_run_id)
        return file_answer(content, "badge.pdf", media_type=PDF)


blueprints = (blueprint,)
