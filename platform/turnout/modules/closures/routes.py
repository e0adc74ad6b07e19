"""HTTP of closures: closing an organization, reopening it, and its export."""

from typing import Any

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import file_answer, file_document, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.closures import policies
from turnout.modules.closures.schemas import NewClosureSchema
from turnout.modules.closures.service import closures, data_exports
from turnout.modules.closures.types import Closure

YAML = "application/yaml"
ZIP = "application/zip"
blueprint = StrictBlueprint(
    "closures",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="Closing an organization, reopening it, and exporting it first",
)


@blueprint.route("/closure")
class OneClosure(MethodView):
    @requires(policies.CLOSE)
    @blueprint.response(200, response(Closure))
    def get(self, ctx: OrganizationContext) -> Closure:
        """Show the closing under way: when the organization is deleted."""
        return closures.get_closure(ctx)

    @requires(policies.CLOSE, confirmed=True)
    @blueprint.arguments(NewClosureSchema)
    @blueprint.response(201, response(Closure))
    def post(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Closure:
        """Close the organization: nothing is sold or changed, and it is deleted after the grace."""
        return closures.close_organization(ctx, **asked)

    @requires(policies.CLOSE, confirmed=True, while_closing=True)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext) -> None:
        """Reopen the organization: everything is as it was."""
        closures.reopen_organization(ctx)


@blueprint.route("/export")
class Export(MethodView):
    @requires(policies.EXPORT, limited="export", confirmed=True)
    @blueprint.doc(**file_document(YAML, "The organization as a manifest, secrets as references."))
    def get(self, ctx: OrganizationContext) -> Response:
        """Export the organization as a manifest that makes it again."""
        name, text = closures.export_organization(ctx)
        return Response(
            text,
            content_type=f"{YAML}; charset=utf-8",
            headers={
                "Content-Disposition": f'attachment; filename="{name}"',
                "Cache-Control": "private, no-store",
            },
        )


@blueprint.route("/export/data")
class DataExport(MethodView):
    @requires(policies.EXPORT_DATA, limited="export", confirmed=True)
    @blueprint.doc(
        operationId="exportOrganizationData",
        **file_document(
            ZIP, "Manifest, pictures and events with files; orders and attendees as CSV."
        ),
    )
    def get(self, ctx: OrganizationContext) -> Response:
        """Export the organization with its events, orders and attendees; sent as it is made."""
        name, pieces = data_exports.export_data(ctx)
        return file_answer(pieces, name, media_type=ZIP)


blueprints = (blueprint,)
