"""How amounts, days and texts read."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies
from markupsafe import escape

from turnout.site import formats, structured
from turnout.site.rendering import script_json
from turnout_sdk.money import Money

BRUSSELS = ZoneInfo("Europe/Brussels")


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (1000, "EUR", "€10"),
        (1050, "EUR", "€10.50"),
        (5, "EUR", "€0.05"),
        (123456789, "USD", "$1,234,567.89"),
        (500, "JPY", "¥500"),
        (1005, "KWD", "KWD 1.005"),
        (1000, "IQD", "IQD 1"),
    ],
)
def test_an_amount_has_as_many_digits_as_its_currency(minor: int, currency: str, text: str) -> None:
    assert formats.money(Money(minor, currency)).replace("\xa0", " ") == text


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [(1050, "EUR", "10.50"), (5, "EUR", "0.05"), (500, "JPY", "500"), (1005, "KWD", "1.005")],
)
def test_machines_read_amounts_as_decimals(minor: int, currency: str, text: str) -> None:
    assert structured.decimal_text(minor, currency) == text


def test_an_evening_names_its_day_once_and_a_conference_both() -> None:
    start = datetime(2026, 12, 4, 18, 30, tzinfo=BRUSSELS)
    evening = formats.span_text(start, start.replace(hour=21, minute=0))
    assert evening == "Fri 4 December 2026, 18:30–21:00"
    assert formats.span_text(start, start.replace(day=6, hour=12, minute=0)) == (
        "Fri 4 Dec, 18:30 – Sun 6 Dec 2026, 12:00"
    )


def test_the_zone_is_named_as_it_holds_on_that_day() -> None:
    winter = datetime(2026, 1, 15, tzinfo=BRUSSELS)
    summer = datetime(2026, 7, 15, tzinfo=BRUSSELS)
    assert formats.zone_name(winter, "Europe/Brussels").startswith("Central European Standard")
    assert formats.zone_name(summer, "Europe/Brussels").startswith("Central European Summer")
    assert "UTC" not in formats.zone_name(datetime(2026, 1, 1, tzinfo=UTC), "UTC")[-6:]


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Harbour Society", "HS"), ("fosdem", "F"), ("Ünlü (Verein) e.V.", "ÜE"), ("***", "*")],
)
def test_a_name_without_a_picture_is_shown_by_its_letters(name: str, letters: str) -> None:
    assert formats.initials(name) == letters


@given(strategies.text(min_size=1, max_size=400), strategies.integers(10, 200))
def test_a_shortened_text_is_one_line_and_never_longer(text: str, length: int) -> None:
    cut = formats.cut(text, length)
    assert len(cut) <= length
    assert "\n" not in cut


@given(strategies.text(max_size=200))
def test_plain_text_becomes_paragraphs_without_markup_of_its_own(text: str) -> None:
    html = formats.paragraphs(text)
    inner = html.replace("<p>", "").replace("</p>", "")
    assert "<" not in inner
    assert ">" not in inner


@given(strategies.dictionaries(strategies.text(), strategies.text()))
def test_no_json_can_end_the_script_element_it_stands_in(value: dict[str, str]) -> None:
    text = str(script_json(value | {"hostile": "</script><!--<script>\u2028"}))
    assert "<" not in text
    assert ">" not in text
    assert "\u2028" not in text
    assert str(escape("&")) not in text
