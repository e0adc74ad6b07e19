"""Amounts on papers and pages: every decimal that a currency has, whatever people leave out by habit."""

import pytest
from babel import Locale

from turnout.l10n import formats
from turnout_sdk.currencies import EXPONENTS
from turnout_sdk.money import Money


@pytest.mark.parametrize(
    ("currency", "minor", "paper", "page"),
    [
        ("EUR", 1234500, "€12,345.00", "€12,345"),
        ("CHF", 1234567, "CHF\xa012,345.67", "CHF\xa012,345.67"),
        ("SOS", 1234567, "SOS\xa012,345.67", "SOS\xa012,345.67"),
        ("RSD", 1234500, "RSD\xa012,345.00", "RSD\xa012,345"),
        ("JPY", 5000, "¥5,000", "¥5,000"),
        ("IQD", 1234567, "IQD\xa01,234.567", "IQD\xa01,234.567"),
    ],
)
def test_an_amount_is_written_in_full(currency, minor, paper, page):
    price = Money(minor, currency)
    assert formats.amount(price, Locale("en")) == paper
    assert formats.money_on_page(price, "en") == page


@pytest.mark.parametrize("tag", ["en", "de", "fr", "es", "ar", "hi", "so"])
def test_no_digit_of_any_currency_is_lost(tag):
    for currency in EXPONENTS:
        written = formats.amount(Money(1234567, currency), Locale.parse(tag))
        assert "".join(filter(str.isdecimal, written)).translate(DIGITS) == "1234567", written


DIGITS = {ord("٠") + digit: str(digit) for digit in range(10)}


@pytest.mark.parametrize(
    ("currency", "tag", "sign"),
    [("USD", "ar", "US$\u200e"), ("GBP", "ar", "UK£\u200e"), ("CNY", "ar", "CN¥\u200e"),
     ("EUR", "ar", "€"), ("KES", "ar", "KES"), ("CAD", "en", "CA$")],
)  # fmt: skip
def test_letters_and_sign_of_a_currency_stay_together_in_a_line_from_right_to_left(
    currency: str, tag: str, sign: str
) -> None:
    for shown in (
        formats.money_on_page(Money(24_000, currency), tag),
        formats.amount(Money(24_000, currency), Locale.parse(tag)),
    ):
        assert sign in shown
        assert shown.count("\u200e") == sign.count("\u200e")
