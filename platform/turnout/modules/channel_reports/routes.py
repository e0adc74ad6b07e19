"""HTTP of channel reports."""

from typing import Any

from flask import Response
from flask.views import MethodView
from marshmallow import Schema, fields, post_load

from turnout.kernel.context import OrganizationContext
from turnout.kernel.file_formats import MEDIA_TYPES
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import file_document, report_answer, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.request_fields import FileArguments
from turnout.modules.channel_reports import policies, service
from turnout.modules.channel_reports.types import ChannelReport

blueprint = StrictBlueprint(
    "channel-reports",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/channel-report",
    description="What each sales channel and each sales partner sold.",
)


class ChannelReportArguments(Schema):
    event_id = fields.UUID(
        load_default=None, metadata={"description": "Only this event's orders; else all of them."}
    )


class ChannelReportFileArguments(ChannelReportArguments, FileArguments):
    @post_load
    def to_wish(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        file = self.to_file(data)
        return data | file


@blueprint.route("")
class ChannelReports(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getChannelReport")
    @blueprint.arguments(ChannelReportArguments, location="query")
    @blueprint.response(200, response(ChannelReport))
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> ChannelReport:
        """Show orders, tickets and revenue by channel and by sales partner."""
        return service.get_report(ctx, **query)


@blueprint.route("/export")
class ChannelReportExport(MethodView):
    @requires(policies.READ, limited="export", confirmed=True)
    @blueprint.doc(
        operationId="exportChannelReport",
        **file_document(MEDIA_TYPES.values(), "A line for each channel, partner and currency."),
    )
    @blueprint.arguments(ChannelReportFileArguments, location="query")
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> Response:
        """Download what each channel and partner sold as CSV, as a workbook or as PDF."""
        found = service.export_report(ctx, **query)
        return report_answer(found)


blueprints = (blueprint,)
