"""Use cases of check-in: scans, reversals, lists and attendance."""

import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from time import monotonic
from typing import Any, Final
from uuid import UUID

import msgspec

from turnout.kernel.context import OrganizationContext, system_in
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.ids import new_id
from turnout.kernel.messaging import live
from turnout.kernel.observability.metrics import counter
from turnout.kernel.values import from_attributes
from turnout.modules.catalog import api as catalog
from turnout.modules.checkin import hooks, policies, queries, rules
from turnout.modules.checkin.errors import AdmissionNotFound, AlreadyUndone, ListNotFound
from turnout.modules.checkin.facts import AdmissionUndone
from turnout.modules.checkin.types import (
    Admission,
    Attendance,
    CheckinList,
    CheckinStream,
    NewList,
    OncePer,
    PresentedCode,
    Reason,
    Refusal,
    Scan,
    ScanContext,
    Scope,
    SeenTicket,
    Verdict,
)
from turnout.modules.events import api as events
from turnout.modules.participation import api as participation
from turnout.modules.programme import api as programme
from turnout.modules.tickets import api as tickets

DEFAULT_LIST: Final = "Everybody"
SCANNED: Final = counter(
    "turnout_checkin_scans", "Scans by what came of them", reason=tuple(Reason)
)
NAMES_SECONDS: Final = 60.0
ASK_AGAIN_SECONDS: Final = 2.0
MOST_EVENTS: Final = 512
ANY_NONCE: Final = (bytes(8), b"\xff" * 8)
"""Who is found by name comes by the ticket as it is: whichever code it has."""


def scan(ctx: OrganizationContext, event_id: UUID, sent: Scan) -> Verdict:
    """Let the holder of a code in, once over all gates, or say why not.

    The code's signature is checked before the database is asked; then one statement admits,
    announces and tells what it found. Everything about a code is a verdict, never an error.
    """
    policies.require_can_scan(ctx, event_id)
    shown = _read(ctx, event_id, sent)
    with transaction(ctx) as tx:
        if isinstance(shown, Reason):
            verdict = Verdict(reason=shown, list_id=sent.list_id, scan_id=sent.scan_id)
            _tell_refused(tx, event_id, sent, verdict)
        else:
            seen, verdict = _judge(tx, event_id, sent, shown=shown)
            _tell_refused(tx, event_id, sent, verdict, shown=shown, ticket=seen.ticket)
    SCANNED.add(reason=verdict.reason)
    return verdict


def undo_admission(
    ctx: OrganizationContext, event_id: UUID, admission_id: UUID, *, reason: str
) -> None:
    """Take a check-in back, so that the ticket admits again; who and why stay in the log."""
    policies.require_can_undo(ctx, event_id)
    with transaction(ctx) as tx:
        undone = queries.undo(tx, event_id, admission_id, reason=reason)
        if undone is None:
            known = queries.is_known(tx, event_id, admission_id)
            raise AlreadyUndone if known else AdmissionNotFound
        ticket_id, list_id = undone
        tx.publish(
            AdmissionUndone(
                admission_id=admission_id, ticket_id=ticket_id, event_id=event_id, list_id=list_id
            )
        )
        _mark_counts(tx, event_id)


