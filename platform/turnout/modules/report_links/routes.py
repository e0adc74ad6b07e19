"""HTTP of report links: made, listed and revoked by the organization; they open a page."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.report_links import policies, service
from turnout.modules.report_links.schemas import NewReportLinkSchema, ReportLinkArguments
from turnout.modules.report_links.types import MadeReportLink, NewReportLink, ReportLink

blueprint = StrictBlueprint(
    "report-links",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/report-links",
    description="Links by which people without an account see a saved report.",
)


@blueprint.route("")
class ReportLinks(MethodView):
    @requires(policies.MANAGE)
    @blueprint.arguments(ReportLinkArguments, location="query")
    @blueprint.response(200, list_of(ReportLink))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> dict[str, Any]:
        """List the links to saved reports, the newest first, with those that are over."""
        return {"items": service.list_links(ctx, asked["saved_report_id"])}

    @requires(policies.MANAGE, confirmed=True)
    @blueprint.arguments(NewReportLinkSchema)
    @blueprint.response(201, response(MadeReportLink))
    def post(self, ctx: OrganizationContext, new: NewReportLink) -> MadeReportLink:
        """Make a link by which whoever has it sees the figures of one saved report.

        It is told once. It ends after `days`, when it is revoked, and with the right of whoever
        made it to share reports.
        """
        return service.create_link(ctx, new)


@blueprint.route("/<uuid:report_link_id>")
class OneReportLink(MethodView):
    @requires(policies.MANAGE)
    @blueprint.doc(operationId="revokeReportLink")
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, report_link_id: UUID) -> None:
        """Revoke a link; it shows nothing any more."""
        service.revoke_link(ctx, report_link_id)


blueprints = (blueprint,)
