"""Build a programme and its report from the sessions of a flat file: CSV or iCalendar."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from turnout.programme_formats.errors import UnreadableSchedule
from turnout.programme_formats.field_parsers import LONGEST
from turnout.programme_formats.programme import (
    Conference,
    Day,
    Part,
    Programme,
    Room,
    Session,
    Speaker,
    Track,
)
from turnout.programme_formats.report import (
    ParsedSchedule,
    Report,
    Reporter,
    Severity,
    SourceLocation,
    find_conflicts,
)

MAX_SESSIONS = 20_000
MAX_KEY = 200


@dataclass(slots=True)
class FlatBuilder:
    report: Report
    add_problem: Reporter
    zone: ZoneInfo
    conference: Conference = field(default_factory=Conference)
    _sessions: dict[str, Session] = field(default_factory=dict)
    _speakers: dict[str, Speaker] = field(default_factory=dict)

    def add(self, spot: SourceLocation, session: Session) -> bool:
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

    def person(self, spot: SourceLocation, name: str, key: str = "") -> str:
        """The key of a person whom the file names; without one of its own the name is it."""
        key = (key or f"name:{name.casefold()}")[:MAX_KEY]
        known = self._speakers.setdefault(key, Speaker(key=key, name=name))
        if known.name != name:
            detail = f"Elsewhere this person is called “{known.name}”, which was kept."
            self.add_problem(spot, "other-name", detail, value=name, effect=Severity.CHANGED)
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

    def _is_new(self, spot: SourceLocation, key: str) -> bool:
        if not key:
            reason, detail = "no-id", "Without an id a later import could not find it again."
        elif len(key) > MAX_KEY:
            reason, detail = "bad-id", f"The id is longer than {MAX_KEY} characters."
        elif key in self._sessions:
            first = self._sessions[key].line
            reason, detail = "duplicate-id", f"The session in line {first} has this id already."
        else:
            return True
        self.add_problem(spot, reason, detail, value=key, effect=Severity.SKIPPED)
        return False

    def _has_length(self, spot: SourceLocation, length: timedelta) -> bool:
        if timedelta(0) < length <= LONGEST:
            return True
        detail = f"A session ends after it begins, and lasts at most {LONGEST.days} days."
        self.add_problem(spot, "bad-duration", detail, value=str(length), effect=Severity.SKIPPED)
        return False


def whole_seconds(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


def lasts(starts: datetime, ends: datetime) -> timedelta:
    """Real time between two aware moments: the night in which clocks change is no longer."""
    return ends.astimezone(UTC) - starts.astimezone(UTC)


def at(session: Session, spot: SourceLocation) -> Session:
    return replace(session, line=spot.line, place=spot.place)


def _days(sessions: Iterable[Session]) -> list[date]:
    return sorted({session.start.date() for session in sessions})


def _names(names: Iterable[str | None]) -> list[str]:
    return [name for name in dict.fromkeys(names) if name is not None]