def count_inside(ctx: OrganizationContext, event_id: UUID) -> Attendance:
    """People inside by list, ticket type and gate, beside the tickets that are valid."""
    policies.require_can_scan(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        return _count_inside(tx, event_id)


def open_stream(ctx: OrganizationContext, event_id: UUID) -> CheckinStream:
    """Let a member of the team listen to the counts for some minutes; the first come at once.

    The address is the proof: who has it hears the numbers of this event and nothing else.
    """
    policies.require_can_scan(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        live.mark(tx, live.CHECKINS, [event_id])
        expires_at = tx.now + live.STREAM_LIFETIME
    address = live.open_stream(
        live.CHECKINS,
        ctx.organization_id,
        event_id,
        user_id=ctx.user_id,
        expires_at=expires_at,
    )
    return CheckinStream(url=address, expires_at=expires_at)


def _mark_counts(tx: Transaction, event_id: UUID) -> None:
    """Have who looks at the door, or at the event as a whole, hear of it."""
    live.mark(tx, live.CHECKINS, [event_id])
    live.mark(tx, live.DASHBOARD, [event_id])


def _count_inside(tx: Transaction, event_id: UUID) -> Attendance:
    return Attendance.of(
        queries.list_lists(tx, event_id),
        queries.count_inside(tx, event_id),
        valid=tickets.count_valid(tx, event_id),
        registered=participation.count_registered(tx, event_id),
    )


def list_admissions(
    ctx: OrganizationContext, event_id: UUID, request: PageRequest, *, list_id: UUID | None = None
) -> Page[Admission]:
    """List who came in (by one list), the latest first, with entries that were taken back."""
    policies.require_can_scan(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        rows = queries.list_admissions(tx, event_id, request, list_id=list_id)
        held = tickets.list_by_id(tx, list({row["ticket_id"] for row in rows}))
    names = {ticket.id: ticket.holder_name for ticket in held}
    listed = [Admission(attendee_name=names.get(row["ticket_id"], ""), **row) for row in rows]
    return page(listed, request, key=lambda each: (each.admitted_at.isoformat(), each.id))


def list_lists(ctx: OrganizationContext, event_id: UUID) -> list[CheckinList]:
    """The event's check-in lists, the default one first (made now if it is missing)."""
    policies.require_can_scan(ctx, event_id)
    with transaction(ctx) as tx:
        found = queries.list_lists(tx, event_id)
        if not any(each.is_default for each in found):
            _ensure_default_list(tx, event_id)
            found = queries.list_lists(tx, event_id)
    return found


def create_list(ctx: OrganizationContext, event_id: UUID, new: NewList) -> CheckinList:
    """Set up a list for a gate, a day, some ticket types, or a session with registration."""
    policies.require_can_manage(ctx, event_id)
    with transaction(ctx) as tx:
        _require_ticket_types(tx, event_id, new.ticket_type_ids)
        _require_session(tx, event_id, new.session_id)
        made = from_attributes(
            CheckinList,
            new,
            id=new_id(),
            is_default=False,
            time_zone=events.get_event(tx, event_id).time_zone,
            scope=Scope.EVENT if new.session_id is None else Scope.SESSION,
            version=1,
        )
        queries.insert_list(tx, event_id, made)
    return made


def ensure_default_list(ctx: OrganizationContext, event_id: UUID) -> None:
    """Make the list that admits every ticket, if the event has none."""
    with transaction(ctx) as tx:
        _ensure_default_list(tx, event_id)


def follow_event(ctx: OrganizationContext, event_id: UUID) -> None:
    """Take over the event's time zone, by which days at the door are told."""
    with transaction(ctx) as tx:
        event = events.find_event(tx, event_id)
        if event is not None:
            queries.update_time_zone(tx, event_id, event.time_zone)


def admitted_tickets(tx: Transaction, ticket_ids: Sequence[UUID]) -> set[UUID]:
    """Find the tickets, of these, with which somebody is inside; they cannot be transferred."""
    return queries.list_admitted(tx, ticket_ids)


def update_list(
    ctx: OrganizationContext,
    event_id: UUID,
    list_id: UUID,
    *,
    changes: dict[str, Any],
    version: int | None,
) -> CheckinList:
    """Rename a list, change whom it admits and when; one that closes now admits nobody any more.

    Who came in stays on record. PreconditionFailed for another version than the present one.
    """
    policies.require_can_manage(ctx, event_id)
    with transaction(ctx) as tx:
        found = queries.lock_list(tx, event_id, list_id)
        require_version(version, found.version)
        if "ticket_type_ids" in changes:
            _require_ticket_types(tx, event_id, changes["ticket_type_ids"])
        changed = replace(found, **changes)
        if changed.opens_at and changed.closes_at and changed.opens_at >= changed.closes_at:
            raise Invalid(FieldError("/closes_at", "A list must close after it opens."))
        return queries.update_list(tx, event_id, changed)


def _require_ticket_types(
    tx: Transaction, event_id: UUID, ticket_type_ids: Sequence[UUID] | None
) -> None:
    offered = {offer.ticket_type_id for offer in catalog.list_offers(tx, event_id)}
    if not offered.issuperset(ticket_type_ids or ()):
        raise Invalid(FieldError("/ticket_type_ids", "Choose ticket types of this event."))


def _require_session(tx: Transaction, event_id: UUID, session_id: UUID | None) -> None:
    if session_id is None:
        return
    session = programme.find_session(tx, event_id, session_id)
    if session is None or not session.needs_registration:
        says = "Choose a session of this event that has a registration of its own."
        raise Invalid(FieldError("/session_id", says))


def read_scan(ctx: OrganizationContext, event_id: UUID, sent: Scan) -> PresentedCode | Reason:
    """What a scan presents, or why it is nothing; the ticket itself is not asked for."""
    policies.require_can_scan(ctx, event_id)
    return _read(ctx, event_id, sent)


def _read(ctx: OrganizationContext, event_id: UUID, sent: Scan) -> PresentedCode | Reason:
    if sent.ticket_id is not None:
        first, last = ANY_NONCE
        return PresentedCode(
            ticket_id=sent.ticket_id, first_nonce=first, last_nonce=last, method="name"
        )
    nonces = tickets.nonces_of(sent.code)
    if nonces is not None:
        return PresentedCode(
            ticket_id=None, first_nonce=nonces[0], last_nonce=nonces[1], method="code"
        )
    try:
        claims = tickets.read_code(ctx, sent.code, event_id=event_id)
    except tickets.CodeRefused as refused:
        return Reason(refused.reason)
    return PresentedCode(
        ticket_id=claims.ticket_id, first_nonce=claims.nonce, last_nonce=claims.nonce
    )


def _tell_refused(
    tx: Transaction,
    event_id: UUID,
    sent: Scan,
    verdict: Verdict,
    *,
    shown: PresentedCode | None = None,
    ticket: SeenTicket | None = None,
) -> None:
    """Have a refusal written down; whoever comes in, comes in without another statement."""
    if verdict.reason is Reason.ADMITTED:
        return
    method = shown.method if shown else "scan"
    ticket_id = ticket.id if ticket else None
    hooks.tell_refused(
        tx,
        event_id,
        Refusal(scan=sent, reason=verdict.reason, method=method, ticket_id=ticket_id),
    )


def admit(tx: Transaction, event_id: UUID, sent: Scan, *, shown: PresentedCode) -> Verdict:
    """Let in what a scan presents, in the caller's transaction, which has asked who may.

    A refusal is the answer alone: the caller says what becomes of it.
    """
    return _judge(tx, event_id, sent, shown=shown)[1]


def _judge(
    tx: Transaction, event_id: UUID, sent: Scan, *, shown: PresentedCode
) -> tuple[ScanContext, Verdict]:
    """What was found, and the verdict."""
    at = sent.at or tx.now
    hooks.require_own_gate(tx, event_id, sent.gate)
    seen = queries.admit(tx, event_id, sent, shown=shown)
    if seen is None and sent.list_id is None:
        _ensure_default_list(tx, event_id)
        seen = queries.admit(tx, event_id, sent, shown=shown)
    if seen is not None and seen.session is not None and seen.session.id is not None:
        queries.lock_session(tx, seen.session.id)
        seen = queries.admit(tx, event_id, sent, shown=shown, is_locked=True)
    if seen is None:
        raise ListNotFound
    seen = _with_rival(tx, event_id, sent, seen=seen)
    verdict = rules.decide(seen, sent, event_id=event_id, now=at)
    if seen.admitted is not None:
        _mark_counts(tx, event_id)
    if seen.ticket is None or verdict.attendee_name is None:
        return seen, verdict
    name = _names.find(tx, event_id, seen.ticket.ticket_type_id)
    return seen, replace(verdict, ticket_type=name)


def _with_rival(tx: Transaction, event_id: UUID, sent: Scan, *, seen: ScanContext) -> ScanContext:
    """Of two scans at once the later one looks again for the entry that it lost to."""
    at = sent.at or tx.now
    if not rules.may_have_lost_race(seen, sent, event_id=event_id, now=at):
        return seen
    assert seen.ticket is not None  # noqa: S101  may_have_lost_race says so
    rival = queries.find_earlier(
        tx, list_id=seen.list_id, ticket_id=seen.ticket.id, period=seen.period
    )
    return replace(seen, earlier=rival)


class _TicketTypeNames:
    """Names by (organization, event), kept by the process so that a scan need not ask.

    A type that is not among them asks again.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[UUID, UUID], tuple[float, Mapping[UUID, str]]] = {}
        self._lock = threading.Lock()

    def find(self, tx: Transaction, event_id: UUID, ticket_type_id: UUID) -> str | None:
        """The type's name, or None for one that is sold no longer under any name."""
        place = (tx.organization_id, event_id)
        with self._lock:
            read_at, names = self._known.get(place, (-NAMES_SECONDS, {}))
        age = monotonic() - read_at
        if age >= NAMES_SECONDS or (ticket_type_id not in names and age >= ASK_AGAIN_SECONDS):
            offers = catalog.list_offers(tx, event_id)
            names = {offer.ticket_type_id: offer.name for offer in offers}
            with self._lock:
                if len(self._known) >= MOST_EVENTS:
                    self._known.clear()
                self._known[place] = (monotonic(), names)
        return names.get(ticket_type_id)


_names: Final = _TicketTypeNames()


def _ensure_default_list(tx: Transaction, event_id: UUID) -> None:
    event = events.get_event(tx, event_id)
    queries.insert_default_list(
        tx,
        event_id,
        CheckinList(
            id=new_id(),
            name=DEFAULT_LIST,
            is_default=True,
            ticket_type_ids=None,
            once_per=OncePer.EVENT.value,
            time_zone=event.time_zone,
            opens_at=None,
            closes_at=None,
        ),
    )


def live_counts(organization_id: UUID, event_ids: Collection[UUID]) -> dict[UUID, bytes]:
    """The attendance of each event as JSON, for the team's stream; none for one that is gone."""
    with transaction(system_in(organization_id, "checkin.live-counts")) as tx:
        return {
            event_id: msgspec.json.encode(_count_inside(tx, event_id))
            for event_id in event_ids
            if events.find_event(tx, event_id) is not None
        }
