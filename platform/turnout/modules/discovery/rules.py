"""Names and times as the read model has them. Pure."""

import re
from datetime import datetime, tzinfo
from typing import Final

NAME = re.compile(r"[A-Za-z0-9._-]{1,120}")
TICKET_KINDS: Final = ("free", "paid", "donation", "group", "pass")
"""By price: for nothing, at a price, for what one likes; for several people at once; for several
events of a series. An event has as many of them as its ticket types say."""


def are_names(*texts: str) -> bool:
    """Whether these parts of an address can be names at all; spares the question otherwise."""
    return all(NAME.fullmatch(text) for text in texts)


def local(moment: datetime, zone: tzinfo) -> datetime:
    """The moment on the clocks of a zone; at the ends of the calendar it stays as it is."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment
