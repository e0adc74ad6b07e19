"""Requests about price rules."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import YesOrNo, name_field, not_blank, whole
from turnout.modules.price_rules.types import (
    DemandPlan,
    NewPriceRule,
    RuleKind,
    RuleState,
    ShareBand,
    TimeBand,
)
from turnout.modules.ticket_prices.schemas import amounts_field, currency_field, partner_field

MOST_MINOR = 10**12
MOST_UNITS = 10**6
MOST_QUANTITY = 100
OPTIONAL: dict[str, Any] = {"load_default": None, "allow_none": True}


def described(text: str) -> dict[str, str]:
    return {"description": text}


PRICE = described("What a unit costs, minor units; or `percent_bp`.")
PRICES = "What a unit costs in further currencies; it makes no price in those left out."
PERCENT = described("Hundredths of a percent off the list price; or `price_minor`.")
SOLD_FROM = described("In force once so many units of the ticket type are held or sold.")
SOLD_UNTIL = described("In force for units up to this one: the first 100, when it is 100.")
LEAST = described("Of a quantity band: the units of one order from which on it is in force.")
MOST = described("The last quantity of the band; null: without an end.")


TAKE = described("Of a multibuy: so many units cost as much as `pay_units`.")
PAY = described("Of a multibuy: what `take_units` cost as much as; fewer.")


MOST_NAMED = 50
LONGEST_GROUP = 200
LIST = described("Of a member price: for who gives a number of this member list.")
EVENTS = "Of a member price: for who is signed in and bought a ticket at one of these events."
SERIES = "Of a member price: the same at an event of one of these series."


def group_field(**options: Any) -> fields.String:
    says = "Of a member price: for who signed in with this group of an identity provider."
    return fields.String(validate=not_blank(LONGEST_GROUP), metadata=described(says), **options)


def ids_field(says: str, **options: Any) -> fields.List[Any]:
    most = validate.Length(max=MOST_NAMED)
    return fields.List(fields.UUID(), validate=most, metadata=described(says), **options)


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
    take_units = whole(2, MOST_QUANTITY, allow_none=True, metadata=TAKE)
    pay_units = whole(1, MOST_QUANTITY, allow_none=True, metadata=PAY)
    member_list_id = fields.UUID(allow_none=True, metadata=LIST)
    member_group = group_field(allow_none=True)
    bought_event_ids = ids_field(EVENTS)
    bought_series_ids = ids_field(SERIES)
    prices = amounts_field(PRICES)
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
    take_units = whole(2, MOST_QUANTITY, **OPTIONAL, metadata=TAKE)
    pay_units = whole(1, MOST_QUANTITY, **OPTIONAL, metadata=PAY)
    member_list_id = fields.UUID(**OPTIONAL, metadata=LIST)
    member_group = group_field(**OPTIONAL)
    bought_event_ids = ids_field(EVENTS, load_default=list)
    bought_series_ids = ids_field(SERIES, load_default=list)
    prices = amounts_field(PRICES, load_default=dict)

    @post_load
    def to_rule(self, data: dict[str, Any], **_: Any) -> NewPriceRule:
        return NewPriceRule(**data)


LEAST_CHANGE, MOST_CHANGE = -10_000, 100_000
MOST_BANDS = 20
MOST_HOURS = 24 * 366
DAY_MINUTES = 24 * 60
CHANGE = described("Hundredths of a percent of the list price; negative: off it.")
FLOOR = described("What a unit costs at least, minor units, before other rules come off it.")
CEILING = described("What a unit costs at most, minor units.")
EVERY = described("How long the price stands at least before it moves again.")
STEP = described("The most it moves at once, hundredths of a percent of the list price.")
FALL_BACK = described(
    "The share has to fall so far back, hundredths of a percent, before a band is left again."
)


class ShareBandSchema(Schema):
    component = "PriceRulesShareBandFields"

    from_bp = whole(
        0, 10_000, required=True, metadata=described("The share taken from which on it counts.")
    )
    change_bp = whole(LEAST_CHANGE, MOST_CHANGE, required=True, metadata=CHANGE)

    @post_load
    def to_band(self, data: dict[str, Any], **_: Any) -> ShareBand:
        return ShareBand(**data)


class TimeBandSchema(Schema):
    component = "PriceRulesTimeBandFields"

    hours_before = whole(
        1, MOST_HOURS, required=True, metadata=described("Hours before the event begins.")
    )
    change_bp = whole(LEAST_CHANGE, MOST_CHANGE, required=True, metadata=CHANGE)

    @post_load
    def to_band(self, data: dict[str, Any], **_: Any) -> TimeBand:
        return TimeBand(**data)


def bands(schema: type[Schema], **options: Any) -> fields.List[Any]:
    return fields.List(fields.Nested(schema), validate=validate.Length(max=MOST_BANDS), **options)


class DemandPriceUpdateSchema(Schema):
    component = "PriceRulesDemandPriceChanges"

    floor_minor = whole(0, MOST_MINOR, metadata=FLOOR)
    ceiling_minor = whole(1, MOST_MINOR, metadata=CEILING)
    by_share = bands(ShareBandSchema)
    by_time = bands(TimeBandSchema)
    every_minutes = whole(1, DAY_MINUTES, metadata=EVERY)
    most_step_bp = whole(1, MOST_CHANGE, metadata=STEP)
    fall_back_bp = whole(0, 10_000, metadata=FALL_BACK)
    state = one_of(RuleState, required=False)


class NewDemandPriceSchema(Schema):
    component = "PriceRulesDemandPriceFields"

    ticket_type_id = fields.UUID(required=True)
    floor_minor = whole(0, MOST_MINOR, required=True, metadata=FLOOR)
    ceiling_minor = whole(1, MOST_MINOR, required=True, metadata=CEILING)
    by_share = bands(ShareBandSchema, load_default=list)
    by_time = bands(TimeBandSchema, load_default=list)
    every_minutes = whole(1, DAY_MINUTES, load_default=15, metadata=EVERY)
    most_step_bp = whole(1, MOST_CHANGE, load_default=1_000, metadata=STEP)
    fall_back_bp = whole(0, 10_000, load_default=200, metadata=FALL_BACK)

    @post_load
    def to_plan(self, data: dict[str, Any], **_: Any) -> DemandPlan:
        return DemandPlan(**data)


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
    currency = currency_field("One in which it is sold; its own without it.")
    price_rule_id = fields.UUID(
        load_default=None,
        metadata=described("The member price to which the buyer is entitled; none without it."),
    )


LONGEST_NUMBER = 60


class MemberPriceCheckSchema(Schema):
    component = "PriceRulesMemberPriceCheck"

    member_number = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_NUMBER),
        metadata=described("Of a member list; without it the address that is proven counts."),
    )
    ticket_type_ids = fields.List(
        fields.UUID(), required=True, validate=validate.Length(1, MOST_QUANTITY)
    )
    currency = currency_field("In which the buyer pays; the event's own without it.")
    partner = partner_field()
    at_desk = YesOrNo(load_default=False, metadata=described("The team asks, who sell it there."))
