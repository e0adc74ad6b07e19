"""Pictures cut to a size around their focus, as browsers do it with `object-position`."""

import io
from typing import Final

from PIL import Image

QUALITIES: Final = (84, 74, 64, 54)
"""The first that is light enough; the last whatever it weighs."""
HEAVIEST: Final = 80_000
"""Bytes: a mail carries the picture, and whoever reads it may be on a train."""

Size = tuple[int, int]
Focus = tuple[int, int]
"""Percent from the left and from the top."""
CENTRE: Final[Focus] = (50, 50)
WHITE: Final = (255, 255, 255)


def cropped(image: Image.Image, size: Size, *, focus: Focus = CENTRE) -> Image.Image:
    """The largest part of that shape, in that size; what shows through is white."""
    width, height = size
    scale = max(width / image.width, height / image.height)
    # Rounded parts may be a hair larger than the whole, which resizing refuses.
    wide, high = min(width / scale, image.width), min(height / scale, image.height)
    left = (image.width - wide) * focus[0] / 100
    top = (image.height - high) * focus[1] / 100
    box = (left, top, min(left + wide, image.width), min(top + high, image.height))
    return on_white(image).resize(size, Image.Resampling.LANCZOS, box=box)


def on_white(image: Image.Image) -> Image.Image:
    """Without transparency, which neither JPEG nor paper has."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    clear = image.convert("RGBA")
    ground = Image.new("RGB", image.size, WHITE)
    ground.paste(clear, mask=clear.getchannel("A"))
    return ground


def jpeg_of(image: Image.Image) -> bytes:
    """The same picture gives the same bytes; a busy one is saved more coarsely."""
    data = b""
    for quality in QUALITIES:
        out = io.BytesIO()
        image.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        data = out.getvalue()
        if len(data) <= HEAVIEST:
            break
    return data
