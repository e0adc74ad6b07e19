"""What is sold at the desk, and how it is paid."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.modules.box_office.types import NewDeskSale
from turnout.modules.orders import api as orders
from turnout.modules.orders.schemas import (
    MOST_ATTENDEES,
    MOST_LINES,
    BasketLineSchema,
    BuyerSchema,
    NewAttendeeSchema,
)
from turnout.modules.received_payments.schemas import NewReceivedPaymentSchema


class DeskPaymentSchema(NewReceivedPaymentSchema):
    component = "BoxOfficePaymentFields"

    class Meta:
        exclude = ("amount_minor", "received_at")


class NewDeskSaleSchema(Schema):
    component = "BoxOfficeSaleFields"

    event_id = fields.UUID(required=True)
    lines = fields.List(
        fields.Nested(BasketLineSchema), required=True, validate=validate.Length(1, MOST_LINES)
    )
    buyer = fields.Nested(
        BuyerSchema, required=True, metadata={"description": "Whose the tickets are."}
    )
    attendees = fields.List(
        fields.Nested(NewAttendeeSchema),
        required=True,
        validate=validate.Length(1, MOST_ATTENDEES),
        metadata={"description": "One for each ticket."},
    )
    payment = fields.Nested(
        DeskPaymentSchema,
        load_default=None,
        allow_none=True,
        metadata={"description": "How all of it was paid at the desk."},
    )
    pay_until = fields.AwareDateTime(
        load_default=None,
        allow_none=True,
        metadata={"description": "Else until when the buyer, who is mailed the link, may pay."},
    )

    @post_load
    def to_sale(self, data: dict[str, Any], **_: Any) -> NewDeskSale:
        buyer = data.pop("buyer")
        return NewDeskSale(
            event_id=data["event_id"],
            lines=tuple(orders.BasketLine(**each) for each in data["lines"]),
            buyer_email=buyer["email"],
            buyer_name=buyer["name"],
            locale=buyer["locale"],
            attendees=tuple(
                orders.AttendeeInput(each["ticket_type_id"], each["name"], each["email"] or "")
                for each in data["attendees"]
            ),
            payment=data["payment"],
            pay_until=data["pay_until"],
        )
