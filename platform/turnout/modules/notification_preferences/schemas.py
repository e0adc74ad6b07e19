"""Requests about preferences."""

from marshmallow import Schema, fields

from turnout.kernel.http.request_fields import YesOrNo
from turnout.modules.consents.api import Channel, ConsentTopic
from turnout.modules.notification_preferences.types import NotificationTopic


class TopicUpdateSchema(Schema):
    component = "NotificationPreferencesTopicUpdate"
    topic = fields.Enum(NotificationTopic, by_value=True, required=True)
    channel = fields.Enum(Channel, by_value=True, load_default=Channel.EMAIL)
    is_on = YesOrNo(required=True)


class SubscriptionUpdateSchema(Schema):
    component = "NotificationPreferencesSubscriptionUpdate"
    topic = fields.Enum(ConsentTopic, by_value=True, required=True)
    event_id = fields.UUID(load_default=None, allow_none=True)
    is_on = YesOrNo(required=True)
