"""Finds again what a file names otherwise: by our own ids in an export, by a guid added later."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.programme.queries import imports as queries
from turnout.programme_formats.programme import Programme, Session, Speaker

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
