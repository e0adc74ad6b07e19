"""Text of any script as lines of placed glyphs; pure, and in units of one em.

Order of work: typefaces per run (fonts.py), direction by the Unicode bidirectional algorithm,
glyphs by HarfBuzz. Nothing here knows a page or a size in points.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, groupby
from typing import Final

import uharfbuzz as hb
from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection

from turnout.assets.paper import fonts
from turnout.assets.paper.fonts import Typeface

ELLIPSIS: Final = "…"
_NO_BREAK_BEFORE: Final = frozenset("、。，．）」』】〉》！？：；…ー々)]}!?,.:;%")
_NO_BREAK_AFTER: Final = frozenset("（「『【〈《([{")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph of a typeface, placed; lengths in thousandths of an em."""

    id: int
    advance: float
    x_offset: float
    y_offset: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """Characters and the glyphs that write them, which cannot be told apart further."""

    text: str
    glyphs: Sequence[Glyph]

    @property
    def advance(self) -> float:
        return sum(glyph.advance for glyph in self.glyphs)


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring clusters of one typeface, in the order in which they stand on paper."""

    typeface: Typeface
    clusters: Sequence[Cluster]
    is_rtl: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line ready to draw. `width` is in ems: times the size in points, it is points."""

    text: str
    pieces: Sequence[Piece]
    width: float


@dataclass(frozen=True, slots=True)
class Style:
    """What decides the glyphs, apart from the text."""

    bold: bool = False
    language: str = ""
    family: str = fonts.PRIMARY
    """Tried first; what it lacks is written by the others."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines that fit a box, with the size in points at which they do."""

    lines: Sequence[Line]
    size: float


@lru_cache(maxsize=512)
def shape_line(text: str, style: Style, *, is_rtl: bool | None = None) -> Line:
    """Shape one line. `is_rtl` is the direction of its paragraph; None asks the text itself.

    Labels, titles and venues come back on every page of an event, so lines are remembered.
    """
    cleaned = fonts.clean(text)
    levels = _levels(cleaned, is_rtl=is_rtl)
    spans = _visual_order(list(_spans(cleaned, style, levels)))
    pieces = [
        Piece(run.typeface, _shape(run.text, run.typeface, is_rtl=is_odd), is_odd)
        for run, is_odd in ((run, bool(level % 2)) for run, level in spans)
    ]
    width = sum(cluster.advance for piece in pieces for cluster in piece.clusters) / 1000
    return Line(cleaned, pieces, width)


def fit(text: str, style: Style, *, width: float, sizes: Sequence[float], max_lines: int) -> Fitted:
    """Lines at the largest of `sizes` (points, descending) that fits, else cut with an ellipsis.

    `width` is in points. A word longer than a line is broken between its characters.
    """
    cleaned = fonts.clean(text)
    whole = shape_line(cleaned, style)
    for size in sizes if max_lines == 1 else sizes[:1]:
        if whole.width * size <= width:
            return Fitted([whole], size)
    return _fit_lines(cleaned, style, width, sizes=sizes, max_lines=max_lines)


def _fit_lines(
    cleaned: str, style: Style, width: float, *, sizes: Sequence[float], max_lines: int
) -> Fitted:
    is_rtl = _is_rtl(cleaned)
    advances = _advances(cleaned, style)
    size, cuts = sizes[-1], [(0, len(cleaned))]
    for size in sizes:
        cuts = list(_break(cleaned, advances, width / size))
        if len(cuts) <= max_lines:
            break
    lines = [cleaned[start:end] for start, end in cuts]
    if len(lines) > max_lines:
        start = cuts[max_lines - 1][0]
        room = width / size - shape_line(ELLIPSIS, style).width
        kept = next(_break(cleaned[start:], advances[start:], room))[1]
        lines = [*lines[: max_lines - 1], cleaned[start : start + kept].rstrip() + ELLIPSIS]
    return Fitted([shape_line(line, style, is_rtl=is_rtl) for line in lines], size)


