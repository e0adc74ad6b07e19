"""HTTP of the suppression list for the team."""

from typing import Any
from uuid import UUID

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.file_formats import SPREADSHEET_TYPES
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import file_document, page_of, report_answer, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.request_fields import SpreadsheetArguments
from turnout.modules.suppressions import policies, service
from turnout.modules.suppressions.schemas import (
    NewSuppressionSchema,
    SuppressionArguments,
    SuppressionRemovalArguments,
)
from turnout.modules.suppressions.types import NewSuppression, Suppression

blueprint = StrictBlueprint(
    "suppressions",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/suppressions",
    description="Addresses that get no mail, and why.",
)


@blueprint.route("")
class Suppressions(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(SuppressionArguments, location="query")
    @blueprint.response(200, page_of(Suppression))
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> Page[Suppression]:
        """List the addresses that get no mail, the newest first."""
        request = page_request(query["cursor"], query["limit"])
        return service.list_suppressions(ctx, request, reason=query["reason"], text=query["q"])

    @requires(policies.EDIT)
    @blueprint.arguments(NewSuppressionSchema)
    @blueprint.response(201, response(Suppression))
    def post(
        self, ctx: OrganizationContext, new: NewSuppression
    ) -> tuple[Suppression, int, dict[str, str]]:
        """Put an address on the suppression list."""
        return with_etag(service.create_suppression(ctx, new), 201)


@blueprint.route("/<uuid:suppression_id>")
class OneSuppression(MethodView):
    @requires(policies.EDIT)
    @blueprint.arguments(SuppressionRemovalArguments, location="query")
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, query: dict[str, Any], suppression_id: UUID) -> None:
        """Take an address off the suppression list, with the reason on record."""
        service.delete_suppression(ctx, suppression_id, note=query["note"], version=if_match())


@blueprint.route("/export")
class SuppressionExport(MethodView):
    @requires(policies.EXPORT, limited="export", confirmed=True)
    @blueprint.doc(
        operationId="exportSuppressions", **file_document(SPREADSHEET_TYPES, "A line for each.")
    )
    @blueprint.arguments(SpreadsheetArguments, location="query")
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Response:
        """Download the suppression list as CSV or as a workbook."""
        found = service.export_suppressions(ctx, **SpreadsheetArguments.to_file(asked))
        return report_answer(found)


blueprints = (blueprint,)
