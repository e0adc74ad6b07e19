"""HTTP of exports: started, looked at, downloaded, deleted."""

from typing import Any
from uuid import UUID

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.file_formats import MEDIA_TYPES, FileFormat
from turnout.kernel.http.access import idempotent, requires
from turnout.kernel.http.answers import file_answer, file_document, list_of, page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.request_fields import PageArguments
from turnout.modules.order_exports import policies, service
from turnout.modules.order_exports.schemas import (
    ColumnArguments,
    NewAttendeeExportSchema,
    NewCheckinExportSchema,
    NewOrderExportSchema,
    NewPaymentExportSchema,
)
from turnout.modules.order_exports.types import (
    NewExport,
    OfferedColumn,
    OrderExport,
)

blueprint = StrictBlueprint(
    "order-exports",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/order-exports",
    description="Orders, attendees, check-ins and payments as files, made by jobs",
)


@blueprint.route("")
class OrderExports(MethodView):
    @requires(policies.READ, or_any=policies.SHARED)
    @blueprint.doc(operationId="listOrderExports")
    @blueprint.arguments(PageArguments, location="query")
    @blueprint.response(200, page_of(OrderExport))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Page[OrderExport]:
        """List your own exports, the newest first."""
        return service.list_exports(ctx, page_request(asked["cursor"], asked["limit"]))


@blueprint.route("/columns")
class ExportColumns(MethodView):
    @requires(policies.READ, or_any=policies.SHARED)
    @blueprint.doc(operationId="listOrderExportColumns")
    @blueprint.arguments(ColumnArguments, location="query")
    @blueprint.response(200, list_of(OfferedColumn))
    def get(
        self, ctx: OrganizationContext, asked: dict[str, Any]
    ) -> dict[str, list[OfferedColumn]]:
        """List the columns of a kind of export, with an event's questions where it has some."""
        return {"items": service.list_columns(ctx, **asked)}


@blueprint.route("/orders")
class NewOrderExport(MethodView):
    @requires(policies.READ, limited="export", confirmed=True)
    @blueprint.doc(operationId="startOrderExport")
    @blueprint.arguments(NewOrderExportSchema)
    @blueprint.response(202, response(OrderExport))
    @idempotent(OrderExport, required=True)
    def post(self, ctx: OrganizationContext, new: NewExport) -> OrderExport:
        """Export orders as a job: a line each, the oldest first. Those found now are in it."""
        return service.create_export(ctx, new)


@blueprint.route("/attendees")
class NewAttendeeExport(MethodView):
    @requires(policies.READ, limited="export", confirmed=True)
    @blueprint.doc(operationId="startAttendeeExport")
    @blueprint.arguments(NewAttendeeExportSchema)
    @blueprint.response(202, response(OrderExport))
    @idempotent(OrderExport, required=True)
    def post(self, ctx: OrganizationContext, new: NewExport) -> OrderExport:
        """Export attendees as a job: a line for each ticket, or one for an attendee without."""
        return service.create_export(ctx, new)


@blueprint.route("/checkins")
class NewCheckinExport(MethodView):
    @requires(policies.CHECKINS, limited="export", confirmed=True)
    @blueprint.doc(operationId="startCheckinExport")
    @blueprint.arguments(NewCheckinExportSchema)
    @blueprint.response(202, response(OrderExport))
    @idempotent(OrderExport, required=True)
    def post(self, ctx: OrganizationContext, new: NewExport) -> OrderExport:
        """Export the scans at an event's doors as a job: who came in, went out, was refused.

        It needs `orders.read` besides.
        """
        return service.create_export(ctx, new)


@blueprint.route("/payments")
class NewPaymentExport(MethodView):
    @requires(policies.PAYMENTS, limited="export", confirmed=True)
    @blueprint.doc(operationId="startPaymentExport")
    @blueprint.arguments(NewPaymentExportSchema)
    @blueprint.response(202, response(OrderExport))
    @idempotent(OrderExport, required=True)
    def post(self, ctx: OrganizationContext, new: NewExport) -> OrderExport:
        """Export payments, refunds, disputes, fees and payouts as a job, as the ledger has them."""
        return service.create_export(ctx, new)


@blueprint.route("/<uuid:order_export_id>")
class OneOrderExport(MethodView):
    @requires(policies.READ, or_any=policies.SHARED)
    @blueprint.doc(operationId="getOrderExport")
    @blueprint.response(200, response(OrderExport))
    def get(self, ctx: OrganizationContext, order_export_id: UUID) -> OrderExport:
        """Show your own export."""
        return service.get_export(ctx, order_export_id)

    @requires(policies.READ, or_any=policies.SHARED)
    @blueprint.doc(operationId="deleteOrderExport")
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, order_export_id: UUID) -> None:
        """Delete your own export with its file, before it expires."""
        service.delete_export(ctx, order_export_id)


@blueprint.route("/<uuid:order_export_id>/file")
class OrderExportFile(MethodView):
    @requires(policies.READ, or_any=policies.SHARED, limited="export", confirmed=True)
    @blueprint.doc(
        operationId="downloadOrderExport",
        **file_document(MEDIA_TYPES.values(), "The table, its columns' titles in the first line."),
    )
    def get(self, ctx: OrganizationContext, order_export_id: UUID) -> Response:
        """Download the file of your own export; it is put together while it is sent."""
        export, file = service.open_export(ctx, order_export_id)
        media_type = FileFormat(export.format).media_type
        return file_answer(file, f"{export.kind}.{export.format}", media_type=media_type)


blueprints = (blueprint,)
