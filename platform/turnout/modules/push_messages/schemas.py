"""Requests about devices."""

from marshmallow import Schema, fields, validate

from turnout.modules.inbox.api import InboxAudience
from turnout.modules.push_messages import rules


class PushKeysSchema(Schema):
    component = "PushSubscriptionKeys"
    p256dh = fields.String(required=True, validate=validate.Length(1, rules.LONGEST_KEY))
    auth = fields.String(required=True, validate=validate.Length(1, rules.LONGEST_KEY))


class NewPushSubscriptionSchema(Schema):
    component = "NewPushSubscription"
    address = fields.String(
        required=True,
        validate=validate.Length(1, rules.LONGEST_ADDRESS),
        metadata={"description": "The `endpoint` that the browser's push manager gave."},
    )
    keys = fields.Nested(PushKeysSchema, required=True)
    audience = fields.Enum(
        InboxAudience,
        by_value=True,
        required=True,
        metadata={"description": "`team`: the console's inbox. `attendee`: your tickets."},
    )


class NewPushAppSchema(Schema):
    component = "NewPushApp"
    token = fields.String(
        required=True,
        validate=validate.Length(1, rules.LONGEST_ADDRESS * 2),
        metadata={"description": "The registration token that the push service gave the app."},
    )
    label = fields.String(
        load_default="",
        validate=validate.Length(max=rules.LONGEST_LABEL),
        metadata={"description": "What the person knows the device by, such as “Pixel 9”."},
    )
    audience = fields.Enum(
        InboxAudience,
        by_value=True,
        required=True,
        metadata={"description": "`team`: the console's inbox. `attendee`: your tickets."},
    )


class PushSubscriptionArguments(Schema):
    audience = fields.Enum(
        InboxAudience,
        by_value=True,
        load_default=None,
        metadata={"description": "What the device is told no more; without it, everything."},
    )
