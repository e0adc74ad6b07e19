"""The cover of an event, its own or drawn, and the logo: pictures for mails, tickets and cards."""

import io
from contextlib import suppress
from functools import lru_cache
from typing import Final
from uuid import UUID

from PIL import Image

from turnout.covers.covers import Cover, cover_of
from turnout.covers.crops import Focus, Size, cropped, jpeg_of
from turnout.kernel.context import system_in
from turnout.kernel.errors import TurnoutError
from turnout.modules.events.types import Event
from turnout.modules.files import api as files
from turnout.modules.organizations.api import Branding
from turnout_sdk.errors import AdapterError

DRAWN_WIDTH: Final = 1280
KEPT: Final = 24
"""Covers, and other pictures, that a process remembers: everybody who buys gets the same ones."""


def open_image(organization_id: UUID, file_id: UUID) -> Image.Image | None:
    """An image of an organization, read outside of transactions; None while its store is away."""
    ctx = system_in(organization_id, "events.cover")
    with suppress(AdapterError, TurnoutError, OSError):
        found = files.open_file(ctx, file_id)
        image = Image.open(io.BytesIO(b"".join(found.pieces)))
        image.load()
        return image
    return None


def cover_jpeg(event: Event, brand_color: str, *, size: Size) -> bytes:
    """The cover cut to a size around its focus; drawn where there is none to be had."""
    if event.cover_file_id is not None:
        focus = (event.cover_focus_x, event.cover_focus_y)
        with suppress(PictureAway):
            return _cut(event.organization_id, event.cover_file_id, focus, size)
    return _drawn(cover_of(event.id, category=event.category, brand_color=brand_color), size)


class PictureAway(Exception):
    """A file that cannot be read at the moment."""


@lru_cache(maxsize=KEPT)
def _cut(organization_id: UUID, file_id: UUID, focus: Focus, size: Size) -> bytes:
    """A file never changes, so what was cut is right for good."""
    image = open_image(organization_id, file_id)
    if image is None:
        raise PictureAway
    return jpeg_of(cropped(image, size, focus=focus))


@lru_cache(maxsize=KEPT)
def _drawn(cover: Cover, size: Size) -> bytes:
    return jpeg_of(cropped(cover.image(DRAWN_WIDTH), size))


def logo_png(branding: Branding, *, box: Size) -> bytes | None:
    """The organization's logo, no larger than the box, as a PNG, which every reader knows.

    None without one, and while its store is away: the organization's name stands there.
    """
    if branding.logo_file_id is None:
        return None
    return fitted_png(branding.organization_id, branding.logo_file_id, box=box)


def fitted_png(organization_id: UUID, file_id: UUID, *, box: Size) -> bytes | None:
    """An image of an organization, no larger than the box; None while its store is away."""
    with suppress(PictureAway):
        return _fitted(organization_id, file_id, box)
    return None


@lru_cache(maxsize=KEPT)
def _fitted(organization_id: UUID, file_id: UUID, box: Size) -> bytes:
    """Read and packed once: packing takes longer than a mail, a ticket or a badge."""
    image = open_image(organization_id, file_id)
    if image is None:
        raise PictureAway
    image.thumbnail(box)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
