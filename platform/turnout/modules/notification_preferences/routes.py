"""HTTP of preferences: which messages one gets."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import PersonContext
from turnout.kernel.http.access import personal
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.consents.api import ConsentSource
from turnout.modules.notification_preferences import service
from turnout.modules.notification_preferences.schemas import (
    SubscriptionUpdateSchema,
    TopicUpdateSchema,
)
from turnout.modules.notification_preferences.types import (
    NotificationPreferences,
    SubscriptionUpdate,
)

blueprint = StrictBlueprint(
    "notification-preferences",
    __name__,
    url_prefix="/api/v1/me",
    description="Which messages you get",
)


@blueprint.route("/notification-preferences")
class MyNotificationPreferences(MethodView):
    @personal()
    @blueprint.doc(operationId="getNotificationPreferences")
    @blueprint.response(200, response(NotificationPreferences))
    def get(self, ctx: PersonContext) -> NotificationPreferences:
        """Show which messages you get, by topic and channel, and by organizer."""
        return service.get_preferences(ctx)

    @personal()
    @blueprint.doc(operationId="updateNotificationPreferences")
    @blueprint.arguments(TopicUpdateSchema)
    @blueprint.response(200, response(NotificationPreferences))
    def patch(self, ctx: PersonContext, asked: dict[str, Any]) -> NotificationPreferences:
        """Say for all organizers whether messages of a topic come by a channel.

        What is about your orders or your security always comes.
        """
        return service.change_topic(ctx, **asked, source=ConsentSource.API)


@blueprint.route("/subscriptions/<uuid:organization_id>")
class MySubscription(MethodView):
    @personal()
    @blueprint.doc(operationId="setSubscription")
    @blueprint.arguments(SubscriptionUpdateSchema)
    @blueprint.response(200, response(NotificationPreferences))
    def put(
        self, ctx: PersonContext, asked: dict[str, Any], organization_id: UUID
    ) -> NotificationPreferences:
        """Say to one organizer whether its emails come, as the link at the end of each does."""
        said = SubscriptionUpdate(**asked, source=ConsentSource.API)
        return service.change_subscription(ctx, organization_id, said)


blueprints = (blueprint,)
