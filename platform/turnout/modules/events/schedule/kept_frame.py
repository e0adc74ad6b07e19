"""What a schedule says around its sessions, as it is kept for the next file that we write."""

from dataclasses import replace
from typing import Any

import msgspec

from turnout.modules.events.schedule.programme import Conference, Day, Programme, Room


def kept_frame(programme: Programme) -> dict[str, Any]:
    """JSON of the conference, the days and the rooms."""
    return {
        "conference": msgspec.to_builtins(programme.conference),
        "days": msgspec.to_builtins(programme.days),
        "rooms": msgspec.to_builtins(programme.rooms),
    }


def in_frame(programme: Programme, frame: dict[str, Any]) -> Programme:
    """The programme with what an earlier file said around it; its own title and tracks stay."""
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
