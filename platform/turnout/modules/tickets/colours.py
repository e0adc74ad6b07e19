"""The colours of a printed ticket: read from #rrggbb, and an ink that stands out on one."""

from typing import Final

from turnout.assets.paper.drawing import INK, Colour

_WHITE: Final[Colour] = (255, 255, 255)
_LINEAR_BELOW: Final = 0.04045
_EQUAL_CONTRAST: Final = 0.179  # where black and white ink stand out alike


def parse_colour(text: str) -> Colour:
    """The three parts of #rrggbb; ValueError for anything else."""
    if len(text) != len("#rrggbb") or not text.startswith("#"):
        raise ValueError(f"a colour is written #rrggbb, not {text!r}")
    red, green, blue = bytes.fromhex(text[1:])
    return red, green, blue


def ink_on(background: Colour) -> Colour:
    """Black or white, whichever stands out more (WCAG's relative luminance)."""
    linear = [
        part / 12.92 if part <= _LINEAR_BELOW else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in background)
    ]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return INK if luminance > _EQUAL_CONTRAST else _WHITE
