"""Requests about the delivery log."""

from marshmallow import Schema, fields

from turnout.modules.notifications.models import State


class MailArguments(Schema):
    order_id = fields.UUID(load_default=None)
    event_id = fields.UUID(load_default=None)
    state = fields.Enum(State, by_value=True, load_default=None)
    cursor = fields.String(load_default=None)
    limit = fields.Integer(load_default=None)
