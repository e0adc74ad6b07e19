"""HTTP of second-factor policies: which roles ask for one."""

from typing import Any

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.second_factor_policies import policies, service
from turnout.modules.second_factor_policies.schemas import NewSecondFactorPolicySchema
from turnout.modules.second_factor_policies.types import NewSecondFactorPolicy, SecondFactorPolicy

blueprint = StrictBlueprint(
    "second_factor_policies",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/second-factor-policy",
    description="Which roles of an organization ask for a second factor",
)


@blueprint.route("")
class OneSecondFactorPolicy(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getSecondFactorPolicy")
    @blueprint.response(200, response(SecondFactorPolicy))
    def get(self, ctx: OrganizationContext) -> Any:
        """Show which roles ask for a second factor, and from when."""
        return with_etag(service.get_policy(ctx))

    @requires(policies.MANAGE, confirmed=True)
    @blueprint.doc(operationId="putSecondFactorPolicy")
    @blueprint.arguments(NewSecondFactorPolicySchema)
    @blueprint.response(200, response(SecondFactorPolicy))
    def put(self, ctx: OrganizationContext, new: NewSecondFactorPolicy) -> Any:
        """Decide which roles ask for a second factor; no role takes it back.

        Who has such a role and comes without one is answered `organizations.second-factor-required`
        once the days of grace are over. They set one up under `/api/v1/me/second-factors`.
        """
        return with_etag(service.put_policy(ctx, new, version=if_match()))


blueprints = (blueprint,)
