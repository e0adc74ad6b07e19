"""HTTP of devices that are told of messages: a person's own."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import PersonContext
from turnout.kernel.http.access import personal
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.request_info import visitor
from turnout.l10n.formats import one_line, program_and_system
from turnout.modules.push_messages import service
from turnout.modules.push_messages.schemas import (
    NewPushAppSchema,
    NewPushSubscriptionSchema,
    PushSubscriptionArguments,
)
from turnout.modules.push_messages.types import (
    NewSubscription,
    PushSubscription,
    PushSubscriptions,
)

blueprint = StrictBlueprint(
    "push-subscriptions",
    __name__,
    url_prefix="/api/v1/me/push-subscriptions",
    description="Browsers and apps in which you are told of new messages",
)


@blueprint.route("")
class MyPushSubscriptions(MethodView):
    @personal()
    @blueprint.doc(operationId="listPushSubscriptions")
    @blueprint.response(200, response(PushSubscriptions))
    def get(self, ctx: PersonContext) -> PushSubscriptions:
        """Show the browsers and apps that are told, and what others subscribe with."""
        return service.list_subscriptions(ctx)

    @personal()
    @blueprint.doc(operationId="addPushSubscription")
    @blueprint.arguments(NewPushSubscriptionSchema)
    @blueprint.response(200, response(PushSubscription))
    def post(self, ctx: PersonContext, asked: dict[str, Any]) -> PushSubscription:
        """Be told in this browser, as long as you are signed in there.

        A browser that is subscribed already stays one, and is told of what it is asked for beside.
        """
        label = program_and_system(visitor().agent)
        return service.subscribe(ctx, NewSubscription(**asked, label=label))


@blueprint.route("/apps")
class MyPushApps(MethodView):
    @personal()
    @blueprint.doc(operationId="addPushApp")
    @blueprint.arguments(NewPushAppSchema)
    @blueprint.response(200, response(PushSubscription))
    def post(self, ctx: PersonContext, asked: dict[str, Any]) -> PushSubscription:
        """Be told in this app, as long as you are signed in there.

        An app whose token changed registers the new one; the old one ends by itself.
        """
        label = one_line(asked["label"]) or program_and_system(visitor().agent)
        new = NewSubscription(
            address=asked["token"], keys={}, audience=asked["audience"], label=label
        )
        return service.register_app(ctx, new)


@blueprint.route("/<uuid:subscription_id>")
class MyPushSubscription(MethodView):
    @personal()
    @blueprint.doc(operationId="removePushSubscription")
    @blueprint.arguments(PushSubscriptionArguments, location="query")
    @blueprint.response(204)
    def delete(self, ctx: PersonContext, asked: dict[str, Any], subscription_id: UUID) -> None:
        """Be told no more in a browser or app, or no more of one thing."""
        service.unsubscribe(ctx, subscription_id, audience=asked["audience"])


blueprints = (blueprint,)
