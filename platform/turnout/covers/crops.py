"""Pictures cut to a size around their focus, as browsers do it with `object-position`."""

import io
from typing import Final

from PIL import Image

QUALITY: Final = 84

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
    """The same picture gives the same bytes."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()
