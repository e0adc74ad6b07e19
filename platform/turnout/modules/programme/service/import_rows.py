"""What a file says as rows: which sessions and speakers are known already, and what changes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.kernel.security.sanitize import sanitize
from turnout.kernel.values import attributes_of
from turnout.modules.programme.models import SessionState
from turnout.modules.programme.queries import imports as queries
from turnout.modules.programme.types import Counts
from turnout.programme_formats.programme import Part, Programme, Session, Speaker

Row = Mapping[str, Any]

AS_STATED: Final = (
    *("source_id", "slug", "title", "subtitle", "kind", "language", "capacity"),
    *("url", "feedback_url"),
)
COLUMNS: Final = {
    **{part: part.value for part in (Part.SLUG, Part.SUBTITLE, Part.ABSTRACT, Part.DESCRIPTION)},
    **{part: part.value for part in (Part.KIND, Part.LANGUAGE, Part.URL, Part.FEEDBACK_URL)},
    **{part: part.value for part in (Part.RECORDING, Part.TAGS, Part.CAPACITY, Part.STATE)},
    Part.TRACK: "track_id",
    Part.ROOM: "room_id",
    Part.LOGO: "logo_url",
}
"""Where a part is kept; persons, links and attachments have tables of their own."""


def row_of(
    session: Session,
    *,
    track_id: str | None,
    room_id: str | None,
    says: frozenset[Part],
    before: Row | None,
) -> dict[str, Any]:
    """The row to write. What the file says nothing of stays as it was.

    A session that an import had called off returns with a file that has it again, unless the
    file itself says that it is cancelled. A session with a registration keeps its capacity.
    """
    state = SessionState.CANCELLED if session.is_cancelled else SessionState.SCHEDULED
    row: dict[str, Any] = {
        **attributes_of(session, AS_STATED),
        "id": str(new_id()),
        "source_key": session.key,
        "abstract": sanitize(session.abstract),
        "description": sanitize(session.description),
        "track_id": track_id,
        "room_id": room_id,
        "starts_at": session.starts_at.isoformat(),
        "ends_at": session.ends_at.isoformat(),
        "state": state.value,
        "tags": list(session.tags),
        "logo_url": session.logo,
        "recording": attributes_of(session.recording) if session.recording else None,
    }
    return row if before is None else _kept(row, before, says)


def _kept(row: dict[str, Any], before: Row, says: frozenset[Part]) -> dict[str, Any]:
    row |= {column: before[column] for part, column in COLUMNS.items() if part not in says}
    row["source_id"] = row["source_id"] or before["source_id"]
    if before["vanished_at"] is not None and Part.STATE not in says:
        row["state"] = SessionState.SCHEDULED.value
    if before["needs_registration"]:
        row["capacity"] = row["capacity"] or before["capacity"]
    return row


def counts(programme: Programme) -> dict[str, int]:
    return {
        **{
            name: len(getattr(programme, name))
            for name in ("days", "rooms", "tracks", "sessions", "speakers")
        },
        "links": sum(len(session.links) for session in programme.sessions),
        "attachments": sum(len(session.attachments) for session in programme.sessions),
    }


def tally(stated: int, changed: list[bool], removed: int, cancelled: int = 0) -> Counts:
    created = sum(changed)
    return Counts(
        created=created,
        updated=len(changed) - created,
        unchanged=stated - len(changed),
        removed=removed,
        cancelled=cancelled,
    )


def links(
    session: Session, says: frozenset[Part], before: list[tuple[str, str, str]]
) -> list[tuple[str, str, str]]:
    """Links, then attachments; of what the file says nothing of, those that were there."""
    links = [("link", link.href, link.title) for link in session.links]
    attachments = [("attachment", link.href, link.title) for link in session.attachments]
    if Part.LINKS not in says:
        links = [each for each in before if each[0] == "link"]
    if Part.ATTACHMENTS not in says:
        attachments = [each for each in before if each[0] == "attachment"]
    return links + attachments


def link_rows(session_id: UUID, links: list[tuple[str, str, str]]) -> list[dict[str, Any]]:
    return [
        {
            "id": str(new_id()),
            "session_id": str(session_id),
            "kind": kind,
            "href": href,
            "title": title,
            "position": position,
        }
        for position, (kind, href, title) in enumerate(links)
    ]


Known = Sequence[tuple[UUID, str | None, str | None]]
"""(id, source key, source id) of what the event has."""


def matched(tx: Transaction, event_id: UUID, programme: Programme, *, sessions: Known) -> Programme:
    """The programme under the keys by which its sessions and speakers are known already.

    What people made by hand, and a file brings back under our own id, is adopted: from now on
    imports find it. A person who was merged with another is that other.
    """
    present = queries.present_speakers(tx, event_id)
    speakers = [tuple(row[:3]) for row in present]
    merged = {key: row[1] or str(row[0]) for row in present for key in row[3]}
    by_session = _aliases(programme.sessions, sessions)
    stated = [each for each in programme.speakers if each.key not in merged]
    by_speaker = _aliases(stated, speakers) | merged
    queries.assign_source_keys(
        tx,
        event_id,
        sessions=_by_hand(sessions, by_session.values(), programme.sessions),
        speakers=_by_hand(speakers, by_speaker.values(), stated),
    )
    if not (by_session or by_speaker):
        return programme
    return replace(
        programme,
        sessions=tuple(
            replace(
                each,
                key=by_session.get(each.key, each.key),
                persons=tuple(dict.fromkeys(by_speaker.get(key, key) for key in each.persons)),
            )
            for each in programme.sessions
        ),
        speakers=tuple(replace(each, key=by_speaker.get(each.key, each.key)) for each in stated),
    )


def _aliases(stated: Iterable[Session | Speaker], known: Known) -> dict[str, str]:
    """Keys of the file that are known under another one; never two under the same."""
    keys = {key for _, key, _ in known if key is not None}
    own = {str(row_id): key or str(row_id) for row_id, key, _ in known}
    numbers = Counter(number for _, _, number in known if number)
    by_number = {number: key for _, key, number in known if number and key and numbers[number] == 1}
    stated = list(stated)
    taken = {each.key for each in stated}
    aliases: dict[str, str] = {}
    for each in stated:
        if each.key in keys:
            continue
        number = each.source_id or ""
        for found in (own.get(each.key), by_number.get(each.key), number if number in keys else ""):
            if found and found != each.key and found not in taken:
                aliases[each.key] = found
                taken.add(found)
                break
    return aliases


def _by_hand(
    known: Known, aliases: Iterable[str], stated: Iterable[Session | Speaker]
) -> list[UUID]:
    named = {*aliases, *(each.key for each in stated)}
    return [row_id for row_id, key, _ in known if key is None and str(row_id) in named]


def by_key(present: Iterable[Mapping[str, object]]) -> dict[str, Mapping[str, object]]:
    """Rows by the key under which a file names them; those made by hand by their id."""
    return {str(row["source_key"] or row["id"]): row for row in present}
