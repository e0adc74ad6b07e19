"""Shapes of a purchase's requests and answers.

`BasketSchema` and `Basket` say the same: the first names every fault and draws the document,
the second is what the hot route decodes with.
"""

from typing import Annotated, Any, ClassVar
from uuid import UUID

import msgspec
from marshmallow import Schema, fields, validate

from turnout.modules.orders.attendee_shapes import (
    EMAIL_PATTERN,
    LOCALE_PATTERN,
    NAME_PATTERN,
    OrderAttendeeSchema,
    answers_field,
    email_field,
    name_field,
)

MOST_LINES = 20
MOST_ATTENDEES = 100
MOST_QUANTITY = 100
MOST_MINOR = 10**12

Name = Annotated[str, msgspec.Meta(max_length=200, pattern=NAME_PATTERN)]
Email = Annotated[str, msgspec.Meta(max_length=254, pattern=EMAIL_PATTERN)]


class LineShape(msgspec.Struct, forbid_unknown_fields=True):
    ticket_type_id: UUID
    quantity: Annotated[int, msgspec.Meta(ge=1, le=MOST_QUANTITY)]
    amount_minor: Annotated[int, msgspec.Meta(ge=0, le=MOST_MINOR)] | None = None


class BuyerShape(msgspec.Struct, forbid_unknown_fields=True):
    email: Email
    name: Name = ""
    locale: Annotated[str, msgspec.Meta(max_length=35, pattern=LOCALE_PATTERN)] = "en"


class AttendeeShape(msgspec.Struct, forbid_unknown_fields=True):
    ticket_type_id: UUID
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=NAME_PATTERN)]
    email: Email | None = None


class BasketShape(msgspec.Struct, forbid_unknown_fields=True):
    event_id: UUID
    lines: Annotated[list[LineShape], msgspec.Meta(min_length=1, max_length=MOST_LINES)]
    buyer: BuyerShape | None = None
    attendees: Annotated[list[AttendeeShape], msgspec.Meta(max_length=MOST_ATTENDEES)] = []
    accepted_terms: Annotated[int, msgspec.Meta(ge=1, le=MOST_MINOR)] | None = None


def terms_field(**options: Any) -> fields.Integer:
    return fields.Integer(
        strict=True,
        validate=validate.Range(1, MOST_MINOR),
        metadata={
            "description": "The version of the organization's terms that the buyer was shown and"
            " agrees to; needed with the buyer's address where the organization has terms."
        },
        **options,
    )


class LineSchema(Schema):
    ticket_type_id = fields.UUID(required=True)
    quantity = fields.Integer(
        required=True,
        strict=True,
        validate=validate.Range(1, MOST_QUANTITY, error="Please select 1 to {max} tickets"),
    )
    amount_minor = fields.Integer(
        strict=True,
        load_default=None,
        allow_none=True,
        validate=validate.Range(0, MOST_MINOR),
        metadata={"description": "What a donor gives for each, minor units; else the price."},
    )


class BuyerSchema(Schema):
    email = email_field(required=True)
    name = name_field(load_default="")
    locale = fields.String(load_default="en", validate=validate.Regexp(LOCALE_PATTERN))


class AttendeeSchema(Schema):
    ticket_type_id = fields.UUID(required=True)
    name = name_field(required=True, least=1)
    email = email_field(load_default=None, allow_none=True)


class BasketSchema(Schema):
    compiled: ClassVar[type[msgspec.Struct]] = BasketShape

    event_id = fields.UUID(required=True)
    lines = fields.List(
        fields.Nested(LineSchema), required=True, validate=validate.Length(1, MOST_LINES)
    )
    buyer = fields.Nested(
        BuyerSchema,
        load_default=None,
        allow_none=True,
        metadata={"description": "May follow by PATCH; needed before paying or confirming."},
    )
    attendees = fields.List(
        fields.Nested(AttendeeSchema),
        load_default=list,
        validate=validate.Length(max=MOST_ATTENDEES),
    )
    accepted_terms = terms_field(load_default=None, allow_none=True)


class BuyerChanges(Schema):
    email = email_field()
    name = name_field()
    locale = fields.String(validate=validate.Regexp(LOCALE_PATTERN))


