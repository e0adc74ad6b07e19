"""Shapes of ticket transfers."""

from marshmallow import Schema, fields, validate

from turnout.modules.orders.api import (
    LOCALE_PATTERN,
    answers_field,
    email_field,
    name_field,
)


class OfferFields(Schema):
    email = email_field(required=True)
    locale = fields.String(load_default="en", validate=validate.Regexp(LOCALE_PATTERN))


class TransferSchema(Schema):
    id = fields.UUID()
    order_id = fields.UUID()
    ticket_id = fields.UUID()
    event_id = fields.UUID()
    state = fields.String(
        metadata={"description": "offered, accepted, declined, withdrawn or expired"}
    )
    recipient_email = fields.String()
    offered_at = fields.DateTime()
    expires_at = fields.DateTime()
    ended_at = fields.DateTime(allow_none=True)


class TransferListSchema(Schema):
    items = fields.List(fields.Nested(TransferSchema))


class OfferedSchema(Schema):
    id = fields.UUID()
    event_id = fields.UUID()
    ticket_type_id = fields.UUID()
    ticket_type = fields.String()
    from_name = fields.String()
    recipient_email = fields.String()
    state = fields.String()
    expires_at = fields.DateTime()
    form_version_id = fields.UUID(allow_none=True)


class AcceptFields(Schema):
    name = name_field(required=True, least=1)
    email = email_field(load_default="", allow_none=False)
    answers = answers_field()


class AcceptedSchema(Schema):
    transfer_id = fields.UUID()
    ticket_id = fields.UUID()
    event_id = fields.UUID()
    holder_name = fields.String()
    holder_email = fields.String()
    secret = fields.String(
        metadata={"description": "Opens the ticket to its new holder (Turnout-Ticket-Secret)."}
    )


class HeldTicketSchema(Schema):
    transfer_id = fields.UUID()
    ticket_id = fields.UUID()
    event_id = fields.UUID()
    ticket_type_id = fields.UUID()
    holder_name = fields.String()
    holder_email = fields.String()
    state = fields.String()
    code = fields.String(metadata={"description": "The text of its QR code."})
    short_code = fields.String()
    answers = fields.Dict(keys=fields.String())
