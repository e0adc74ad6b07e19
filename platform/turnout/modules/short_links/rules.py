"""Codes and addresses of short links, and the ink of their QR codes. Pure."""

import secrets
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlencode

from turnout.kernel.errors import FieldError, Invalid
from turnout.l10n.brand_colours import contrast
from turnout.modules.short_links.types import Destination, LinkTarget, NewShortLink

PATH: Final = "/s"
MOST: Final = 1_000
LONGEST_TEXT: Final = 100
LETTERS: Final = "23456789abcdefghjkmnpqrstuvwxyz"
"""Nobody mistakes one of these for another, in print or by ear."""
LENGTH: Final = 7
"""About 27 thousand million codes: guessing finds nothing, and the address stays short."""
LONGEST_CODE: Final = 20
BLACK: Final = "#000000"
PAPER: Final = "#ffffff"
LEAST_CONTRAST: Final = 4.5
"""A lighter ink is read by some cameras only."""


def draw_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def is_code(text: str) -> bool:
    return 0 < len(text) <= LONGEST_CODE and all(each in LETTERS for each in text)


def require_room(count: int) -> None:
    """Invalid where the organization has as many as it may."""
    if count >= MOST:
        raise Invalid(FieldError("/name", f"At most {MOST} short links are kept.", "too-many"))


def faults_of(new: NewShortLink) -> Iterator[FieldError]:
    """What does not fit together, by its field; what is there at all is asked elsewhere."""
    is_of_event = new.target != LinkTarget.ORGANIZATION
    if is_of_event and new.event_id is None:
        yield FieldError("/event_id", "Choose the event that it leads to.", "missing")
    if not is_of_event and new.event_id is not None:
        yield FieldError("/event_id", "A link to the organization names no event.", "not-of-event")
    if new.target == LinkTarget.TICKETS:
        return
    for name in ("ticket_type_id", "access_code", "partner"):
        if getattr(new, name):
            says = "Only a link to the tickets can say this."
            yield FieldError(f"/{name}", says, "not-of-tickets")


def path_of(link: Destination, *, organization: str, event: str | None) -> str:
    """Where a link leads, with what the checkout is to know; the names are those of addresses."""
    path = f"/{organization}" if event is None else f"/{organization}/{event}"
    if link.target == LinkTarget.TICKETS:
        path += "/checkout"
    said = {
        "ticket": str(link.ticket_type_id or ""),
        "code": link.access_code,
        "partner": link.partner,
        "utm_source": link.source,
        "utm_campaign": link.campaign,
        "link": link.code,
    }
    query = urlencode({name: value for name, value in said.items() if value})
    return f"{path}?{query}" if query else path


def ink_of(colour: str) -> str:
    """The brand's colour where cameras read it on white, else black."""
    if not colour or contrast(colour, PAPER) < LEAST_CONTRAST:
        return BLACK
    return colour
