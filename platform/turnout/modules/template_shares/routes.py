"""HTTP of template shares: what an agency shares, and what its clients make of it."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import idempotent, requires
from turnout.kernel.http.answers import list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.events import api as events
from turnout.modules.template_shares import policies, service
from turnout.modules.template_shares.schemas import CopyOfTemplateSchema, NewTemplateShareSchema
from turnout.modules.template_shares.types import SharedTemplate, TemplateShare

blueprint = StrictBlueprint(
    "template_shares",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="Templates of events that an agency shares with its clients",
)


@blueprint.route("/template-shares")
class TemplateShares(MethodView):
    @requires(policies.MANAGE)
    @blueprint.response(200, list_of(TemplateShare))
    def get(self, ctx: OrganizationContext) -> dict[str, Any]:
        """List the templates that this agency shares, with whom, and how often they were used."""
        return {"items": service.list_shares(ctx)}


@blueprint.route("/template-shares/<uuid:template_id>")
class OneTemplateShare(MethodView):
    @requires(policies.MANAGE)
    @blueprint.arguments(NewTemplateShareSchema)
    @blueprint.response(200, response(TemplateShare))
    def put(self, ctx: OrganizationContext, asked: dict[str, Any], template_id: UUID) -> Any:
        """Share a template with these clients and no others, from their next request on."""
        clients = asked["clients"]
        return with_etag(service.share_template(ctx, template_id, clients, version=if_match()))

    @requires(policies.MANAGE)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, template_id: UUID) -> None:
        """Stop sharing; events that clients made of the template stay theirs."""
        service.end_share(ctx, template_id)


@blueprint.route("/shared-templates")
class SharedTemplates(MethodView):
    @requires(policies.USE)
    @blueprint.response(200, list_of(SharedTemplate))
    def get(self, ctx: OrganizationContext) -> dict[str, Any]:
        """List the templates that the organization's agencies share with it."""
        return {"items": service.list_templates(ctx)}


@blueprint.route("/shared-templates/<uuid:template_id>/copies")
class CopiesOfSharedTemplate(MethodView):
    @requires(policies.USE)
    @blueprint.arguments(CopyOfTemplateSchema)
    @blueprint.response(201, response(events.Event))
    @idempotent(events.Event)
    def post(
        self, ctx: OrganizationContext, wanted: events.NewCopy, template_id: UUID
    ) -> events.Event:
        """Make a draft of an agency's template; it is the organization's own from then on."""
        return service.create_event(ctx, template_id, wanted)


blueprints = (blueprint,)
