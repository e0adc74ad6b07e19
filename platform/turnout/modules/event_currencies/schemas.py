"""Requests about currencies of an event."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.request_fields import whole
from turnout.modules.event_currencies.types import NewPrice
from turnout.modules.ticket_prices.schemas import MOST_MINOR

MOST_TYPES = 500


class NewPriceSchema(Schema):
    component = "EventCurrencyPriceFields"

    ticket_type_id = fields.UUID(required=True)
    price_minor = whole(
        0, MOST_MINOR, required=True, metadata={"description": "Minor units of the currency."}
    )
    minimum_price_minor = whole(
        0, MOST_MINOR, load_default=0, metadata={"description": "The least of a donation."}
    )
    version = whole(
        1,
        2**31 - 1,
        load_default=None,
        allow_none=True,
        metadata={"description": "Of the ticket type as it was seen; 412 for another."},
    )

    @post_load
    def to_price(self, data: dict[str, Any], **_: Any) -> NewPrice:
        return NewPrice(**data)


class CurrencyPricesSchema(Schema):
    component = "EventCurrencyFields"

    prices = fields.List(
        fields.Nested(NewPriceSchema),
        required=True,
        validate=validate.Length(1, MOST_TYPES),
        metadata={"description": "Ticket types that are left out are not sold in it any more."},
    )
