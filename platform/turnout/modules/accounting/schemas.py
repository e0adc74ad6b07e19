"""Requests about exports and the accounts they use."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import YesOrNo
from turnout.modules.accounting import journal_entries
from turnout.modules.accounting.types import BookSettings, Chart, TaxAccount
from turnout.modules.payments.api import Account
from turnout_sdk.currencies import EXPONENTS

DIGITS = validate.Regexp(r"[0-9]{4,8}\Z", error="An account has 4 to 8 digits.")


class ExportArguments(Schema):
    since = fields.Date(required=True, data_key="from")
    until = fields.Date(
        required=True,
        data_key="to",
        metadata={"description": "The last day, included, where the organization is."},
    )
    form = one_of(["csv", "xlsx", "datev"], load_default="csv", data_key="format")
    by = one_of(
        ["occurred", "recorded"],
        load_default="occurred",
        metadata={
            "description": "Which day of an entry counts: when it happened, or when it was booked;"
            " by the latter nothing is ever added to a period that is over."
        },
    )
    currency = one_of(
        sorted(EXPONENTS),
        load_default=None,
        metadata={"description": "DATEV holds one: the organization's without it."},
    )


class TaxAccountSchema(Schema):
    component = "AccountingTaxAccountFields"
    rate_bp = fields.Integer(
        required=True,
        validate=validate.Range(0, 10_000),
        metadata={"description": "Basis points: 1900 is 19 %."},
    )
    account = fields.String(
        load_default="",
        validate=validate.Regexp(r"([0-9]{4,8})?\Z", error="An account has 4 to 8 digits."),
        metadata={"description": "Of sales of this rate; empty: the account of sales."},
    )
    key = fields.String(
        load_default="",
        validate=validate.Regexp(r"[0-9]{0,4}\Z", error="A tax key has at most 4 digits."),
        metadata={
            "description": "BU-Schlüssel; empty for accounts that know their tax.",
            "example": "9",
        },
    )

    @post_load
    def make(self, data: dict[str, Any], **_options: Any) -> TaxAccount:
        return TaxAccount(**data)


class BookSettingsUpdate(Schema):
    component = "AccountingBookSettingsFields"
    chart = one_of(Chart, load_default=Chart.SKR03.value)
    accounts = fields.Dict(
        keys=one_of(Account, required=False),
        values=fields.String(validate=DIGITS),
        load_default=dict,
        metadata={"description": "Numbers that differ from the chart's."},
    )
    tax_accounts = fields.List(
        fields.Nested(TaxAccountSchema),
        load_default=lambda: list(journal_entries.TAX_KEYS),
        validate=validate.Length(max=20),
    )
    adviser_number = fields.Integer(
        required=True,
        validate=validate.Range(1001, 9_999_999),
        metadata={"description": "Beraternummer"},
    )
    client_number = fields.Integer(
        required=True,
        validate=validate.Range(1, 99_999),
        metadata={"description": "Mandantennummer"},
    )
    account_length = fields.Integer(
        load_default=journal_entries.SHORTEST_ACCOUNT,
        validate=validate.Range(journal_entries.SHORTEST_ACCOUNT, journal_entries.LONGEST_ACCOUNT),
    )
    fiscal_year_month = fields.Integer(load_default=1, validate=validate.Range(1, 12))
    is_final = YesOrNo(
        load_default=False,
        metadata={"description": "Festschreibung: the adviser's program locks the bookings."},
    )

    @validates_schema
    def _fits(self, data: dict[str, Any], **_options: Any) -> None:
        length = data["account_length"]
        for name, number in data["accounts"].items():
            if len(number) != length:
                raise ValidationError(f"The account of {name} needs {length} digits.", "accounts")
        rates = [each.rate_bp for each in data["tax_accounts"]]
        if len(rates) != len(set(rates)):
            raise ValidationError("Every tax rate once.", "tax_accounts")
        if any(each.account and len(each.account) != length for each in data["tax_accounts"]):
            raise ValidationError(f"Accounts need {length} digits.", "tax_accounts")

    @post_load
    def make(self, data: dict[str, Any], **_options: Any) -> BookSettings:
        return BookSettings(**data)
