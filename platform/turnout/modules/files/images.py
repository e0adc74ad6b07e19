"""Images written anew: what was hidden in them or behind them does not come along."""

import io
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from turnout.modules.files.rules import AVIF, GIF, JPEG, PNG, WEBP, FileType

MAX_PIXELS: Final = 40_000_000
MAX_SIDE: Final = 12_000
LONGEST_SIDE: Final = 2_560
"""Larger ones are scaled down to this: more than any page shows."""
WIDTHS: Final = (320, 640, 960, 1_280, 1_920)
PROFILE_BYTES: Final = 1_000_000
_DRAWN: Final = {
    AVIF: {"quality": 60, "speed": 8},
    WEBP: {"quality": 80, "method": 4},
}
_READS = {JPEG: "JPEG", PNG: "PNG", GIF: "GIF", WEBP: "WEBP", AVIF: "AVIF"}
_WRITES = {JPEG: JPEG, PNG: PNG, GIF: PNG, WEBP: WEBP, AVIF: WEBP}

# Pillow asks these before it decodes anything; a warning would be too late.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


_BROKEN: Final = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    IndexError,
    OverflowError,
)


class UnreadableImage(Exception):
    """The bytes begin as an image and are none, or one too large to open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SanitizedFile:
    """A file as it will be stored; an image in its newly written form, with width and height."""

    data: bytes
    kind: FileType
    width: int | None = None
    height: int | None = None
    placeholder: str | None = None
    """The picture's mean colour as `#rrggbb`, to show until it has arrived."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One form of an image that is wanted: at most its own width."""

    kind: FileType
    width: int

    @property
    def name(self) -> str:
        return f"{self.width}.{self.kind.extension}"


def variants_of(width: int) -> list[Variant]:
    """The forms in which an image of this width is drawn; never wider than it is."""
    widths = [each for each in WIDTHS if each < width] + [min(width, WIDTHS[-1])]
    return [Variant(kind, each) for each in dict.fromkeys(widths) for kind in _DRAWN]


def generate_variant(data: bytes, kind: FileType, variant: Variant) -> SanitizedFile:
    """One variant of an image that `reencode` wrote. Raises UnreadableImage."""
    try:
        with Image.open(io.BytesIO(data), formats=[_READS[kind]]) as image:
            _refuse_bombs(image)
            height = max(1, round(image.height * variant.width / image.width))
            plain = _with_alpha(image)
            scaled = plain.resize((variant.width, height), Image.Resampling.LANCZOS)
            return _bare(scaled, variant.kind, _DRAWN[variant.kind])
    except _BROKEN as broken:
        raise UnreadableImage("The image cannot be opened; it may be damaged.") from broken


def reencode(data: bytes, kind: FileType) -> SanitizedFile:
    """Decode as `kind` and as nothing else, turn as the camera meant, write without metadata.

    An animation keeps its first picture. Colours of another profile are turned into sRGB, and
    the profile goes with everything else that is not a pixel.
    Raises UnreadableImage; width and height are checked before any pixel is decoded.
    """
    try:
        with Image.open(io.BytesIO(data), formats=[_READS[kind]]) as image:
            _refuse_bombs(image)
            upright = ImageOps.exif_transpose(_in_srgb(image))
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            return _write(upright, _WRITES[kind])
    except _BROKEN as broken:
        raise UnreadableImage("The image cannot be opened; it may be damaged.") from broken


def _refuse_bombs(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise UnreadableImage(
            f"The image is {width} × {height} pixels; {MAX_SIDE} a side and"
            f" {MAX_PIXELS // 1_000_000} million in all are the most we open."
        )


def _write(image: Image.Image, kind: FileType) -> SanitizedFile:
    flat = "L" if image.mode in ("1", "L", "I;16") else "RGB"
    plain = image.convert(flat) if kind is JPEG else _with_alpha(image)
    options = {JPEG: {"quality": 88, "progressive": True}, WEBP: {"quality": 88}}.get(kind, {})
    return _bare(plain, kind, {"optimize": True, **options})


def _bare(image: Image.Image, kind: FileType, options: Mapping[str, Any]) -> SanitizedFile:
    """Write a copy of the pixels alone: `info` carries comments, profiles and text chunks."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    out = io.BytesIO()
    bare.save(out, format=_READS[kind], **options)
    mean = bare.convert("RGB").resize((1, 1), Image.Resampling.BOX)
    return SanitizedFile(
        data=out.getvalue(),
        kind=kind,
        width=bare.width,
        height=bare.height,
        placeholder=f"#{mean.tobytes().hex()}",
    )


def _in_srgb(image: Image.Image) -> Image.Image:
    """Colours as they were meant. A profile that makes no sense is left out, as browsers do."""
    profile = image.info.get("icc_profile")
    if not profile or len(profile) > PROFILE_BYTES or image.mode not in ("RGB", "CMYK"):
        return image
    try:
        meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        turned = ImageCms.profileToProfile(
            image, meant, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    if turned is None:
        return image
    turned.info["exif"] = image.info.get("exif", b"")
    return turned


def _with_alpha(image: Image.Image) -> Image.Image:
    has_alpha = image.has_transparency_data
    if image.mode in ("1", "L", "I;16") and not has_alpha:
        return image.convert("L")
    return image.convert("RGBA" if has_alpha else "RGB")
