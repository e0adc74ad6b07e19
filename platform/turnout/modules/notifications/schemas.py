"""Shapes of notifications' answers."""

from marshmallow import Schema, fields, validate

from turnout.modules.notifications.models import State
from turnout.modules.notifications.types import Template


class MailArguments(Schema):
    order_id = fields.UUID(load_default=None)
    cursor = fields.String(load_default=None)
    limit = fields.Integer(load_default=None)


class MailSchema(Schema):
    id = fields.UUID(required=True)
    message_id = fields.String(
        required=True, metadata={"description": "The same however often the mail was tried."}
    )
    template = fields.String(
        required=True, validate=validate.OneOf([each.value for each in Template])
    )
    recipient = fields.String(required=True)
    order_id = fields.UUID(required=True, allow_none=True)
    event_id = fields.UUID(required=True, allow_none=True)
    state = fields.String(required=True, validate=validate.OneOf([each.value for each in State]))
    reason = fields.String(
        required=True,
        metadata={"description": "Why it has not arrived yet or never will; empty otherwise."},
    )
    attempts = fields.Integer(required=True)
    queued_at = fields.AwareDateTime(required=True)
    due_at = fields.AwareDateTime(required=True, metadata={"description": "The next attempt."})
    sent_at = fields.AwareDateTime(required=True, allow_none=True)


class MailPageSchema(Schema):
    items = fields.List(fields.Nested(MailSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
