"""Decisions about events: names, times, life cycle, publishing, change notices, languages. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.ids import slug_of
from turnout.kernel.state_machine import StateMachine
from turnout.kernel.time_zones import find_zone, in_zone
from turnout.modules.events.custom_fields import value_errors
from turnout.modules.events.models import EventChange, EventKind, EventRow, OrderHandling, State
from turnout.modules.events.types import (
    ChangeKind,
    CustomField,
    Event,
    EventNews,
    Missing,
    PublishChecklist,
)
from turnout.programme_formats.field_parsers import FIRST_YEAR, LAST_YEAR

SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG: Final = 80
RESERVED: Final = frozenset(
    {
        "events",
        "calendar",
        "certificates",
        "feed",
        "follow",
        "privacy",
        "series",
        "terms",
        "imprint",
        "contact",
        "report",
    }
)


class Action(StrEnum):
    SUBMIT = "submit"
    SEND_BACK = "send-back"
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"
    BEGIN = "begin"
    END = "end"
    CANCEL = "cancel"
    POSTPONE = "postpone"
    ARCHIVE = "archive"
    DELETE = "delete"
    RESTORE = "restore"
    PURGE = "purge"


LIFE_CYCLE: Final = StateMachine[State, Action](
    "event",
    {
        (State.DRAFT, Action.SUBMIT): State.REVIEW,
        (State.DRAFT, Action.PUBLISH): State.PUBLISHED,
        (State.DRAFT, Action.ARCHIVE): State.ARCHIVED,
        (State.DRAFT, Action.DELETE): State.DELETED,
        (State.REVIEW, Action.SEND_BACK): State.DRAFT,
        (State.REVIEW, Action.PUBLISH): State.PUBLISHED,
        (State.REVIEW, Action.ARCHIVE): State.ARCHIVED,
        (State.REVIEW, Action.DELETE): State.DELETED,
        (State.PUBLISHED, Action.UNPUBLISH): State.DRAFT,
        (State.PUBLISHED, Action.BEGIN): State.LIVE,
        (State.PUBLISHED, Action.END): State.ENDED,
        (State.PUBLISHED, Action.CANCEL): State.CANCELLED,
        (State.PUBLISHED, Action.POSTPONE): State.POSTPONED,
        (State.LIVE, Action.END): State.ENDED,
        (State.LIVE, Action.CANCEL): State.CANCELLED,
        (State.POSTPONED, Action.PUBLISH): State.PUBLISHED,
        (State.POSTPONED, Action.CANCEL): State.CANCELLED,
        (State.POSTPONED, Action.ARCHIVE): State.ARCHIVED,
        (State.CANCELLED, Action.ARCHIVE): State.ARCHIVED,
        (State.CANCELLED, Action.DELETE): State.DELETED,
        (State.ENDED, Action.ARCHIVE): State.ARCHIVED,
        (State.ARCHIVED, Action.RESTORE): State.DRAFT,
        (State.ARCHIVED, Action.DELETE): State.DELETED,
        (State.DELETED, Action.RESTORE): State.DRAFT,
        (State.DELETED, Action.PURGE): State.DELETED,
    },
)
"""Restoring leads back to where the event was before the archive or the bin (`after`); the table
says draft. Purging leaves no event: the table only says from where it is possible."""
PUT_AWAY: Final = frozenset({State.ARCHIVED, State.DELETED})
WITH_ORDERS: Final = {
    Action.CANCEL: EventChange.CANCEL,
    Action.POSTPONE: EventChange.POSTPONE,
}
"""Steps that say what becomes of the event's orders."""


def next_state(state: State, action: Action, *, archived_from: State | None = None) -> State:
    following = LIFE_CYCLE.next(state, action)
    return archived_from or following if action is Action.RESTORE else following


def state_to_restore(state: State, following: State, *, earlier: State | None) -> State | None:
    """The state to which restoring leads; None unless the event is archived or in the bin.

    An archived event that goes into the bin keeps the state from before the archive.
    """
    if following not in PUT_AWAY:
        return None
    return earlier if state in PUT_AWAY else state


def require_order_handling(action: Action, orders: OrderHandling | None) -> OrderHandling:
    """What becomes of orders; only said where an event is called off or put off."""
    if orders is not None and action not in WITH_ORDERS:
        says = "Only cancelling and postponing say what becomes of orders."
        raise Invalid(FieldError("/orders", says))
    return orders or OrderHandling.KEEP


def due_action(
    starts_at: datetime | None, ends_at: datetime | None, now: datetime
) -> Action | None:
    """What the clock asks for: to end, to begin, or nothing."""
    if ends_at is not None and ends_at <= now:
        return Action.END
    return Action.BEGIN if starts_at is not None and starts_at <= now else None


def require_slug(slug: str) -> str:
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG or slug in RESERVED:
        says = "Use small letters a-z, digits and single hyphens, at most 80; some are reserved."
        raise Invalid(FieldError("/slug", says))
    return slug


def slugify(title: str) -> str:
    """An address name made of a title; `event` where the title has no Latin letter or digit."""
    words = slug_of(title)
    return words if words and words not in RESERVED else f"{words}-event".strip("-")


def numbered(slug: str, number: int) -> str:
    return slug if number == 1 else f"{slug}-{number}"


def require_zone(name: str, pointer: str = "/time_zone") -> ZoneInfo:
    zone = find_zone(name)
    if zone is None:
        says = "Use a name of the IANA time zone database, such as Africa/Nairobi."
        raise Invalid(FieldError(pointer, says))
    return zone


