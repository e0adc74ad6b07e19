"""Sessions in connected calendars: those in which a person's tickets have a place, or picked ones.

They have the UIDs of the programme's own calendars and of what mails carry.
"""

from collections.abc import Collection, Iterator
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.security import permissions
from turnout.modules.calendars.types import WantedEntry
from turnout.modules.events import api as events
from turnout.modules.participation import api as participation
from turnout.modules.programme import api as programme
from turnout.modules.tickets import api as tickets
from turnout_sdk.calendar import Entry

SHOWN: Final = frozenset({events.State.PUBLISHED, events.State.LIVE, events.State.ENDED})


def list_held_sessions(
    ctx: OrganizationContext, holding: tickets.Holding, event_id: UUID, *, url: str
) -> list[WantedEntry]:
    """The sessions of an event in which the tickets of a holding have a place."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        mine = [
            each.id
            for each in tickets.list_of(tx, holding.reference)
            if each.is_valid
            and each.event_id == event_id
            and each.transfer_id == holding.transfer_id
        ]
        found = participation.sessions_of_tickets(tx, event_id, mine) if mine else {}
        return list(_entries(tx, event_id, found, order_id=holding.reference, url=url))


def list_picked_sessions(ctx: SystemContext, user_id: UUID, *, url: str) -> Iterator[WantedEntry]:
    """The sessions that a person has in their agendas, of every organization."""
    with transaction(ctx) as tx:
        agendas = participation.list_agendas_of(tx, user_id)
    for organization_id, event_id in agendas:
        with transaction(system_in(organization_id, ctx.job)) as tx:
            picked = participation.picked_by(tx, event_id, user_id)
            yield from list(_entries(tx, event_id, picked, order_id=None, url=url))


def _entries(
    tx: Transaction,
    event_id: UUID,
    session_ids: Collection[UUID],
    *,
    order_id: UUID | None,
    url: str,
) -> Iterator[WantedEntry]:
    event = events.find_event(tx, event_id) if session_ids else None
    if event is None or event.state not in SHOWN:
        return
    place = tickets.place_lines(event)
    for each in programme.list_appointments(tx, session_ids):
        if not each.is_cancelled:
            yield WantedEntry(
                order_id=order_id,
                event_id=event_id,
                entry=Entry(
                    uid=each.uid, sequence=each.sequence, title=each.title,
                    starts_at=each.starts_at, ends_at=each.ends_at, time_zone=event.time_zone,
                    description=event.title,
                    location=", ".join(filter(None, (each.room, *place))), url=url,
                ),
            )  # fmt: skip
