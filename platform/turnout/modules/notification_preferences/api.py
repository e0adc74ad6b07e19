"""The front door of notification_preferences."""

from turnout.modules.notification_preferences.service import (
    change_subscription,
    change_topic,
    get_preferences,
)
from turnout.modules.notification_preferences.types import (
    NotificationPreferences,
    NotificationState,
    NotificationTopic,
    SubscriptionPreference,
    SubscriptionUpdate,
    TopicPreference,
)
