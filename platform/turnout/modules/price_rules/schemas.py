"""Requests about price rules."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import name_field, whole
from turnout.modules.price_rules.types import NewPriceRule, RuleKind, RuleState

MOST_MINOR = 10**12
MOST_UNITS = 10**6
MOST_QUANTITY = 100
OPTIONAL: dict[str, Any] = {"load_default": None, "allow_none": True}


def described(text: str) -> dict[str, str]:
    return {"description": text}


PRICE = described("What a unit costs, minor units; or `percent_bp`.")
PERCENT = described("Hundredths of a percent off the list price; or `price_minor`.")
SOLD_FROM = described("In force once so many units of the ticket type are held or sold.")
SOLD_UNTIL = described("In force for units up to this one: the first 100, when it is 100.")
LEAST = described("Of a quantity band: the units of one order from which on it is in force.")
MOST = described("The last quantity of the band; null: without an end.")


class PriceRuleUpdateSchema(Schema):
    component = "PriceRulesPriceRuleChanges"

    name = name_field(least=1)
    price_minor = whole(0, MOST_MINOR, allow_none=True, metadata=PRICE)
    percent_bp = whole(1, 10_000, allow_none=True, metadata=PERCENT)
    starts_at = fields.AwareDateTime(allow_none=True)
    ends_at = fields.AwareDateTime(allow_none=True)
    sold_from = whole(0, MOST_UNITS, metadata=SOLD_FROM)
    sold_until = whole(1, MOST_UNITS, allow_none=True, metadata=SOLD_UNTIL)
    minimum_quantity = whole(1, MOST_QUANTITY, metadata=LEAST)
    maximum_quantity = whole(1, MOST_QUANTITY, allow_none=True, metadata=MOST)
    state = one_of(RuleState, required=False)


class NewPriceRuleSchema(Schema):
    component = "PriceRulesPriceRuleFields"

    ticket_type_id = fields.UUID(required=True)
    kind = one_of(RuleKind, required=True)
    name = name_field(
        required=True, least=1, metadata=described("What buyers see beside the price.")
    )
    price_minor = whole(0, MOST_MINOR, **OPTIONAL, metadata=PRICE)
    percent_bp = whole(1, 10_000, **OPTIONAL, metadata=PERCENT)
    starts_at = fields.AwareDateTime(**OPTIONAL)
    ends_at = fields.AwareDateTime(**OPTIONAL)
    sold_from = whole(0, MOST_UNITS, load_default=0, metadata=SOLD_FROM)
    sold_until = whole(1, MOST_UNITS, **OPTIONAL, metadata=SOLD_UNTIL)
    minimum_quantity = whole(1, MOST_QUANTITY, load_default=1, metadata=LEAST)
    maximum_quantity = whole(1, MOST_QUANTITY, **OPTIONAL, metadata=MOST)

    @post_load
    def to_rule(self, data: dict[str, Any], **_: Any) -> NewPriceRule:
        return NewPriceRule(**data)


class ExplainArguments(Schema):
    at = fields.AwareDateTime(
        load_default=None, metadata=described("The instant to look at; now without it.")
    )
    sold = fields.Integer(
        load_default=None,
        validate=validate.Range(0, MOST_UNITS),
        metadata=described("Units that are sold by then; as many as are sold now without it."),
    )
    quantity = fields.Integer(load_default=1, validate=validate.Range(1, MOST_QUANTITY))
