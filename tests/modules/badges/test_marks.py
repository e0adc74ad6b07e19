"""Badges as PDF, ZPL and SVG: inside their paper, fitted, and read back by other programs."""

import base64
import re
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.prove.counts import examples
from tests.reading.qr import (
    codes_in_image,
    codes_in_pdf,
    pages_of_pdf,
    symbols_in_image,
    texts_of_pdf,
)

from turnout.assets.paper.code128 import bars_of, modules_of
from turnout.assets.paper.pdf417 import ROW_MODULES, symbol_for
from turnout.modules.badges.marks import LEADING, SMALLEST_PT, TextMark, marks_of
from turnout.modules.badges.pdf import BadgeDocument, BadgeToDraw, render_badges
from turnout.modules.badges.rules import POINTS_PER_MM
from turnout.modules.badges.svg import render_svg
from turnout.modules.badges.types import (
    Badge,
    BadgeDesign,
    BadgeElement,
    BadgePictures,
    LabelSheet,
)
from turnout.modules.badges.zpl import render_zpl

CODE = (
    "v1.Fbkz8A.yBARs8djRTuJnJF_6kdxKu7tIxyUYk_wXb3zomGhTcTYuLQU38GDfQ"
    ".lry0yTK6uf0B-HiyXmKujytzdMmSTsQaNSrAoJz0nlNFuAlbY6ZbGPmquWYPerLtRXgEZT69T-T2vfHj7LfGvg"
)
ADA = Badge(
    name="Ada Lovelace",
    ticket_type="Standard",
    ticket_type_id=uuid4(),
    event_title="Harbour Tech Summit",
    order_number="A7K2",
    short_code="4F7K-9Q2M",
    barcode_number="05710438862194037715",
    ticket_code=CODE,
    badge_code="turnout:badge:1",
    sessions=("Opening · Hall",),
    answers={"company": "Analytical Engines"},
)
NAMES = {
    "Latin": "Łukasz Źdźbło-Müller",
    "Arabic": "محمد عبد الله الهاشمي",
    "Devanagari": "लक्ष्मी क्षत्रिय",
    "Somali": "Cabdiraxmaan Xasan Cali",
    "Han": "司馬光",
}


def element(kind, box=(4, 4, 82, 16), **said):
    x, y, width, height = box
    return BadgeElement(kind=kind, x_mm=x, y_mm=y, width_mm=width, height_mm=height, **said)


def design(*elements, **said):
    return BadgeDesign(**{"width_mm": 90, "height_mm": 55, "elements": elements, **said})


def drawn(of, badges=(ADA,)):
    document = BadgeDocument(
        title="Badges",
        language="en",
        made_at=datetime(2027, 1, 1, tzinfo=UTC),
        badges=[BadgeToDraw(of, each, "one") for each in badges],
    )
    return render_badges(document)


def marks(of, badge=ADA):
    return list(marks_of(of, badge, BadgePictures(), language="en"))


def zpl(of, badge=ADA, dpi=203):
    return render_zpl(marks(of, badge), width_mm=of.width_mm, height_mm=of.height_mm, dpi=dpi)


@pytest.mark.parametrize("script", NAMES)
def test_a_name_of_any_script_is_drawn_and_can_be_copied(script):
    pdf = drawn(
        design(element("name", size_pt=30, is_bold=True)), [replace(ADA, name=NAMES[script])]
    )
    [text] = texts_of_pdf(pdf)
    assert sorted(text.split()) == sorted(NAMES[script].split())


def test_the_same_badges_give_the_same_bytes():
    of = design(element("name"), element("qr", (60, 25, 26, 26)))
    assert drawn(of) == drawn(of)


@pytest.mark.parametrize(("content", "says"), [("ticket", CODE), ("badge", "turnout:badge:1")])
def test_the_smallest_code_that_is_allowed_is_read_from_paper(content, says):
    least = 22 if content == "ticket" else 16
    of = design(element("qr", (60, 25, least, least), content=content))
    assert codes_in_pdf(drawn(of)) == [says]


def test_the_smallest_bars_that_are_allowed_are_read_from_paper():
    [page] = pages_of_pdf(drawn(design(element("code_128", (10, 10, 42, 8)))), dots_per_point=4)
    assert symbols_in_image(page) == {("Code128", ADA.barcode_number)}


def test_the_smallest_pdf417_that_is_allowed_is_read_from_paper_and_from_the_screen():
    of = design(element("pdf417", (10, 10, 54, 20)))
    [page] = pages_of_pdf(drawn(of), dots_per_point=4)
    assert symbols_in_image(page) == {("PDF417", CODE)}
    assert render_svg(marks(of), width_mm=90, height_mm=55).count("<path") == 1