def _break(text: str, advances: Sequence[float], room: float) -> Iterator[tuple[int, int]]:
    """Greedy lines as (start, end); every line has at least one character."""
    reach = [0.0, *accumulate(advances)]
    start = 0
    while start < len(text):
        end = bisect_right(reach, reach[start] + room + 1e-6) - 1
        if end >= len(text):
            yield start, len(text)
            return
        end = _last_break(text, advances, start, end)
        yield start, end
        start = end
        while start < len(text) and text[start] == " ":
            start += 1


def _last_break(text: str, advances: Sequence[float], start: int, end: int) -> int:
    for place in range(end, start, -1):
        if _may_break(text, place):
            return place
    for place in range(end, start + 1, -1):
        if advances[place] > 0:  # not inside a cluster
            return place
    return max(end, start + 1)


def _may_break(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    if " " in (before, after):
        return True
    if before in _NO_BREAK_AFTER or after in _NO_BREAK_BEFORE:
        return False
    return before in "-/" or _is_wide(before) or _is_wide(after)


def _is_wide(character: str) -> bool:
    return (
        unicodedata.east_asian_width(character) in ("W", "F")
        and not unicodedata.combining(character)
        and not "\uac00" <= character <= "\ud7a3"  # Korean breaks at its blanks
    )


def _advances(text: str, style: Style) -> list[float]:
    """Width in ems of each character, a cluster's whole width at its first character."""
    widths = [0.0] * len(text)
    levels = _levels(text, is_rtl=None)
    for run, level in _spans(text, style, levels):
        place = run.start
        clusters = _shape(run.text, run.typeface, is_rtl=bool(level % 2))
        for cluster in reversed(clusters) if level % 2 else clusters:
            widths[place] = cluster.advance / 1000
            place += len(cluster.text)
    return widths


def _spans(text: str, style: Style, levels: Sequence[int]) -> Iterator[tuple[fonts.Run, int]]:
    """Runs of one typeface and one embedding level, in reading order."""
    for run in fonts.runs(text, bold=style.bold, language=style.language, family=style.family):
        offset = 0
        span = levels[run.start : run.start + len(run.text)]
        for level, same in groupby(span):
            length = sum(1 for _ in same)
            part = run.text[offset : offset + length]
            yield fonts.Run(run.start + offset, part, run.typeface), level
            offset += length


def _visual_order(spans: list[tuple[fonts.Run, int]]) -> list[tuple[fonts.Run, int]]:
    """Rule L2: from the highest level down to 1, reverse what stands at it or above."""
    for level in range(max((level for _, level in spans), default=0), 0, -1):
        ordered: list[tuple[fonts.Run, int]] = []
        turn = 0  # where the deep stretch that is being turned round begins
        for span in spans:
            if span[1] < level:
                turn = len(ordered) + 1
            ordered.insert(turn if span[1] >= level else len(ordered), span)
        spans = ordered
    return spans


def _is_rtl(text: str) -> bool:
    strong = (unicodedata.bidirectional(character) for character in text)
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"


def _levels(text: str, *, is_rtl: bool | None) -> list[int]:
    """The embedding level of each character; all zero, quickly, where nothing runs leftwards."""
    if text.isascii() or not any(
        unicodedata.bidirectional(character) in ("R", "AL", "AN") for character in text
    ):
        return [0] * len(text)
    if is_rtl is None:
        is_rtl = _is_rtl(text)
    direction = TextDirection.RTL if is_rtl else TextDirection.LTR
    known = {
        character.character_index: character.embedding_level
        for character in BidiParagraph(text, direction).get_characters_with_embedding_level()
    }
    levels: list[int] = []
    for index in range(len(text)):  # joiners have no level of their own
        levels.append(known.get(index, levels[-1] if levels else int(is_rtl)))
    return levels


def _shape(text: str, face: Typeface, *, is_rtl: bool) -> list[Cluster]:
    """Clusters from left to right as they stand on paper."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if is_rtl else "ltr"
    hb.shape(face.font, buffer, {})
    scale = 1000 / face.units_per_em
    placed: dict[int, list[Glyph]] = {}
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        x_offset, y_offset, advance, _ = position.position
        glyph = Glyph(info.codepoint, advance * scale, x_offset * scale, y_offset * scale)
        placed.setdefault(info.cluster, []).append(glyph)
    starts = sorted(placed)
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    return [Cluster(text[start : ends[start]], glyphs) for start, glyphs in placed.items()]
