"""The inks of a drawn cover: the organization's one colour and what goes with it. Pure."""

import math
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Final

from turnout.l10n.brand_colours import colour_at, contrast, hue_of

SPARKS: Final = (
    (0.72, 0.17, 40.0),
    (0.83, 0.15, 82.0),
    (0.80, 0.11, 185.0),
    (0.70, 0.15, 262.0),
    (0.76, 0.14, 352.0),
    (0.78, 0.13, 160.0),
)
"""Lightness, strength and hue of the second colours: coral, amber, teal, cobalt, pink, mint."""
BRIGHT: Final = 0.7
"""The lightness from which a colour is one to write on in black, as yellow is."""
FAR: Final = 55.0
"""Degrees between the hue of the brand and that of a second colour."""
STANDS_OUT: Final = 1.6
"""The least contrast of a shape with its ground: nothing is read in it, but it is seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inks:
    """The colours of one cover as `#rrggbb`; all but the first stand out from it."""

    ground: str
    near: str
    """A little lighter or darker than the ground: what lies far behind."""
    first: str
    second: str
    third: str
    paper: str
    """The lightest, or the darkest on a light ground."""

    @property
    def shapes(self) -> tuple[str, str, str, str]:
        return self.first, self.second, self.third, self.paper


def inks_of(brand_color: str, rng: Random) -> Inks:
    """One of the sets of a colour: on a deep ground, the colour itself, a tint, or paper."""
    sets = _sets(brand_color, rng.randrange(len(SPARKS)))
    return sets[rng.randrange(len(sets))]


@lru_cache(maxsize=512)
def _sets(brand_color: str, turn: int) -> tuple[Inks, ...]:
    lightness, strength, hue = hue_of(brand_color)
    strength = min(strength, 0.17)
    is_grey = strength < 0.02
    hue, soft = (75.0, 0.012) if is_grey else (hue, min(strength, 0.06))
    spark, other = _sparks(hue, turn)
    deep = colour_at(0.29, min(strength, 0.085), hue)
    deeper = colour_at(0.23, min(strength, 0.075), hue)
    is_bright = lightness > BRIGHT
    lit = min(max(lightness, 0.42), 0.84 if is_bright else 0.58)
    main, under = colour_at(lit, strength, hue), colour_at(lit - 0.075, strength, hue)
    bright = colour_at(0.8 if is_bright else 0.68, min(strength, 0.14), hue)
    light = colour_at(0.87, soft, hue)
    tint = colour_at(0.925, soft * 0.55, hue)
    cream = colour_at(0.965, 0.018, 88.0)
    pale, ink = (light, cream) if not is_bright else (cream, deep)
    return (
        Inks(ground=deep, near=deeper, first=bright, second=spark, third=light, paper=cream),
        Inks(ground=main, near=under, first=deeper, second=_on(main, spark), third=pale, paper=ink),
        Inks(ground=light, near=tint, first=main, second=_on(light, spark), third=bright,
             paper=deep),
        Inks(ground=cream, near=light, first=main, second=_on(cream, spark),
             third=_on(cream, other), paper=deep),
        Inks(ground=deep, near=main, first=spark, second=other, third=bright, paper=cream),
    )  # fmt: skip


def _sparks(hue: float, turn: int) -> tuple[str, str]:
    """Two second colours that lie far from the brand's hue, and from each other."""
    turned = SPARKS[turn:] + SPARKS[:turn]
    far = [each for each in turned if _apart(each[2], hue) >= FAR]
    first = far[0]
    second = next(each for each in (*far[1:], *turned) if _apart(each[2], first[2]) >= FAR)
    return colour_at(*first), colour_at(*second)


def _on(ground: str, spark: str) -> str:
    """The same, deepened until it is seen on a light ground."""
    lightness, strength, hue = hue_of(spark)
    while contrast(colour_at(lightness, strength, hue), ground) < STANDS_OUT:
        lightness -= 0.02
    return colour_at(lightness, strength, hue)


def _apart(one: float, other: float) -> float:
    return abs(math.remainder(one - other, 360.0))
