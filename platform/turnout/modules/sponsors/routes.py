"""HTTP of an event's sponsors and their levels, and of what a sponsor sees by their link."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.pagination import Page
from turnout.kernel.http.access import public, requires, secret_in
from turnout.kernel.http.answers import page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.headers import LINK_SECRET
from turnout.kernel.http.request_info import access_code
from turnout.modules.events import api as events
from turnout.modules.programme.api import MadeSelfServiceLink
from turnout.modules.sponsors import service
from turnout.modules.sponsors.schemas import (
    NewLinkSchema,
    NewSponsorLevelSchema,
    NewSponsorSchema,
    SponsorLevelUpdateSchema,
    SponsorUpdateSchema,
)
from turnout.modules.sponsors.types import (
    NewSponsor,
    Sponsor,
    SponsorLevel,
    SponsorPart,
    SponsorsOfLevel,
)

OF_LINKS = "self-service"
"""Where the API's document lists what is done by links."""

blueprint = StrictBlueprint(
    "sponsors",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="Sponsors and partners of an event",
)


@blueprint.route("/events/<uuid:event_id>/public-sponsors")
class PublicSponsors(MethodView):
    @public("the sponsors of a published event; a private one's for who has its code")
    @blueprint.response(200, page_of(SponsorsOfLevel, called="PublicSponsors"))
    def get(self, ctx: PublicContext, event_id: UUID) -> Page[SponsorsOfLevel]:
        """List sponsors by level, the highest first."""
        return Page(service.list_public_sponsors(ctx, event_id, code=access_code()), None)


@blueprint.route("/events/<uuid:event_id>/sponsors")
class Sponsors(MethodView):
    @requires(events.READ)
    @blueprint.response(200, page_of(Sponsor, called="SponsorList"))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> Page[Sponsor]:
        """List sponsors in their order, with whom to write to."""
        return Page(service.list_sponsors(ctx, event_id), None)

    @requires(events.WRITE)
    @blueprint.arguments(NewSponsorSchema)
    @blueprint.response(201, response(Sponsor))
    def post(self, ctx: OrganizationContext, new: NewSponsor, event_id: UUID) -> Any:
        """Add a sponsor."""
        return with_etag(service.create_sponsor(ctx, event_id, new), 201)


@blueprint.route("/events/<uuid:event_id>/sponsors/<uuid:sponsor_id>")
class OneSponsor(MethodView):
    @requires(events.READ)
    @blueprint.response(200, response(Sponsor))
    def get(self, ctx: OrganizationContext, event_id: UUID, sponsor_id: UUID) -> Any:
        """Show a sponsor."""
        return with_etag(service.read_sponsor(ctx, event_id, sponsor_id))

    @requires(events.WRITE)
    @blueprint.arguments(SponsorUpdateSchema)
    @blueprint.response(200, response(Sponsor))
    def patch(
        self, ctx: OrganizationContext, changes: dict[str, Any], *, event_id: UUID, sponsor_id: UUID
    ) -> Any:
        """Change a sponsor."""
        return with_etag(
            service.change_sponsor(ctx, event_id, sponsor_id, changes=changes, version=if_match())
        )

    @requires(events.WRITE)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, sponsor_id: UUID) -> None:
        """Delete a sponsor."""
        service.delete_sponsor(ctx, event_id, sponsor_id)


@blueprint.route("/events/<uuid:event_id>/sponsor-levels")
class SponsorLevels(MethodView):
    @requires(events.READ)
    @blueprint.response(200, page_of(SponsorLevel, called="SponsorLevelList"))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> Page[SponsorLevel]:
        """List levels, the highest first."""
        return Page(service.list_levels(ctx, event_id), None)

    @requires(events.WRITE)
    @blueprint.arguments(NewSponsorLevelSchema)
    @blueprint.response(201, response(SponsorLevel))
    def post(self, ctx: OrganizationContext, new: dict[str, Any], event_id: UUID) -> SponsorLevel:
        """Add a level below the others."""
        return service.create_level(ctx, event_id, new["name"])


@blueprint.route("/events/<uuid:event_id>/sponsor-levels/<uuid:level_id>")
class OneSponsorLevel(MethodView):
    @requires(events.WRITE)
    @blueprint.arguments(SponsorLevelUpdateSchema)
    @blueprint.response(200, response(SponsorLevel))
    def patch(
        self, ctx: OrganizationContext, changes: dict[str, Any], *, event_id: UUID, level_id: UUID
    ) -> SponsorLevel:
        """Rename or move a level."""
        return service.change_level(ctx, event_id, level_id, changes=changes)

    @requires(events.WRITE)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, level_id: UUID) -> None:
        """Delete a level in which no sponsor stands."""
        service.delete_level(ctx, event_id, level_id)


@blueprint.route("/events/<uuid:event_id>/sponsors/<uuid:sponsor_id>/links", tags=[OF_LINKS])
class SponsorLinks(MethodView):
    @requires(events.WRITE)
    @blueprint.arguments(NewLinkSchema)
    @blueprint.response(201, response(MadeSelfServiceLink))
    def post(
        self, ctx: OrganizationContext, new: dict[str, Any], *, event_id: UUID, sponsor_id: UUID
    ) -> MadeSelfServiceLink:
        """Make a link by which a sponsor sees their own part."""
        return service.make_sponsor_link(ctx, event_id, sponsor_id, days=new["days"])


@blueprint.route("/own-part/sponsor", tags=[OF_LINKS])
class OwnSponsorPart(MethodView):
    @public(
        "whoever has the secret of a link sees what it opens, and nothing else", limited="secret"
    )
    @blueprint.response(200, response(SponsorPart))
    def get(self, ctx: PublicContext) -> SponsorPart:
        """Show the sponsor of the link's secret what is theirs."""
        return service.open_sponsor_part(ctx, secret_in(LINK_SECRET))


blueprints = (blueprint,)
