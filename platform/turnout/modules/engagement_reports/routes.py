"""HTTP of engagement reports."""

from typing import Any
from uuid import UUID

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.file_formats import MEDIA_TYPES
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import file_document, report_answer, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.request_fields import FileArguments
from turnout.modules.engagement_reports import policies, service
from turnout.modules.engagement_reports.types import EngagementReport

blueprint = StrictBlueprint(
    "engagement-reports",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>/engagement",
    description="What attendees do beyond buying: messages, agendas, sessions, files.",
)


@blueprint.route("")
class Engagement(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getEngagement")
    @blueprint.response(200, response(EngagementReport))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> EngagementReport:
        """Show what attendees were told, picked, signed up for and came to, as sums.

        In all, by ticket type and by week; groups of fewer than five attendees are not told apart.
        """
        return service.get_engagement(ctx, event_id)


@blueprint.route("/export")
class EngagementExport(MethodView):
    @requires(policies.READ, limited="export", confirmed=True)
    @blueprint.doc(
        operationId="exportEngagement",
        **file_document(
            MEDIA_TYPES.values(), "A line for the event, each ticket type and each week."
        ),
    )
    @blueprint.arguments(FileArguments, location="query")
    def get(self, ctx: OrganizationContext, asked: dict[str, Any], event_id: UUID) -> Response:
        """Download the engagement of an event's attendees as CSV, as a workbook or as PDF."""
        found = service.export_engagement(ctx, event_id, **FileArguments.to_file(asked))
        return report_answer(found)


blueprints = (blueprint,)
