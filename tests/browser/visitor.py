"""Somebody at a browser: what they see is kept, and what the browser complains of fails the test."""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic

from playwright.sync_api import BrowserContext, Error, Locator, Page, Response, expect

from tests.factories.second_factors import code_of
from tests.prove.counts import KEEPS_PICTURES
from turnout_dev.browser_checks import findings, viewports
from turnout_dev.browser_checks.layout import layout_faults
from turnout_dev.browser_checks.viewports import Theme, View

MOST_SHIFT = 0.1
"""What passes as calm."""
SHIFT = """() => new Promise((resolve) => {
  let sum = 0;
  const watch = new PerformanceObserver((list) => {
    for (const each of list.getEntries()) if (!each.hadRecentInput) sum += each.value;
  });
  watch.observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
})"""
PATIENCE_MILLISECONDS = 15_000
RELOADS_SECONDS = 120
RELOADED_ITSELF = ("net::ERR_ABORTED", "Not attached to an active page")
"""A live page that asks anew in the same moment ends the reload of whoever looks at it."""
NO_FRAME = "Unable to capture screenshot"


@dataclass(slots=True)
class Visitor:
    context: BrowserContext
    page: Page
    view: View
    pictures: Path
    complaints: list[str]
    expected: list[str] = field(default_factory=list)
    taken: int = 0
    has_left: bool = False

    def open(self, path: str) -> Response:
        answer = self.page.goto(path)
        assert answer is not None
        viewports.settle(self.page)
        return answer

    def layout_shift(self) -> float:
        """How far the page has jumped by itself so far, as browsers count it."""
        shift: float = self.page.evaluate(SHIFT)
        return shift

    def sign_in(self, person: dict[str, str]) -> None:
        self.open("/sign-in")
        self.fill_sign_in(person)
        self.page.wait_for_url(lambda url: "/sign-in" not in url)

    def fill_sign_in(self, person: dict[str, str]) -> None:
        """Told by the fields' own names: the words on them are in the visitor's language."""
        email, password = (
            self.page.locator(f"main [name={name}]") for name in ("email", "password")
        )
        email.fill(person["email"])
        email.press("Enter")
        password.fill(person["password"])
        password.press("Enter")
        if "authenticator" in person:
            code = self.page.locator("main [name=code]")
            code.fill(code_of(person["authenticator"]))
            code.press("Enter")

    def leave(self) -> None:
        """Close the browser's profile before the test ends; what it complained of stays known."""
        self.context.close()
        self.has_left = True

    def button(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def link(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("link", name=name, exact=True)

    def heading(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("heading", name=name, exact=True)

    def reload_until(self, wanted: Locator) -> None:
        """As somebody without scripts does while a payment is on its way.

        What waits in a worker's queue behind the scenes of all tests takes its time.
        """
        until = monotonic() + RELOADS_SECONDS
        while monotonic() < until:
            if wanted.is_visible():
                return
            self.page.wait_for_timeout(300)
            try:
                self.page.reload()
            except Error as error:
                if not any(each in error.message for each in RELOADED_ITSELF):
                    raise
        expect(wanted).to_be_visible()

    def change_theme(self, theme: Theme) -> None:
        """As when the device changes over to another theme while the page is open."""
        self.page.emulate_media(
            color_scheme="dark" if theme == "dark" else "light",
            contrast="more" if theme == "contrast" else "no-preference",
        )
        self.view = replace(self.view, theme=theme)

    def keep(self, state: str, *, whole: bool = True) -> None:
        """Keep a picture of the page as it is now, in runs that keep them."""
        if KEEPS_PICTURES:
            self.take_picture(state, whole=whole)

    def take_picture(self, state: str, *, whole: bool = True) -> None:
        self.taken += 1
        self.pictures.mkdir(parents=True, exist_ok=True)
        name = f"{self.taken:02}-{state}-{self.view.name}.png"
        for is_last in (False, False, True):
            try:
                self.page.screenshot(path=self.pictures / name, full_page=whole)
            except Error as error:
                # Chromium now and then has no frame to copy; the page is none the worse for it.
                if is_last or NO_FRAME not in error.message:
                    raise
            else:
                return

    def expect_complaint(self, pattern: str) -> None:
        """The browser will say this, and it is what the test is about (a 409 that is shown)."""
        self.expected.append(pattern)

    def unexpected(self) -> list[str]:
        return [
            each
            for each in self.complaints
            if not any(re.search(pattern, each) for pattern in self.expected)
        ]

    def faults(self, *, without: str = "") -> list[str]:
        """What axe finds on the page as it is now, what sticks out at its side, and is laid out ill."""
        found = findings.axe_violations(self.page, without=without)
        found += findings.sideways_overflow(self.page)
        return found + layout_faults(self.page, without=without)

    def expect_sound(self) -> None:
        found = self.faults()
        assert not found, "\n".join([self.view.name, *found])
