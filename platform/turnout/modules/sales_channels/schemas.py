"""Requests about channel settings."""

from typing import Any

from marshmallow import Schema, fields, post_load

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import YesOrNo, whole
from turnout.modules.sales_channels.types import NewChannelSetting, SettableChannel
from turnout.modules.ticket_prices.schemas import amounts_field

MOST_PLACES = 10**7
OPTIONAL: dict[str, Any] = {"load_default": None, "allow_none": True}


def described(text: str) -> dict[str, str]:
    return {"description": text}


SOLD = described("Whether it is sold there at all.")
MOST = described("No more places are sold there; null: whatever is free.")
PLACES = described("Places to keep for it out of the pool.")
PRICES = (
    "What one costs there, by currency, instead of the ticket type's own price, in minor units."
    " Price rules, discounts and tax go from it."
)
RETURN = described("When what is not sold by then goes back to the pool.")


class ChannelSettingUpdateSchema(Schema):
    component = "ChannelSettingChanges"

    is_sold = YesOrNo(metadata=SOLD)
    most = whole(1, MOST_PLACES, allow_none=True, metadata=MOST)
    places = whole(0, MOST_PLACES, metadata=PLACES)
    return_at = fields.AwareDateTime(allow_none=True, metadata=RETURN)
    prices = amounts_field(PRICES)


class NewChannelSettingSchema(Schema):
    component = "ChannelSettingFields"

    ticket_type_id = fields.UUID(required=True)
    channel = one_of(SettableChannel, required=True)
    sales_partner_id = fields.UUID(
        **OPTIONAL, metadata=described("Of the channel `partner`: one of them, else all.")
    )
    is_sold = YesOrNo(load_default=True, metadata=SOLD)
    most = whole(1, MOST_PLACES, **OPTIONAL, metadata=MOST)
    places = whole(0, MOST_PLACES, load_default=0, metadata=PLACES)
    return_at = fields.AwareDateTime(**OPTIONAL, metadata=RETURN)
    prices = amounts_field(PRICES, load_default=dict)

    @post_load
    def to_setting(self, data: dict[str, Any], **_: Any) -> NewChannelSetting:
        return NewChannelSetting(**data)
