"""What is sold at the desk, and how it is paid."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.request_fields import YesOrNo, email_field, whole
from turnout.modules.box_office.types import NewDeskSale
from turnout.modules.orders import api as orders
from turnout.modules.orders.schemas import (
    LONGEST_NUMBER,
    MOST_ATTENDEES,
    MOST_LINES,
    OPTIONAL,
    BasketLineSchema,
    BuyerSchema,
    NewAttendeeSchema,
)
from turnout.modules.received_payments.schemas import MOST_MINOR, NewReceivedPaymentSchema
from turnout.modules.ticket_prices.schemas import currency_field


class DeskPaymentSchema(NewReceivedPaymentSchema):
    component = "BoxOfficePaymentFields"

    class Meta:
        exclude = ("amount_minor", "received_at")


class DeskBuyerSchema(BuyerSchema):
    component = "BoxOfficeBuyer"

    email = email_field(**OPTIONAL)
    """Without it, nothing is mailed to the buyer."""


class _SaleSchema(Schema):
    lines = fields.List(
        fields.Nested(BasketLineSchema), required=True, validate=validate.Length(1, MOST_LINES)
    )
    buyer = fields.Nested(
        DeskBuyerSchema,
        required=True,
        metadata={"description": "Whose they are; without `email`, nothing is mailed."},
    )
    attendees = fields.List(
        fields.Nested(NewAttendeeSchema),
        required=True,
        validate=validate.Length(1, MOST_ATTENDEES),
        metadata={"description": "One for each ticket."},
    )
    member_number = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_NUMBER),
        metadata={
            "description": "Of a member list, for its member price; refused where it gives none.",
            "example": "AB-1234",
        },
    )
    currency = currency_field("In which the buyer pays; the event's own without it.")
    payment = fields.Nested(
        DeskPaymentSchema,
        load_default=None,
        allow_none=True,
        metadata={"description": "How all of it was paid at the desk; not of what costs nothing."},
    )
    total_minor = whole(
        0,
        MOST_MINOR,
        load_default=None,
        allow_none=True,
        metadata={"description": "What the buyer was told; for another sum nothing is sold."},
    )
    admits = YesOrNo(
        load_default=False, metadata={"description": "Let everybody in at once, by a list."}
    )
    list_id = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "Of `admits`; left out: the event's default list."},
    )
    prints_badges = YesOrNo(
        load_default=False,
        metadata={
            "description": "Put badges on record for the tickets that have a layout. Of a device"
            " that has a print station they are printed there."
        },
    )

    def _sale_of(self, data: dict[str, Any]) -> dict[str, Any]:
        buyer = data.pop("buyer")
        return data | {
            "lines": tuple(orders.BasketLine(**each) for each in data["lines"]),
            "buyer_email": buyer["email"] or "",
            "buyer_name": buyer["name"],
            "locale": buyer["locale"],
            "member_number": data["member_number"].strip(),
            "attendees": tuple(
                orders.AttendeeInput(each["ticket_type_id"], each["name"], each["email"] or "")
                for each in data["attendees"]
            ),
        }


class DeskOfferArguments(Schema):
    currency = currency_field("One in which the event is sold; its own without it.")


class NewDeskSaleSchema(_SaleSchema):
    component = "BoxOfficeSaleFields"

    event_id = fields.UUID(required=True)
    pay_until = fields.AwareDateTime(
        load_default=None,
        allow_none=True,
        metadata={"description": "Else until when the buyer, who is mailed the link, may pay."},
    )
    print_station_id = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={
            "description": "Where `prints_badges` prints them; null: as a file for the browser. The"
            " file has what the station's printer cannot take all the same."
        },
    )

    @post_load
    def to_sale(self, data: dict[str, Any], **_: Any) -> NewDeskSale:
        return NewDeskSale(**self._sale_of(data))


class DeviceSaleSchema(_SaleSchema):
    component = "BoxOfficeDeviceSaleFields"

    @post_load
    def to_fields(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """All of a sale but its event, which is the device's."""
        return self._sale_of(data)
