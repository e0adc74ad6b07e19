"""An organization's colour is made readable and served as a style sheet of its own."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import turnout
from turnout.l10n.brand_colours import (
    BLACK,
    DARK_SURFACES,
    LIGHT_SURFACES,
    READABLE,
    WHITE,
    contrast,
    dark_accent,
    light_accent,
)
from turnout.site.rendering.assets import brand_sheet_path

TOKENS = Path(turnout.__file__).parents[1] / "web" / "src" / "ui" / "tokens.css"
COLOURS = st.integers(min_value=0, max_value=0xFFFFFF).map(lambda value: f"#{value:06x}")


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#ffffff", "#ffffff") == 1


@given(COLOURS)
@example("#ffffff")
@example("#000000")
@example("#ffff00")
@example("#0000ff")
def test_any_colour_becomes_pairs_that_can_be_read(colour):
    for accent, surfaces in (
        (light_accent(colour), LIGHT_SURFACES),
        (dark_accent(colour), DARK_SURFACES),
    ):
        below = (*surfaces, accent.wash, accent.ink)
        assert min(contrast(accent.plain, each) for each in below) >= READABLE
        assert contrast(accent.deep, accent.ink) >= READABLE
        assert min(contrast(accent.deep, each) for each in surfaces) >= READABLE


def test_a_colour_that_can_be_read_stays_as_it_is():
    assert light_accent("#0b5e57").plain == "#0b5e57"
    assert dark_accent("#74d3c5").plain == "#74d3c5"
    assert light_accent("#0b5e57").ink == WHITE
    assert dark_accent("#74d3c5").ink == BLACK


def test_the_surfaces_are_those_of_the_design_tokens():
    tokens = TOKENS.read_text(encoding="utf-8")
    blocks = re.findall(r"--paper: (#\w+);\s+--surface: (#\w+);\s+--sunken: (#\w+);", tokens)
    assert set(LIGHT_SURFACES) == set(blocks[0])
    assert set(DARK_SURFACES) == set(blocks[1]) == set(blocks[2])


def test_the_sheet_is_at_an_address_made_of_the_colour(client):
    path = brand_sheet_path("#FF2D8A")
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.mimetype == "text/css"
    assert "immutable" in answer.headers["Cache-Control"]
    names = re.findall(r"(--brand-[a-z-]+):#[0-9a-f]{6}", answer.get_data(as_text=True))
    wanted = re.findall(r"var\((--brand-[a-z-]+),", TOKENS.read_text(encoding="utf-8"))
    assert set(names) == set(wanted)


@pytest.mark.parametrize("colour", ["red", "FF2D8A", "12345", "1234567", "zzzzzz", "}body{}"])
def test_no_other_address_makes_a_sheet(client, colour):
    assert client.get(f"/assets/brand-1-{colour}.css").status_code == 404


@pytest.mark.parametrize("colour", ["", "red", "#fff", "#12345g", "#123456;"])
def test_without_a_colour_there_is_no_sheet(colour):
    assert brand_sheet_path(colour) == ""


def test_a_browser_that_asks_for_an_icon_by_itself_is_led_to_it(client):
    answer = client.get("/favicon.ico")
    assert answer.status_code == 302
    with client.get(answer.headers["Location"]) as icon:
        assert icon.mimetype == "image/svg+xml"