def local_time(moment: datetime, zone: ZoneInfo, pointer: str) -> datetime:
    """What clocks in `zone` show: as written, or converted when an offset was given.

    A time that clocks skip is refused; of one that occurs twice the first is meant.
    """
    _require_year(moment, pointer)
    if moment.tzinfo is not None:
        return moment.astimezone(zone).replace(tzinfo=None, fold=0)
    if in_zone(moment, zone)[1] == "time-does-not-exist":
        says = f"Clocks in {zone.key} skip this time; choose another."
        raise Invalid(FieldError(pointer, says, "time-does-not-exist"))
    return moment


def _require_year(moment: datetime, pointer: str) -> None:
    """Keep off the ends of the calendar, where no other zone can say the same moment."""
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        says = f"Choose a year from {FIRST_YEAR} to {LAST_YEAR}."
        raise Invalid(FieldError(pointer, says, "out-of-range"))


def instant(moment: datetime, zone: ZoneInfo) -> datetime:
    """The UTC instant of a time: local in `zone` unless it has an offset."""
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    return in_zone(moment, zone)[0].astimezone(UTC)


def require_order(starts_at: datetime | None, ends_at: datetime | None) -> None:
    if (starts_at is None) != (ends_at is None):
        pointer = "/ends_at" if ends_at is None else "/starts_at"
        raise Invalid(FieldError(pointer, "Start and end go together.", "missing"))
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        raise Invalid(FieldError("/ends_at", "The end lies after the start."))


def publish_checklist(event: Event, fields: Sequence[CustomField] = ()) -> PublishChecklist:
    """What an event lacks before people may see and buy; advice never refuses.

    `fields` are the organization's own: the required ones are needed like any other.
    """
    wrong = value_errors(fields, event.custom, is_final=True)
    missing = [Missing(error.pointer, error.detail, error.code) for error in wrong]
    if not event.title.strip():
        missing.append(Missing("/title", "Give the event a title."))
    if event.starts_at is None:
        missing.append(Missing("/starts_at", "Say when it starts."))
    if event.ends_at is None:
        missing.append(Missing("/ends_at", "Say when it ends."))
    if event.kind is not EventKind.ONLINE and not _has_place(event):
        missing.append(Missing("/location", "Say where it happens, or choose a venue."))
    if event.kind is not EventKind.IN_PERSON and not event.online_url:
        missing.append(Missing("/online_url", "Add the link under which people join."))
    advice = [
        Missing(pointer, detail)
        for is_there, pointer, detail in (
            (event.summary, "/summary", "A sentence or two for lists and link previews."),
            (event.description, "/description", "Tell people what awaits them."),
            (event.cover_file_id, "/cover_file_id", "A cover image makes the page worth sharing."),
            (event.contact_email, "/contact_email", "Say whom people can ask."),
        )
        if not is_there
    ]
    return PublishChecklist(missing=tuple(missing), advice=tuple(advice))


def _has_place(event: Event) -> bool:
    place = event.location
    return place is not None and any((place.name, place.street, place.city))


def choose_language(available: Sequence[str], wanted: Iterable[str]) -> str:
    """The first wanted language there is; `pt-BR` takes `pt` and `pt` takes `pt-BR` if need be.

    `available` begins with the language to fall back on.
    """
    by_name = {each.lower(): each for each in available}
    for tag in wanted:
        name = tag.lower().replace("_", "-")
        stem = name.partition("-")[0]
        close = [key for key in by_name if key.partition("-")[0] == stem]
        found = by_name.get(name) or by_name.get(stem) or (by_name[close[0]] if close else None)
        if found is not None:
            return found
    return available[0]


def in_language(event: Event, wanted: Iterable[str]) -> Event:
    """The event with its texts in the language that fits best; what is missing stays as it was."""
    chosen = choose_language((event.language, *event.translations), wanted)
    texts = event.translations.get(chosen)
    if texts is None:
        return event
    return replace(
        event,
        language=chosen,
        title=texts.title or event.title,
        summary=texts.summary or event.summary,
        description=texts.description or event.description,
    )


NOTIFIED_STATES: Final = frozenset({State.PUBLISHED, State.LIVE, State.POSTPONED})
"""States in which changes of an event are news: nobody was promised anything of a draft."""
NOTIFIED_FIELDS: Final = ("starts_at", "ends_at", "state")


def event_news(before: Mapping[str, Any], row: EventRow, *, now: datetime) -> EventNews | None:
    """None where it is as it was, or neither its former nor its new times lie ahead."""
    starts_at, ends_at = _instant(before["starts_at"]), _instant(before["ends_at"])
    if max((each for each in (ends_at, row.ends_at) if each), default=now) <= now:
        return None
    moved = (starts_at, ends_at) != (row.starts_at, row.ends_at)
    turn = _event_change_kind(State(before["state"]), State(row.state), moved=moved)
    if turn is None:
        return None
    return EventNews(turn=turn, was_starts_at=starts_at, was_ends_at=ends_at)


def _event_change_kind(was: State, now: State, *, moved: bool) -> ChangeKind | None:
    if now is not was and now is State.CANCELLED:
        return ChangeKind.CANCELLED
    if now is not was and now is State.POSTPONED:
        return ChangeKind.POSTPONED
    if now not in NOTIFIED_STATES:
        return None
    if moved:
        return ChangeKind.CHANGED
    return ChangeKind.BACK if was is State.POSTPONED and now is not was else None


def _instant(value: str | datetime | None) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


CENTRE: Final = 50


def center_new_cover(cover: UUID | None, changes: dict[str, Any]) -> None:
    """Let another cover begin at its middle: the former one's focus says nothing of it."""
    if changes.get("cover_file_id", cover) != cover:
        changes.setdefault("cover_focus_x", CENTRE)
        changes.setdefault("cover_focus_y", CENTRE)
