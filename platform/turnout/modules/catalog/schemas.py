"""Requests of the catalog."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import LANGUAGE, Keyed, YesOrNo, require_something, whole
from turnout.modules.catalog.models import SaleState, SoldAs, TicketTypeKind
from turnout.modules.catalog.rules import MOST_MINOR
from turnout.modules.ticket_prices.schemas import currency_field, partner_field, prices_field
from turnout_sdk.currencies import EXPONENTS

LINE = validate.Regexp(r"^[^\x00-\x1f\x7f\u2028\u2029]*$(?!\n)", error="Write one line.")
APPROVAL = "Buyers apply first; the organizer approves or denies each order."
CODE_ONLY = "Of a hidden ticket type: only a discount code opens it, its link does not."
NET = "Prices are net: the tax comes on top of each unit."
MOST_PARTS = 60
MOST_HOSTS = 100


def known_currency(value: str) -> None:
    if value not in EXPONENTS:
        raise ValidationError("This is not a currency code of ISO 4217, such as EUR.")


def name_field(**options: Any) -> fields.String:
    return fields.String(validate=[validate.Length(1, 120), LINE, require_something], **options)


def benefits_field(**options: Any) -> fields.List[Any]:
    return fields.List(
        fields.String(validate=[validate.Length(1, 200), LINE]),
        validate=validate.Length(max=20),
        metadata={"description": "What comes with it, a line each."},
        **options,
    )


def amount(**options: Any) -> fields.Integer:
    return whole(0, MOST_MINOR, **options)


class WordingSchema(Schema):
    """A ticket type's texts in one more language; what is left out falls back."""

    component = "CatalogWordingFields"
    name = fields.String(load_default="", validate=[validate.Length(max=120), LINE])
    description = fields.String(load_default="", validate=validate.Length(max=2000))
    benefits = benefits_field(load_default=list)


class PartSchema(Schema):
    component = "CatalogPartFields"
    ticket_type_id = fields.UUID(required=True)
    quantity = whole(1, 100, load_default=1)


def translations_field(**options: Any) -> Keyed:
    return Keyed(
        keys=fields.String(validate=LANGUAGE),
        values=fields.Nested(WordingSchema),
        validate=validate.Length(max=50),
        **options,
    )


def parts_field(**options: Any) -> fields.List[Any]:
    return fields.List(
        fields.Nested(PartSchema),
        validate=validate.Length(max=MOST_PARTS),
        metadata={
            "description": "What one bundle contains; of a pass, a ticket type of each event."
        },
        **options,
    )


def hosts_field(**options: Any) -> fields.List[Any]:
    return fields.List(
        fields.UUID(),
        validate=validate.Length(max=MOST_HOSTS),
        metadata={"description": "The ticket types that an add-on goes with."},
        **options,
    )


class RelationsSchema(Schema):
    """`parts` come as a list and go on as ticket type → quantity."""

    @post_load
    def to_mapping(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        if "parts" in data:
            given = data["parts"]
            data["parts"] = {each["ticket_type_id"]: each["quantity"] for each in given}
            if len(data["parts"]) != len(given):
                raise ValidationError("Each ticket type stands here once.", "parts")
        return data


class NewTicketTypeSchema(RelationsSchema):
    component = "CatalogTicketTypeFields"
    name = name_field(required=True)
    description = fields.String(load_default="", validate=validate.Length(max=2000))
    kind = one_of(TicketTypeKind, load_default="paid")
    sold_as = one_of(SoldAs, load_default="ticket")
    price_minor = amount(
        load_default=0,
        metadata={
            "description": "Minor units, with tax unless it `excludes_tax`; of a donation the one"
            " that is suggested."
        },
    )
    minimum_price_minor = amount(
        load_default=0, metadata={"description": "The least of a donation, minor units."}
    )
    currency = fields.String(required=True, validate=known_currency)
    excludes_tax = YesOrNo(
        load_default=None,
        allow_none=True,
        metadata={"description": f"{NET} Left out: as the event's other ticket types."},
    )
    tax_rate_bp = whole(
        0, 10_000, load_default=0,
        metadata={"description": "Tax rate in basis points: 1900 is 19 %."},
    )  # fmt: skip
    pool_id = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={
            "description": "Needed, except of a bundle or a pass without a limit of its own."
        },
    )
    places = whole(
        0, 100, load_default=None, allow_none=True,
        metadata={"description": "Attendees of one unit: 8 for a table of eight."},
    )  # fmt: skip
    minimum_per_order = whole(1, 100, load_default=1)
    maximum_per_order = whole(1, 100, load_default=10)
    maximum_per_person = whole(1, 10_000, load_default=None, allow_none=True)
    maximum_per_ticket = whole(
        1, 100, load_default=None, allow_none=True,
        metadata={"description": "Of an add-on: how many for each ticket it goes with."},
    )  # fmt: skip
    sales_start_at = fields.AwareDateTime(load_default=None, allow_none=True)
    sales_end_at = fields.AwareDateTime(load_default=None, allow_none=True)
    is_hidden = YesOrNo(load_default=False)
    needs_code = YesOrNo(load_default=False, metadata={"description": CODE_ONLY})
    needs_approval = YesOrNo(load_default=False, metadata={"description": APPROVAL})
    benefits = benefits_field(load_default=list)
    translations = translations_field(load_default=dict)
    prices = prices_field(load_default=dict)
    add_on_to = hosts_field(load_default=list)
    parts = parts_field(load_default=list)


