"""How it stands with the places of sessions: for the session's page, and for the programme."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel import cache, runtime
from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import transaction
from turnout.modules.discovery import api as discovery
from turnout.modules.participation import api as participation
from turnout.modules.session_waitlist import api as session_waitlist
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
    known = _known_of(event)
    left = (entry.capacity or 0) - known.taken.get(entry.id, 0)
    return SignUpView(
        state=_state_of(event, entry, known, now=now),
        left=max(0, left),
        url=sign_up_path(path, entry.key),
    )


def states_of(event: discovery.PublishedEvent, *, now: datetime) -> dict[str, PlacesState]:
    """The same in a word for each session of the programme that one signs up for."""
    wanted = [each for each in event.programme.sessions if each.needs_registration]
    if not wanted:
        return {}
    known = _known_of(event)
    return {each.key: _state_of(event, each, known, now=now) for each in wanted}


@dataclass(frozen=True, slots=True)
class _Known:
    """Places of each session that nobody else can have, and the sessions with a waitlist."""

    taken: Mapping[UUID, int]
    waited: frozenset[UUID]


def _state_of(
    event: discovery.PublishedEvent, entry: discovery.SessionEntry, known: _Known, *, now: datetime
) -> PlacesState:
    if event.summary.state not in SELLING or entry.starts_at <= now:
        return "closed"
    left = (entry.capacity or 0) - known.taken.get(entry.id, 0)
    if left <= 0:
        return "waitlist" if entry.id in known.waited else "full"
    return "few" if left <= FEW else "open"


def _known_of(event: discovery.PublishedEvent) -> _Known:
    """How it stands with the event's sessions: cached, and every two seconds from the database."""
    organization_id = event.summary.organization.id
    link = runtime.current().redis
    name = cache.key(organization_id, "site", "places", event.summary.id)
    kept = cache.get(link, name)
    if isinstance(kept, dict) and "waited" in kept:
        taken = {UUID(session): int(count) for session, count in kept["taken"].items()}
        return _Known(taken, frozenset(UUID(each) for each in kept["waited"]))
    wanted = [each.id for each in event.programme.sessions if each.needs_registration]
    with transaction(PublicContext(organization_id=organization_id)) as tx:
        taken = participation.count_taken(tx, event.summary.id)
        waited = session_waitlist.list_open_waitlists(tx, event.summary.id, wanted)
    told = {
        "taken": {str(session): count for session, count in taken.items()},
        "waited": [str(each) for each in waited],
    }
    cache.put(link, name, told, ttl_seconds=FRESH_SECONDS)
    return _Known(taken, waited)
