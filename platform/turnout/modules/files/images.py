"""Images written anew: what was hidden in them or behind them does not come along."""

import io
import warnings
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from turnout.modules.files.content import AVIF, GIF, JPEG, PNG, WEBP, FileType

MAX_PIXELS: Final = 40_000_000
MAX_SIDE: Final = 12_000
LONGEST_SIDE: Final = 2_560
"""Larger ones are scaled down to this: more than any page shows."""
_READS = {JPEG: "JPEG", PNG: "PNG", GIF: "GIF", WEBP: "WEBP", AVIF: "AVIF"}
_WRITES = {JPEG: JPEG, PNG: PNG, GIF: PNG, WEBP: WEBP, AVIF: WEBP}

# Pillow asks these before it decodes anything; a warning would be too late.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


class UnreadableImage(Exception):
    """The bytes begin as an image and are none, or one too large to open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanImage:
    data: bytes
    kind: FileType
    width: int
    height: int


def reencode(data: bytes, kind: FileType) -> CleanImage:
    """Decode as `kind` and as nothing else, turn as the camera meant, write without metadata.

    An animation keeps its first picture. Colours of another profile than sRGB lose it.
    Raises UnreadableImage; width and height are checked before any pixel is decoded.
    """
    try:
        with Image.open(io.BytesIO(data), formats=[_READS[kind]]) as image:
            _refuse_bombs(image)
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            return _write(upright, _WRITES[kind])
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        IndexError,
        OverflowError,
    ) as broken:
        raise UnreadableImage("The image cannot be opened; it may be damaged.") from broken


def _refuse_bombs(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise UnreadableImage(
            f"The image is {width} × {height} pixels; {MAX_SIDE} a side and"
            f" {MAX_PIXELS // 1_000_000} million in all are the most we open."
        )


def _write(image: Image.Image, kind: FileType) -> CleanImage:
    plain = _flat(image) if kind is JPEG else _with_alpha(image)
    # A copy of the pixels alone: `info` carries comments, profiles and text chunks.
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    out = io.BytesIO()
    options = {JPEG: {"quality": 88, "progressive": True}, WEBP: {"quality": 88}}.get(kind, {})
    bare.save(out, format=_READS[kind], optimize=True, **options)
    return CleanImage(data=out.getvalue(), kind=kind, width=bare.width, height=bare.height)


def _flat(image: Image.Image) -> Image.Image:
    return image.convert("L" if image.mode in ("1", "L", "I;16") else "RGB")


def _with_alpha(image: Image.Image) -> Image.Image:
    has_alpha = image.has_transparency_data
    if image.mode in ("1", "L", "I;16") and not has_alpha:
        return image.convert("L")
    return image.convert("RGBA" if has_alpha else "RGB")