def test_all_three_symbols_stand_beside_each_other_and_are_read():
    of = design(
        element("qr", (60, 2, 26, 26)),
        element("code_128", (2, 2, 54, 12)),
        element("pdf417", (2, 31, 86, 22)),
    )
    [page] = pages_of_pdf(drawn(of), dots_per_point=4)
    assert symbols_in_image(page) == {
        ("QRCode", CODE), ("Code128", ADA.barcode_number), ("PDF417", CODE),
    }  # fmt: skip


@settings(max_examples=examples(25), deadline=None)
@given(st.binary(min_size=108, max_size=108), st.floats(54, 190), st.floats(20, 80))
def test_any_ticket_code_is_read_back_from_its_pdf417_in_any_box(chance, width, height):
    code = ".".join(("v1", *(_spelled(part) for part in (chance[:4], chance[4:44], chance[44:]))))
    symbol = symbol_for(code, width=width, height=height)
    size = ((symbol.width + 4) * 2, (symbol.height + 4) * 2)
    picture = Image.new("L", size, 255)
    for number, row in enumerate(symbol.rows):
        for start, wide in row:
            top = (2 + number * ROW_MODULES) * 2
            left = (2 + start) * 2
            picture.paste(0, (left, top, left + wide * 2, top + ROW_MODULES * 2))
    assert symbols_in_image(picture) == {("PDF417", code)}


def _spelled(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@settings(max_examples=examples(40), deadline=None)
@given(st.from_regex(r"[ -~]{1,24}", fullmatch=True))
def test_any_printable_text_is_read_back_from_its_bars(text):
    bars = bars_of(text)
    picture = Image.new("L", ((modules_of(bars) + 20) * 3, 60), 255)
    for start, width in bars:
        picture.paste(0, ((start + 10) * 3, 0, (start + width + 10) * 3, 60))
    [found] = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.Code128)
    assert found.bytes.decode() == text


@settings(max_examples=examples(60), deadline=None)
@given(
    st.text(min_size=1, max_size=120),
    st.floats(8, 80),
    st.floats(2.5, 40),
    st.integers(1, 4),
    st.floats(5, 120),
)
def test_no_text_leaves_its_box(text, width, height, lines, size):
    of = design(element("name", (2, 2, width, height), size_pt=size, lines=lines))
    found = [each for each in marks(of, replace(ADA, name=text)) if isinstance(each, TextMark)]
    assert len(found) <= lines
    for each in found:
        assert SMALLEST_PT <= each.size <= max(size, SMALLEST_PT)
        # One sign is drawn however narrow the box is.
        if len(each.line.text) > 1:
            assert each.line.width * each.size <= width * POINTS_PER_MM + each.size
    assert sum(each.size * LEADING for each in found) <= height * POINTS_PER_MM + 0.1


def test_a_long_name_shrinks_before_it_is_cut():
    box = element("name", (4, 4, 60, 14), size_pt=40, lines=2)
    long = replace(ADA, name="Maximiliane-Alexandra von Hohenstein-Oberhausen")
    found = marks(design(box), long)
    assert " ".join(each.line.text for each in found) == long.name
    assert found[0].size < marks(design(box))[0].size


def test_text_that_runs_leftwards_begins_at_the_right():
    box = element("name", align="start")
    arabic = marks(design(box), replace(ADA, name=NAMES["Arabic"]))[0]
    assert arabic.indent == 1
    assert marks(design(box))[0].indent == 0


def test_a_sheet_holds_as_many_as_its_grid_and_the_rest_stands_on_the_next():
    grid = LabelSheet(width_mm=210, height_mm=297, columns=2, rows=5, left_mm=15, top_mm=11)
    of = design(element("qr", (60, 25, 26, 26)), sheet=grid)
    badges = [replace(ADA, ticket_code=CODE[:-2] + f"{number:02}") for number in range(12)]
    pages = pages_of_pdf(drawn(of, badges), dots_per_point=3)
    assert [len(codes_in_image(page)) for page in pages] == [10, 2]
    assert (pages[0].width, pages[0].height) == (1786, 2526)


def test_backs_lie_behind_their_fronts_when_a_sheet_is_turned_over():
    grid = LabelSheet(width_mm=210, height_mm=80, columns=2, rows=1, left_mm=15, top_mm=11)
    of = design(element("qr", (60, 25, 26, 26)), sheet=grid, sides="double")
    badges = [replace(ADA, ticket_code=CODE[:-1] + each) for each in "12"]
    front, back = pages_of_pdf(drawn(of, badges), dots_per_point=3)
    half = front.width // 2
    left_of_front = codes_in_image(front.crop((0, 0, half, front.height)))
    right_of_back = codes_in_image(back.crop((half, 0, back.width, back.height)))
    assert left_of_front == right_of_back == [badges[0].ticket_code]


