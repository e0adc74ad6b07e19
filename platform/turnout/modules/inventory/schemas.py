"""Shapes of the stock's requests and answers."""

from typing import Any

from marshmallow import Schema, fields, validate

from turnout.modules.inventory.shop import ShopItem

MOST = 10_000_000


class PoolFields(Schema):
    name = fields.String(required=True, validate=validate.Length(1, 120))
    capacity = fields.Integer(required=True, strict=True, validate=validate.Range(0, MOST))


class PoolChanges(Schema):
    name = fields.String(validate=validate.Length(1, 120))
    capacity = fields.Integer(strict=True, validate=validate.Range(0, MOST))


class PoolSchema(Schema):
    id = fields.UUID()
    name = fields.String()
    capacity = fields.Integer()
    taken = fields.Integer()
    reserved = fields.Integer()
    remaining = fields.Integer()
    version = fields.Integer()


class PoolListSchema(Schema):
    items = fields.List(fields.Nested(PoolSchema))


class PassArguments(Schema):
    language = fields.String(
        load_default="",
        validate=validate.Length(max=35),
        metadata={"description": "A language tag; texts fall back to the event's own."},
    )


class ShopArguments(PassArguments):
    ticket_type_id = fields.List(
        fields.UUID(),
        load_default=list,
        validate=validate.Length(max=20),
        metadata={"description": "Hidden ticket types that a link names."},
    )


class PreviewArguments(ShopArguments):
    at = fields.AwareDateTime(
        load_default=None, metadata={"description": "The instant to look at; now without it."}
    )


class BundlePartSchema(Schema):
    ticket_type_id = fields.UUID()
    quantity = fields.Integer()


class AdmittedEventSchema(Schema):
    """An event that a pass admits to, as buyers see it."""

    event_id = fields.UUID()
    title = fields.String()
    slug = fields.String()
    starts_at = fields.DateTime(allow_none=True)
    ends_at = fields.DateTime(allow_none=True)
    time_zone = fields.String()


def seats_of(item: ShopItem) -> dict[str, Any]:
    return {str(type_id): number for type_id, number in item.offer.seats.items()}


class ShopItemSchema(Schema):
    """An offer with what a visitor needs to choose it."""

    id = fields.UUID(attribute="offer.ticket_type_id")
    name = fields.String(attribute="offer.name")
    description = fields.String(attribute="offer.description")
    benefits = fields.List(fields.String(), attribute="offer.benefits")
    kind = fields.String(attribute="offer.kind")
    sold_as = fields.String(attribute="offer.sold_as")
    price_minor = fields.Integer(attribute="offer.price.minor")
    minimum_price_minor = fields.Integer(attribute="offer.minimum_price_minor")
    currency = fields.String(attribute="offer.price.currency")
    tax_rate_bp = fields.Integer(attribute="offer.tax_rate_bp")
    places = fields.Integer(attribute="offer.places")
    minimum_per_order = fields.Integer(attribute="offer.minimum")
    maximum_per_order = fields.Integer(attribute="offer.maximum")
    maximum_per_person = fields.Integer(attribute="offer.maximum_per_person", allow_none=True)
    maximum_per_ticket = fields.Integer(attribute="offer.maximum_per_ticket", allow_none=True)
    add_on_to = fields.List(fields.UUID(), attribute="offer.requires_ticket_types")
    parts = fields.List(fields.Nested(BundlePartSchema), attribute="offer.parts")
    admits_to = fields.List(
        fields.Nested(AdmittedEventSchema),
        attribute="offer.admits_to",
        metadata={"description": "Of a pass: its events, in order of time."},
    )
    seats = fields.Function(
        seats_of,
        metadata={
            "type": "object",
            "additionalProperties": {"type": "integer"},
            "description": "Attendees that one unit asks for, by ticket type.",
        },
    )
    sales_start_at = fields.DateTime(attribute="offer.sales_start_at")
    sales_end_at = fields.DateTime(attribute="offer.sales_end_at")
    state = fields.String(attribute="offer.state")
    position = fields.Integer(attribute="offer.position")
    is_available = fields.Function(
        lambda item: item.unavailable_reason is None, metadata={"type": "boolean"}
    )
    why_not = fields.String(
        attribute="unavailable_reason",
        allow_none=True,
        metadata={
            "enum": ["event-closed", "paused", "not-yet", "over", "part-not-on-sale", "sold-out"]
        },
    )
    left = fields.Integer(
        allow_none=True, metadata={"description": "Units left; null when there are many."}
    )


class SeriesPassSchema(ShopItemSchema):
    """A pass with the event that sells it."""

    event_id = fields.UUID()
    event_slug = fields.String()


class SeriesPassListSchema(Schema):
    items = fields.List(fields.Nested(SeriesPassSchema))


class ShopSchema(Schema):
    at = fields.DateTime()
    is_open = fields.Boolean()
    items = fields.List(fields.Nested(ShopItemSchema))


class PreviewedShopSchema(Schema):
    title = fields.String()
    starts_at = fields.DateTime(allow_none=True)
    ends_at = fields.DateTime(allow_none=True)
    time_zone = fields.String()
    shop = fields.Nested(ShopSchema)


class NewPreviewFields(Schema):
    label = fields.String(
        load_default="",
        validate=validate.Length(max=200),
        metadata={"description": "For whom it is, for the list of links."},
    )
    expires_at = fields.AwareDateTime(
        required=True, metadata={"description": "At most 90 days from now."}
    )


class PreviewSchema(Schema):
    id = fields.UUID()
    label = fields.String()
    expires_at = fields.DateTime()
    revoked_at = fields.DateTime(allow_none=True)
    created_at = fields.DateTime()


class PreviewListSchema(Schema):
    items = fields.List(fields.Nested(PreviewSchema))


class MadePreviewSchema(Schema):
    preview = fields.Nested(PreviewSchema)
    token = fields.String(metadata={"description": "Part of the address; told this once."})
    url = fields.String(metadata={"description": "Of the page that shows it; told this once."})
