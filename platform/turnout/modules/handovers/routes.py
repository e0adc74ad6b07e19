"""HTTP of hand-overs: offered inside an organization, answered by a person."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PersonContext
from turnout.kernel.http.access import personal, requires
from turnout.kernel.http.answers import list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.handovers import policies, service
from turnout.modules.handovers.schemas import NewHandoverSchema
from turnout.modules.handovers.types import Handover, NewHandover, OfferedHandover

blueprint = StrictBlueprint(
    "handovers",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/handovers",
    description="An organization goes to another owner or agency",
)
of_person = StrictBlueprint(
    "offered_handovers",
    __name__,
    url_prefix="/api/v1/me/handovers",
    description="Organizations that are offered to the signed-in person",
)


@blueprint.route("")
class Handovers(MethodView):
    @requires(policies.OWN)
    @blueprint.response(200, list_of(Handover))
    def get(self, ctx: OrganizationContext) -> dict[str, Any]:
        """List the offers of this organization, the latest first."""
        return {"items": service.list_handovers(ctx)}

    @requires(policies.OWN, confirmed=True)
    @blueprint.arguments(NewHandoverSchema)
    @blueprint.response(201, response(Handover))
    def post(self, ctx: OrganizationContext, new: NewHandover) -> Handover:
        """Offer the organization, with everything it has, to a person or an agency."""
        return service.offer_handover(ctx, new)


@blueprint.route("/<uuid:handover_id>")
class OneHandover(MethodView):
    @requires(policies.OWN)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, handover_id: UUID) -> None:
        """Take an offer back."""
        service.withdraw_handover(ctx, handover_id)


@of_person.route("")
class OfferedHandovers(MethodView):
    @personal()
    @of_person.doc(operationId="listOfferedHandovers")
    @of_person.response(200, list_of(OfferedHandover))
    def get(self, ctx: PersonContext) -> dict[str, Any]:
        """List the organizations that are offered to you, or to an agency that you own."""
        return {"items": service.list_offered(ctx)}


@of_person.route("/<uuid:handover_id>/accept")
class AcceptedHandover(MethodView):
    @personal(limited="secret", confirmed=True)
    @of_person.doc(operationId="acceptHandover")
    @of_person.response(200, response(Handover))
    def post(self, ctx: PersonContext, handover_id: UUID) -> Handover:
        """Own the organization from now on, with everything it has."""
        return service.accept_handover(ctx, handover_id)


@of_person.route("/<uuid:handover_id>/decline")
class DeclinedHandover(MethodView):
    @personal(limited="secret")
    @of_person.doc(operationId="declineHandover")
    @of_person.response(204)
    def post(self, ctx: PersonContext, handover_id: UUID) -> None:
        """Say no to an offer."""
        service.decline_handover(ctx, handover_id)


blueprints = (blueprint, of_person)
