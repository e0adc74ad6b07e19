"""HTTP of connections."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, Visitor
from turnout.kernel.http.access import current_principal, public, requires
from turnout.kernel.http.answers import list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match
from turnout.modules.connections import policies
from turnout.modules.connections.schemas import (
    ConnectionUpdate,
    KindArguments,
    NewConnectionSchema,
    RemovalArguments,
    ReservationFields,
)
from turnout.modules.connections.service import adapters as installed
from turnout.modules.connections.service import connections
from turnout.modules.connections.types import (
    AdapterList,
    Connection,
    NewConnection,
    Reservation,
)

blueprint = StrictBlueprint(
    "connections",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/connections",
    description="Configured adapters of an organization.",
)
adapters = StrictBlueprint(
    "adapters", __name__, url_prefix="/api/v1/adapters", description="Installed adapters."
)


@blueprint.route("")
class Connections(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(KindArguments, location="query")
    @blueprint.response(200, list_of(Connection))
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> dict[str, Any]:
        """List connections; secrets never come back."""
        return {"items": connections.list_connections(ctx, query["kind"])}

    @requires(policies.EDIT, confirmed=True)
    @blueprint.arguments(NewConnectionSchema)
    @blueprint.response(201, response(Connection))
    def post(self, ctx: OrganizationContext, new: NewConnection) -> Connection:
        """Configure an adapter."""
        return connections.create_connection(ctx, new)


@blueprint.route("/reservations")
class ConnectionReservations(MethodView):
    @requires(policies.EDIT)
    @blueprint.doc(operationId="reserveConnection")
    @blueprint.arguments(ReservationFields)
    @blueprint.response(200, response(Reservation))
    def post(self, ctx: OrganizationContext, wanted: dict[str, Any]) -> Reservation:
        """Name the webhook address of a connection before it is made; stores nothing."""
        return connections.reserve_connection(ctx, **wanted)


@blueprint.route("/<uuid:connection_id>")
class OneConnection(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, response(Connection))
    def get(self, ctx: OrganizationContext, connection_id: UUID) -> Connection:
        """Look at one connection."""
        return connections.get_connection(ctx, connection_id)

    @requires(policies.EDIT, confirmed=True)
    @blueprint.arguments(ConnectionUpdate)
    @blueprint.response(200, response(Connection))
    def patch(
        self, ctx: OrganizationContext, changes: dict[str, Any], connection_id: UUID
    ) -> Connection:
        """Change settings and options, rename, switch on or off."""
        return connections.update_connection(ctx, connection_id, version=if_match(), **changes)

    @requires(policies.EDIT, confirmed=True)
    @blueprint.arguments(RemovalArguments, location="query")
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, query: dict[str, Any], connection_id: UUID) -> None:
        """Remove a connection, its secrets at once; refused while payments need it."""
        connections.delete_connection(ctx, connection_id, version=if_match(), **query)


@blueprint.route("/<uuid:connection_id>/health")
class ConnectionHealth(MethodView):
    @requires(policies.EDIT)
    @blueprint.doc(operationId="checkConnection")
    @blueprint.response(200, response(Connection))
    def post(self, ctx: OrganizationContext, connection_id: UUID) -> Connection:
        """Ask the provider whether the settings work."""
        return connections.check_connection(ctx, connection_id)


@adapters.route("")
class Adapters(MethodView):
    @public("what is installed is no secret; settings are")
    @adapters.response(200, response(AdapterList))
    def get(self, _visitor: Visitor) -> dict[str, Any]:
        """List installed adapters; why one does not work is told to signed-in people only."""
        return {"items": installed.adapter_catalogue(is_signed_in=current_principal() is not None)}


blueprints = (blueprint, adapters)
