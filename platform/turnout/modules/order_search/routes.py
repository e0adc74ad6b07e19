"""HTTP of order search: lists, counts, one attendee, saved views."""

from typing import Any, Final, TypeAlias
from uuid import UUID

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.file_formats import SPREADSHEET_TYPES
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import file_document, list_of, page_of, report_answer, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.request_fields import SpreadsheetArguments
from turnout.modules.order_search import policies
from turnout.modules.order_search.schemas import (
    AttendeeCountArguments,
    AttendeeFileArguments,
    AttendeeSearchArguments,
    ChosenForExportSchema,
    NewViewSchema,
    OrderCountArguments,
    OrderFileArguments,
    OrderSearchArguments,
    SavedViewArguments,
)
from turnout.modules.order_search.service import exports, saved_views, search
from turnout.modules.order_search.types import (
    AttendeeDetail,
    AttendeeFilter,
    Found,
    FoundAttendee,
    FoundOrder,
    NewView,
    OrderFilter,
    SavedView,
)

ORDERS: Final = file_document(SPREADSHEET_TYPES, "A line for each order.")
TaggedView: TypeAlias = tuple[SavedView, int, dict[str, str]]
blueprint = StrictBlueprint(
    "order-search",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/orders/search",
    description="Orders by filters and words, a few seconds after they changed",
)
attendees_blueprint = StrictBlueprint(
    "attendee-search",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/attendees",
    description="Attendees of all events by filters and words, and one of them whole",
)
views_blueprint = StrictBlueprint(
    "saved-views",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/saved-views",
    description="Filters, columns and sort of a list under a name",
)


@blueprint.route("")
class OrderSearch(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="searchOrders")
    @blueprint.arguments(OrderSearchArguments, location="query")
    @blueprint.response(200, page_of(FoundOrder))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Page[FoundOrder]:
        """Search orders by filters and by words of names, addresses, answers, or a number."""
        request = page_request(asked["cursor"], asked["limit"])
        return search.search_orders(ctx, asked["wanted"], request, sort=asked["sort"])


@blueprint.route("/count")
class OrderCount(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="countOrders")
    @blueprint.arguments(OrderCountArguments, location="query")
    @blueprint.response(200, response(Found))
    def get(self, ctx: OrganizationContext, wanted: OrderFilter) -> Found:
        """Count the orders that a filter finds, up to ten thousand."""
        return search.count_orders(ctx, wanted)


@blueprint.route("/export")
class OrderExport(MethodView):
    @requires(policies.READ, limited="export", confirmed=True)
    @blueprint.doc(operationId="exportOrders", **ORDERS)
    @blueprint.arguments(OrderFileArguments, location="query")
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Response:
        """Download the orders that a filter finds as CSV or as a workbook, the oldest first."""
        found = exports.export_orders(ctx, **asked)
        return report_answer(found)

    @requires(policies.READ, limited="export", confirmed=True)
    @blueprint.doc(operationId="exportChosenOrders", **ORDERS)
    @blueprint.arguments(SpreadsheetArguments, location="query")
    @blueprint.arguments(ChosenForExportSchema)
    def post(
        self, ctx: OrganizationContext, asked: dict[str, Any], wanted: OrderFilter
    ) -> Response:
        """Download orders that were chosen, the oldest first; others are left out."""
        found = exports.export_orders(ctx, wanted, **SpreadsheetArguments.to_file(asked))
        return report_answer(found)


@attendees_blueprint.route("")
class AttendeeSearch(MethodView):
    @requires(policies.READ)
    @attendees_blueprint.doc(operationId="searchAttendees")
    @attendees_blueprint.arguments(AttendeeSearchArguments, location="query")
    @attendees_blueprint.response(200, page_of(FoundAttendee))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Page[FoundAttendee]:
        """Search attendees of all events by filters and words, a line for each ticket."""
        request = page_request(asked["cursor"], asked["limit"])
        return search.search_attendees(ctx, asked["wanted"], request, sort=asked["sort"])


@attendees_blueprint.route("/count")
class AttendeeCount(MethodView):
    @requires(policies.READ)
    @attendees_blueprint.doc(operationId="countAttendees")
    @attendees_blueprint.arguments(AttendeeCountArguments, location="query")
    @attendees_blueprint.response(200, response(Found))
    def get(self, ctx: OrganizationContext, wanted: AttendeeFilter) -> Found:
        """Count the attendees that a filter finds, up to ten thousand."""
        return search.count_attendees(ctx, wanted)


@attendees_blueprint.route("/export")
class AttendeeExport(MethodView):
    @requires(policies.READ, limited="export", confirmed=True)
    @attendees_blueprint.doc(
        operationId="exportAttendees",
        **file_document(SPREADSHEET_TYPES, "A line for each ticket."),
    )
    @attendees_blueprint.arguments(AttendeeFileArguments, location="query")
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Response:
        """Download the attendees that a filter finds as CSV or as a workbook, the oldest first."""
        found = exports.export_attendees(ctx, **asked)
        return report_answer(found)


@attendees_blueprint.route("/<uuid:attendee_id>")
class OneAttendee(MethodView):
    @requires(policies.READ)
    @attendees_blueprint.doc(operationId="getAttendee")
    @attendees_blueprint.response(200, response(AttendeeDetail))
    def get(self, ctx: OrganizationContext, attendee_id: UUID) -> AttendeeDetail:
        """Show one attendee: answers, order, tickets with check-ins, transfers and tags."""
        return search.get_attendee(ctx, attendee_id)


@views_blueprint.route("")
class SavedViews(MethodView):
    @requires(policies.READ)
    @views_blueprint.doc(operationId="listSavedViews")
    @views_blueprint.arguments(SavedViewArguments, location="query")
    @views_blueprint.response(200, list_of(SavedView))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> dict[str, list[SavedView]]:
        """List your own views, and those that colleagues share."""
        return {"items": saved_views.list_views(ctx, kind=asked["kind"])}

    @requires(policies.READ)
    @views_blueprint.doc(operationId="saveView")
    @views_blueprint.arguments(NewViewSchema)
    @views_blueprint.response(201, response(SavedView))
    def post(self, ctx: OrganizationContext, new: NewView) -> TaggedView:
        """Save a view of a list for yourself; sharing it is for managers."""
        return with_etag(saved_views.save_view(ctx, new), 201)


@views_blueprint.route("/<uuid:saved_view_id>")
class OneSavedView(MethodView):
    @requires(policies.READ)
    @views_blueprint.doc(operationId="replaceSavedView")
    @views_blueprint.arguments(NewViewSchema)
    @views_blueprint.response(200, response(SavedView))
    def put(self, ctx: OrganizationContext, new: NewView, saved_view_id: UUID) -> TaggedView:
        """Save your own view anew. `If-Match` guards it."""
        view = saved_views.replace_view(ctx, saved_view_id, new, version=if_match())
        return with_etag(view)

    @requires(policies.READ)
    @views_blueprint.doc(operationId="deleteSavedView")
    @views_blueprint.response(204)
    def delete(self, ctx: OrganizationContext, saved_view_id: UUID) -> None:
        """Delete your own view, or as a manager one that is shared."""
        saved_views.delete_view(ctx, saved_view_id)


blueprints = (blueprint, attendees_blueprint, views_blueprint)
