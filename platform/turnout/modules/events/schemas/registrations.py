"""Requests and answers about places in sessions."""

from marshmallow import Schema, fields


class RegistrationSchema(Schema):
    ticket_id = fields.UUID(required=True)


class PlacesSchema(Schema):
    session_id = fields.UUID(required=True)
    capacity = fields.Integer(required=True, allow_none=True)
    taken = fields.Integer(required=True)
    is_registered = fields.Boolean(required=True)


class PlacesListSchema(Schema):
    items = fields.List(fields.Nested(PlacesSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class RegisteredTicketSchema(Schema):
    ticket_id = fields.UUID(required=True)


class TicketListSchema(Schema):
    items = fields.List(fields.Nested(RegisteredTicketSchema), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
