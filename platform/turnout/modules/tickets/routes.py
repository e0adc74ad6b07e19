"""HTTP of tickets: what a gate needs to check codes without asking us."""

from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.tickets import policies, service
from turnout.modules.tickets.types import EventKeys

blueprint = StrictBlueprint(
    "tickets",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>",
    description="Tickets and the keys that prove them.",
)


@blueprint.route("/ticket-keys")
class TicketKeys(MethodView):
    @requires(policies.KEYS)
    @blueprint.response(200, response(EventKeys))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> EventKeys:
        """List the public keys that prove this event's ticket codes."""
        return EventKeys.of(service.list_event_keys(ctx, event_id))


blueprints = (blueprint,)
