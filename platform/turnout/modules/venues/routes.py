"""HTTP of venues and their rooms."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.request_fields import PageArguments
from turnout.modules.venues import policies, service
from turnout.modules.venues.schemas import (
    NewRoomSchema,
    NewVenueSchema,
    RoomUpdateSchema,
    VenueUpdateSchema,
)
from turnout.modules.venues.types import NewRoom, NewVenue, Room, Venue

blueprint = StrictBlueprint(
    "venues",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/venues",
    description="Places where events happen",
)


@blueprint.route("")
class Venues(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(PageArguments, location="query")
    @blueprint.response(200, page_of(Venue))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Page[Venue]:
        """List venues by name; archived ones are left out."""
        return service.list_venues(ctx, page_request(**asked))

    @requires(policies.WRITE)
    @blueprint.arguments(NewVenueSchema)
    @blueprint.response(201, response(Venue))
    def post(self, ctx: OrganizationContext, new: NewVenue) -> Venue:
        """Add a venue."""
        return service.create_venue(ctx, new)


@blueprint.route("/<uuid:venue_id>")
class OneVenue(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, response(Venue))
    def get(self, ctx: OrganizationContext, venue_id: UUID) -> Any:
        """Show a venue."""
        return with_etag(service.get_venue(ctx, venue_id))

    @requires(policies.WRITE)
    @blueprint.arguments(VenueUpdateSchema)
    @blueprint.response(200, response(Venue))
    def patch(self, ctx: OrganizationContext, changes: dict[str, Any], venue_id: UUID) -> Any:
        """Change a venue; `If-Match` with its version refuses to overwrite somebody else."""
        return with_etag(service.update_venue(ctx, venue_id, changes, version=if_match()))

    @requires(policies.WRITE)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, venue_id: UUID) -> None:
        """Archive a venue."""
        service.archive_venue(ctx, venue_id)


@blueprint.route("/<uuid:venue_id>/rooms")
class Rooms(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, page_of(Room, called="RoomList"))
    def get(self, ctx: OrganizationContext, venue_id: UUID) -> Page[Room]:
        """List a venue's rooms in their order."""
        return Page(service.list_rooms(ctx, venue_id), None)

    @requires(policies.WRITE)
    @blueprint.arguments(NewRoomSchema)
    @blueprint.response(201, response(Room))
    def post(self, ctx: OrganizationContext, new: NewRoom, venue_id: UUID) -> Room:
        """Add a room."""
        return service.create_room(ctx, venue_id, new)


@blueprint.route("/<uuid:venue_id>/rooms/<uuid:room_id>")
class OneRoom(MethodView):
    @requires(policies.WRITE)
    @blueprint.arguments(RoomUpdateSchema)
    @blueprint.response(200, response(Room))
    def patch(
        self, ctx: OrganizationContext, changes: dict[str, Any], *, venue_id: UUID, room_id: UUID
    ) -> Any:
        """Change a room."""
        changed = service.update_room(ctx, venue_id, room_id, changes=changes, version=if_match())
        return with_etag(changed)

    @requires(policies.WRITE)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, venue_id: UUID, room_id: UUID) -> None:
        """Delete a room in which nothing takes place."""
        service.delete_room(ctx, venue_id, room_id)


blueprints = (blueprint,)
