"""Names that people see, and headers made of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.modules.files.rules import (
    MAX_NAME,
    MAX_NAME_BYTES,
    PDF,
    PNG,
    RESERVED,
    display_name,
    disposition,
)


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("cover.png", "cover.png"),
        ("cover.JPEG", "cover.png"),
        ("../../etc/passwd", "passwd.png"),
        ("C:\\Users\\me\\cover.png", "cover.png"),
        ("evil.png.exe", "evil.png.png"),
        ("a\u202egnp.exe", "a gnp.png"),
        ("line\nbreak\x00.png", "line break.png"),
        ("", "file.png"),
        ("...", "file.png"),
        ("Übersicht 2030", "Übersicht 2030.png"),
        ("v1.2 final", "v1.2 final.png"),
        ("CON", "file CON.png"),
        ("nul.png", "file nul.png"),
        ("com1.backup.png", "file com1.backup.png"),
        ('a<b>:"|?*.png', "a-b------.png"),
        ("\u2066\u200f\ufeffx.png", "x.png"),
        ("\ud800.png", "file.png"),
        ("/.htaccess", "file.png"),
        ("世" * 200, "世" * 66 + ".png"),
    ],
)
def test_a_name_is_shown_without_tricks(sent, shown):
    assert display_name(sent, PNG) == shown


@given(st.text(max_size=400))
def test_whatever_the_name_it_is_short_and_ends_as_its_type(sent):
    shown = display_name(sent, PDF)
    assert shown.endswith(".pdf")
    assert len(shown) <= MAX_NAME + 4
    assert len(shown.encode()) <= MAX_NAME_BYTES + 4
    assert shown.isprintable()
    assert not set(shown) & set('/\\<>:"|?*')
    assert shown.split(".")[0].strip().lower() not in RESERVED
    assert shown == display_name(shown, PDF), "what was cleaned stays as it is"


@given(st.text(max_size=60))
def test_a_header_is_always_one_line_of_ascii(name):
    header = disposition(display_name(name, PDF), inline=False)
    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
    assert header.startswith("attachment; ")