class AttendeeChanges(AttendeeSchema):
    answers = answers_field()


class ChangesSchema(Schema):
    buyer = fields.Nested(BuyerChanges)
    attendees = fields.List(
        fields.Nested(AttendeeChanges), validate=validate.Length(max=MOST_ATTENDEES)
    )
    answers = answers_field()
    accepted_terms = terms_field()


class RefundFields(Schema):
    return_id = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={
            "description": "The tickets given back that it pays for, as a finding "
            "`return_not_paid` or `refund_refused` names them; at most what is missing of them."
        },
    )
    amount_minor = fields.Integer(
        load_default=None, allow_none=True, strict=True, validate=validate.Range(1, 10**12),
        metadata={"description": "Minor units; everything that is left without it."},
    )  # fmt: skip
    reason = fields.String(load_default="", validate=validate.Length(max=500))


class OrderArguments(Schema):
    cursor = fields.String(load_default=None)
    limit = fields.Integer(load_default=None)
    event_id = fields.UUID(
        load_default=None,
        metadata={"description": "The event that sold it, or to which a pass in it admits."},
    )
    state = fields.String(
        load_default=None,
        validate=validate.OneOf(
            ["held", "awaiting_approval", "awaiting_payment", "under_review", "confirmed",
             "expired", "cancelled"]
        ),
    )  # fmt: skip
    q = fields.String(load_default=None, validate=validate.Length(max=200))


class OrderLineSchema(Schema):
    id = fields.UUID()
    ticket_type_id = fields.UUID()
    name = fields.String()
    quantity = fields.Integer()
    unit_minor = fields.Integer()
    tax_rate_bp = fields.Integer()
    net_minor = fields.Integer()
    tax_minor = fields.Integer()
    gross_minor = fields.Integer()
    seats = fields.Dict(
        keys=fields.UUID(),
        values=fields.Integer(),
        metadata={"description": "Attendees that the line asks for, by ticket type."},
    )
    returned = fields.Integer(
        metadata={"description": "Units that the buyer gave back; amounts stay as they were sold."}
    )


class OrderTicketSchema(Schema):
    id = fields.UUID()
    attendee_id = fields.UUID()
    event_id = fields.UUID(metadata={"description": "Of a pass, each ticket has its own."})
    ticket_type_id = fields.UUID()
    state = fields.String()
    is_passed_on = fields.Boolean(
        metadata={"description": "Somebody else holds it; its attendee is not shown to the buyer."}
    )


class OrderSummarySchema(Schema):
    id = fields.UUID()
    number = fields.String()
    event_id = fields.UUID()
    state = fields.String()
    money_state = fields.String()
    currency = fields.String()
    total_minor = fields.Integer()
    buyer_email = fields.String()
    buyer_name = fields.String()
    placed_at = fields.DateTime()


class OrderSchema(OrderSummarySchema):
    net_minor = fields.Integer()
    tax_minor = fields.Integer()
    paid_minor = fields.Integer()
    refunded_minor = fields.Integer()
    locale = fields.String()
    expires_at = fields.DateTime(allow_none=True)
    confirmed_at = fields.DateTime(allow_none=True)
    lines = fields.List(fields.Nested(OrderLineSchema))
    attendees = fields.List(fields.Nested(OrderAttendeeSchema))
    tickets = fields.List(fields.Nested(OrderTicketSchema))
    answers = fields.Dict(keys=fields.String())
    accepted_terms = fields.Integer(
        allow_none=True,
        metadata={"description": "The version of the terms that the buyer agreed to."},
    )
    accepted_privacy = fields.Integer(
        allow_none=True,
        metadata={"description": "The version of the privacy policy that was shown with it."},
    )
    accepted_at = fields.DateTime(allow_none=True)
    secret = fields.String(
        metadata={"description": "Opens the order to its buyer; only in answers to the buyer."}
    )


class OrderPageSchema(Schema):
    items = fields.List(fields.Nested(OrderSummarySchema))
    next_cursor = fields.String(allow_none=True)


class RefundSchema(Schema):
    refund_id = fields.UUID()
    order_id = fields.UUID()
    amount_minor = fields.Integer()
    currency = fields.String()
    state = fields.String()
    return_id = fields.UUID(allow_none=True)