def test_a_folded_badge_has_its_back_upside_down_below():
    of = design(element("qr", (60, 25, 26, 26)), element("name"), sides="folded")
    [page] = pages_of_pdf(drawn(of), dots_per_point=3)
    assert page.height == pytest.approx(2 * 55 * POINTS_PER_MM * 3, abs=2)
    halves = [
        page.crop((0, top, page.width, top + page.height // 2)) for top in (0, page.height // 2)
    ]
    assert codes_in_image(halves[0]) == codes_in_image(halves[1].rotate(180)) == [CODE]


def test_a_band_has_the_colour_of_the_ticket_type():
    band = element(
        "band", (0, 0, 90, 10), colour="#000000", colours={str(ADA.ticket_type_id): "#c80000"}
    )
    of = design(band)
    [page] = pages_of_pdf(drawn(of))
    assert page.convert("RGB").getpixel((10, 10)) == (200, 0, 0)
    [other] = pages_of_pdf(drawn(of, [replace(ADA, ticket_type_id=uuid4())]))
    assert other.convert("RGB").getpixel((10, 10)) == (0, 0, 0)


@pytest.mark.parametrize(("dpi", "size"), [(203, (719, 440)), (300, (1063, 650))])
def test_a_label_is_measured_in_dots_and_nothing_lies_outside(dpi, size):
    of = design(
        element("name", size_pt=40, is_bold=True),
        element("qr", (60, 25, 26, 26)),
        element("code_128", (4, 40, 42, 10)),
        element("pdf417", (4, 2, 54, 20)),
        element("band", (0, 22, 90, 2)),
    )
    label = zpl(of, dpi=dpi)
    assert label.startswith(f"^XA\n^CI28\n^PW{size[0]}\n^LL{size[1]}\n")
    assert label.endswith("^XZ\n")
    places = [(int(x), int(y)) for x, y in re.findall(r"\^FO(\d+),(\d+)", label)]
    assert len(places) == 5
    assert all(x < size[0] and y < size[1] for x, y in places)
    assert f"^FDMA,{CODE}^FS" in label
    assert f"^BCN,{round(10 / 25.4 * dpi)},N,N,N,A^FD{ADA.barcode_number}^FS" in label
    dots = 2 if dpi == 203 else 3
    assert re.search(
        rf"\^BY{dots}\^FO\d+,\d+\^B7N,{3 * dots},4,\d+,,N\^FD{re.escape(CODE)}\^FS", label
    )


def test_a_code_on_a_label_has_three_dots_to_a_cell_at_the_least_size():
    assert "^BQN,2,3^" in zpl(design(element("qr", (60, 25, 22, 22))))
    assert "^BQN,2,3^" in zpl(design(element("qr", (60, 25, 16, 16), content="badge")))


def test_what_the_printers_font_has_is_sent_as_text_and_the_rest_as_a_picture():
    of = design(element("name", size_pt=30))
    assert re.search(r"\^A0N,\d+\^FB\d+,1,0,C\^FH\\\^FDAda Lovelace\^FS", zpl(of))
    for script in ("Arabic", "Devanagari", "Han"):
        label = zpl(of, replace(ADA, name=NAMES[script]))
        assert NAMES[script] not in label
        total, same, row, data = re.search(
            r"\^GFA,(\d+),(\d+),(\d+),([0-9A-F]+)\^FS", label
        ).groups()
        assert int(total) == int(same) == len(data) // 2
        assert int(total) % int(row) == 0
        ink = sum(each.bit_count() for each in bytes.fromhex(data))
        assert ink > 500, "the letters are black"


def test_a_name_commands_no_printer():
    label = zpl(design(element("name")), replace(ADA, name="Eve ^XZ~JA"))
    assert label.count("^XZ") == 1
    assert "~" not in label
    assert "Eve \\5EXZ\\7EJA" in label


def test_light_text_on_a_dark_band_is_turned_round():
    of = design(element("band", colour="#000000"), element("name", colour="#ffffff"))
    label = zpl(of)
    assert "^GB" in label
    assert "^FR^A0N" in label


def test_a_picture_of_the_badge_has_the_outlines_that_are_printed():
    svg = render_svg(marks(design(element("name"))), width_mm=90, height_mm=55)
    assert svg.count("<path") == len("AdaLovelace")
    assert 'viewBox="0 0 255.12 155.91"' in svg
