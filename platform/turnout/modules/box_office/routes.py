"""HTTP of the box office: for the team at the desk, and for devices that sell at the door."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any, Final
from uuid import UUID

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import idempotent, of_protocol, requires
from turnout.kernel.http.answers import file_answer, file_document, list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.request_info import request_id
from turnout.kernel.http.secret_tries import counting_wrong_codes
from turnout.modules.box_office import policies, service
from turnout.modules.box_office.schemas import (
    DeskOfferArguments,
    DeviceSaleSchema,
    NewDeskSaleSchema,
)
from turnout.modules.box_office.types import DeskOffer, DeskPrice, DeskSale, NewDeskSale
from turnout.modules.checkin_devices import api as checkin_devices
from turnout.modules.member_lists.api import MemberNumberRefused

PDF: Final = "application/pdf"
blueprint = StrictBlueprint(
    "box-office",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/orders",
    description="Tickets that the team sells at the desk",
)
price_blueprint = StrictBlueprint(
    "box-office-prices",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>"
    "/box-office-prices",
    description="What ticket types cost where the team sells them",
)
device_blueprint = StrictBlueprint(
    "box-office-device",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/checkin-device/box-office",
    description="Tickets that a check-in device sells at the door",
)


def _proved(organization_id: UUID, bearer: str) -> checkin_devices.DeviceContext:
    return checkin_devices.device_of(organization_id, bearer, request_id=request_id())


def _counting_wrong_numbers(sale: NewDeskSale) -> AbstractContextManager[None]:
    """Member numbers are tried as often here as at the checkout, and no more."""
    if not sale.member_number:
        return nullcontext()
    return counting_wrong_codes(sale.event_id, MemberNumberRefused)


by_device = of_protocol("the token of a check-in device proves it", proves=_proved, limited="scan")


@blueprint.route("/box-office")
class DeskSales(MethodView):
    @requires(policies.SELL)
    @blueprint.doc(operationId="sellAtDesk")
    @blueprint.arguments(NewDeskSaleSchema)
    @blueprint.response(201, response(DeskSale))
    @idempotent(DeskSale, required=True)
    def post(self, ctx: OrganizationContext, sale: NewDeskSale) -> DeskSale:
        """Sell tickets at the desk: paid there and then, or by the buyer until a day.

        What costs nothing is confirmed without a payment. Whoever is to pay is mailed the link
        to the order. With `admits` the buyers are let in by a list at once, as a scan would.
        """
        with _counting_wrong_numbers(sale):
            return service.sell_tickets(ctx, sale)


@price_blueprint.route("")
class DeskPrices(MethodView):
    @requires(policies.SELL)
    @price_blueprint.response(200, list_of(DeskPrice))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, Any]:
        """List what the box office lists the event's ticket types at."""
        return {"items": service.list_prices(ctx, event_id)}


@device_blueprint.route("/ticket-types")
class DeviceOffers(MethodView):
    @by_device
    @device_blueprint.doc(operationId="listBoxOfficeOffers")
    @device_blueprint.arguments(DeskOfferArguments, location="query")
    @device_blueprint.response(200, list_of(DeskOffer))
    def get(self, ctx: checkin_devices.DeviceContext, asked: dict[str, Any]) -> dict[str, Any]:
        """List what this device can sell now, with prices and what is left."""
        return {"items": service.list_offers(ctx, **asked)}


@device_blueprint.route("/sales")
class DeviceSales(MethodView):
    @by_device
    @device_blueprint.doc(operationId="sellByCheckinDevice")
    @device_blueprint.arguments(DeviceSaleSchema)
    @device_blueprint.response(201, response(DeskSale))
    @idempotent(DeskSale, required=True)
    def post(self, ctx: checkin_devices.DeviceContext, sent: dict[str, Any]) -> DeskSale:
        """Sell tickets to whoever walks in, or register them, and let them in at once if asked.

        It is paid there and then, or costs nothing. Needs a device that may sell: 403
        `checkin_devices.selling-not-allowed` for others.
        """
        sale = NewDeskSale(event_id=ctx.device.event_id, **sent)
        with _counting_wrong_numbers(sale):
            return service.sell_by_device(ctx, sale)


@device_blueprint.route("/badges/<uuid:badge_print_run_id>")
class DeviceBadges(MethodView):
    @by_device
    @device_blueprint.doc(
        operationId="getBoxOfficeBadges", **file_document(PDF, "The badges of a sale.")
    )
    def get(self, ctx: checkin_devices.DeviceContext, badge_print_run_id: UUID) -> Response:
        """Download the badges of a sale, for a day."""
        content = service.render_badges(ctx, badge_print_run_id)
        return file_answer(content, "badges.pdf", media_type=PDF)


blueprints = (blueprint, price_blueprint, device_blueprint)
