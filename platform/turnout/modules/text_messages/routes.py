"""HTTP of text messages: the log, the length of a text, consents, and what providers tell."""

from typing import Any, Final
from uuid import UUID

from flask import request
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.errors import NotFound
from turnout.kernel.http.access import public, requires, secret_in
from turnout.kernel.http.answers import page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.orders import api as orders
from turnout.modules.text_messages import policies
from turnout.modules.text_messages.schemas import (
    TextConsentArguments,
    TextConsentSchema,
    TextEstimateSchema,
    TextMessageArguments,
)
from turnout.modules.text_messages.service import consents, deliveries, outbox
from turnout.modules.text_messages.types import (
    TextConsent,
    TextConsentChoice,
    TextEstimate,
    TextFilter,
    TextHistory,
    TextMessage,
)
from turnout_sdk.webhooks import Delivery

CONSENT: Final = "/orders/<uuid:order_id>/text-consent"
buys = public("whoever has the secret of the order decides", limited="secret")
blueprint = StrictBlueprint(
    "text messages",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="Which text messages were sent to whom, and who agreed to them.",
)
webhooks = StrictBlueprint(
    "text message hooks",
    __name__,
    url_prefix="/hooks/v1/sms/<uuid:organization_id>",
    description="Where providers tell what became of text messages, and what people answer.",
)


@blueprint.route("/text-messages")
class TextMessages(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(TextMessageArguments, location="query")
    @blueprint.response(200, page_of(TextMessage))
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> Page[TextMessage]:
        """List text messages (of one order or event, or in one state), newest first."""
        wanted = page_request(query.pop("cursor"), query.pop("limit"))
        return outbox.list_texts(ctx, wanted, TextFilter(**query))


@blueprint.route("/text-messages/<uuid:text_message_id>/history")
class TextMessageHistory(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getTextMessageHistory")
    @blueprint.response(200, response(TextHistory))
    def get(self, ctx: OrganizationContext, text_message_id: UUID) -> TextHistory:
        """Show what was tried with a text message and what its provider told of it."""
        return outbox.get_history(ctx, text_message_id)


@blueprint.route("/text-messages/estimate")
class TextMessageEstimate(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="estimateTextMessage")
    @blueprint.arguments(TextEstimateSchema)
    @blueprint.response(200, response(TextEstimate))
    def post(self, ctx: OrganizationContext, body: dict[str, str]) -> TextEstimate:
        """Say how long a text is as it is sent, and what it costs; nothing is sent."""
        return outbox.estimate(ctx, body["text"], language=body["language"])


@blueprint.route(CONSENT)
class TextConsentOfOrder(MethodView):
    @buys
    @blueprint.doc(operationId="getTextConsent")
    @blueprint.arguments(TextConsentArguments, location="query")
    @blueprint.response(200, response(TextConsent))
    def get(self, ctx: PublicContext, query: dict[str, Any], order_id: UUID) -> TextConsent:
        """Show what an order's buyer would agree to about text messages, and whether they did."""
        _require_buyer(ctx, order_id)
        return consents.get_consent(ctx, order_id, language=query["language"])

    @buys
    @blueprint.doc(operationId="setTextConsent")
    @blueprint.arguments(TextConsentSchema)
    @blueprint.response(200, response(TextConsent))
    def put(self, ctx: PublicContext, choice: TextConsentChoice, order_id: UUID) -> TextConsent:
        """Agree to text messages about the event at a number, or take it back."""
        _require_buyer(ctx, order_id)
        return consents.set_consent(ctx, order_id, choice)


@webhooks.route("/<uuid:connection_id>")
class TextHook(MethodView):
    @public("the adapter proves the sender by the signature over the raw body", limited="hooks")
    @webhooks.doc(operationId="receiveTextDeliveries")
    @webhooks.response(204)
    def post(self, ctx: PublicContext, connection_id: UUID) -> None:
        """Take what a provider tells of text messages: checked, and each thing counted once."""
        delivery = Delivery(
            headers=dict(request.headers),
            body=request.get_data(cache=False),
            query=request.args.to_dict(),
        )
        deliveries.receive(ctx, connection_id, delivery)


def _require_buyer(ctx: PublicContext, order_id: UUID) -> None:
    """NotFound without the order's secret; no permission stands in for it."""
    if not orders.proves(ctx, order_id, secret_in(orders.HEADER)):
        raise NotFound


blueprints = (blueprint, webhooks)
