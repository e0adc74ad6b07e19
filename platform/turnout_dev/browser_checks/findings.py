"""What a machine can see on a page: axe's violations, and what sticks out at the side."""

from functools import cache
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page

from turnout_dev.browser_checks import chromium

AXE: Final = chromium.PACKAGES / "node_modules" / "axe-core" / "axe.min.js"
RULES: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
LONGEST_LIST: Final = 5


@cache
def script(name: str) -> str:
    """Read a function in JavaScript that pages are asked with; it lies beside this file."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def axe_violations(page: Page, *, without: str = "") -> list[str]:
    """What axe-core holds against the page as it is now; one entry for each rule.

    `without` selects a part that is left out.
    """
    page.evaluate(_axe())
    found: list[dict[str, Any]] = page.evaluate(script("axe.js"), [list(RULES), without])
    return [_told(each) for each in found]


def sideways_overflow(page: Page) -> list[str]:
    """What makes the page wider than its window; empty when nothing does."""
    found: list[str] = page.evaluate(script("overflow.js"))
    return found


@cache
def _axe() -> str:
    chromium.install_packages()
    return AXE.read_text(encoding="utf-8")


def _told(violation: dict[str, Any]) -> str:
    nodes = violation["nodes"]
    lines = [f"axe {violation['id']} ({violation['impact']}, {len(nodes)} ×): {violation['help']}"]
    for node in nodes[:LONGEST_LIST]:
        why = " ".join(str(node["why"]).split())
        lines.append(f"    {node['target']}\n      {node['html'][:200]}\n      {why[:300]}")
    return "\n".join(lines)
