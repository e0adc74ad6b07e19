"""How amounts, days and texts read."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies
from markupsafe import escape

from turnout.kernel import clock as frozen
from turnout.l10n.formats import clock, deadline
from turnout.site.l10n import formats, i18n
from turnout.site.machines import json_ld
from turnout.site.rendering.renderer import script_json
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
    assert json_ld.decimal_text(minor, currency) == text


def test_an_evening_names_its_day_once_and_a_conference_both() -> None:
    start = datetime(2026, 12, 4, 18, 30, tzinfo=BRUSSELS)
    evening = formats.span_text(start, start.replace(hour=21, minute=0))
    assert evening == "Fri 4 Dec 2026, 18:30–21:00"
    assert formats.span_text(start, start.replace(day=6, hour=12, minute=0)) == (
        "Fri 4 Dec, 18:30 – Sun 6 Dec 2026, 12:00"
    )


@pytest.mark.parametrize(
    ("tag", "evening", "conference"),
    [
        ("es", "vie, 4 dic 2026, 18:30–21:00", "vie, 4 dic, 18:30 – dom, 6 dic 2026"),
        ("fr", "ven. 4 déc. 2026, 18:30–21:00", "ven. 4 déc., 18:30 – dim. 6 déc. 2026"),
        ("de", "Fr., 4. Dez. 2026, 18:30–21:00", "Fr., 4. Dez., 18:30 – So., 6. Dez. 2026"),
        (
            "ar",
            "الجمعة، 4 ديسمبر 2026، 18:30–21:00",
            "الجمعة، 4 ديسمبر، 18:30 – الأحد، 6 ديسمبر 2026",
        ),
        ("hi", "शुक्र, 4 दिस॰ 2026, 18:30–21:00", "शुक्र, 4 दिस॰, 18:30 – रवि, 6 दिस॰ 2026"),
        ("so", "Jmc, Dis 4, 2026 18:30–21:00", "Jmc, Dis 4 18:30 – Axd, Dis 6, 2026"),
    ],
)
def test_days_read_as_their_language_writes_them(tag: str, evening: str, conference: str) -> None:
    start = datetime(2026, 12, 4, 18, 30, tzinfo=BRUSSELS)
    with i18n.speaking(tag):
        assert formats.span_text(start, start.replace(hour=21, minute=0)) == evening
        assert formats.span_text(start, start.replace(day=6)).startswith(conference)


@pytest.mark.parametrize(
    ("tag", "amount", "large", "zone"),
    [
        ("es", "10,50 €", "12.345", "hora estándar de Europa central (Bruselas)"),
        ("fr", "10,50 €", "12 345", "heure normale d’Europe centrale (Bruxelles)"),
        ("de", "10,50 €", "12.345", "Mitteleuropäische Normalzeit (Brüssel)"),
        ("ar", "10.50 €", "12,345", "توقيت وسط أوروبا الرسمي (بروكسل)"),
        ("hi", "€10.50", "12,345", "मध्य यूरोपीय मानक समय (ब्रूसेल्स)"),
        ("so", "€10.50", "12,345", "Waqtiga Caadiga Ah ee Bartamaha Yurub (Barasalis)"),
    ],
)
def test_amounts_numbers_and_zones_follow_the_page(tag, amount, large, zone) -> None:
    with i18n.speaking(tag):
        shown = formats.money(Money(1050, "EUR")), formats.number(12345)
        assert tuple(map(plain, shown)) == (amount, large)
        assert formats.zone_name(datetime(2026, 1, 15, tzinfo=BRUSSELS), "Europe/Brussels") == zone


def plain(text: str) -> str:
    """Without the signs that only steer where a line may break or which way it runs."""
    return re.sub("[\u00a0\u202f]", " ", text.replace("\u200f", ""))


@given(
    strategies.sampled_from(i18n.LANGUAGES),
    strategies.integers(0, 4 * 10**9).map(lambda at: datetime.fromtimestamp(at, BRUSSELS)),
    strategies.integers(0, 10**9),
)
def test_every_language_writes_every_day_and_amount(tag, start, minor) -> None:
    with i18n.speaking(tag):
        for write in (formats.day, formats.long_day, formats.day_of_year, formats.month_year,
                      formats.full_moment, formats.short_moment):  # fmt: skip
            said = write(start)
            assert said
            assert "%" not in said
        assert clock(start) in formats.span_text(start, start)
        assert str(minor // 100)[-1] in formats.money(Money(minor, "EUR"))


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


@pytest.mark.parametrize(
    ("zone", "tag", "text"),
    [
        ("Europe/Lisbon", "en", "Fri 20 Nov 2026, 21:41 (Lisbon Time)"),
        ("Europe/Lisbon", "de", "Fr., 20. Nov. 2026, 21:41, Lissabon (Ortszeit)"),
        ("Europe/Berlin", "es", "vie, 20 nov 2026, 22:41 (hora de Berlín)"),
        ("UTC", "en", "Fri 20 Nov 2026, 21:41 (UTC)"),
    ],
)
def test_a_deadline_says_by_whose_clock(zone: str, tag: str, text: str) -> None:
    assert deadline(datetime(2026, 11, 20, 21, 41, tzinfo=UTC), zone, tag) == text


@pytest.mark.parametrize(("seconds", "text"), [(0, "0:00"), (65, "1:05"), (3600, "1:00:00")])
def test_a_countdown_reads_as_its_script_goes_on(seconds: int, text: str) -> None:
    assert formats.countdown(seconds) == text


@pytest.mark.parametrize(
    ("ends", "says"),
    [
        (datetime(2026, 12, 14, 21, tzinfo=UTC), "Mon 14 Dec, 18:00–21:00"),
        (datetime(2026, 12, 15, tzinfo=UTC), "Mon 14 Dec, 18:00–00:00"),
        (datetime(2026, 12, 15, 2, tzinfo=UTC), "Mon 14 Dec, 18:00–02:00"),
        (datetime(2026, 12, 15, 9, tzinfo=UTC), "Mon 14 Dec, 18:00 – Tue 15 Dec, 09:00"),
        (datetime(2026, 12, 16, 2, tzinfo=UTC), "Mon 14 Dec, 18:00 – Wed 16 Dec, 02:00"),
    ],
)
def test_an_evening_that_ends_after_midnight_is_one_line(ends: datetime, says: str) -> None:
    starts = datetime(2026, 12, 14, 18, tzinfo=UTC)
    with frozen.frozen(datetime(2026, 11, 1, tzinfo=UTC)):
        assert formats.when_text(starts, ends) == says
    with frozen.frozen(datetime(2025, 11, 1, tzinfo=UTC)):
        assert "2026" in formats.when_text(starts, ends)
    with frozen.frozen(datetime(2027, 1, 1, tzinfo=UTC)):
        assert "2026" in formats.when_text(starts, ends)
