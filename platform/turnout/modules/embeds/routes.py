"""HTTP of embeds for the team."""

from typing import Any, TypeAlias
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.request_fields import PageArguments
from turnout.modules.embeds import policies, service
from turnout.modules.embeds.schemas import NewEmbedOriginSchema
from turnout.modules.embeds.types import EmbedOrigin, NewEmbedOrigin

Tagged: TypeAlias = tuple[EmbedOrigin, int, dict[str, str]]
blueprint = StrictBlueprint(
    "embeds",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/embed-origins",
    description="Sites whose pages may show the organization's checkout and events.",
)


@blueprint.route("")
class EmbedOrigins(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(PageArguments, location="query")
    @blueprint.response(200, page_of(EmbedOrigin))
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> Page[EmbedOrigin]:
        """List the sites that may embed the checkout, the newest first."""
        return service.list_origins(ctx, page_request(query["cursor"], query["limit"]))

    @requires(policies.EDIT)
    @blueprint.arguments(NewEmbedOriginSchema)
    @blueprint.response(201, response(EmbedOrigin))
    def post(self, ctx: OrganizationContext, new: NewEmbedOrigin) -> Tagged:
        """Let the pages of a site show the checkout and the events of the organization.

        No other site can frame them, and without any site on the list nobody can.
        """
        return with_etag(service.create_origin(ctx, new), 201)


@blueprint.route("/<uuid:embed_origin_id>")
class OneEmbedOrigin(MethodView):
    @requires(policies.EDIT)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, embed_origin_id: UUID) -> None:
        """Take a site off the list; its pages show nothing any more."""
        service.delete_origin(ctx, embed_origin_id, version=if_match())


blueprints = (blueprint,)
