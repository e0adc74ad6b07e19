"""HTTP of an event's files, for those who run it."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.files import policies
from turnout.modules.files.schemas import (
    EventFileChangeSchema,
    EventFileListSchema,
    EventFileSchema,
    NewEventFileSchema,
)
from turnout.modules.files.service import event_files
from turnout.modules.files.types import NewEventFile

blueprint = StrictBlueprint(
    "event-files",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>/files",
    description="Materials and gallery of an event: for everybody, ticket holders or staff",
)


@blueprint.route("")
class EventFiles(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, EventFileListSchema)
    def get(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, Any]:
        """List an event's files in order, each with a link that lapses."""
        return {"items": event_files.list_for_staff(ctx, event_id)}

    @requires(policies.WRITE)
    @blueprint.arguments(NewEventFileSchema)
    @blueprint.response(201, EventFileSchema)
    def post(self, ctx: OrganizationContext, new: dict[str, Any], event_id: UUID) -> Any:
        """Give the event a file and say for whom it is."""
        return with_etag(event_files.attach(ctx, event_id, NewEventFile(**new)), 201)


@blueprint.route("/<uuid:event_file_id>")
class OneEventFile(MethodView):
    @requires(policies.WRITE)
    @blueprint.arguments(EventFileChangeSchema)
    @blueprint.response(200, EventFileSchema)
    def patch(
        self,
        ctx: OrganizationContext,
        change: dict[str, Any],
        event_id: UUID,
        event_file_id: UUID,
    ) -> Any:
        """Change for whom a file is, its title or its place."""
        changed = event_files.change_event_file(
            ctx, event_id, event_file_id, change=change, version=if_match()
        )
        return with_etag(changed)

    @requires(policies.WRITE)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, event_file_id: UUID) -> None:
        """Take a file from the event; the file itself stays."""
        event_files.detach(ctx, event_id, event_file_id)
