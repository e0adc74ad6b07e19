"""HTTP of currencies of an event."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.event_currencies import policies, service
from turnout.modules.event_currencies.schemas import CurrencyPricesSchema
from turnout.modules.event_currencies.types import EventCurrency

blueprint = StrictBlueprint(
    "event_currencies",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>/currencies",
    description="The currencies in which an event is sold, out of one stock.",
)


@blueprint.route("")
class EventCurrencies(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="listEventCurrencies")
    @blueprint.response(200, list_of(EventCurrency))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, Any]:
        """List the currencies of an event with the prices of its ticket types, its own first."""
        return {"items": service.list_currencies(ctx, event_id)}


@blueprint.route("/<currency>")
class OneEventCurrency(MethodView):
    @requires(policies.EDIT)
    @blueprint.doc(operationId="setEventCurrency")
    @blueprint.arguments(CurrencyPricesSchema)
    @blueprint.response(200, response(EventCurrency))
    def put(
        self, ctx: OrganizationContext, body: dict[str, Any], event_id: UUID, currency: str
    ) -> EventCurrency:
        """Set the prices of all ticket types in a further currency (ISO 4217) at once."""
        return service.set_prices(ctx, event_id, currency, body["prices"])

    @requires(policies.EDIT)
    @blueprint.doc(operationId="deleteEventCurrency")
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, currency: str) -> None:
        """Sell the event in a currency no more; orders that were placed stay."""
        service.delete_currency(ctx, event_id, currency)


blueprints = (blueprint,)
