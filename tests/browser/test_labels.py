"""Labels as an independent renderer of ZPL draws them: every code on them is read back."""

import subprocess
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from turnout.modules.badges.marks import marks_of
from turnout.modules.badges.templates import sample_badge
from turnout.modules.badges.types import (
    Badge,
    BadgeDesign,
    BadgeElement,
    BadgePictures,
    BadgeSample,
)
from turnout.modules.badges.zpl import render_zpl
from turnout_dev.browser_checks import chromium

RENDERER = Path(__file__).with_name("render_zpl.mjs")
SIDE_MM = 100
DOTS_PER_MM = {203: 8, 300: 12}
BLANK = Badge(
    name="", ticket_type="Partner", ticket_type_id=None, event_title="", order_number="",
    short_code="", barcode_number="", ticket_code="", badge_code="",
)  # fmt: skip


def element(kind, x, y, width, height, **more):
    return BadgeElement(kind=kind, x_mm=x, y_mm=y, width_mm=width, height_mm=height, **more)


CODES = BadgeDesign(
    width_mm=SIDE_MM,
    height_mm=SIDE_MM,
    elements=(
        element("name", 4, 4, 92, 14, size_pt=30, is_bold=True),
        element("qr", 4, 22, 22, 22, content="ticket"),
        element("code_128", 50, 20, 42, 10),
        element("qr", 60, 36, 16, 16, content="badge"),
        element("pdf417", 4, 60, 54, 20),
    ),
)
"""Each as small as a layout may have it."""


def drawn(folder: Path, badge: Badge, dpi: int) -> Image.Image:
    marks = marks_of(CODES, badge, BadgePictures(), language="en")
    label, picture = folder / "label.zpl", folder / "label.png"
    label.write_text(render_zpl(marks, width_mm=SIDE_MM, height_mm=SIDE_MM, dpi=dpi))
    side, dots = str(SIDE_MM), str(DOTS_PER_MM[dpi])
    subprocess.run(["node", RENDERER, label, side, side, dots, picture], check=True, timeout=120)
    with Image.open(picture) as found:
        return found.convert("L")


@pytest.fixture(scope="module", autouse=True)
def packages():
    chromium.install_packages()


@pytest.mark.parametrize(("sample", "dpi"), [(BadgeSample.LONGEST, 203), (BadgeSample.ARABIC, 300)])
def test_every_code_of_a_label_is_read_back(tmp_path, sample, dpi):
    badge = sample_badge(sample, event_title="Harbour Night", ticket_type=BLANK, questions=())
    picture = drawn(tmp_path, badge, dpi)
    assert picture.size == (SIDE_MM * DOTS_PER_MM[dpi],) * 2
    read = sorted((each.format.name, each.text) for each in zxingcpp.read_barcodes(picture))
    assert read == sorted(
        [
            ("Code128", badge.barcode_number),
            ("PDF417", badge.ticket_code),
            ("QRCode", badge.badge_code),
            ("QRCode", badge.ticket_code),
        ]
    )
    name = picture.crop((0, 0, picture.width, 20 * DOTS_PER_MM[dpi]))
    assert name.getextrema() == (0, 255), "the name stands above the codes"
