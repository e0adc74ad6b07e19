"""The pictures of a pass, in the three densities that phones have."""

import io
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from turnout_sdk.errors import Declined
from turnout_sdk.wallet import Design

ICON: Final = (29, 29)
LOGO: Final = (160, 50)
STRIP: Final = (375, 98)
DENSITIES: Final = {1: "", 2: "@2x", 3: "@3x"}
KEPT: Final = 36
"""Pictures that a process remembers, each in all densities: all passes of an event have the same.

Drawing those of one pass takes longer than all else of a hundred.
"""


def pictures(design: Design) -> Iterator[tuple[str, bytes]]:
    """Name and draw `icon`, which every pass has, `logo` and `strip` where there are any."""
    yield from _in_densities("icon", design.icon, ICON)
    if design.logo:
        yield from _in_densities("logo", design.logo, LOGO)
    if design.picture:
        yield from _in_densities("strip", design.picture, STRIP)


@lru_cache(maxsize=KEPT)
def _in_densities(
    name: str, content: bytes, size: tuple[int, int]
) -> tuple[tuple[str, bytes], ...]:
    return tuple(_drawn(name, content, size))


def _drawn(name: str, content: bytes, size: tuple[int, int]) -> Iterator[tuple[str, bytes]]:
    try:
        image = Image.open(io.BytesIO(content)).convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        raise Declined("picture", "A picture of the pass cannot be read.") from None
    for density, suffix in DENSITIES.items():
        box = (size[0] * density, size[1] * density)
        # A logo keeps its shape within the box; the others fill theirs.
        fitted = ImageOps.contain(image, box) if name == "logo" else ImageOps.fit(image, box)
        out = io.BytesIO()
        fitted.save(out, "PNG")  # to `optimize` takes ten times as long for little
        yield f"{name}{suffix}.png", out.getvalue()
