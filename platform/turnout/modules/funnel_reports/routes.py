"""HTTP of funnel reports."""

from typing import Any, Final
from uuid import UUID

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.file_formats import MEDIA_TYPES
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import file_document, report_answer, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.request_fields import FileArguments
from turnout.modules.funnel_reports import policies, service
from turnout.modules.funnel_reports.schemas import FunnelArguments, FunnelFileArguments
from turnout.modules.funnel_reports.types import FunnelReport, SessionInterestReport

LINES: Final = "A line for each group, those of the whole last."
SESSION_LINES: Final = "A line for each session, in order of time."
blueprint = StrictBlueprint(
    "funnel-reports",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>",
    description="How many saw an event, opened its checkout, held tickets and bought.",
)


@blueprint.route("/funnel")
class Funnel(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getFunnel")
    @blueprint.arguments(FunnelArguments, location="query")
    @blueprint.response(200, response(FunnelReport))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any], event_id: UUID) -> FunnelReport:
        """Show the steps from seeing an event to a confirmed order, by source, device or time.

        Visits are counted without persons and held orders by when they were placed; confirmed
        ones are the orders of the sales report, `paid` and `elsewhere` together.
        """
        return service.get_funnel(ctx, event_id, **asked)


@blueprint.route("/funnel/export")
class FunnelExport(MethodView):
    @requires(policies.READ, limited="export", confirmed=True)
    @blueprint.doc(operationId="exportFunnel", **file_document(MEDIA_TYPES.values(), LINES))
    @blueprint.arguments(FunnelFileArguments, location="query")
    def get(self, ctx: OrganizationContext, asked: dict[str, Any], event_id: UUID) -> Response:
        """Download the funnel of an event as CSV, as a workbook or as PDF, with all its groups."""
        found = service.export_funnel(ctx, event_id, **asked)
        return report_answer(found)


@blueprint.route("/session-interest")
class SessionInterestOfEvent(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getSessionInterest")
    @blueprint.response(200, response(SessionInterestReport))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> SessionInterestReport:
        """Show which sessions people looked at, picked, signed up for and wait for."""
        return service.get_session_interest(ctx, event_id)


@blueprint.route("/session-interest/export")
class SessionInterestExport(MethodView):
    @requires(policies.READ, limited="export", confirmed=True)
    @blueprint.doc(
        operationId="exportSessionInterest", **file_document(MEDIA_TYPES.values(), SESSION_LINES)
    )
    @blueprint.arguments(FileArguments, location="query")
    def get(self, ctx: OrganizationContext, asked: dict[str, Any], event_id: UUID) -> Response:
        """Download the interest in the sessions of an event as CSV, workbook or PDF."""
        found = service.export_session_interest(ctx, event_id, **FileArguments.to_file(asked))
        return report_answer(found)


blueprints = (blueprint,)
