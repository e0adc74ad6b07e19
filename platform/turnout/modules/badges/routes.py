"""HTTP of badges: their layouts, previews, prints and files."""

from typing import Any, Final, TypeAlias
from uuid import UUID

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import idempotent, requires
from turnout.kernel.http.answers import file_answer, list_of, page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.request_fields import PageArguments
from turnout.modules.badges import policies
from turnout.modules.badges.schemas import (
    FileArguments,
    LayoutUpdateSchema,
    NewLayoutSchema,
    NewPrintRunSchema,
    PreviewSchema,
    PrintArguments,
    PrintFoundSchema,
)
from turnout.modules.badges.service import layouts, prints
from turnout.modules.badges.types import (
    BadgeLayout,
    BadgePrint,
    BadgePrintRun,
    BadgeTemplate,
    NewBadgeLayout,
    Preview,
    PrintFormat,
)
from turnout.modules.jobs.api import Job

PDF: Final = "application/pdf"
ZPL: Final = "text/plain"
BYTES: Final = {"schema": {"type": "string", "format": "binary"}}
FILE: Final = {
    "responses": {
        "200": {"description": "The badges.", "content": {PDF: BYTES, ZPL: BYTES}},
    }
}
DRAWING: Final = {
    "responses": {
        "200": {
            "description": "A made-up badge.",
            "content": {"image/svg+xml": BYTES, PDF: BYTES, ZPL: BYTES},
        },
    }
}
Tagged: TypeAlias = tuple[BadgeLayout, int, dict[str, str]]
blueprint = StrictBlueprint(
    "badges",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>",
    description="Badges and labels: what they look like, and who printed which when",
)


@blueprint.route("/badge-layouts")
class BadgeLayouts(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="listBadgeLayouts")
    @blueprint.response(200, list_of(BadgeLayout))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, list[BadgeLayout]]:
        """List the badge layouts of an event, the default one first."""
        return {"items": layouts.list_layouts(ctx, event_id)}

    @requires(policies.EDIT)
    @blueprint.doc(operationId="createBadgeLayout")
    @blueprint.arguments(NewLayoutSchema)
    @blueprint.response(201, response(BadgeLayout))
    def post(self, ctx: OrganizationContext, new: NewBadgeLayout, event_id: UUID) -> Tagged:
        """Make a layout for some ticket types, or for all that have none of their own."""
        return with_etag(layouts.create_layout(ctx, event_id, new), 201)


@blueprint.route("/badge-layouts/templates")
class BadgeTemplates(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="listBadgeTemplates")
    @blueprint.response(200, list_of(BadgeTemplate))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, list[BadgeTemplate]]:
        """List layouts to begin with, in your colour and with the questions of your form."""
        return {"items": layouts.list_templates(ctx, event_id)}


@blueprint.route("/badge-layouts/preview")
class BadgePreview(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="previewBadgeLayout", **DRAWING)
    @blueprint.arguments(PreviewSchema)
    def post(self, ctx: OrganizationContext, asked: Preview, event_id: UUID) -> Response:
        """Draw a design that need not be saved, with a made-up person; nothing is on record."""
        drawn = layouts.preview(ctx, event_id, asked)
        content = drawn.content.encode() if isinstance(drawn.content, str) else drawn.content
        return file_answer(content, drawn.name, media_type=drawn.media_type)


@blueprint.route("/badge-layouts/<uuid:badge_layout_id>")
class OneBadgeLayout(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getBadgeLayout")
    @blueprint.response(200, response(BadgeLayout))
    def get(self, ctx: OrganizationContext, event_id: UUID, badge_layout_id: UUID) -> Tagged:
        """Show a badge layout."""
        return with_etag(layouts.get_layout(ctx, event_id, badge_layout_id))

    @requires(policies.EDIT)
    @blueprint.doc(operationId="updateBadgeLayout")
    @blueprint.arguments(LayoutUpdateSchema)
    @blueprint.response(200, response(BadgeLayout))
    def patch(
        self,
        ctx: OrganizationContext,
        changes: dict[str, Any],
        event_id: UUID,
        badge_layout_id: UUID,
    ) -> Tagged:
        """Change a badge layout. `If-Match` guards it."""
        version = if_match()
        return with_etag(
            layouts.update_layout(ctx, event_id, badge_layout_id, changes, version=version)
        )

    @requires(policies.EDIT)
    @blueprint.doc(operationId="deleteBadgeLayout")
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, badge_layout_id: UUID) -> None:
        """Delete a badge layout; prints of it stay on record. `If-Match` guards it."""
        layouts.delete_layout(ctx, event_id, badge_layout_id, version=if_match())


