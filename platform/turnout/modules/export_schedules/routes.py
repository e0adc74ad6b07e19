"""HTTP of scheduled exports: one's own."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.export_schedules import policies, service
from turnout.modules.export_schedules.schemas import (
    NewAttendeeExportScheduleSchema,
    NewCheckinExportScheduleSchema,
    NewOrderExportScheduleSchema,
    NewPaymentExportScheduleSchema,
)
from turnout.modules.export_schedules.types import ExportSchedule, NewExportSchedule
from turnout.modules.order_exports.api import CHECKINS, PAYMENTS

blueprint = StrictBlueprint(
    "export-schedules",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/export-schedules",
    description="Exports that are made each day, week or month",
)


@blueprint.route("")
class ExportSchedules(MethodView):
    @requires(policies.READ, or_any=policies.SHARED)
    @blueprint.response(200, list_of(ExportSchedule))
    def get(self, ctx: OrganizationContext) -> dict[str, Any]:
        """List your own scheduled exports, with what became of each the last time."""
        return {"items": service.list_schedules(ctx)}


@blueprint.route("/orders")
class NewOrderExportSchedule(MethodView):
    @requires(policies.READ, confirmed=True)
    @blueprint.doc(operationId="scheduleOrderExport")
    @blueprint.arguments(NewOrderExportScheduleSchema)
    @blueprint.response(201, response(ExportSchedule))
    def post(self, ctx: OrganizationContext, new: NewExportSchedule) -> ExportSchedule:
        """Have orders exported for yourself each day, week or month.

        You are mailed a link once there is a file; it ends when you may not export any more.
        """
        return service.create_schedule(ctx, new)


@blueprint.route("/attendees")
class NewAttendeeExportSchedule(MethodView):
    @requires(policies.READ, confirmed=True)
    @blueprint.doc(operationId="scheduleAttendeeExport")
    @blueprint.arguments(NewAttendeeExportScheduleSchema)
    @blueprint.response(201, response(ExportSchedule))
    def post(self, ctx: OrganizationContext, new: NewExportSchedule) -> ExportSchedule:
        """Have attendees exported for yourself each day, week or month, as orders are."""
        return service.create_schedule(ctx, new)


@blueprint.route("/checkins")
class NewCheckinExportSchedule(MethodView):
    @requires(CHECKINS, confirmed=True)
    @blueprint.doc(operationId="scheduleCheckinExport")
    @blueprint.arguments(NewCheckinExportScheduleSchema)
    @blueprint.response(201, response(ExportSchedule))
    def post(self, ctx: OrganizationContext, new: NewExportSchedule) -> ExportSchedule:
        """Have an event's check-ins exported for yourself each day, week or month.

        What is new is what came to us since the one before, of devices without a connection later.
        """
        return service.create_schedule(ctx, new)


@blueprint.route("/payments")
class NewPaymentExportSchedule(MethodView):
    @requires(PAYMENTS, confirmed=True)
    @blueprint.doc(operationId="schedulePaymentExport")
    @blueprint.arguments(NewPaymentExportScheduleSchema)
    @blueprint.response(201, response(ExportSchedule))
    def post(self, ctx: OrganizationContext, new: NewExportSchedule) -> ExportSchedule:
        """Have payments exported for yourself each day, week or month; new is what was booked."""
        return service.create_schedule(ctx, new)


@blueprint.route("/<uuid:export_schedule_id>")
class OneExportSchedule(MethodView):
    @requires(policies.READ, or_any=policies.SHARED)
    @blueprint.doc(operationId="endExportSchedule")
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, export_schedule_id: UUID) -> None:
        """End your own scheduled export; files that were made stay as long as they are kept."""
        service.end_schedule(ctx, export_schedule_id)


blueprints = (blueprint,)
