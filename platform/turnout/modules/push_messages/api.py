"""The front door of push messages."""

from turnout.modules.push_messages.errors import NoPush, PushSubscriptionNotFound, TooManyDevices
from turnout.modules.push_messages.service import (
    list_subscriptions,
    register_app,
    subscribe,
    unsubscribe,
)
from turnout.modules.push_messages.types import (
    NewSubscription,
    PushSubscription,
    PushSubscriptions,
)
