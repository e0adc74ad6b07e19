"""HTTP of support access: granted, ended, and who came in."""

from typing import Any

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.support_access import policies, service
from turnout.modules.support_access.schemas import NewSupportAccessSchema
from turnout.modules.support_access.types import SupportAccess, SupportVisit

blueprint = StrictBlueprint(
    "support_access",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/support-access",
    description="The platform's support comes in when an owner lets it",
)


@blueprint.route("")
class Access(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="listSupportAccess")
    @blueprint.response(200, list_of(SupportAccess))
    def get(self, ctx: OrganizationContext) -> dict[str, Any]:
        """List every consent there was, the latest first."""
        return {"items": service.list_access(ctx)}

    @requires(policies.GRANT, confirmed=True)
    @blueprint.doc(operationId="grantSupportAccess")
    @blueprint.arguments(NewSupportAccessSchema)
    @blueprint.response(201, response(SupportAccess))
    def post(self, ctx: OrganizationContext, asked: dict[str, Any]) -> SupportAccess:
        """Let the platform's support look, or help, for some hours."""
        return service.grant_access(ctx, **asked)

    @requires(policies.GRANT, while_closing=True)
    @blueprint.doc(operationId="endSupportAccess")
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext) -> None:
        """Show support out; its next request finds nothing."""
        service.end_access(ctx)


@blueprint.route("/visits")
class Visits(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="listSupportVisits")
    @blueprint.response(200, list_of(SupportVisit))
    def get(self, ctx: OrganizationContext) -> dict[str, Any]:
        """List who of the support came in, once a day for each, the latest first."""
        return {"items": service.list_visits(ctx)}


blueprints = (blueprint,)
