"""Requests about ticket transfers."""

from marshmallow import Schema, fields, validate

from turnout.modules.orders.schemas import (
    LOCALE_PATTERN,
    AttendeeUpdateSchema,
    answers_field,
    email_field,
    name_field,
)

HolderUpdateSchema = AttendeeUpdateSchema
"""What the holder of a transferred ticket changes: as much as a buyer of an attendee."""


class NewTransferSchema(Schema):
    component = "OrdersOfferFields"

    email = email_field(required=True)
    locale = fields.String(load_default="en", validate=validate.Regexp(LOCALE_PATTERN))


class NewHolderSchema(Schema):
    component = "OrdersAcceptFields"

    name = name_field(required=True, least=1)
    email = email_field(load_default="", allow_none=False)
    answers = answers_field()
