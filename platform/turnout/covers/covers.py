"""Which motif an event without a picture has, its address, and the drawing behind the address."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Final
from uuid import UUID

from PIL import Image

from turnout.covers import patterns, scenes
from turnout.covers.canvas import Canvas
from turnout.covers.palette import Inks, inks_of

Motif = Callable[[Canvas, Inks, Random], None]

RELEASE: Final = "1"
"""Part of the address, which browsers keep for a year: raise it when a drawing changes."""
PLATFORM: Final = "#0b5e57"
"""The colour of an organization that chose none."""
MOTIFS: Final[dict[str, Motif]] = {
    each.__name__: each
    for each in (
        patterns.tiles, patterns.equalizer, patterns.halftone, patterns.scales, patterns.weave,
        patterns.arches, patterns.lines, patterns.rays, patterns.lanes,
        scenes.records, scenes.hills, scenes.water, scenes.kites, scenes.stage,
        scenes.cutouts, scenes.citrus, scenes.talk, scenes.people, scenes.moons,
    )
}  # fmt: skip
FITTING: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("musi|concert|jazz|choir|dj|club|gig|opera", ("records", "equalizer", "moons", "rays")),
    ("festival|party|fest|celebrat|carnival|gala|fiesta", ("rays", "citrus", "people", "tiles")),
    ("tech|software|developer|code|hack|data|engineer", ("lines", "halftone", "tiles", "talk")),
    ("conference|summit|congress|fair|expo|business", ("lines", "people", "tiles", "arches")),
    ("talk|meetup|lecture|debate|discussion|network|book|reading|literature",
     ("talk", "people", "halftone", "arches")),
    ("food|drink|wine|cook|market|dinner|tasting|cuisine", ("citrus", "weave", "tiles", "cutouts")),
    ("run|sport|race|cycl|marathon|fitness|yoga", ("lanes", "hills", "rays", "equalizer")),
    ("outdoor|nature|hike|walk|garden|climb|travel|tour", ("hills", "water", "cutouts", "kites")),
    ("family|kids|child|kite|school", ("kites", "citrus", "rays", "people")),
    ("workshop|class|craft|course|training|learn|maker", ("weave", "cutouts", "tiles", "arches")),
    ("art|exhibit|museum|design|gallery|photo|culture|heritage",
     ("cutouts", "arches", "tiles", "halftone")),
    ("theat|film|cinema|comedy|dance|show|stage|perform", ("stage", "moons", "arches", "rays")),
    ("sea|harbour|harbor|boat|river|sail|beach", ("water", "scales", "hills", "kites")),
    ("night|star|moon|science", ("moons", "halftone", "lines", "stage")),
    ("communit|charit|volunteer|social", ("people", "talk", "weave", "kites")),
)  # fmt: skip
"""Beginnings of words in a category → the motifs that suit it, in no order."""
NAME: Final = re.compile(r"1-([a-z]+)-([0-9a-f]{6})-([0-9a-f]{8})")


@dataclass(frozen=True, slots=True)
class Cover:
    """A drawn cover: all that decides it."""

    motif: str
    brand_color: str
    seed: int

    @property
    def path(self) -> str:
        return f"/assets/cover-{RELEASE}-{self.motif}-{self.brand_color[1:]}-{self.seed:08x}.svg"

    @property
    def svg(self) -> str:
        return _svg(self)

    @property
    def ground(self) -> str:
        return inks_of(self.brand_color, _lots(self)).ground

    def image(self, width: int) -> Image.Image:
        return _drawn(self).image(width)


def cover_of(event_id: UUID, *, category: str, brand_color: str) -> Cover:
    """The cover of an event; the same as long as its category and the brand's colour stay."""
    seed = int.from_bytes(event_id.bytes[-4:], "big")
    motifs = _motifs_for(category.casefold())
    colour = brand_color.lower() if re.fullmatch("#[0-9a-fA-F]{6}", brand_color) else PLATFORM
    return Cover(motifs[seed % len(motifs)], colour, seed)


def cover_named(name: str) -> Cover | None:
    """The cover of an address, without what stands before and behind its name."""
    found = NAME.fullmatch(name)
    if found is None or found[1] not in MOTIFS:
        return None
    return Cover(found[1], f"#{found[2]}", int(found[3], 16))


@lru_cache(maxsize=512)
def _motifs_for(category: str) -> tuple[str, ...]:
    fitting = next(
        (motifs for words, motifs in FITTING if re.search(rf"\b(?:{words})", category)), ()
    )
    return fitting or tuple(MOTIFS)


@lru_cache(maxsize=256)
def _svg(cover: Cover) -> str:
    return _drawn(cover).svg()


def _lots(cover: Cover) -> Random:
    return Random(cover.seed)  # noqa: S311  the same drawing each time, no secret


def _drawn(cover: Cover) -> Canvas:
    rng = _lots(cover)
    inks = inks_of(cover.brand_color, rng)
    canvas = Canvas(inks.ground)
    MOTIFS[cover.motif](canvas, inks, rng)
    return canvas
