"""A person without a mouse who hears the page: what has the focus, and what was announced."""

import re
from dataclasses import dataclass
from typing import Self

from playwright.sync_api import Locator, expect

from tests.browser.visitor import Visitor

MOST_TABS = 60
LISTEN = """() => {
  const said = (window.announced = []);
  const live = '[role=status], [role=alert], [aria-live=polite], [aria-live=assertive], output';
  const hear = (node) => {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const region = element?.closest?.(live);
    const text = region?.textContent?.trim();
    if (text && said[said.length - 1] !== text) said.push(text);
  };
  const watch = () => new MutationObserver((changes) => {
    for (const change of changes) {
      hear(change.target);
      for (const node of change.addedNodes) {
        hear(node);
        node.querySelectorAll?.(live).forEach(hear);
      }
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
  watch();
}"""


@dataclass(slots=True)
class Keyboard:
    """Moves only by Tab, presses only keys."""

    visitor: Visitor

    @classmethod
    def of(cls, visitor: Visitor) -> Self:
        visitor.page.add_init_script(f"({LISTEN})()")
        return cls(visitor)

    def tab_to(self, wanted: Locator) -> None:
        """Go on with Tab until it has the focus, which it must show."""
        expect(wanted).to_be_visible()
        for _ in range(MOST_TABS):
            if self._has_focus(wanted):
                self._expect_seen(wanted)
                return
            self.visitor.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never comes to {wanted}")

    def press(self, wanted: Locator, key: str = "Enter") -> None:
        self.tab_to(wanted)
        self.visitor.page.keyboard.press(key)

    def type(self, wanted: Locator, text: str) -> None:
        self.tab_to(wanted)
        self.visitor.page.keyboard.type(text)

    def heard(self, pattern: str) -> bool:
        said: list[str] = self.visitor.page.evaluate("window.announced")
        return any(re.search(pattern, each) for each in said)

    def expect_focus_on_heading(self, name: str) -> None:
        heading = self.visitor.page.get_by_role("heading", level=1, name=name)
        expect(heading).to_be_visible()
        expect(heading).to_be_focused()

    def _has_focus(self, wanted: Locator) -> bool:
        """The control, or the input of the choice that it labels."""
        return bool(
            wanted.evaluate(
                "node => node === document.activeElement || node.contains(document.activeElement)"
            )
        )

    def _expect_seen(self, wanted: Locator) -> None:
        """Focus is shown by more than a colour of text, and is not under something else."""
        shown = wanted.evaluate(
            """node => {
              const active = document.activeElement;
              const marks = [active, active.closest("label, .field, .choice"), active.nextElementSibling];
              return marks.filter(Boolean).some((each) => {
                const style = getComputedStyle(each);
                return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
                  || style.boxShadow !== "none";
              });
            }"""
        )
        assert shown, f"the focus on {wanted} cannot be seen"
