"""HTTP of the audit log."""

from collections.abc import Iterator
from typing import Any

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OperatorContext, OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.file_formats import SPREADSHEET_TYPES, FileFormat
from turnout.kernel.http.access import operates, requires
from turnout.kernel.http.answers import file_answer, file_document, page_of
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.audit import policies, service
from turnout.modules.audit.schemas import (
    PeriodArguments,
    PlatformPeriodArguments,
    SearchArguments,
)
from turnout.modules.audit.types import AuditEntry, ExportFormat

TYPES = {
    ExportFormat.CSV: "text/csv; charset=utf-8",
    ExportFormat.XLSX: FileFormat.XLSX.media_type,
    ExportFormat.JSON_LINES: "application/jsonl",
}
FILE = file_document((*SPREADSHEET_TYPES, "application/jsonl"), "The file, as it is made.")
blueprint = StrictBlueprint(
    "audit",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/audit",
    description="Who changed what and when",
)


@blueprint.route("")
class AuditLog(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="listAuditEntries")
    @blueprint.arguments(SearchArguments, location="query")
    @blueprint.response(200, page_of(AuditEntry))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Page[AuditEntry]:
        """Search the log, the newest first."""
        return service.search(ctx, asked["wanted"], page_request(asked["cursor"], asked["limit"]))


@blueprint.route("/export")
class AuditExport(MethodView):
    @requires(policies.READ, limited="export", confirmed=True)
    @blueprint.doc(operationId="exportAuditLog", **FILE)
    @blueprint.arguments(PeriodArguments, location="query")
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Response:
        """Export the log of a period as CSV, workbook or lines of JSON, the newest first."""
        return _file(service.export(ctx, asked["wanted"], form=asked["form"]), asked["form"])


platform_blueprint = StrictBlueprint(
    "platform-audit",
    __name__,
    url_prefix="/api/v1/platform/audit",
    description="Who changed what belongs to no organization, for the platform's operators",
)


@platform_blueprint.route("")
class PlatformAuditLog(MethodView):
    @operates(policies.READ_PLATFORM)
    @platform_blueprint.doc(operationId="listPlatformAuditEntries")
    @platform_blueprint.arguments(SearchArguments, location="query")
    @platform_blueprint.response(200, page_of(AuditEntry))
    def get(self, ctx: OperatorContext, asked: dict[str, Any]) -> Page[AuditEntry]:
        """Search the platform's own log, the newest first."""
        request = page_request(asked["cursor"], asked["limit"])
        return service.search_platform(ctx, asked["wanted"], request)


@platform_blueprint.route("/export")
class PlatformAuditExport(MethodView):
    @operates(policies.READ_PLATFORM, limited="export", confirmed=True)
    @platform_blueprint.doc(operationId="exportPlatformAuditLog", **FILE)
    @platform_blueprint.arguments(PlatformPeriodArguments, location="query")
    def get(self, ctx: OperatorContext, asked: dict[str, Any]) -> Response:
        """Export the platform's own log of a period, for a reason that is recorded."""
        return _file(service.export_platform(ctx, **asked), asked["form"])


def _file(content: Iterator[bytes], form: ExportFormat) -> Response:
    return file_answer(content, f"audit.{form}", media_type=TYPES[form])


blueprints = (blueprint, platform_blueprint)
