"""Requests about invoices."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import PageArguments, YesOrNo, mail_address
from turnout.modules.invoices.types import Billing, DocumentKind, SellerSettings

LINE_PATTERN = r"^[^\x00-\x1f\x7f]*$"
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


class BillingUpdate(Schema):
    component = "InvoicesBillingFields"
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


class SellerSettingsUpdate(Schema):
    component = "InvoicesSettingsFields"
    legal_name = line_field()
    street = line_field()
    postal_code = line_field(20)
    city = line_field()
    country = country_field()
    tax_id = tax_id_field()
    registration_id = line_field(100)
    email = mail_address(load_default="")
    exemption_note = line_field(300)
    footer = line_field(500)
    applies_reverse_charge = YesOrNo(
        load_default=False,
        metadata={
            "description": "What is sold is of the kind for which businesses in another member"
            " state account for the tax themselves."
        },
    )

    @post_load
    def make(self, data: dict[str, Any], **_options: Any) -> SellerSettings:
        return SellerSettings(**data)


class InvoiceArguments(PageArguments):
    event_id = fields.UUID(load_default=None)
    kind = one_of(DocumentKind, load_default=None)
