"""HTTP of connections."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, Visitor
from turnout.kernel.http.access import current_principal, public, requires
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match
from turnout.modules.connections import policies, service
from turnout.modules.connections import service as connections_service
from turnout.modules.connections.schemas import (
    AdapterListSchema,
    ConnectionChanges,
    ConnectionFields,
    ConnectionListSchema,
    ConnectionSchema,
    KindArguments,
)
from turnout.modules.connections.types import ConnectionView, NewConnection, Options

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
    @blueprint.response(200, ConnectionListSchema)
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> dict[str, Any]:
        """List connections; secrets never come back."""
        return {"items": connections_service.list_connections(ctx, query["kind"])}

    @requires(policies.EDIT)
    @blueprint.arguments(ConnectionFields)
    @blueprint.response(201, ConnectionSchema)
    def post(self, ctx: OrganizationContext, new: dict[str, Any]) -> ConnectionView:
        """Configure an adapter."""
        options = Options(**new.pop("options"))
        return connections_service.create_connection(ctx, NewConnection(**new, options=options))


@blueprint.route("/<uuid:connection_id>")
class OneConnection(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, ConnectionSchema)
    def get(self, ctx: OrganizationContext, connection_id: UUID) -> ConnectionView:
        """Look at one connection."""
        return connections_service.get_connection(ctx, connection_id)

    @requires(policies.EDIT)
    @blueprint.arguments(ConnectionChanges)
    @blueprint.response(200, ConnectionSchema)
    def patch(
        self, ctx: OrganizationContext, changes: dict[str, Any], connection_id: UUID
    ) -> ConnectionView:
        """Change settings and options, rename, switch on or off."""
        return connections_service.update_connection(
            ctx, connection_id, version=if_match(), **changes
        )


@blueprint.route("/<uuid:connection_id>/health")
class ConnectionHealth(MethodView):
    @requires(policies.EDIT)
    @blueprint.response(200, ConnectionSchema)
    def post(self, ctx: OrganizationContext, connection_id: UUID) -> ConnectionView:
        """Ask the provider whether the settings work."""
        return connections_service.check_connection(ctx, connection_id)


@adapters.route("")
class Adapters(MethodView):
    @public("what is installed is no secret; settings are")
    @adapters.response(200, AdapterListSchema)
    def get(self, _visitor: Visitor) -> dict[str, Any]:
        """List installed adapters; why one does not work is told to signed-in people only."""
        return {"items": service.adapter_catalogue(is_signed_in=current_principal() is not None)}


blueprints = (blueprint, adapters)
