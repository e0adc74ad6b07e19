"""Personal agendas: the sessions that somebody picked, what clashes, and a calendar of them."""

import base64
import hmac
import secrets
from dataclasses import replace
from hashlib import sha256
from typing import Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import PersonContext, PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.security.crypto import constant_time_equal
from turnout.modules.events import api as events
from turnout.modules.events.api import SHOWN, Conflict, Event, Session
from turnout.modules.participation.errors import AgendaFull, AgendaNotFound
from turnout.modules.participation.models import AgendaRow
from turnout.modules.participation.queries import agendas as queries
from turnout.modules.participation.types import Agenda, GuestAgenda
from turnout.programme_formats.conflicts import Booking, overlapping
from turnout.programme_formats.ical_writer import write_ics

MOST: Final = 500
SALT_BYTES: Final = 16
MARK_BYTES: Final = 20
OPENS: Final = "events.agenda"
READS: Final = "events.agenda-feed"


def read_own_agenda(
    ctx: PersonContext, organization_id: UUID, event_id: UUID, *, code: str | None = None
) -> Agenda:
    """The signed-in person's agenda; an empty one for who has none."""
    with transaction(_in_organization(ctx, organization_id)) as tx:
        return _agenda(tx, _own(tx, ctx, event_id, code=code), code=code)


def pick_session(
    ctx: PersonContext,
    organization_id: UUID,
    event_id: UUID,
    *,
    session_id: UUID,
    code: str | None = None,
) -> Agenda:
    """Picking twice changes nothing; what clashes is told, not refused."""
    with transaction(_in_organization(ctx, organization_id)) as tx:
        row = _own(tx, ctx, event_id, code=code)
        _pick(tx, row, session_id)
        return _agenda(tx, row, code=code)


def drop_session(
    ctx: PersonContext, organization_id: UUID, event_id: UUID, *, session_id: UUID
) -> None:
    with transaction(_in_organization(ctx, organization_id)) as tx:
        agenda_id = queries.find_agenda(tx, event_id, ctx.user_id)
        if agenda_id is not None:
            queries.drop(tx, agenda_id, session_id)


def renew_feed(
    ctx: PersonContext, organization_id: UUID, event_id: UUID, *, code: str | None = None
) -> Agenda:
    """Give the calendar another address: the old one leads nowhere from now on."""
    with transaction(_in_organization(ctx, organization_id)) as tx:
        row = _own(tx, ctx, event_id, code=code)
        return _with_new_feed(tx, row, code=code)


def start_guest_agenda(
    ctx: PublicContext, event_id: UUID, *, code: str | None = None
) -> GuestAgenda:
    """An agenda for somebody without an account: the secret, told now, is the only key."""
    with transaction(ctx) as tx:
        events.get_visible(tx, event_id, code=code)
        salt = secrets.token_bytes(SALT_BYTES)
        agenda_id = queries.ensure_agenda(tx, event_id, user_id=None, salt=salt)
        row = queries.get_agenda(tx, agenda_id)
        return GuestAgenda(agenda=_agenda(tx, row, code=code), secret=_mark(row, OPENS))


def read_guest_agenda(
    ctx: PublicContext, agenda_id: UUID, secret: str, *, code: str | None = None
) -> Agenda:
    with transaction(ctx) as tx:
        return _agenda(tx, _of_secret(tx, agenda_id, secret), code=code)


def pick_guest_session(
    ctx: PublicContext,
    agenda_id: UUID,
    secret: str,
    *,
    session_id: UUID,
    code: str | None = None,
) -> Agenda:
    with transaction(ctx) as tx:
        row = _of_secret(tx, agenda_id, secret)
        _pick(tx, row, session_id)
        return _agenda(tx, row, code=code)


def drop_guest_session(
    ctx: PublicContext, agenda_id: UUID, secret: str, *, session_id: UUID
) -> None:
    with transaction(ctx) as tx:
        queries.drop(tx, _of_secret(tx, agenda_id, secret).id, session_id)


def renew_guest_feed(
    ctx: PublicContext, agenda_id: UUID, secret: str, *, code: str | None = None
) -> Agenda:
    """As `renew_feed`; the secret that opens the agenda stays."""
    with transaction(ctx) as tx:
        row = _of_secret(tx, agenda_id, secret)
        return _with_new_feed(tx, row, code=code)


