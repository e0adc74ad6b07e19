"""HTTP of figure shares: what is shared with whom, and what was shared with oneself."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.figure_shares import policies, service
from turnout.modules.figure_shares.schemas import NewFigureShareSchema
from turnout.modules.figure_shares.types import FigureShare, NewFigureShare, SharedFigures

blueprint = StrictBlueprint(
    "figure_shares",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/figure-shares",
    description="Figures of events that are shared with partners",
)


@blueprint.route("")
class FigureShares(MethodView):
    @requires(policies.MANAGE)
    @blueprint.response(200, list_of(FigureShare))
    def get(self, ctx: OrganizationContext) -> dict[str, Any]:
        """List what is shared with whom, by whom, until when."""
        return {"items": service.list_shares(ctx)}

    @requires(policies.MANAGE)
    @blueprint.arguments(NewFigureShareSchema)
    @blueprint.response(201, response(FigureShare))
    def post(self, ctx: OrganizationContext, new: NewFigureShare) -> FigureShare:
        """Share figures of an event with a member, instead of what they saw of it before."""
        return service.share_figures(ctx, new)


@blueprint.route("/<uuid:figure_share_id>")
class OneFigureShare(MethodView):
    @requires(policies.MANAGE)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, figure_share_id: UUID) -> None:
        """End a share; the member's next request finds nothing of it."""
        service.end_share(ctx, figure_share_id)


@blueprint.route("/mine")
class SharedWithMe(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="listFiguresSharedWithMe")
    @blueprint.response(200, list_of(SharedFigures))
    def get(self, ctx: OrganizationContext) -> dict[str, Any]:
        """List the published events of which figures were shared with you, and those figures."""
        return {"items": service.list_shared(ctx)}


blueprints = (blueprint,)
