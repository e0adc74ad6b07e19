"""Which typeface writes which character, and faces parsed once per process.

The tables below hold code points only; whether a face really has a glyph is asked of the face.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Final

import uharfbuzz as hb

REPLACEMENT: Final = "\ufffd"
PRIMARY: Final = "NotoSans"

# First code point of each range and the families to try for it, up to the next entry.
# The primary family is always tried first; it has Latin, Greek, Cyrillic and Devanagari.
_CJK_DEFAULT = ("NotoSansSC", "NotoSansJP", "NotoSansKR-Hangul")
_RANGES: Final[tuple[tuple[int, tuple[str, ...]], ...]] = (
    (0x0000, ()),
    (0x0530, ("NotoSansArmenian",)),
    (0x0590, ("NotoSansHebrew",)),
    (0x0600, ("NotoSansArabic",)),
    (0x0700, ()),
    (0x0750, ("NotoSansArabic",)),
    (0x0780, ()),
    (0x0870, ("NotoSansArabic",)),
    (0x0900, ()),
    (0x0980, ("NotoSansBengali",)),
    (0x0A00, ("NotoSansGurmukhi",)),
    (0x0A80, ("NotoSansGujarati",)),
    (0x0B00, ("NotoSansOriya",)),
    (0x0B80, ("NotoSansTamil",)),
    (0x0C00, ("NotoSansTelugu",)),
    (0x0C80, ("NotoSansKannada",)),
    (0x0D00, ("NotoSansMalayalam",)),
    (0x0D80, ("NotoSansSinhala",)),
    (0x0E00, ("NotoSansThai",)),
    (0x0E80, ("NotoSansLao",)),
    (0x0F00, ()),
    (0x1000, ("NotoSansMyanmar",)),
    (0x10A0, ("NotoSansGeorgian",)),
    (0x1100, ("NotoSansKR-Hangul",)),
    (0x1200, ("NotoSansEthiopic",)),
    (0x13A0, ()),
    (0x1780, ("NotoSansKhmer",)),
    (0x1800, ()),
    (0x19E0, ("NotoSansKhmer",)),
    (0x1A00, ()),
    (0x1C90, ("NotoSansGeorgian",)),
    (0x1CC0, ()),
    (0x2190, ("NotoEmoji", *_CJK_DEFAULT)),
    (0x2C00, ()),
    (0x2D00, ("NotoSansGeorgian",)),
    (0x2D30, ()),
    (0x2D80, ("NotoSansEthiopic",)),
    (0x2DE0, ()),
    (0x2E80, _CJK_DEFAULT),
    (0xA000, ()),
    (0xA960, ("NotoSansKR-Hangul",)),
    (0xA980, ()),
    (0xA9E0, ("NotoSansMyanmar",)),
    (0xAA00, ()),
    (0xAA60, ("NotoSansMyanmar",)),
    (0xAA80, ()),
    (0xAB00, ("NotoSansEthiopic",)),
    (0xAB30, ()),
    (0xAC00, ("NotoSansKR-Hangul",)),
    (0xD800, ()),
    (0xF900, _CJK_DEFAULT),
    (0xFB00, ()),
    (0xFB13, ("NotoSansArmenian",)),
    (0xFB1D, ("NotoSansHebrew",)),
    (0xFB50, ("NotoSansArabic",)),
    (0xFE00, ()),
    (0xFE30, _CJK_DEFAULT),
    (0xFE70, ("NotoSansArabic",)),
    (0xFF00, _CJK_DEFAULT),
    (0xFFF0, ()),
    (0x1F000, ("NotoEmoji", *_CJK_DEFAULT)),
    (0x1FB00, ()),
    (0x20000, _CJK_DEFAULT),
    (0x40000, ()),
)
_STARTS: Final = tuple(start for start, _ in _RANGES)
_BOLD: Final = frozenset(
    PRIMARY + script for script in ("", "Arabic", "Hebrew", "Bengali", "Tamil", "Thai")
)
DISPLAY: Final = {"sans": "Figtree", "serif": "NotoSerif", "mono": "NotoSansMono"}
"""What titles are set in where an organization chose its pages' font: bold files only."""
_KANA: Final = range(0x3041, 0x3100)
_JOINERS: Final = frozenset("\u200c\u200d\ufe0e\ufe0f")
# Tables that matter to shaping or to other formats, not to a PDF reader that draws glyphs by id.
_UNUSED_TABLES: Final = (
    b"BASE", b"DSIG", b"GDEF", b"GPOS", b"GSUB", b"MATH", b"OS/2", b"STAT",
    b"cmap", b"gasp", b"meta", b"name", b"post", b"vhea", b"vmtx",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Typeface:
    """One font file, parsed once. `is_faux_bold` asks the drawing to thicken its strokes."""

    name: str
    is_faux_bold: bool
    face: hb.Face
    font: hb.Font
    _advances: dict[int, int] = field(default_factory=dict)

    @cached_property
    def coverage(self) -> frozenset[int]:
        return frozenset(self.face.unicodes)

    @cached_property
    def _prepared(self) -> hb.Face:
        """Makes a subset cost microseconds, also of a face with 30,000 glyphs."""
        return hb.subset_preprocess(self.face)

    @property
    def units_per_em(self) -> int:
        return int(self.face.upem)

    def advance(self, glyph: int) -> int:
        """Width of a glyph in font units."""
        if glyph not in self._advances:
            self._advances[glyph] = self.font.get_glyph_h_advance(glyph)
        return self._advances[glyph]

    def subset(self, glyphs: Iterable[int]) -> tuple[bytes, dict[int, int]]:
        """A TrueType file with these glyphs only, and where each of them went."""
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(glyphs)
        wanted.flags = (
            hb.SubsetFlags.NO_HINTING
            | hb.SubsetFlags.NO_LAYOUT_CLOSURE
            | hb.SubsetFlags.NOTDEF_OUTLINE
        )
        for tag in _UNUSED_TABLES:
            wanted.drop_table_tag_set.add(int.from_bytes(tag, "big"))
        plan = hb.SubsetPlan(self._prepared, wanted)
        return plan.execute().blob.data, dict(plan.old_to_new_glyph_mapping.items())


@cache
def typeface(family: str, *, bold: bool) -> Typeface:
    """The family's bold file if it has one, else its regular file marked as faux bold."""
    has_bold = family in DISPLAY.values() or (bold and family in _BOLD)
    file = f"{family}-{'Bold' if has_bold else 'Regular'}.ttf"
    path = files("turnout") / "assets" / "fonts" / file
    face = hb.Face(hb.Blob.from_file_path(str(path)))
    name = file.removesuffix(".ttf")
    return Typeface(name, bold and not has_bold, face, hb.Font(face))


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that one typeface writes; `start` is the index of the first."""

    start: int
    text: str
    typeface: Typeface


def clean(text: str) -> str:
    """One line of composed text: blanks for line ends, no controls, no direction overrides.

    A name must not reorder or hide what stands beside it, so bidi controls go as well.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    composed = unicodedata.normalize("NFC", text.encode(errors="replace").decode())
    kept = (
        " " if character.isspace() else character
        for character in composed
        if character.isspace()
        or character in _JOINERS
        or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    return " ".join("".join(kept).split())


def runs(text: str, *, bold: bool, language: str = "", family: str = PRIMARY) -> Iterator[Run]:
    """Split cleaned text by typeface; characters that no face has become U+FFFD.

    Marks and joiners stay with their base, and a face goes on over blanks and punctuation
    that it has, so that a name is shaped as a whole.
    """
    if text.isascii() and text:
        yield Run(0, text, typeface(family, bold=bold))
        return
    east_asian = _east_asian_order(text, language)
    start, current, pending = 0, None, ""
    for index, character in enumerate(text):
        chosen = _choose(character, current, bold=bold, families=(family, east_asian))
        if chosen is None:
            chosen, character = typeface(PRIMARY, bold=bold), REPLACEMENT  # noqa: PLW2901
        if current is not None and chosen is not current:
            yield Run(start, pending, current)
            start, pending = index, ""
        current, pending = chosen, pending + character
    if current is not None:
        yield Run(start, pending, current)


def _choose(
    character: str,
    current: Typeface | None,
    *,
    bold: bool,
    families: tuple[str, tuple[str, ...]],
) -> Typeface | None:
    point = ord(character)
    if current is not None and (
        character in _JOINERS
        or (point in current.coverage and not character.isascii())
        or (point in current.coverage and character == " ")
    ):
        return current
    for family in _candidates(point, *families):
        face = typeface(family, bold=bold)
        if point in face.coverage:
            return face
    return None


def _candidates(point: int, first: str, east_asian: tuple[str, ...]) -> Iterator[str]:
    yield first
    if first != PRIMARY:
        yield PRIMARY
    families = _RANGES[bisect_right(_STARTS, point) - 1][1]
    for family in families:
        if family not in _CJK_DEFAULT:
            yield family
    if any(family in _CJK_DEFAULT for family in families):
        yield from east_asian


def _east_asian_order(text: str, language: str) -> tuple[str, ...]:
    """Han characters look different in Japan: kana or the page's language decides."""
    if language.startswith("ja") or any(ord(character) in _KANA for character in text):
        return ("NotoSansJP", "NotoSansSC", "NotoSansKR-Hangul")
    return _CJK_DEFAULT
