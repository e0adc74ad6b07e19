"""HTTP of the record of processing."""

from typing import Any

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.file_formats import SPREADSHEET_TYPES
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import file_document, report_answer, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.request_fields import SpreadsheetArguments
from turnout.modules.processing_records import policies, service
from turnout.modules.processing_records.types import ProcessingRecord

blueprint = StrictBlueprint(
    "processing-records",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/processing-record",
    description="What personal data is processed for, and who receives it",
)


@blueprint.route("")
class Record(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getProcessingRecord")
    @blueprint.response(200, response(ProcessingRecord))
    def get(self, ctx: OrganizationContext) -> ProcessingRecord:
        """Show the record of processing activities, made of what is stored and connected now."""
        return service.get_record(ctx)


@blueprint.route("/export")
class RecordExport(MethodView):
    @requires(policies.READ, limited="export")
    @blueprint.doc(
        operationId="exportProcessingRecord",
        **file_document(SPREADSHEET_TYPES, "A line for each activity."),
    )
    @blueprint.arguments(SpreadsheetArguments, location="query")
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Response:
        """Download the record of processing activities as CSV or as a workbook."""
        found = service.export_record(ctx, **SpreadsheetArguments.to_file(asked))
        return report_answer(found)


blueprints = (blueprint,)
