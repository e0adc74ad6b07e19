"""Requests that name prices in further currencies."""

from typing import Any

from marshmallow import Schema, fields, validate

from turnout.kernel.http.request_fields import Keyed, whole
from turnout.modules.ticket_prices.rules import LONGEST_PARTNER_CODE, MOST_CURRENCIES

MOST_MINOR = 10**12
CODE = validate.Regexp(r"^[A-Z]{3}$(?!\n)", error="A currency has three capitals, such as EUR.")
ANY_CODE = validate.Regexp(
    r"^(?:[A-Z]{3})?$(?!\n)", error="A currency has three capitals, such as EUR."
)


class CurrencyPriceSchema(Schema):
    """Amounts in minor units of the currency: whole yen, cents, thousandths of a dinar."""

    component = "CatalogCurrencyPriceFields"
    price_minor = whole(0, MOST_MINOR, required=True)
    minimum_price_minor = whole(
        0, MOST_MINOR, load_default=0, metadata={"description": "The least of a donation."}
    )


def prices_field(**options: Any) -> Keyed:
    """Currency → price, beside the ticket type's own."""
    return Keyed(
        keys=fields.String(validate=CODE),
        values=fields.Nested(CurrencyPriceSchema),
        validate=validate.Length(max=MOST_CURRENCIES),
        metadata={"description": "In further currencies, by currency; it is not sold in others."},
        **options,
    )


def amounts_field(says: str, **options: Any) -> Keyed:
    """Currency → amount in its minor units, beside the own one."""
    return Keyed(
        keys=fields.String(validate=CODE),
        values=whole(0, MOST_MINOR),
        validate=validate.Length(max=MOST_CURRENCIES),
        metadata={"description": says},
        **options,
    )


def currency_field(says: str) -> fields.String:
    """The currency that a buyer chose; empty for the event's own."""
    return fields.String(load_default="", validate=ANY_CODE, metadata={"description": says})


def partner_field() -> fields.String:
    """The code of a sales partner by whom a buyer comes; empty for the web."""
    return fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_PARTNER_CODE),
        metadata={"description": "The code of the sales partner by whom the buyer comes."},
    )
