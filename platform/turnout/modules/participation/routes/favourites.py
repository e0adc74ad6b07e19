"""HTTP of what people keep for themselves: favourite events, organizers they follow."""

from typing import Any
from uuid import UUID

from flask import request
from flask.views import MethodView

from turnout.kernel.context import PersonContext
from turnout.kernel.db.pagination import Page
from turnout.kernel.http.access import personal
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.request_info import access_code
from turnout.modules.participation.schemas import (
    FavouriteListSchema,
    FollowedListSchema,
    LanguageArguments,
)
from turnout.modules.participation.service import favourites
from turnout.modules.participation.types import Favourite, Followed

blueprint = StrictBlueprint(
    "liking",
    __name__,
    url_prefix="/api/v1",
    description="Favourite events, and organizers that people follow",
)


@blueprint.route("/me/favourites")
class Favourites(MethodView):
    @personal()
    @blueprint.arguments(LanguageArguments, location="query")
    @blueprint.response(200, FavouriteListSchema)
    def get(self, ctx: PersonContext, asked: dict[str, Any]) -> Page[Favourite]:
        """List your favourites that are shown now, the latest first."""
        wanted = [asked["language"]] if asked["language"] else request.accept_languages.values()
        return Page(favourites.list_favourites(ctx, list(wanted)), None)


@blueprint.route("/organizations/<uuid:organization_id>/events/<uuid:event_id>/favourite")
class OneFavourite(MethodView):
    @personal()
    @blueprint.response(204)
    def put(self, ctx: PersonContext, organization_id: UUID, event_id: UUID) -> None:
        """Keep an event that you may see."""
        favourites.add_favourite(ctx, organization_id, event_id, code=access_code())

    @personal()
    @blueprint.response(204)
    def delete(self, ctx: PersonContext, organization_id: UUID, event_id: UUID) -> None:
        """Keep it no longer."""
        favourites.remove_favourite(ctx, organization_id, event_id)


@blueprint.route("/me/followed-organizers")
class FollowedOrganizers(MethodView):
    @personal()
    @blueprint.response(200, FollowedListSchema)
    def get(self, ctx: PersonContext) -> Page[Followed]:
        """List the organizations that you follow, the latest first."""
        return Page(favourites.list_followed(ctx), None)


@blueprint.route("/organizations/<uuid:organization_id>/follow")
class Follows(MethodView):
    @personal()
    @blueprint.response(204)
    def put(self, ctx: PersonContext, organization_id: UUID) -> None:
        """Follow an organizer."""
        favourites.follow_organizer(ctx, organization_id)

    @personal()
    @blueprint.response(204)
    def delete(self, ctx: PersonContext, organization_id: UUID) -> None:
        """Follow it no longer."""
        favourites.unfollow_organizer(ctx, organization_id)
