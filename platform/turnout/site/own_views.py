"""What the pages of speakers and sponsors show."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from turnout.modules.events import api as events


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTalk:
    title: str
    starts_at: datetime
    ends_at: datetime
    room: str
    role: str
    is_off: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerPage:
    part: events.SpeakerPart
    token: str
    error: str = ""
    is_saved: bool = False

    @property
    def talks(self) -> list[OwnTalk]:
        """In order of time, at the event's own clock."""
        zone = ZoneInfo(self.part.event.time_zone)
        return [
            OwnTalk(
                title=each.session.title,
                starts_at=each.session.starts_at.astimezone(zone),
                ends_at=each.session.ends_at.astimezone(zone),
                room=each.room,
                role=each.role,
                is_off=each.session.state == "cancelled",
            )
            for each in self.part.sessions
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class SponsorPage:
    part: events.SponsorPart
