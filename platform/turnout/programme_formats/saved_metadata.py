"""A schedule's conference, days and rooms, saved as JSON for the next file that we write."""

from dataclasses import replace
from typing import Any

import msgspec

from turnout.programme_formats.programme import Conference, Day, Programme, Room


def save_metadata(programme: Programme) -> dict[str, Any]:
    """Write the conference, the days and the rooms as JSON, to be kept with the event."""
    return {
        "conference": msgspec.to_builtins(programme.conference),
        "days": msgspec.to_builtins(programme.days),
        "rooms": msgspec.to_builtins(programme.rooms),
    }


def with_saved_metadata(programme: Programme, frame: dict[str, Any]) -> Programme:
    """Add what an earlier file said around the sessions.

    The title and the tracks of `programme` stay; days come from the file alone, rooms from both.
    """
    conference = msgspec.convert(frame["conference"], Conference, strict=False)
    days = msgspec.convert(frame["days"], tuple[Day, ...], strict=False)
    rooms = {room.name: room for room in msgspec.convert(frame["rooms"], tuple[Room, ...])}
    own = programme.conference
    return replace(
        programme,
        conference=replace(
            conference,
            title=own.title,
            acronym=conference.acronym or own.acronym,
            venue=conference.venue or own.venue,
            city=conference.city or own.city,
        ),
        days=days,
        rooms=(*rooms.values(), *(room for room in programme.rooms if room.name not in rooms)),
    )
