"""Every mail as three kinds of mail programs show it: without styles, in the dark, on a phone.

One long word stands wherever a person or an organizer writes. Pictures of all of them lie beside
those of the pages (`TURNOUT_PICTURES=1`).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from tests.browser.conftest import ARTEFACTS
from tests.prove.counts import KEEPS_PICTURES, PROVE
from turnout_dev.browser_checks import findings, viewports
from turnout_dev.browser_checks.viewports import LANGUAGES, View

WITHOUT_STYLES: Final = """() => {
  for (const each of document.querySelectorAll("style, link, meta[name=viewport]")) each.remove();
  for (const each of document.querySelectorAll("*"))
    for (const { name } of [...each.attributes])
      if (["align", "background", "bgcolor", "class", "height", "style", "valign", "width"]
          .includes(name)) each.removeAttribute(name);
  for (const each of document.querySelectorAll("img")) each.removeAttribute("src");
}"""
"""What programs do that show structure alone, and no pictures until one asks for them."""
FAINTEST: Final = """() => {
  const light = (colour) => {
    const [red, green, blue] = colour.match(/[\\d.]+/g).map((each) => {
      const part = Number(each) / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if (!/, 0\\)$|transparent/.test(colour)) return colour;
    }
    return matchMedia("(prefers-color-scheme: dark)").matches ? "rgb(18,18,18)" : "rgb(255,255,255)";
  };
  const faint = [];
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const element = words.currentNode.parentElement;
    const text = words.currentNode.textContent.trim();
    if (!text || !element.checkVisibility() || !element.getClientRects().length) continue;
    const [a, b] = [light(getComputedStyle(element).color), light(behind(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) faint.push(`${contrast.toFixed(1)}: ${text.slice(0, 60)}`);
  }
  return faint;
}"""
"""Words whose contrast with what is behind them is below 4.5 to 1 (WCAG 2.2, 1.4.3)."""


@dataclass(frozen=True, slots=True)
class Client:
    """A kind of mail program."""

    name: str
    view: View
    drops_styles: bool = False


CLIENTS: Final = (
    Client("without-styles", View(600), drops_styles=True),
    Client("dark", View(600, "dark")),
    Client("phone", View(320)),
    Client("dark-phone", View(320, "dark")),
)


@pytest.fixture(scope="module")
def mails(stack) -> dict[str, dict[str, str]]:
    return stack.made_by("-m", "tests.browser.staged_mails")


def languages_of(number: int) -> tuple[str, ...]:
    """All of them; or one for each mail in turn, so that each language has its share."""
    return LANGUAGES if PROVE else (LANGUAGES[number % len(LANGUAGES)],)


@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.name)
def test_every_mail_is_whole_and_legible(browser, stack, mails, client):
    folder = ARTEFACTS / "mail_clients" / client.name
    folder.mkdir(parents=True, exist_ok=True)
    context = viewports.open_view(browser, client.view, stack.address)
    page, found = context.new_page(), []
    for number, (template, texts) in enumerate(mails.items()):
        for language in languages_of(number):
            page.set_content(texts[language])
            if client.drops_styles:
                page.evaluate(WITHOUT_STYLES)
            faults = page.evaluate(FAINTEST)
            if not client.drops_styles:  # nothing can break a long word there
                faults += findings.sideways_overflow(page)
            found += [f"{template} in {language}: {each}" for each in faults]
            if KEEPS_PICTURES:
                page.screenshot(path=Path(folder, f"{template}-{language}.png"), full_page=True)
    context.close()
    assert len(mails) > 80
    assert found == [], "\n".join(found)
