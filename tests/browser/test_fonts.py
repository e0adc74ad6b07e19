"""Pages on machines with other fonts: the widest and the narrowest that we know, at 320 px.

A page falls back to whatever the machine has: until our own fonts are there, for scripts that they
lack, and for organizations that chose another. Both sets come from npm packages.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.scenes import SCENES
from tests.browser.seeds import PROVE
from tests.prove.results import record_result
from turnout_dev.browser_checks import chromium, findings
from turnout_dev.browser_checks.layout import layout_faults
from turnout_dev.browser_checks.viewports import View, launch

PACKAGES = chromium.PACKAGES / "node_modules"
WIDE, NARROW = "DejaVu", "Archivo Narrow"
FOLDERS = {
    WIDE: PACKAGES / "dejavu-fonts-ttf" / "ttf",
    NARROW: PACKAGES / "@expo-google-fonts" / "archivo-narrow",
}
FAMILIES = {
    WIDE: {"sans-serif": "DejaVu Sans", "serif": "DejaVu Serif", "monospace": "DejaVu Sans Mono"},
    NARROW: dict.fromkeys(("sans-serif", "serif", "monospace"), NARROW),
}
LONGEST = {WIDE: (1_250, 2_500), NARROW: (700, 1_000)}
"""Between how many pixels the sample is in each set's sans-serif: it tells that the set is in use."""
SAMPLE_WIDTH = """() => {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = "100px sans-serif";
  return pen.measureText("Jahreshauptversammlung").width;
}"""
HELD_BACK = "**/assets/*.woff*"
"""Our own fonts, which here never come."""
SEEN = ("landing", "organization", "event", "checkout", "order-confirmed", "my-tickets-links")
"""The pages that most people meet; `make prove` takes every page, and both sets."""


@pytest.fixture(scope="module", params=(WIDE, NARROW) if PROVE else (WIDE,))
def fonts(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def browser(
    browser: Browser, fonts: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """A browser that finds no fonts but these."""
    chromium.install_packages()
    folder = tmp_path_factory.mktemp("fonts")
    aliases = "".join(
        f"<match><test name='family'><string>{generic}</string></test>"
        f"<edit name='family' mode='prepend' binding='strong'><string>{name}</string></edit></match>"
        for generic, name in FAMILIES[fonts].items()
    )
    (folder / "fonts.conf").write_text(
        f"<?xml version='1.0'?><fontconfig><dir>{FOLDERS[fonts]}</dir>"
        f"<cachedir>{folder / 'cache'}</cachedir>{aliases}</fontconfig>",
        encoding="utf-8",
    )
    environment = {"FONTCONFIG_FILE": str(folder / "fonts.conf")}
    opened = launch(browser.browser_type, environment)
    yield opened
    opened.close()


def test_the_browser_has_these_fonts_and_no_others(visit, fonts):
    visitor = visit()
    visitor.open("/")
    least, most = LONGEST[fonts]
    assert least < visitor.page.evaluate(SAMPLE_WIDTH) < most


HEAD_HEIGHT = """() => document.querySelector(".site-head").offsetHeight"""


@pytest.mark.parametrize("path", ["/", "/api/docs"])
def test_the_head_of_a_page_is_as_high_before_our_font_comes(visit, path):
    heights = []
    for is_held_back in (True, False):
        visitor = visit(View(320), traced=False)
        if is_held_back:
            visitor.page.route(HELD_BACK, lambda route: route.abort())
            visitor.expect_complaint("Failed to load resource")
        visitor.open(path)
        heights.append(visitor.page.evaluate(HEAD_HEIGHT))
    assert heights[0] == heights[1]


@pytest.mark.parametrize("name", SCENES if PROVE else SEEN)
def test_no_page_is_wider_than_a_phone(visit, places, fonts, name):
    visitor = visit(View(320, "light", "de"), traced=False)
    visitor.page.route(HELD_BACK, lambda route: route.abort())
    visitor.expect_complaint("Failed to load resource")
    places.enter(visitor, SCENES[name])
    visitor.keep(f"{name}-{Path(fonts).name}")
    found = [*findings.sideways_overflow(visitor.page), *layout_faults(visitor.page)]
    assert not found, "\n".join(found)
    if PROVE and os.environ.get("TURNOUT_PROOFS"):
        record_result(f"width of {name}", f"320 px with {WIDE} and with {NARROW}")