class TicketTypeUpdateSchema(RelationsSchema):
    component = "CatalogTicketTypeChanges"
    name = name_field()
    pool_id = fields.UUID(
        metadata={"description": "What is sold from now on draws on it; what was sold stays."}
    )
    description = fields.String(validate=validate.Length(max=2000))
    price_minor = amount()
    minimum_price_minor = amount()
    tax_rate_bp = whole(0, 10_000)
    places = whole(0, 100)
    minimum_per_order = whole(1, 100)
    maximum_per_order = whole(1, 100)
    maximum_per_person = whole(1, 10_000, allow_none=True)
    maximum_per_ticket = whole(1, 100)
    sales_start_at = fields.AwareDateTime(allow_none=True)
    sales_end_at = fields.AwareDateTime(allow_none=True)
    is_hidden = YesOrNo()
    needs_code = YesOrNo(metadata={"description": CODE_ONLY})
    needs_approval = YesOrNo(metadata={"description": APPROVAL})
    position = whole(0, 10_000)
    state = one_of(SaleState, required=False)
    benefits = benefits_field()
    translations = translations_field()
    prices = prices_field()
    add_on_to = hosts_field()
    parts = parts_field()


class TicketTaxSchema(Schema):
    component = "CatalogTicketTaxFields"
    excludes_tax = YesOrNo(required=True, metadata={"description": NET})


class MoveTicketTypeSchema(Schema):
    component = "CatalogMoveFields"
    after = fields.UUID(
        required=True,
        allow_none=True,
        metadata={"description": "The ticket type to stand behind; null to stand first."},
    )


class ListArguments(Schema):
    archived = fields.Boolean(load_default=False)


class PassArguments(Schema):
    language = fields.String(
        load_default="",
        validate=validate.Length(max=35),
        metadata={"description": "A language tag; texts fall back to the event's own."},
    )


class StorefrontArguments(PassArguments):
    currency = currency_field("One in which the event is sold; its own without it.")
    ticket_type_id = fields.List(
        fields.UUID(),
        load_default=list,
        validate=validate.Length(max=20),
        metadata={"description": "Hidden ticket types that a link names."},
    )

    @post_load
    def to_named(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """The hidden ticket types as the use cases take them."""
        return data | {"named": frozenset(data.pop("ticket_type_id"))}


class OfferArguments(StorefrontArguments):
    partner = partner_field()


class PreviewArguments(StorefrontArguments):
    at = fields.AwareDateTime(
        load_default=None, metadata={"description": "The instant to look at; now without it."}
    )


class NewPreviewSchema(Schema):
    component = "InventoryNewPreviewFields"
    label = fields.String(
        load_default="",
        validate=validate.Length(max=200),
        metadata={"description": "For whom it is, for the list of links."},
    )
    expires_at = fields.AwareDateTime(
        required=True, metadata={"description": "At most 90 days from now."}
    )
