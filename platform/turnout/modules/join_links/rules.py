"""Decisions about personal join links: what has one, when it leads somewhere, its secret. Pure."""

from datetime import datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from turnout.kernel.security.capability_links import derive_secret, head_of, is_derived
from turnout.modules.events import api as events
from turnout.modules.join_links.types import JoinState
from turnout.modules.tickets import api as tickets

PURPOSE: Final = "join_links.secret"
OPENS_BEFORE: Final = timedelta(hours=1)
CLOSES_AFTER: Final = timedelta(hours=1)
SERIAL_BYTES: Final = 4
WEB: Final = ("https://", "http://")


def is_offered(event: events.Event) -> bool:
    """Whether an event takes place online and is not cancelled."""
    url = event.online_url or ""
    is_online = event.kind is not events.EventKind.IN_PERSON and url.startswith(WEB)
    return is_online and event.state is not events.State.CANCELLED


def opens_at(event: events.Event) -> datetime | None:
    return event.starts_at - OPENS_BEFORE if event.starts_at else None


def closes_at(event: events.Event) -> datetime | None:
    return event.ends_at + CLOSES_AFTER if event.ends_at else None


def state_at(event: events.Event, now: datetime) -> JoinState:
    """An event without a date is open."""
    opens, closes = opens_at(event), closes_at(event)
    if opens is not None and now < opens:
        return JoinState.NOT_OPEN
    return JoinState.OVER if closes is not None and now >= closes else JoinState.OPEN


def secret_of(ticket: tickets.Ticket, serial: int, *, key_id: str | None = None) -> str:
    """160 bits that only this platform can compute; others with each holder and each renewal."""
    head = serial.to_bytes(SERIAL_BYTES, "big")
    body = ticket.id.bytes + ticket.nonce + head
    return derive_secret(PURPOSE, body, head=head, key_id=key_id)


def is_secret_of(ticket: tickets.Ticket, secret: str, *, serial: int) -> bool:
    """Whether a secret is the ticket's present one."""
    if head_of(secret, SERIAL_BYTES) is None:
        return False
    return is_derived(secret, partial(secret_of, ticket, serial))


def path_of(organization_id: UUID, ticket: tickets.Ticket, serial: int) -> str:
    return f"/join/{organization_id}/{ticket.id}/{secret_of(ticket, serial)}"
