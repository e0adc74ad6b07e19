"""What a machine can see of a page's layout: text cut off or out of its box, targets too small."""

from typing import Any, Final

from playwright.sync_api import Page

from turnout_dev.browser_checks.findings import script

TARGET_PIXELS: Final = 44
NARROW_PIXELS: Final = 640
"""Below it people touch, and controls have to be as large as a fingertip."""
LEAST_GAP_PIXELS: Final = 8


def layout_faults(page: Page, *, without: str = "") -> list[str]:
    """Text that is cut off, leaves its box or sticks to the header; on phones, small controls.

    `without` selects a part that is left out.
    """
    asked: list[Any] = [TARGET_PIXELS, NARROW_PIXELS, LEAST_GAP_PIXELS, without]
    found: list[str] = page.evaluate(script("layout.js"), asked)
    return found
