"""Statements that find sessions and speakers over all events of an organization."""

from collections.abc import Collection, Sequence
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.pagination import like
from turnout.kernel.db.tx import Transaction
from turnout.modules.events.sql_fragments import EVENT_RECORDS
from turnout.modules.programme.sql_fragments import EVERY_SESSION, EVERY_SPEAKER
from turnout.modules.programme_search.types import FoundSession, FoundSpeaker
from turnout.search_words.texts import name_has, plain_like

OF_EVENT: Final = f"""
    JOIN {EVENT_RECORDS} e ON e.organization_id = found.organization_id
        AND e.id = found.event_id AND e.deleted_at IS NULL AND NOT e.is_template
    WHERE found.organization_id = %(organization_id)s
        AND (%(only)s::uuid[] IS NULL OR found.event_id = ANY(%(only)s))
"""
WORDS: Final = {"as_typed": "ALL(%(words)s::text[])", "plain": "ALL(%(plain)s::text[])"}
SESSIONS: Final = f"""
    SELECT found.id, found.event_id, found.title, found.starts_at, found.state,
        e.title AS event_title, e.time_zone
    FROM {EVERY_SESSION} found {OF_EVENT} AND {name_has("found.title", **WORDS)}
    ORDER BY found.title NOT ILIKE %(begin)s, found.starts_at DESC, found.id LIMIT %(limit)s
"""
SPEAKERS: Final = f"""
    SELECT found.id, found.event_id, found.name, e.title AS event_title
    FROM {EVERY_SPEAKER} found {OF_EVENT} AND {name_has("found.name", **WORDS)}
    ORDER BY found.name NOT ILIKE %(begin)s, e.starts_at DESC NULLS LAST, found.name, found.id
    LIMIT %(limit)s
"""


def list_sessions(
    tx: Transaction, words: Sequence[str], *, only: Collection[UUID] | None, limit: int
) -> list[FoundSession]:
    """Those that begin so, then the latest ones; `only` is what a limited grant covers."""
    return tx.query(SESSIONS, _asked(tx, words, only, limit), into=FoundSession)


def list_speakers(
    tx: Transaction, words: Sequence[str], *, only: Collection[UUID] | None, limit: int
) -> list[FoundSpeaker]:
    """Those that begin so, then those of the latest events; `only` as with sessions."""
    return tx.query(SPEAKERS, _asked(tx, words, only, limit), into=FoundSpeaker)


def _asked(
    tx: Transaction, words: Sequence[str], only: Collection[UUID] | None, limit: int
) -> dict[str, Any]:
    plain = [plain_like(each) for each in words]
    return tx.here(
        words=[like(each) for each in words],
        plain=plain if all(plain) else None,
        begin=like(" ".join(words))[1:],
        only=None if only is None else list(only),
        limit=limit,
    )
