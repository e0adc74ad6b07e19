"""Requests about discounts and codes."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import (
    LOCALE_PATTERN,
    Keyed,
    PageArguments,
    YesOrNo,
    name_field,
    whole,
)
from turnout.modules.discounts.rules import LONGEST_PREFIX, MOST_CODES, MOST_MADE
from turnout.modules.discounts.types import CurrencyAmounts, DiscountState, NewDiscount
from turnout.modules.ticket_prices.api import MOST_CURRENCIES
from turnout.modules.ticket_prices.schemas import CODE, currency_field, partner_field
from turnout_sdk.currencies import EXPONENTS

MOST_MINOR = 10**12
MOST_USES = 10**6
MOST_TYPES = 100
OPTIONAL: dict[str, Any] = {"load_default": None, "allow_none": True}
LONGEST_TYPED = 40
"""Of a code with the blanks and dashes that people write for reading."""


def described(text: str) -> dict[str, str]:
    return {"description": text}


def code_field(**options: Any) -> fields.String:
    return fields.String(validate=validate.Length(1, LONGEST_TYPED), **options)


def types_field(**options: Any) -> fields.List[Any]:
    return fields.List(
        fields.UUID(),
        validate=validate.Length(max=MOST_TYPES),
        metadata=described("The ticket types of the event that it is for; none: all of them."),
        **options,
    )


class CurrencyAmountsSchema(Schema):
    component = "DiscountsCurrencyAmountFields"

    amount_minor = whole(1, MOST_MINOR, **OPTIONAL)
    minimum_minor = whole(0, MOST_MINOR, load_default=0)

    @post_load
    def to_amounts(self, data: dict[str, Any], **_: Any) -> CurrencyAmounts:
        return CurrencyAmounts(**data)


def amounts_field(**options: Any) -> Keyed:
    says = (
        "What it takes off and asks for in further currencies, by currency. It does not count in"
        " those left out, unless it is a share without a least sum."
    )
    return Keyed(
        keys=fields.String(validate=CODE),
        values=fields.Nested(CurrencyAmountsSchema),
        validate=validate.Length(max=MOST_CURRENCIES),
        metadata=described(says),
        **options,
    )


class DiscountArguments(PageArguments):
    event_id = fields.UUID(
        load_default=None,
        metadata=described("Those of this event, and those of the whole organization."),
    )
    shared = fields.Boolean(
        load_default=False,
        metadata=described("Only those that count at every event; not together with `event_id`."),
    )
    state = one_of(DiscountState, load_default=None)
    q = fields.String(
        load_default=None,
        validate=validate.Length(max=200),
        metadata=described("A part of the name, or a code."),
    )


class DiscountUpdateSchema(Schema):
    component = "DiscountsDiscountChanges"

    name = name_field(least=1)
    percent_bp = whole(1, 10_000, allow_none=True)
    amount_minor = whole(1, MOST_MINOR, allow_none=True)
    currency = one_of(sorted(EXPONENTS), required=False, allow_none=True)
    ticket_type_ids = types_field()
    opens_hidden = YesOrNo()
    is_stackable = YesOrNo()
    starts_at = fields.AwareDateTime(allow_none=True)
    ends_at = fields.AwareDateTime(allow_none=True)
    uses_per_code = whole(1, MOST_USES, allow_none=True)
    uses_per_person = whole(1, 100, allow_none=True)
    minimum_quantity = whole(1, 100)
    minimum_minor = whole(0, MOST_MINOR)
    amounts = amounts_field()
    state = one_of(DiscountState, required=False)


class NewDiscountSchema(Schema):
    component = "DiscountsDiscountFields"

    name = name_field(required=True, least=1)
    code = code_field(
        required=True,
        metadata=described("4 to 20 letters and digits; O and 0, I, L and 1 are the same."),
    )
    event_id = fields.UUID(**OPTIONAL, metadata=described("Null: for every event."))
    percent_bp = whole(
        1, 10_000, **OPTIONAL, metadata=described("Hundredths of a percent off each unit.")
    )
    amount_minor = whole(
        1, MOST_MINOR, **OPTIONAL, metadata=described("Minor units off each unit.")
    )
    currency = one_of(sorted(EXPONENTS), **OPTIONAL)
    ticket_type_ids = types_field(load_default=list)
    opens_hidden = YesOrNo(
        load_default=False, metadata=described("Its code shows and sells hidden ticket types.")
    )
    is_stackable = YesOrNo(
        load_default=False, metadata=described("Counts together with others that are stackable.")
    )
    starts_at = fields.AwareDateTime(**OPTIONAL)
    ends_at = fields.AwareDateTime(**OPTIONAL)
    uses_per_code = whole(1, MOST_USES, **OPTIONAL, metadata=described("Null: without a limit."))
    uses_per_person = whole(1, 100, **OPTIONAL, metadata=described("By the buyer's address."))
    minimum_quantity = whole(1, 100, load_default=1)
    minimum_minor = whole(0, MOST_MINOR, load_default=0)
    amounts = amounts_field(load_default=dict)

    @post_load
    def to_discount(self, data: dict[str, Any], **_: Any) -> NewDiscount:
        return NewDiscount(**data)


class CodeArguments(PageArguments):
    q = fields.String(
        load_default=None,
        validate=validate.Length(1, LONGEST_TYPED),
        metadata=described("A part of a code."),
    )
    used = fields.Boolean(
        load_default=None, metadata=described("Only those that orders use now, or only the others.")
    )


class NewCodesSchema(Schema):
    component = "DiscountsNewCodes"

    count = whole(1, MOST_MADE, required=True, metadata=described("How many codes are made."))
    prefix = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_TYPED),
        metadata=described(
            f"How all of them begin: at most {LONGEST_PREFIX} letters and digits; "
            "twelve drawn ones follow."
        ),
    )


class CodeUpdateSchema(Schema):
    component = "DiscountsCodeChanges"

    is_paused = YesOrNo(required=True)


class CheckSchema(Schema):
    component = "DiscountsCheck"

    codes = fields.List(
        code_field(required=True), required=True, validate=validate.Length(1, MOST_CODES)
    )
    language = fields.String(load_default="", validate=validate.Regexp(rf"^$|{LOCALE_PATTERN}"))
    currency = currency_field("In which the buyer pays; the event's own without it.")
    partner = partner_field()
