"""Text in an iCalendar file, escaped so that a reader sees exactly what was written.

The library takes a backslash before a capital N for a line end, also where a person typed both.
"""

import re
from collections.abc import Iterable
from typing import Final

from icalendar import vText
from icalendar.prop import vCategory

_SPECIAL: Final = re.compile(r"\r\n|[\r\n\\;,]")


class CalendarText(vText):
    """A TEXT value (RFC 5545, 3.3.11)."""

    def to_ical(self) -> bytes:
        return _SPECIAL.sub(_escaped, str(self)).encode()


def calendar_list(texts: Iterable[str]) -> vCategory:
    """A list of TEXT values, parted by commas."""
    values = vCategory([])
    values.cats = [CalendarText(text) for text in texts]
    return values


def _escaped(special: re.Match[str]) -> str:
    return "\\n" if special[0][0] in "\r\n" else f"\\{special[0]}"
