"""The calendar of an event at an address of its own, which is the only key to a private one."""

import secrets
from typing import Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.security.capability_links import derive_secret
from turnout.kernel.security.crypto import constant_time_equal
from turnout.modules.events import policies
from turnout.modules.events.errors import EventNotFound
from turnout.modules.events.models import EventRow
from turnout.modules.events.queries import events as queries
from turnout.modules.events.service import access, event_reader, public_events
from turnout.modules.events.types import SHOWN, Event

PURPOSE: Final = "events.feed"
SALT_BYTES: Final = 16


def read_feed_url(ctx: PublicContext, event_id: UUID, *, code: str | None = None) -> str:
    """The address of an event's calendar, for who may see the event now: a code may be needed."""
    is_member = public_events.sees_private(ctx, event_id)
    with transaction(ctx) as tx:
        access.get_visible(tx, event_id, code=code, is_member=is_member)
        return feed_url(tx, event_id)


def renew_feed_url(ctx: OrganizationContext, event_id: UUID) -> str:
    """Give the calendar another address: the old one leads nowhere from now on."""
    policies.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        row = queries.lock_open_event(tx, event_id)
        row.feed_salt = secrets.token_bytes(SALT_BYTES)
        tx.flush()
        return feed_url(tx, event_id)


def feed_url(tx: Transaction, event_id: UUID) -> str:
    """For pages: ask only for somebody to whom the event is shown."""
    row = queries.get_event(tx, event_id)
    base = runtime.current().settings.public_url.rstrip("/")
    place = f"{base}/api/v1/organizations/{tx.organization_id}/events/{event_id}"
    return f"{place}/feed/{_mark(row)}.ics"


def get_event_by_feed(tx: Transaction, event_id: UUID, mark: str) -> Event:
    """The event whose calendar has this address, or EventNotFound when it leads nowhere."""
    row = queries.get_event(tx, event_id)
    if not constant_time_equal(mark, _mark(row)) or row.state not in SHOWN:
        raise EventNotFound
    return event_reader.to_event(tx, row)


def _mark(row: EventRow) -> str:
    """160 bits that only this platform can compute, for one event and salt."""
    return derive_secret(PURPOSE, row.id.bytes + (row.feed_salt or b""))
