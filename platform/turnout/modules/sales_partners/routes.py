"""HTTP of sales partners."""

from typing import Any, TypeAlias
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.sales_partners import policies, service
from turnout.modules.sales_partners.schemas import NewSalesPartnerSchema, SalesPartnerUpdateSchema
from turnout.modules.sales_partners.types import NewSalesPartner, SalesPartner

Tagged: TypeAlias = tuple[SalesPartner, int, dict[str, str]]
blueprint = StrictBlueprint(
    "sales-partners",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/sales-partners",
    description="Who sells an organization's tickets besides itself.",
)


@blueprint.route("")
class SalesPartners(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, list_of(SalesPartner))
    def get(self, ctx: OrganizationContext) -> dict[str, Any]:
        """List sales partners by name, archived ones last."""
        return {"items": service.list_partners(ctx)}

    @requires(policies.EDIT)
    @blueprint.arguments(NewSalesPartnerSchema)
    @blueprint.response(201, response(SalesPartner))
    def post(self, ctx: OrganizationContext, new: NewSalesPartner) -> Tagged:
        """Create a sales partner with the code that links and orders say."""
        return with_etag(service.create_partner(ctx, new), 201)


@blueprint.route("/<uuid:sales_partner_id>")
class OneSalesPartner(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, response(SalesPartner))
    def get(self, ctx: OrganizationContext, sales_partner_id: UUID) -> Tagged:
        """Show a sales partner, also an archived one."""
        return with_etag(service.get_partner(ctx, sales_partner_id))

    @requires(policies.EDIT)
    @blueprint.arguments(SalesPartnerUpdateSchema)
    @blueprint.response(200, response(SalesPartner))
    def patch(
        self, ctx: OrganizationContext, changes: dict[str, Any], sales_partner_id: UUID
    ) -> Tagged:
        """Change or archive a sales partner. `If-Match` guards it."""
        changed = service.update_partner(ctx, sales_partner_id, changes, version=if_match())
        return with_etag(changed)

    @requires(policies.EDIT)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, sales_partner_id: UUID) -> None:
        """Delete a sales partner by whom no order came; archive others."""
        service.delete_partner(ctx, sales_partner_id, version=if_match())


blueprints = (blueprint,)
