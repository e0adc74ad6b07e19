"""HTTP of channel reports."""

from typing import Any

from flask.views import MethodView
from marshmallow import Schema, fields

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
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


@blueprint.route("")
class ChannelReports(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getChannelReport")
    @blueprint.arguments(ChannelReportArguments, location="query")
    @blueprint.response(200, response(ChannelReport))
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> ChannelReport:
        """Show orders, tickets and revenue by channel and by sales partner."""
        return service.get_report(ctx, **query)


blueprints = (blueprint,)
