"""HTTP of bulk edits of ticket types."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import idempotent, requires
from turnout.kernel.http.answers import list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.bulk_edits import policies, service
from turnout.modules.bulk_edits.schemas import NewBulkEditSchema
from turnout.modules.bulk_edits.types import BulkEdit, BulkEditPreview, NewBulkEdit

blueprint = StrictBlueprint(
    "bulk_edits",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>/bulk-edits",
    description="Several ticket types changed at once.",
)


@blueprint.route("")
class BulkEdits(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="listBulkEdits")
    @blueprint.response(200, list_of(BulkEdit))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, Any]:
        """List the latest bulk edits of an event, and which of them can be undone."""
        return {"items": service.list_edits(ctx, event_id)}

    @requires(policies.EDIT)
    @blueprint.doc(operationId="createBulkEdit")
    @blueprint.arguments(NewBulkEditSchema)
    @blueprint.response(201, response(BulkEdit))
    @idempotent(BulkEdit, required=True)
    def post(self, ctx: OrganizationContext, wanted: NewBulkEdit, event_id: UUID) -> BulkEdit:
        """Change several ticket types at once, all of them or none.

        412 where one has another version than was seen; 422 names each problem by its place,
        such as `/items/2/price_minor`.
        """
        return service.make_edit(ctx, event_id, wanted)


@blueprint.route("/preview")
class PreviewBulkEdit(MethodView):
    @requires(policies.EDIT)
    @blueprint.doc(operationId="previewBulkEdit")
    @blueprint.arguments(NewBulkEditSchema)
    @blueprint.response(200, response(BulkEditPreview))
    def post(
        self, ctx: OrganizationContext, wanted: NewBulkEdit, event_id: UUID
    ) -> BulkEditPreview:
        """Show what a bulk edit would make of each ticket type; nothing is changed."""
        return service.preview_edit(ctx, event_id, wanted)


@blueprint.route("/<uuid:bulk_edit_id>/undo")
class UndoBulkEdit(MethodView):
    @requires(policies.EDIT)
    @blueprint.doc(operationId="undoBulkEdit")
    @blueprint.response(200, response(BulkEdit))
    @idempotent(BulkEdit)
    def post(self, ctx: OrganizationContext, event_id: UUID, bulk_edit_id: UUID) -> BulkEdit:
        """Give the ticket types back what they had; 409 where one was changed since."""
        return service.undo_edit(ctx, event_id, bulk_edit_id)


blueprints = (blueprint,)
