"""Requests about the delivery log."""

from marshmallow import Schema, fields


class MailArguments(Schema):
    order_id = fields.UUID(load_default=None)
    cursor = fields.String(load_default=None)
    limit = fields.Integer(load_default=None)
