"""Build a programme and its report from the sessions of a flat file: CSV or iCalendar."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

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
    MAX_KEY,
    ParsedSchedule,
    Reporter,
    Severity,
    SourceLocation,
    find_conflicts,
)


@dataclass(slots=True)
class FlatBuilder:
    add_problem: Reporter
    _sessions: dict[str, Session] = field(default_factory=dict)
    _speakers: dict[str, Speaker] = field(default_factory=dict)

    def add(self, spot: SourceLocation, session: Session) -> bool:
        """Take a session, or report why not; False when it was left out."""
        is_new = self.add_problem.admits(spot, session.key, self._sessions, lacking="an id")
        if not (is_new and self._has_length(spot, session.duration)):
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
        held = [each for each in sessions if not each.is_cancelled]
        self.add_problem.extend(find_conflicts(held))
        named = {key for session in sessions for key in session.persons}
        days = sorted({session.start.date() for session in sessions})
        programme = Programme(
            conference=Conference(),
            time_zone=named_zone,
            days=tuple(Day(index=index, date=day) for index, day in enumerate(days, start=1)),
            rooms=tuple(Room(name=name) for name in _names(each.room for each in sessions)),
            tracks=tuple(Track(name=name) for name in _names(each.track for each in sessions)),
            sessions=sessions,
            speakers=tuple(each for each in self._speakers.values() if each.key in named),
            says=frozenset(says),
        )
        return self.add_problem.parsed(programme)

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


def _names(names: Iterable[str | None]) -> list[str]:
    return [name for name in dict.fromkeys(names) if name is not None]
