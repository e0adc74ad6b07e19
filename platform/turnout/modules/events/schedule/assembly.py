"""Sessions of a flat file (a table, a calendar), one by one, into a programme with its report."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from turnout.modules.events.schedule.conflicts import find_conflicts
from turnout.modules.events.schedule.parser import ParsedSchedule
from turnout.modules.events.schedule.programme import (
    Conference,
    Day,
    Part,
    Programme,
    Room,
    Session,
    Speaker,
    Track,
)
from turnout.modules.events.schedule.refusals import UnreadableSchedule
from turnout.modules.events.schedule.report import Effect, Report
from turnout.modules.events.schedule.reporter import Reporter, Spot
from turnout.modules.events.schedule.values import LONGEST

MAX_SESSIONS = 20_000
MAX_KEY = 200


@dataclass(slots=True)
class Assembly:
    report: Report
    tell: Reporter
    zone: ZoneInfo
    conference: Conference = field(default_factory=Conference)
    _sessions: dict[str, Session] = field(default_factory=dict)
    _speakers: dict[str, Speaker] = field(default_factory=dict)

    def add(self, spot: Spot, session: Session) -> bool:
        """Take a session, or report why not; False when it was left out."""
        if len(self._sessions) >= MAX_SESSIONS:
            detail = f"The file has more than {MAX_SESSIONS} sessions."
            raise UnreadableSchedule("too-large", detail, line=spot.line)
        if not (self._is_new(spot, session.key) and self._has_length(spot, session.duration)):
            return False
        self._sessions[session.key] = session
        return True

    def has(self, key: str) -> bool:
        return key in self._sessions

    def drop(self, key: str) -> None:
        """Take back what a later part of the file replaces."""
        self._sessions.pop(key, None)

    def person(self, spot: Spot, name: str, key: str = "") -> str:
        """The key of a person whom the file names; without one of its own the name is it."""
        key = (key or f"name:{name.casefold()}")[:MAX_KEY]
        known = self._speakers.setdefault(key, Speaker(key=key, name=name))
        if known.name != name:
            detail = f"Elsewhere this person is called “{known.name}”, which was kept."
            self.tell(spot, "other-name", detail, value=name, effect=Effect.CHANGED)
        return key

    def finish(self, says: Iterable[Part], *, named_zone: str | None) -> ParsedSchedule:
        sessions = tuple(self._sessions.values())
        self.report.extend(find_conflicts([each for each in sessions if not each.is_cancelled]))
        named = {key for session in sessions for key in session.persons}
        programme = Programme(
            conference=self.conference,
            time_zone=named_zone,
            days=tuple(
                Day(index=index, date=day) for index, day in enumerate(_days(sessions), start=1)
            ),
            rooms=tuple(Room(name=name) for name in _names(each.room for each in sessions)),
            tracks=tuple(Track(name=name) for name in _names(each.track for each in sessions)),
            sessions=sessions,
            speakers=tuple(each for each in self._speakers.values() if each.key in named),
            says=frozenset(says),
        )
        return ParsedSchedule(
            programme=programme,
            problems=tuple(self.report.problems),
            problems_left_out=self.report.left_out,
        )

    def _is_new(self, spot: Spot, key: str) -> bool:
        if not key:
            reason, detail = "no-id", "Without an id a later import could not find it again."
        elif len(key) > MAX_KEY:
            reason, detail = "bad-id", f"The id is longer than {MAX_KEY} characters."
        elif key in self._sessions:
            first = self._sessions[key].line
            reason, detail = "duplicate-id", f"The session in line {first} has this id already."
        else:
            return True
        self.tell(spot, reason, detail, value=key, effect=Effect.SKIPPED)
        return False

    def _has_length(self, spot: Spot, length: timedelta) -> bool:
        if timedelta(0) < length <= LONGEST:
            return True
        detail = f"A session ends after it begins, and lasts at most {LONGEST.days} days."
        self.tell(spot, "bad-duration", detail, value=str(length), effect=Effect.SKIPPED)
        return False


def whole_seconds(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


def lasts(starts: datetime, ends: datetime) -> timedelta:
    """Real time between two aware moments: the night in which clocks change is no longer."""
    return ends.astimezone(UTC) - starts.astimezone(UTC)


def at(session: Session, spot: Spot) -> Session:
    return replace(session, line=spot.line, place=spot.place)


def _days(sessions: Iterable[Session]) -> list[date]:
    return sorted({session.start.date() for session in sessions})


def _names(names: Iterable[str | None]) -> list[str]:
    return [name for name in dict.fromkeys(names) if name is not None]
