"""Decisions about pictures and interests: pure."""

import io
from collections.abc import Sequence
from typing import Final

from PIL import Image, ImageOps

from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.profiles.types import Interests

SIDE: Final = 256
"""Pixels; three for each of the largest that a page shows."""
QUALITY: Final = 82
MOST: Final = 30
LONGEST: Final = 60


def avatar_of(picture: bytes) -> bytes:
    """The middle of a picture as a small square, written anew; it is known to be readable."""
    with Image.open(io.BytesIO(picture)) as image:
        mode = "RGBA" if image.has_transparency_data else "RGB"
        square = ImageOps.fit(image.convert(mode), (SIDE, SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    square.save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue()


def interests_of(categories: Sequence[str], places: Sequence[str]) -> Interests:
    """Interests in their order, each once; Invalid names each that cannot be one."""
    given = {"categories": categories, "places": places}
    errors = [error for name, values in given.items() for error in _errors(name, values)]
    if errors:
        raise Invalid(*errors)
    return Interests(categories=_once(categories), places=_once(places))


def _errors(name: str, values: Sequence[str]) -> list[FieldError]:
    if len(values) > MOST:
        return [FieldError(f"/{name}", "Choose at most 30.", "too-many")]
    return [
        FieldError(f"/{name}/{number}", "Use 1 to 60 letters or other visible signs.")
        for number, value in enumerate(values)
        if not 0 < len(value.strip()) <= LONGEST or not value.strip().isprintable()
    ]


def _once(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.strip() for each in values))
