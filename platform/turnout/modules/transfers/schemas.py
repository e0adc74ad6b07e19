"""Requests about ticket transfers."""

from marshmallow import Schema

from turnout.kernel.http.request_fields import email_field, locale_field, name_field
from turnout.modules.orders.schemas import (
    AttendeeUpdateSchema,
    answers_field,
)

HolderUpdateSchema = AttendeeUpdateSchema
"""What the holder of a transferred ticket changes: as much as a buyer of an attendee."""


class NewTransferSchema(Schema):
    component = "OrdersOfferFields"

    email = email_field(required=True)
    locale = locale_field(load_default="en")


class NewHolderSchema(Schema):
    component = "OrdersAcceptFields"

    name = name_field(required=True, least=1)
    email = email_field(load_default="", allow_none=False)
    answers = answers_field()
