"""Where the moment of a reminder is counted from: an event's or a session's start or end, now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.db.tx import Transaction
from turnout.modules.events import api as events
from turnout.modules.programme import api as programme
from turnout.modules.reminders import rules
from turnout.modules.reminders.models import Anchor
from turnout.modules.reminders.types import Timing


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchors:
    """An event, and those of its sessions that reminders go by."""

    event: events.EventBrief
    sessions: dict[UUID, programme.Session]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.event.time_zone)

    def anchor_at(self, timing: Timing) -> datetime | None:
        """None without times, or without the session."""
        is_start = timing.anchor == Anchor.START
        if timing.session_id is None:
            return self.event.starts_at if is_start else self.event.ends_at
        session = self.sessions.get(timing.session_id)
        if session is None:
            return None
        return session.starts_at if is_start else session.ends_at

    def due_at(self, timing: Timing) -> datetime | None:
        anchor_at = self.anchor_at(timing)
        return None if anchor_at is None else rules.moment_of(timing, anchor_at, self.zone)

    def is_cancelled(self, session_id: UUID | None) -> bool:
        """Whether the session that is meant does not take place."""
        if session_id is None:
            return False
        session = self.sessions.get(session_id)
        return session is None or session.state == programme.SessionState.CANCELLED


def find_event(tx: Transaction, event_id: UUID) -> events.EventBrief | None:
    """None also for one in the bin."""
    try:
        return events.get_event_brief(tx, event_id)
    except events.EventNotFound:
        return None


def anchors_of(
    tx: Transaction, event: events.EventBrief, session_ids: Sequence[UUID | None]
) -> Anchors:
    """One statement more than none for sessions, however many there are."""
    wanted = [each for each in session_ids if each is not None]
    found = programme.sessions_by_id(tx, wanted, time_zone=event.time_zone) if wanted else []
    own = {each.id: each for each in found if each.event_id == event.id}
    return Anchors(event=event, sessions=own)
