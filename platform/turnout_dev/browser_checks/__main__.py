"""Take screenshots of a page and report what a machine can see on it.

    python -m turnout_dev.browser_checks /events --width 320 1280 --lang en ar --axe
    python -m turnout_dev.browser_checks /meridian/fosdem --click "Get tickets"
    python -m turnout_dev.browser_checks /account --sign-in ines@harbour-jazz.example

Every combination of widths, themes and languages is one picture. Exits with 1 when the page
overflows, complains in the console or, with --axe, has violations.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as BrowserError

from turnout_dev.browser_checks import chromium, findings, viewports
from turnout_dev.browser_checks.layout import layout_faults
from turnout_dev.browser_checks.sign_in import sign_in
from turnout_dev.browser_checks.viewports import View
from turnout_dev.stack.errors import StackError
from turnout_dev.stack.settings import environment
from turnout_dev.stack.state import STATE

PICTURES = STATE / "browser" / "look"


def main(words: Sequence[str] | None = None) -> int:
    chosen = _parser().parse_args(words)
    views = [
        View(width, theme, language, scripts=not chosen.no_scripts)
        for width, theme, language in product(chosen.width, chosen.theme, chosen.lang)
    ]
    if chosen.axe:
        chromium.install_packages()
    found = 0
    with viewports.open_browser() as browser:
        for view in views:
            try:
                found += len(look(browser, view, chosen))
            # One view that fails is told, and the others go on.
            except (BrowserError, StackError) as error:
                print(f"✗ {view.name}: {error}")
                found += 1
    return 1 if found else 0


def look(browser: Browser, view: View, chosen: argparse.Namespace) -> list[str]:
    """Take one picture and print what was found on the page."""
    address = chosen.address or str(environment()["TURNOUT_PUBLIC_URL"])
    context = viewports.open_view(browser, view, address)
    try:
        page = context.new_page()
        page.set_default_timeout(10_000)
        found = viewports.collect_complaints(page)
        if chosen.sign_in:
            sign_in(page, chosen.sign_in)
        answer = page.goto(chosen.url)
        viewports.settle(page)
        for step, value in chosen.steps or []:
            STEPS[step](page, value)
            viewports.settle(page)
        picture = _picture(chosen, view)
        page.screenshot(path=picture, full_page=not chosen.fold)
        found += findings.sideways_overflow(page) + layout_faults(page) if view.scripts else []
        found += findings.axe_violations(page) if chosen.axe and view.scripts else []
        status = answer.status if answer else "?"
        print(f"{view.name}  {status}  {page.title()}  {picture}")
        print("".join(f"  ✗ {each}\n" for each in found), end="")
        if chosen.tree:
            print(page.locator("body").aria_snapshot())
        return found
    finally:
        context.close()


def _click(page: Page, name: str) -> None:
    """Click the first button, link or other control of that name."""
    roles: tuple[Any, ...] = ("button", "link", "radio", "checkbox", "tab", "option")
    wanted = page.get_by_role(roles[0], name=name)
    for role in roles[1:]:
        wanted = wanted.or_(page.get_by_role(role, name=name))
    wanted.first.click()


def _fill(page: Page, pair: str) -> None:
    label, _, value = pair.partition("=")
    page.get_by_label(label).first.fill(value)


def _press(page: Page, keys: str) -> None:
    for key in keys.split():
        page.keyboard.press(key)


def _see(page: Page, text: str) -> None:
    """Wait until that text is shown: a part of the page that comes after it says it is ready."""
    page.get_by_text(text).first.wait_for()


STEPS = {"click": _click, "fill": _fill, "press": _press, "see": _see}


def _picture(chosen: argparse.Namespace, view: View) -> Path:
    if chosen.out and Path(chosen.out).suffix:
        return Path(chosen.out)
    page = re.sub(r"\W+", "-", chosen.url.split("://")[-1].strip("/")) or "landing"
    folder = Path(chosen.out) if chosen.out else PICTURES
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{page}-{view.name}.png"


class _Step(argparse.Action):
    """Keeps clicks, texts and keys in the order in which they were given."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,  # noqa: ARG002 - as argparse calls it
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        steps = [*(namespace.steps or []), ((option_string or "").strip("-"), str(values))]
        namespace.steps = steps


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m turnout_dev.browser_checks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("url", help="an address, or a path of the stack that runs")
    add("--width", type=int, nargs="+", default=[1280])
    add("--theme", nargs="+", choices=viewports.THEMES, default=["light"])
    add("--lang", nargs="+", default=["en"])
    add("--out", help="a .png file (one view), or a folder")
    add("--fold", action="store_true", help="only what fits the window")
    add("--axe", action="store_true", help="hold the page against axe-core")
    add("--tree", action="store_true", help="print the accessibility tree")
    add("--no-scripts", action="store_true")
    add("--sign-in", metavar="EMAIL", help="as one of the demo's people")
    add("--address", help="another site than the stack that runs")
    metavars = {"click": "NAME", "fill": "LABEL=TEXT", "press": "KEYS", "see": "TEXT"}
    for name, metavar in metavars.items():
        add(f"--{name}", dest="steps", action=_Step, metavar=metavar)
    return parser


if __name__ == "__main__":
    try:
        sys.exit(main())
    except StackError as error:
        sys.exit(f"\n{error}")
