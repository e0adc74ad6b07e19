"""HTTP of saved reports, their shares and their schedules."""

from typing import Any, TypeAlias
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.saved_reports import policies, service
from turnout.modules.saved_reports.schemas import (
    NewReportScheduleSchema,
    NewReportShareSchema,
    NewSavedReportSchema,
)
from turnout.modules.saved_reports.types import (
    NewReportSchedule,
    NewReportShare,
    NewSavedReport,
    ReportSchedule,
    ReportShare,
    SavedReport,
    SharedReport,
)

Tagged: TypeAlias = tuple[SavedReport, int, dict[str, str]]
blueprint = StrictBlueprint(
    "saved-reports",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/saved-reports",
    description="Sales reports that are saved, shared with members and sent by mail.",
)


@blueprint.route("")
class SavedReports(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, list_of(SavedReport))
    def get(self, ctx: OrganizationContext) -> dict[str, Any]:
        """List saved reports by name."""
        return {"items": service.list_reports(ctx)}

    @requires(policies.MANAGE)
    @blueprint.arguments(NewSavedReportSchema)
    @blueprint.response(201, response(SavedReport))
    def post(self, ctx: OrganizationContext, new: NewSavedReport) -> Tagged:
        """Save what a sales report is asked for under a name."""
        return with_etag(service.save_report(ctx, new), 201)


@blueprint.route("/<uuid:saved_report_id>")
class OneSavedReport(MethodView):
    @requires(policies.MANAGE)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, saved_report_id: UUID) -> None:
        """Delete a saved report; what it was shared by ends, and it is sent no more."""
        service.delete_report(ctx, saved_report_id, version=if_match())


@blueprint.route("/<uuid:saved_report_id>/shares")
class ReportShares(MethodView):
    @requires(policies.MANAGE)
    @blueprint.response(200, list_of(ReportShare))
    def get(self, ctx: OrganizationContext, saved_report_id: UUID) -> dict[str, Any]:
        """List with whom a saved report is shared, until when."""
        return {"items": service.list_shares(ctx, saved_report_id)}

    @requires(policies.MANAGE)
    @blueprint.arguments(NewReportShareSchema)
    @blueprint.response(201, response(ReportShare))
    def post(
        self, ctx: OrganizationContext, new: NewReportShare, saved_report_id: UUID
    ) -> ReportShare:
        """Share a saved report with a member by a link that is theirs alone, and that ends."""
        return service.share_report(ctx, saved_report_id, new)


@blueprint.route("/<uuid:saved_report_id>/shares/<uuid:report_share_id>")
class OneReportShare(MethodView):
    @requires(policies.MANAGE)
    @blueprint.response(204)
    def delete(
        self, ctx: OrganizationContext, saved_report_id: UUID, report_share_id: UUID
    ) -> None:
        """End a share; the member's next request finds nothing."""
        service.end_share(ctx, saved_report_id, report_share_id)


@blueprint.route("/shared/<uuid:report_share_id>")
class SharedWithMe(MethodView):
    @requires(policies.SHARED)
    @blueprint.doc(operationId="getReportSharedWithMe")
    @blueprint.response(200, response(SharedReport))
    def get(self, ctx: OrganizationContext, report_share_id: UUID) -> SharedReport:
        """Show the report that was shared with you, as it stands now."""
        return service.get_shared(ctx, report_share_id)


@blueprint.route("/<uuid:saved_report_id>/schedules")
class ReportSchedules(MethodView):
    @requires(policies.MANAGE)
    @blueprint.response(200, list_of(ReportSchedule))
    def get(self, ctx: OrganizationContext, saved_report_id: UUID) -> dict[str, Any]:
        """List when a saved report is sent to whom."""
        return {"items": service.list_schedules(ctx, saved_report_id)}

    @requires(policies.MANAGE)
    @blueprint.arguments(NewReportScheduleSchema)
    @blueprint.response(201, response(ReportSchedule))
    def post(
        self, ctx: OrganizationContext, new: NewReportSchedule, saved_report_id: UUID
    ) -> ReportSchedule:
        """Send a saved report to a member as a file, each day, week or month.

        It ends by itself when the member leaves, or may not see these figures any more.
        """
        return service.schedule_report(ctx, saved_report_id, new)


@blueprint.route("/<uuid:saved_report_id>/schedules/<uuid:report_schedule_id>")
class OneReportSchedule(MethodView):
    @requires(policies.MANAGE)
    @blueprint.response(204)
    def delete(
        self, ctx: OrganizationContext, saved_report_id: UUID, report_schedule_id: UUID
    ) -> None:
        """Send it to this member no more."""
        service.end_schedule(ctx, saved_report_id, report_schedule_id)


blueprints = (blueprint,)
