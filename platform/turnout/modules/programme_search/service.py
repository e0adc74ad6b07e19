"""Use cases: find sessions and speakers, of the events that one may see."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import transaction
from turnout.modules.events import api as events
from turnout.modules.programme_search import queries, rules
from turnout.modules.programme_search.types import FoundSession, FoundSpeaker


def search_sessions(ctx: OrganizationContext, typed: str, *, limit: int) -> list[FoundSession]:
    """Sessions whose title has all of the words, in one statement; nothing of events in the bin."""
    events.require_can_read(ctx)
    words = rules.words_of(typed)
    if not words:
        return []
    with transaction(ctx) as tx:
        return queries.list_sessions(tx, words, only=ctx.event_ids, limit=limit)


def search_speakers(ctx: OrganizationContext, typed: str, *, limit: int) -> list[FoundSpeaker]:
    """Speakers whose name has all of the words, in one statement; nothing of events in the bin."""
    events.require_can_read(ctx)
    words = rules.words_of(typed)
    if not words:
        return []
    with transaction(ctx) as tx:
        return queries.list_speakers(tx, words, only=ctx.event_ids, limit=limit)
