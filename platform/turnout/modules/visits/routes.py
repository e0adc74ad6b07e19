"""HTTP of visits: whether an organization has them counted."""

from typing import Any, TypeAlias

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.visits import policies, service
from turnout.modules.visits.schemas import VisitCountingSchema
from turnout.modules.visits.types import VisitCounting

Tagged: TypeAlias = tuple[VisitCounting, int, dict[str, str]]
blueprint = StrictBlueprint(
    "visit-counting",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/visit-counting",
    description="Whether visits of events' pages are counted, without persons.",
)


@blueprint.route("")
class Counting(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getVisitCounting")
    @blueprint.response(200, response(VisitCounting))
    def get(self, ctx: OrganizationContext) -> Tagged:
        """Show whether visits of events' pages are counted."""
        return with_etag(service.get_counting(ctx))

    @requires(policies.MANAGE)
    @blueprint.doc(operationId="setVisitCounting")
    @blueprint.arguments(VisitCountingSchema)
    @blueprint.response(200, response(VisitCounting))
    def put(self, ctx: OrganizationContext, said: dict[str, Any]) -> Tagged:
        """Have visits counted, or not: then only orders are, and not where they came from.

        What was counted before stays. It counts within a minute. `If-Match` guards it.
        """
        return with_etag(service.set_counting(ctx, is_on=said["is_on"], version=if_match()))


blueprints = (blueprint,)