def draw_feed(ctx: PublicContext, agenda_id: UUID, mark: str) -> bytes:
    """The picked sessions as a calendar; what is called off is in it as cancelled."""
    with transaction(ctx) as tx:
        row = queries.get_agenda(tx, agenda_id)
        if not constant_time_equal(mark, _mark(row, READS)):
            raise AgendaNotFound
        event = events.get_event(tx, row.event_id)
        if event.state not in SHOWN:
            raise AgendaNotFound
        found = events.read_file(tx, event)
        kept = {str(each) for each in queries.picked(tx, agenda_id)}
        wanted = {found.keys[each] for each in found.keys if each in kept}
    programme = replace(
        found.programme,
        sessions=tuple(each for each in found.programme.sessions if each.key in wanted),
    )
    return write_ics(programme, changed_at=found.changed_at, sequences=found.sequences)


def _own(tx: Transaction, ctx: PersonContext, event_id: UUID, *, code: str | None) -> AgendaRow:
    events.get_visible(tx, event_id, code=code)
    salt = secrets.token_bytes(SALT_BYTES)
    agenda_id = queries.ensure_agenda(tx, event_id, user_id=ctx.user_id, salt=salt)
    return queries.get_agenda(tx, agenda_id)


def _of_secret(tx: Transaction, agenda_id: UUID, secret: str) -> AgendaRow:
    row = queries.get_agenda(tx, agenda_id)
    if row.user_id is not None or not constant_time_equal(secret, _mark(row, OPENS)):
        raise AgendaNotFound
    return row


def _with_new_feed(tx: Transaction, row: AgendaRow, *, code: str | None) -> Agenda:
    row.feed_salt = secrets.token_bytes(SALT_BYTES)
    tx.flush()
    return _agenda(tx, row, code=code)


def _pick(tx: Transaction, row: AgendaRow, session_id: UUID) -> None:
    events.require_session(tx, row.event_id, session_id)
    if len(queries.picked(tx, row.id)) >= MOST:
        raise AgendaFull
    queries.pick(tx, row.id, session_id)


def _agenda(tx: Transaction, row: AgendaRow, *, code: str | None) -> Agenda:
    event: Event = events.get_visible(tx, row.event_id, code=code)
    picked = queries.picked(tx, row.id)
    sessions = events.sessions_by_id(tx, picked, time_zone=event.time_zone)
    base = runtime.current().settings.public_url.rstrip("/")
    place = f"{base}/api/v1/organizations/{tx.organization_id}/agendas/{row.id}"
    return Agenda(
        id=row.id,
        event_id=row.event_id,
        sessions=tuple(sessions),
        clashes=_clashes(row.id, sessions),
        feed_url=f"{place}/feed/{_mark(row, READS)}.ics",
    )


def _clashes(agenda_id: UUID, sessions: list[Session]) -> tuple[Conflict, ...]:
    """Each session that begins before another picked one has ended, with that other."""
    bookings = [
        Booking(
            resource=str(agenda_id),
            label=str(each.id),
            starts_at=each.starts_at,
            ends_at=each.ends_at,
        )
        for each in sessions
        if each.state == "scheduled"
    ]
    return tuple(
        Conflict(
            kind="agenda",
            resource_id=agenda_id,
            first_session_id=UUID(first.label),
            second_session_id=UUID(second.label),
        )
        for first, second in overlapping(bookings)
    )


def _mark(row: AgendaRow, purpose: str) -> str:
    """160 bits that only this platform can compute, for one agenda, salt and purpose."""
    key = runtime.current().keys.derive(purpose)
    salt = row.feed_salt or row.salt if purpose == READS else row.salt
    mark = hmac.new(key, row.id.bytes + salt, sha256).digest()[:MARK_BYTES]
    return base64.urlsafe_b64encode(mark).rstrip(b"=").decode()


def _in_organization(ctx: PersonContext, organization_id: UUID) -> PublicContext:
    """What a person keeps is a row of the organization whose event it is."""
    return PublicContext(
        organization_id=organization_id,
        actor=ctx.actor,
        user_id=ctx.user_id,
        request_id=ctx.request_id,
    )
