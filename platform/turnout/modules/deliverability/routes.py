"""HTTP of deliverability."""

from typing import Any

from flask import Response
from flask.views import MethodView
from marshmallow import Schema, fields, post_load

from turnout.kernel.context import OrganizationContext
from turnout.kernel.file_formats import MEDIA_TYPES
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import file_document, one_of, report_answer, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.request_fields import FileArguments
from turnout.modules.deliverability import policies, service
from turnout.modules.deliverability.types import DeliverabilityReport, MailGrouping, MailWish

blueprint = StrictBlueprint(
    "deliverability",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/deliverability",
    description="What became of an organization's mails, and how mailbox providers look at it.",
)


class DeliverabilityArguments(Schema):
    first_day = fields.Date(
        load_default=None, metadata={"description": "Without: 30 days up to the last."}
    )
    last_day = fields.Date(load_default=None, metadata={"description": "Without: today."})
    group_by = one_of(MailGrouping, load_default=MailGrouping.DAY.value)

    @post_load
    def to_wish(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {"wish": MailWish(**{**data, "group_by": MailGrouping(data["group_by"])})}


class DeliverabilityFileArguments(DeliverabilityArguments, FileArguments):
    @post_load
    def to_wish(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        file = self.to_file(data)
        wish: dict[str, Any] = super().to_wish(data)
        return wish | file


@blueprint.route("")
class Deliverability(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getDeliverability")
    @blueprint.arguments(DeliverabilityArguments, location="query")
    @blueprint.response(200, response(DeliverabilityReport))
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> DeliverabilityReport:
        """Show how many mails arrived, came back or were called unwanted, over 92 days at most."""
        return service.get_report(ctx, **query)


@blueprint.route("/export")
class DeliverabilityExport(MethodView):
    @requires(policies.READ, limited="export", confirmed=True)
    @blueprint.doc(
        operationId="exportDeliverability",
        **file_document(MEDIA_TYPES.values(), "A line for each group, those of all mails last."),
    )
    @blueprint.arguments(DeliverabilityFileArguments, location="query")
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> Response:
        """Download what became of mails as CSV, as a workbook or as PDF, with all groups."""
        found = service.export_report(ctx, **query)
        return report_answer(found)


blueprints = (blueprint,)
