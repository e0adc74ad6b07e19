"""What a machine can see on a page: axe's violations, and what sticks out at the side."""

from functools import cache
from typing import Any, Final

from playwright.sync_api import Page

from turnout_dev.browser_checks import chromium

AXE: Final = chromium.PACKAGES / "node_modules" / "axe-core" / "axe.min.js"
RULES: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
LONGEST_LIST: Final = 5

STICKING_OUT: Final = """() => {
  const edge = document.documentElement.clientWidth;
  const wide = document.documentElement.scrollWidth;
  if (wide <= edge) return [];
  const clipped = (node) => {
    for (let up = node.parentElement; up && up !== document.body; up = up.parentElement) {
      if (getComputedStyle(up).overflowX !== "visible") return true;
    }
    return false;
  };
  const found = [...document.body.querySelectorAll("*")].filter((node) => {
    const box = node.getBoundingClientRect();
    return box.width > 0 && (box.right > edge + 1 || box.left < -1) && !clipped(node);
  });
  const named = found.slice(0, 5).map((node) => {
    const box = node.getBoundingClientRect();
    const name = [node.tagName.toLowerCase(), ...node.classList].join(".");
    const text = (node.textContent || "").trim().slice(0, 40);
    return `${name} from ${Math.round(box.left)} to ${Math.round(box.right)}: ${text}`;
  });
  return [`the page is ${wide} px wide in a window of ${edge} px`, ...named];
}"""

RUN_AXE: Final = """async ([tags, without]) => {
  const where = without ? { exclude: [[without]] } : document;
  const found = await axe.run(where, {
    runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], iframes: false,
  });
  return found.violations.map((each) => ({
    id: each.id, impact: each.impact, help: each.help,
    nodes: each.nodes.map((node) => ({
      target: node.target.join(" "), html: node.html, why: node.failureSummary,
    })),
  }));
}"""


def axe_violations(page: Page, *, without: str = "") -> list[str]:
    """What axe-core holds against the page as it is now; one entry for each rule.

    `without` selects a part that is left out.
    """
    page.evaluate(_axe())
    found: list[dict[str, Any]] = page.evaluate(RUN_AXE, [list(RULES), without])
    return [_told(each) for each in found]


def sideways_overflow(page: Page) -> list[str]:
    """What makes the page wider than its window; empty when nothing does."""
    found: list[str] = page.evaluate(STICKING_OUT)
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
