"""Colours that can be read: an organization's one colour made into accessible pairs. Pure."""

import math
from dataclasses import dataclass
from typing import Final

from turnout.assets.paper.sheet import INK, Colour

READABLE: Final = 4.5
"""The contrast of WCAG 1.4.3 for text, and more than 1.4.11 asks of signs."""
WHITE: Final = "#ffffff"
BLACK: Final = "#0b0d0f"
LIGHT_SURFACES: Final = ("#ffffff", "#faf9f6", "#f1efe9")
DARK_SURFACES: Final = ("#1b1f23", "#131619", "#0f1214")
"""What text stands on, as in `platform/web/src/ui/tokens.css`; the first one is tinted."""
_STEP: Final = 0.005
_DEEPER: Final = 0.08
_LIGHT_TINT: Final = 0.1
_DARK_TINT: Final = 0.16
_LINEAR_BELOW: Final = 0.04045
_PACKED_BELOW: Final = 0.0031308
_TOLERANCE: Final = 1e-6
_EQUAL_CONTRAST: Final = 0.179
"""The luminance that stands out as much from white as from black: at least 4.5 to 1."""
DEFAULT_COLOUR: Final = "#1f3a5f"
_DARK: Final = "#000000"
_PAPER: Final[Colour] = (255, 255, 255)

Channels = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accent:
    """One theme's accent: as text and as surface, when pointed at, its ink and its tint."""

    plain: str
    deep: str
    ink: str
    wash: str


def light_accent(colour: str) -> Accent:
    """The colour itself where it can be read on light surfaces, else as much darker as needed."""
    return _accent(colour, LIGHT_SURFACES, step=-_STEP, tint=_LIGHT_TINT, ink=WHITE)


def dark_accent(colour: str) -> Accent:
    """The same hue, light enough to be read on dark surfaces."""
    return _accent(colour, DARK_SURFACES, step=_STEP, tint=_DARK_TINT, ink=BLACK)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2, from 1 to 21."""
    lights = sorted((_luminance(one), _luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def hue_of(colour: str) -> tuple[float, float, float]:
    """Lightness, strength and hue in degrees of a colour, in OKLCH."""
    lightness, green_red, blue_yellow = _to_oklab(_linear(colour))
    hue = math.degrees(math.atan2(blue_yellow, green_red)) % 360
    return lightness, math.hypot(green_red, blue_yellow), hue


def colour_at(lightness: float, strength: float, hue: float) -> str:
    """The colour of these three; its strength gives way where screens cannot show it."""
    angle = math.radians(hue)
    return _hex(lightness, strength * math.cos(angle), strength * math.sin(angle))


def _accent(
    colour: str, surfaces: tuple[str, ...], *, step: float, tint: float, ink: str
) -> Accent:
    lightness, green_red, blue_yellow = _to_oklab(_linear(colour))
    while True:  # ends at black or white at the latest: both can be read on their surfaces
        plain = _hex(lightness, green_red, blue_yellow)
        wash = _mixed(plain, surfaces[0], tint)
        if min(contrast(plain, each) for each in (*surfaces, wash, ink)) >= READABLE:
            break
        lightness += step
    deeper = min(max(lightness + (_DEEPER if step > 0 else -_DEEPER), 0), 1)
    return Accent(plain=plain, deep=_hex(deeper, green_red, blue_yellow), ink=ink, wash=wash)


def _mixed(colour: str, ground: str, share: float) -> str:
    pairs = zip(_bytes(colour), _bytes(ground), strict=True)
    return "#" + "".join(f"{round(top * share + below * (1 - share)):02x}" for top, below in pairs)


def _luminance(colour: str) -> float:
    return _weighed(*_linear(colour))


def _weighed(red: float, green: float, blue: float) -> float:
    """The relative luminance of WCAG 2, of linear channels."""
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _bytes(colour: str) -> bytes:
    return bytes.fromhex(colour.removeprefix("#"))


def _linear(colour: str) -> Channels:
    red, green, blue = (_expanded(channel / 255) for channel in _bytes(colour))
    return red, green, blue


def _expanded(channel: float) -> float:
    return channel / 12.92 if channel <= _LINEAR_BELOW else ((channel + 0.055) / 1.055) ** 2.4


def _packed(channel: float) -> int:
    clipped = min(max(channel, 0.0), 1.0)
    shown = 12.92 * clipped if clipped <= _PACKED_BELOW else 1.055 * clipped ** (1 / 2.4) - 0.055
    return round(shown * 255)


def _hex(lightness: float, green_red: float, blue_yellow: float) -> str:
    """The colour of that lightness; its strength gives way where screens cannot show it."""
    strength = 1.0
    while True:
        channels = _from_oklab((lightness, green_red * strength, blue_yellow * strength))
        fits = all(-_TOLERANCE <= channel <= 1 + _TOLERANCE for channel in channels)
        if fits or strength <= 0:
            return "#" + "".join(f"{_packed(channel):02x}" for channel in channels)
        strength -= 0.02


def _to_oklab(channels: Channels) -> Channels:
    """Ottosson's OKLab (2020): equal steps of lightness look equal, whatever the hue."""
    red, green, blue = channels
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _from_oklab(colour: Channels) -> Channels:
    lightness, green_red, blue_yellow = colour
    long = (lightness + 0.3963377774 * green_red + 0.2158037573 * blue_yellow) ** 3
    middle = (lightness - 0.1055613458 * green_red - 0.0638541728 * blue_yellow) ** 3
    short = (lightness - 0.0894841775 * green_red - 1.2914855480 * blue_yellow) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """A surface in the organization's colour, and what is written on it."""

    surface: str
    ink: str


def colours_of(brand_color: str) -> Colours:
    """The brand's colour with ink that can be read on it; the platform's own without one."""
    surface = brand_color or DEFAULT_COLOUR
    try:
        channels = bytes.fromhex(surface.removeprefix("#"))
    except ValueError:
        channels = b""
    if len(channels) != len("rgb"):
        return Colours(surface=DEFAULT_COLOUR, ink=WHITE)
    return Colours(surface=surface, ink=_DARK if _takes_dark_ink(channels) else WHITE)


def parse_colour(text: str) -> Colour:
    """The three parts of #rrggbb; ValueError for anything else."""
    if len(text) != len("#rrggbb") or not text.startswith("#"):
        raise ValueError(f"a colour is written #rrggbb, not {text!r}")
    red, green, blue = bytes.fromhex(text[1:])
    return red, green, blue


def ink_on(background: Colour) -> Colour:
    """Black or white, whichever stands out more (WCAG's relative luminance)."""
    return INK if _takes_dark_ink(bytes(background)) else _PAPER


def _takes_dark_ink(channels: bytes) -> bool:
    red, green, blue = (_expanded(channel / 255) for channel in channels)
    return _weighed(red, green, blue) > _EQUAL_CONTRAST
