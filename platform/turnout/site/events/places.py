"""How it stands with the places of sessions: for the session's page, and for the programme."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel import cache, runtime
from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import transaction
from turnout.modules.discovery import api as discovery
from turnout.modules.participation import api as participation
from turnout.site.events.views import PlacesState, SignUpView
from turnout.site.layout.addresses import sign_up_path

FRESH_SECONDS: Final = 2
FEW: Final = 5
"""So many places or fewer are said to be the last."""
SELLING: Final = ("published", "live")


def sign_up_of(
    event: discovery.PublishedEvent, entry: discovery.SessionEntry, path: str, *, now: datetime
) -> SignUpView | None:
    """What the session's page says of its places; None where nobody needs one."""
    if not entry.needs_registration:
        return None
    left = (entry.capacity or 0) - _taken_of(event).get(entry.id, 0)
    return SignUpView(
        state=_state_of(event, entry, left, now=now),
        left=max(0, left),
        url=sign_up_path(path, entry.key),
    )


def states_of(event: discovery.PublishedEvent, *, now: datetime) -> dict[str, PlacesState]:
    """The same in a word for each session of the programme that one signs up for."""
    wanted = [each for each in event.programme.sessions if each.needs_registration]
    if not wanted:
        return {}
    taken = _taken_of(event)
    return {
        each.key: _state_of(event, each, (each.capacity or 0) - taken.get(each.id, 0), now=now)
        for each in wanted
    }


def _state_of(
    event: discovery.PublishedEvent, entry: discovery.SessionEntry, left: int, *, now: datetime
) -> PlacesState:
    if event.summary.state not in SELLING or entry.starts_at <= now:
        return "closed"
    if left <= 0:
        return "full"
    return "few" if left <= FEW else "open"


def _taken_of(event: discovery.PublishedEvent) -> Mapping[UUID, int]:
    """Places taken of each session: from the cache, and every two seconds from the database."""
    organization_id = event.summary.organization.id
    link = runtime.current().redis
    name = cache.key(organization_id, "site", "places", event.summary.id)
    known = cache.get(link, name)
    if isinstance(known, dict):
        return {UUID(session): int(count) for session, count in known.items()}
    with transaction(PublicContext(organization_id=organization_id)) as tx:
        taken = participation.count_registered(tx, event.summary.id)
    counts = {str(session): count for session, count in taken.items()}
    cache.put(link, name, counts, ttl_seconds=FRESH_SECONDS)
    return taken
