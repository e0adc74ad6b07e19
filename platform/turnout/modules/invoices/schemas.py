"""Shapes of invoices' requests and answers."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.modules.invoices.models import DocumentKind
from turnout.modules.invoices.types import Billing, SellerSettings

LINE_PATTERN = r"^[^\x00-\x1f\x7f]*$"
EMAIL_PATTERN = r"^([^@\s,;<>\"]{1,64}@[^@\s,;<>\"]+\.[^@\s,;<>\".]+)?$"
TAX_ID_PATTERN = r"^[A-Za-z0-9+* ./-]*$"


def line_field(longest: int = 200) -> fields.String:
    return fields.String(
        load_default="",
        validate=[
            validate.Length(max=longest),
            validate.Regexp(LINE_PATTERN, error="Write one line without control characters."),
        ],
    )


def country_field() -> fields.String:
    return fields.String(
        load_default="",
        validate=validate.Regexp(r"^([A-Z]{2})?$", error="Give two capital letters (ISO 3166)."),
        metadata={"description": "ISO 3166-1 alpha-2."},
    )


def tax_id_field() -> fields.String:
    return fields.String(
        load_default="",
        validate=[
            validate.Length(max=40),
            validate.Regexp(TAX_ID_PATTERN, error="A tax id is letters and digits."),
        ],
    )


class BillingFields(Schema):
    company = line_field()
    name = line_field()
    street = line_field()
    postal_code = line_field(20)
    city = line_field()
    country = country_field()
    tax_id = tax_id_field()
    reference = line_field(100)

    @post_load
    def make(self, data: dict[str, Any], **_options: Any) -> Billing:
        return Billing(**data)


class BillingSchema(Schema):
    order_id = fields.UUID()
    company = fields.String()
    name = fields.String()
    street = fields.String()
    postal_code = fields.String()
    city = fields.String()
    country = fields.String()
    tax_id = fields.String()
    reference = fields.String()
    has_valid_vat_id = fields.Boolean(
        metadata={"description": "It has the shape of a VAT number of the country."}
    )


class SettingsFields(Schema):
    legal_name = line_field()
    street = line_field()
    postal_code = line_field(20)
    city = line_field()
    country = country_field()
    tax_id = tax_id_field()
    registration_id = line_field(100)
    email = fields.String(
        load_default="",
        validate=[validate.Length(max=254), validate.Regexp(EMAIL_PATTERN)],
        metadata={"format": "email"},
    )
    exemption_note = line_field(300)
    footer = line_field(500)
    applies_reverse_charge = fields.Boolean(
        load_default=False,
        metadata={
            "description": "What is sold is of the kind for which businesses in another member"
            " state account for the tax themselves."
        },
    )

    @post_load
    def make(self, data: dict[str, Any], **_options: Any) -> SellerSettings:
        return SellerSettings(**data)


class SettingsSchema(Schema):
    legal_name = fields.String()
    street = fields.String()
    postal_code = fields.String()
    city = fields.String()
    country = fields.String()
    tax_id = fields.String()
    registration_id = fields.String()
    email = fields.String()
    exemption_note = fields.String()
    footer = fields.String()
    applies_reverse_charge = fields.Boolean()
    version = fields.Integer()


class InvoiceArguments(Schema):
    cursor = fields.String(load_default=None)
    limit = fields.Integer(load_default=None)
    event_id = fields.UUID(load_default=None)
    kind = fields.String(load_default=None, validate=validate.OneOf(list(DocumentKind)))


class TaxTotalSchema(Schema):
    rate_bp = fields.Integer()
    net_minor = fields.Integer()
    tax_minor = fields.Integer()


class InvoiceSchema(Schema):
    id = fields.UUID()
    kind = fields.String()
    number = fields.String()
    order_id = fields.UUID()
    order_number = fields.String(attribute="document.order_number")
    event_id = fields.UUID()
    refund_id = fields.UUID(allow_none=True)
    corrects_id = fields.UUID(allow_none=True)
    currency = fields.String()
    net_minor = fields.Integer()
    tax_minor = fields.Integer()
    total_minor = fields.Integer()
    taxes = fields.List(fields.Nested(TaxTotalSchema), attribute="document.taxes")
    treatment = fields.String(attribute="document.treatment")
    buyer_name = fields.String(attribute="document.buyer.name")
    issued_at = fields.DateTime()


class InvoicePageSchema(Schema):
    items = fields.List(fields.Nested(InvoiceSchema))
    next_cursor = fields.String(allow_none=True)


class InvoiceListSchema(Schema):
    items = fields.List(fields.Nested(InvoiceSchema))
