"""Decisions about session files: from when one is given, and to whom. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from turnout.modules.files.api import Audience
from turnout.modules.session_files.models import Release
from turnout.modules.session_files.types import FileAccess, SessionTimes

MOST_FILES: Final = 50
"""Of one session."""
MOST_SUBMITTED: Final = 10
"""Of one speaker in one session, while nobody has approved them."""
MOST_TITLE: Final = 200
LINK_SECONDS: Final = 3_600


def available_at(
    release: Release, release_at: datetime | None, session: SessionTimes
) -> datetime | None:
    """From when it is given; None for at once."""
    match release:
        case Release.AT_ONCE:
            return None
        case Release.SESSION_START:
            return session.starts_at
        case Release.SESSION_END:
            return session.ends_at
        case Release.MOMENT:
            return release_at


def access(
    audience: Audience,
    opens_at: datetime | None,
    *,
    now: datetime,
    holds_ticket: bool,
    has_place: bool,
) -> FileAccess:
    """Whether somebody gets a file now, or why not.

    `holds_ticket`: they have a valid ticket of the event. `has_place`: one of their tickets has a
    place in the session, where that takes registrations.
    """
    if audience is not Audience.PUBLIC and not holds_ticket:
        return FileAccess.FOR_HOLDERS
    if audience is not Audience.PUBLIC and not has_place:
        return FileAccess.FOR_REGISTERED
    if opens_at is not None and now < opens_at:
        return FileAccess.NOT_YET
    return FileAccess.OPEN


def title_in(titles: Mapping[str, str], language: str, *, own: str, name: str) -> str:
    """What a file is called in a language: else in the event's own, else in any, else its name."""
    found = titles.get(language) or titles.get(own)
    return found or next((text for text in titles.values() if text), "") or name
