"""Shapes of the catalog's requests and answers."""

from marshmallow import Schema, ValidationError, fields, validate

from turnout_sdk.currencies import EXPONENTS

MOST_MINOR = 10**12


def known_currency(value: str) -> None:
    if value not in EXPONENTS:
        raise ValidationError("This is not a currency code of ISO 4217, such as EUR.")


class TicketTypeFields(Schema):
    name = fields.String(required=True, validate=validate.Length(1, 120))
    description = fields.String(load_default="", validate=validate.Length(max=2000))
    kind = fields.String(load_default="paid", validate=validate.OneOf(["free", "paid", "donation"]))
    price_minor = fields.Integer(
        load_default=0, strict=True, validate=validate.Range(0, MOST_MINOR),
        metadata={"description": "Minor units of the currency, tax included."},
    )  # fmt: skip
    currency = fields.String(required=True, validate=known_currency)
    tax_rate_bp = fields.Integer(
        load_default=0, strict=True, validate=validate.Range(0, 10_000),
        metadata={"description": "Tax rate in basis points: 1900 is 19 %."},
    )  # fmt: skip
    pool_id = fields.UUID(required=True)
    minimum_per_order = fields.Integer(load_default=1, strict=True, validate=validate.Range(1, 100))
    maximum_per_order = fields.Integer(
        load_default=10, strict=True, validate=validate.Range(1, 100)
    )
    sales_start_at = fields.AwareDateTime(load_default=None, allow_none=True)
    sales_end_at = fields.AwareDateTime(load_default=None, allow_none=True)
    is_hidden = fields.Boolean(load_default=False, truthy={True}, falsy={False})


class TicketTypeChanges(Schema):
    name = fields.String(validate=validate.Length(1, 120))
    description = fields.String(validate=validate.Length(max=2000))
    price_minor = fields.Integer(strict=True, validate=validate.Range(0, MOST_MINOR))
    tax_rate_bp = fields.Integer(strict=True, validate=validate.Range(0, 10_000))
    minimum_per_order = fields.Integer(strict=True, validate=validate.Range(1, 100))
    maximum_per_order = fields.Integer(strict=True, validate=validate.Range(1, 100))
    sales_start_at = fields.AwareDateTime(allow_none=True)
    sales_end_at = fields.AwareDateTime(allow_none=True)
    is_hidden = fields.Boolean(truthy={True}, falsy={False})
    position = fields.Integer(strict=True, validate=validate.Range(0, 10_000))
    state = fields.String(validate=validate.OneOf(["on_sale", "paused", "archived"]))


class OfferSchema(Schema):
    id = fields.UUID(attribute="ticket_type_id")
    pool_id = fields.UUID()
    name = fields.String()
    description = fields.String()
    kind = fields.String()
    price_minor = fields.Function(lambda offer: offer.price.minor, metadata={"type": "integer"})
    currency = fields.Function(lambda offer: offer.price.currency, metadata={"type": "string"})
    tax_rate_bp = fields.Integer()
    minimum_per_order = fields.Integer(attribute="minimum")
    maximum_per_order = fields.Integer(attribute="maximum")
    sales_start_at = fields.DateTime()
    sales_end_at = fields.DateTime()
    state = fields.String()
    is_hidden = fields.Boolean()
    position = fields.Integer()
    version = fields.Integer()


class OfferListSchema(Schema):
    items = fields.List(fields.Nested(OfferSchema))
