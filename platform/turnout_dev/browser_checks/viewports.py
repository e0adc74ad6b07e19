"""How a page is looked at: width, theme, language, with or without scripts."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    BrowserType,
    ConsoleMessage,
    Page,
    sync_playwright,
)
from playwright.sync_api import Error as BrowserError

from turnout_dev.browser_checks import chromium

Theme = Literal["light", "dark", "contrast"]
THEMES: Final[tuple[Theme, ...]] = ("light", "dark", "contrast")
LANGUAGES: Final = ("en", "es", "fr", "de", "ar", "hi", "so")
LANGUAGE_COOKIE: Final = "turnout_language"
PHONE_WIDTH: Final = 640
"""Below it a view has touch and a phone's proportions."""
SETTLE_MILLISECONDS: Final = 5_000

SETTLED: Final = """() =>
  document.fonts.status === "loaded" && !document.querySelector('[aria-busy="true"], .skeleton')
"""


@dataclass(frozen=True, slots=True)
class View:
    """One way of looking; the language is what the person has chosen, not what the page is in."""

    width: int = 1280
    theme: Theme = "light"
    language: str = "en"
    scripts: bool = True

    @property
    def height(self) -> int:
        return 720 if self.width < PHONE_WIDTH else 900

    @property
    def name(self) -> str:
        return f"{self.width}-{self.theme}-{self.language}"


@contextmanager
def open_browser() -> Iterator[Browser]:
    """A Chromium without a window; it ends with the block."""
    with sync_playwright() as engine:
        browser = launch(engine.chromium, {})
        try:
            yield browser
        finally:
            browser.close()


def launch(kind: BrowserType, environment: Mapping[str, str], *flags: str) -> Browser:
    """Start one by an engine that runs, with more flags than usual.

    `environment` is laid over the program's own.
    """
    program = chromium.find()
    return kind.launch(
        executable_path=program.path,
        args=[*chromium.FLAGS, *flags],
        env={**os.environ, **program.environment, **environment},
    )


def open_view(browser: Browser, view: View, address: str, **options: Any) -> BrowserContext:
    """A profile of its own that looks at the site of `address` in this way."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": view.width, "height": view.height},
        has_touch=view.width < PHONE_WIDTH,
        locale=view.language,
        color_scheme="dark" if view.theme == "dark" else "light",
        contrast="more" if view.theme == "contrast" else "no-preference",
        reduced_motion="reduce",
        java_script_enabled=view.scripts,
        timezone_id="Europe/Brussels",
        **options,
    )
    parts = urlsplit(address)
    site = f"{parts.scheme}://{parts.netloc}"
    context.add_cookies([{"name": LANGUAGE_COOKIE, "value": view.language, "url": site}])
    return context


def settle(page: Page) -> bool:
    """Wait until fonts are there and nothing says that it is busy; say whether that came."""
    try:
        page.wait_for_load_state("load", timeout=SETTLE_MILLISECONDS)
        page.wait_for_function(SETTLED, timeout=SETTLE_MILLISECONDS)
    except BrowserError:
        return False
    return True


def collect_complaints(page: Page) -> list[str]:
    """Errors of scripts, refusals of the content policy and failed loads, as they come."""
    complaints: list[str] = []

    def said(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            where = message.location.get("url", "")
            complaints.append(f"{message.type}: {message.text} ({where})")

    page.on("console", said)
    page.on("pageerror", lambda error: complaints.append(f"uncaught: {error}"))
    return complaints
