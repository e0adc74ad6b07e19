"""HTTP of business profiles: the country of the legal seat, and social links."""

from typing import Any

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.business_profiles import policies, service
from turnout.modules.business_profiles.schemas import NewBusinessProfileSchema
from turnout.modules.business_profiles.types import BusinessProfile, NewBusinessProfile

blueprint = StrictBlueprint(
    "business_profiles",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/business-profile",
    description="The country of an organization's legal seat, and its social links",
)


@blueprint.route("")
class OneBusinessProfile(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getBusinessProfile")
    @blueprint.response(200, response(BusinessProfile))
    def get(self, ctx: OrganizationContext) -> Any:
        """Show the country and the social links; its `ETag` is the version for `If-Match`."""
        return with_etag(service.get_profile(ctx))

    @requires(policies.MANAGE)
    @blueprint.doc(operationId="putBusinessProfile")
    @blueprint.arguments(NewBusinessProfileSchema)
    @blueprint.response(200, response(BusinessProfile))
    def put(self, ctx: OrganizationContext, new: NewBusinessProfile) -> Any:
        """Replace the country and the social links; what is left out is taken away.

        The links stand on the organization's public page and in what search engines read. Invoices
        name the country where the invoice settings name none.
        """
        return with_etag(service.put_profile(ctx, new, version=if_match()))


blueprints = (blueprint,)
