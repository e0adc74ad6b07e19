"""Single values: lengths, times, addresses."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.programme_formats.field_parsers import (
    read_address,
    read_clock,
    read_date,
    read_duration,
    read_language,
    read_moment,
)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("00:05", 5), ("1:30", 90), ("07:30", 450), ("26:00", 1560), ("120:00", 7200), ("00:90", 90),
     ("01:30:00", 90), ("1:02:00", 1560), ("-00:10", -10), (" 00:45 ", 45)],
)  # fmt: skip
def test_durations_as_files_write_them(text, minutes):
    assert read_duration(text) == timedelta(minutes=minutes)


def test_pretalx_counts_days_in_front():
    assert read_duration("10:02:00", counts_days=True) == timedelta(days=10, hours=2)


@pytest.mark.parametrize(
    "text", ["", "30", "1h", "PT30M", "٠٠:٣٠", "00:30:00:00", "1:2:3:4", "1234:00"]
)
def test_what_is_no_duration(text):
    assert read_duration(text) is None


@pytest.mark.parametrize("text", ["", "9", "30:00", "10:60", "noon", "１０:００"])
def test_what_is_no_clock_time(text):
    assert read_clock(text) is None


@pytest.mark.parametrize("text", ["", "2024-02-30", "0001-01-01", "9999-12-31", "03/02/2024"])
def test_what_is_no_date(text):
    assert read_date(text) is None
    assert read_moment(f"{text}T10:00:00+01:00") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://a.example/b?c=d#e", "https://a.example/b?c=d#e"),
        (" http://a.example/ ", "http://a.example/"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("/media/x.pdf", "https://base.example/media/x.pdf"),
        ("x.pdf", "https://base.example/2024/x.pdf"),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("ftp://a.example", None),
        ("https://a.example:port/", None),
        ("https://[::1", None),
        ("https://a.example/\u202egnp", None),
        ("https://a.example/" + "x" * 3000, None),
    ],
)
def test_only_web_and_mail_addresses_pass(text, expected):
    assert read_address(text, "https://base.example/2024/") == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("en", "en"), ("pt_BR", "pt-BR"), ("English!", None)]
)
def test_languages(text, expected):
    assert read_language(text) == expected


@given(st.text())
def test_no_text_breaks_a_reader(text):
    for reader in (read_address, read_clock, read_date, read_duration, read_language, read_moment):
        reader(text)
