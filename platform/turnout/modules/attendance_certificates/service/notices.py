"""Attendees are told that their certificate is ready: once for each ticket, after the event.

Whoever is let in by scans that reach us late is told then, within `FOLLOWED` of the event's end.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.security import permissions
from turnout.modules.attendance_certificates import queries
from turnout.modules.attendance_certificates.facts import CertificateOffered
from turnout.modules.attendance_certificates.metrics import NOTICES
from turnout.modules.events import api as events

FOLLOWED: Final = timedelta(days=14)
AT_ONCE: Final = 200
"""So many tickets are told of in one commit."""


def list_due_events(ctx: SystemContext) -> Sequence[tuple[UUID, UUID]]:
    """(organization, event) that ended lately and tell attendees of their certificates."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        return queries.list_events_to_notify(tx, since=tx.now - FOLLOWED)


def notify_attendees(ctx: OrganizationContext, event_id: UUID) -> int:
    """Publish that certificates are ready of whom nobody was told yet; how many."""
    permissions.require_platform(ctx)
    count = 0
    while found := _notify_some(ctx, event_id):
        count += found
    return count


def _notify_some(ctx: OrganizationContext, event_id: UUID) -> int:
    with transaction(ctx) as tx:
        event = events.get_event_brief(tx, event_id)
        told = queries.insert_notices(tx, event_id, time_zone=event.time_zone, limit=AT_ONCE)
        for ticket_id in told:
            tx.publish(CertificateOffered(event_id=event_id, ticket_id=ticket_id))
        tx.after_commit.append(lambda: NOTICES.add(len(told)))
    return len(told)