@blueprint.route("/badge-prints")
class BadgePrints(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="listBadgePrints")
    @blueprint.arguments(PrintArguments, location="query")
    @blueprint.response(200, page_of(BadgePrint))
    def get(
        self, ctx: OrganizationContext, asked: dict[str, Any], event_id: UUID
    ) -> Page[BadgePrint]:
        """List who printed which badge when and why again, the latest first."""
        request = page_request(asked["cursor"], asked["limit"])
        return prints.list_prints(ctx, event_id, request, ticket_id=asked["ticket_id"])


@blueprint.route("/badge-print-runs")
class BadgePrintRuns(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="listBadgePrintRuns")
    @blueprint.arguments(PageArguments, location="query")
    @blueprint.response(200, page_of(BadgePrintRun))
    def get(
        self, ctx: OrganizationContext, asked: dict[str, Any], event_id: UUID
    ) -> Page[BadgePrintRun]:
        """List badges that were printed together, the latest first."""
        request = page_request(asked["cursor"], asked["limit"])
        return prints.list_runs(ctx, event_id, request)

    @requires(policies.PRINT)
    @blueprint.doc(operationId="printBadges")
    @blueprint.arguments(NewPrintRunSchema)
    @blueprint.response(201, response(BadgePrintRun))
    @idempotent(BadgePrintRun, required=True)
    def post(self, ctx: OrganizationContext, body: dict[str, Any], event_id: UUID) -> BadgePrintRun:
        """Print badges of tickets; each print is on record, and a reprint needs a reason."""
        return prints.print_badges(ctx, event_id, **body)


@blueprint.route("/badge-print-runs/found")
class BadgesFound(MethodView):
    @requires(policies.PRINT)
    @blueprint.doc(operationId="printFoundBadges")
    @blueprint.arguments(PrintFoundSchema)
    @blueprint.response(202, response(Job))
    @idempotent(Job, required=True)
    def post(self, ctx: OrganizationContext, body: dict[str, Any], event_id: UUID) -> Job:
        """Print the badges of whom a filter finds, by name, as a job.

        Its `about_id` is the print run, whose files grow as the job goes on.
        """
        return prints.print_found(ctx, event_id, **body)


@blueprint.route("/badge-print-runs/<uuid:badge_print_run_id>")
class OneBadgePrintRun(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getBadgePrintRun")
    @blueprint.response(200, response(BadgePrintRun))
    def get(
        self, ctx: OrganizationContext, event_id: UUID, badge_print_run_id: UUID
    ) -> BadgePrintRun:
        """Show badges that were printed together."""
        return prints.get_run(ctx, event_id, badge_print_run_id)


@blueprint.route("/badge-print-runs/<uuid:badge_print_run_id>/file")
class BadgeFile(MethodView):
    @requires(policies.PRINT, limited="export")
    @blueprint.doc(operationId="downloadBadges", **FILE)
    @blueprint.arguments(FileArguments, location="query")
    def get(
        self,
        ctx: OrganizationContext,
        asked: dict[str, int],
        event_id: UUID,
        badge_print_run_id: UUID,
    ) -> Response:
        """Download badges that were printed, up to 100 in a part, for a day."""
        content, run = prints.render_file(ctx, event_id, badge_print_run_id, asked["part"])
        is_pdf = run.format == PrintFormat.PDF
        name = f"badges-{asked['part']}.{'pdf' if is_pdf else 'zpl'}"
        return file_answer(content, name, media_type=PDF if is_pdf else f"{ZPL}; charset=utf-8")


blueprints = (blueprint,)
