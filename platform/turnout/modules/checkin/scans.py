"""How a scan is judged: its code is read, one statement lets in, the verdict is worded."""

import threading
from collections.abc import Mapping
from dataclasses import replace
from time import monotonic
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.kernel.messaging import live
from turnout.modules.catalog import api as catalog
from turnout.modules.checkin import hooks, policies, reentry, rules
from turnout.modules.checkin.errors import ListNotFound
from turnout.modules.checkin.facts import TicketAdmitted, TicketExited
from turnout.modules.checkin.queries import admissions as queries
from turnout.modules.checkin.queries import lists, stays
from turnout.modules.checkin.scan_context import (
    Entry,
    PresentedCode,
    Refusal,
    ScanContext,
    SeenTicket,
)
from turnout.modules.checkin.types import (
    DONE,
    CheckinList,
    Direction,
    OncePer,
    Reason,
    Scan,
    Verdict,
)
from turnout.modules.events import api as events
from turnout.modules.tickets import api as tickets

DEFAULT_LIST: Final = "Everybody"
KIOSK: Final = "kiosk"
NAMES_SECONDS: Final = 60.0
ASK_AGAIN_SECONDS: Final = 2.0
MOST_EVENTS: Final = 512
ANY_NONCE: Final = (bytes(8), b"\xff" * 8)
"""Who is found by name comes by the ticket as it is: whichever code it has."""


def read_scan(ctx: OrganizationContext, event_id: UUID, sent: Scan) -> PresentedCode | Reason:
    """What a scan presents, or why it is nothing; the ticket itself is not asked for."""
    policies.require_can_scan(ctx, event_id)
    shown = _read(ctx, event_id, sent)
    if sent.is_at_kiosk and isinstance(shown, PresentedCode):
        return replace(shown, method=KIOSK)
    return shown


def _read(ctx: OrganizationContext, event_id: UUID, sent: Scan) -> PresentedCode | Reason:
    if sent.ticket_id is not None:
        return present_ticket(sent.ticket_id)
    nonces = tickets.nonces_of(sent.code)
    if nonces is not None:
        first, last = nonces
        method = "scan" if first == last else "code"  # a barcode number is scanned, not typed
        return PresentedCode(ticket_id=None, first_nonce=first, last_nonce=last, method=method)
    try:
        claims = tickets.read_code(ctx, sent.code, event_id=event_id)
    except tickets.CodeRefused as refused:
        return Reason(refused.reason)
    return PresentedCode(
        ticket_id=claims.ticket_id, first_nonce=claims.nonce, last_nonce=claims.nonce
    )


def identify(tx: Transaction, event_id: UUID, shown: PresentedCode) -> PresentedCode:
    """The same with the ticket's id, where a short code or a barcode number stands for a ticket."""
    if shown.ticket_id is not None:
        return shown
    ticket = tickets.find_by_nonces(tx, event_id, (shown.first_nonce, shown.last_nonce))
    return shown if ticket is None else replace(shown, ticket_id=ticket.id)


def present_ticket(ticket_id: UUID) -> PresentedCode:
    """Somebody who comes without a code: found by name, or sold a ticket a moment ago."""
    first, last = ANY_NONCE
    return PresentedCode(ticket_id=ticket_id, first_nonce=first, last_nonce=last, method="name")


def tell_refused(
    tx: Transaction,
    event_id: UUID,
    sent: Scan,
    verdict: Verdict,
    *,
    shown: PresentedCode | None = None,
    ticket: SeenTicket | None = None,
) -> None:
    """Have a refusal written down; whoever comes in, comes in without another statement."""
    if verdict.reason in DONE:
        return
    method = shown.method if shown else _method_of_nothing(sent)
    ticket_id = ticket.id if ticket else None
    hooks.tell_refused(
        tx,
        event_id,
        Refusal(scan=sent, reason=verdict.reason, method=method, ticket_id=ticket_id),
    )


def _method_of_nothing(sent: Scan) -> str:
    """How something was presented that is no code at all."""
    return KIOSK if sent.is_at_kiosk else "scan"


def admit(tx: Transaction, event_id: UUID, sent: Scan, *, shown: PresentedCode) -> Verdict:
    """Let in what a scan presents, in the caller's transaction, which has asked who may.

    A refusal is the answer alone: the caller says what becomes of it.
    """
    return judge(tx, event_id, sent, shown=shown)[1]


def judge(
    tx: Transaction, event_id: UUID, sent: Scan, *, shown: PresentedCode, is_last: bool = False
) -> tuple[ScanContext, Verdict]:
    """Let in what a scan presents, or say why not, with what was found.

    With `is_last` an admission is committed at once; what follows is a transaction of its own.
    """
    at = sent.at or tx.now
    hooks.require_own_gate(tx, event_id, sent.gate)
    seen = queries.admit(tx, event_id, sent, shown=shown, is_last=is_last)
    if seen is None and sent.list_id is None:
        ensure_default_list(tx, event_id)
        seen = queries.admit(tx, event_id, sent, shown=shown)
    if seen is not None and _take_turn(tx, seen):
        locked = seen.session.ids if seen.session else ()
        seen = queries.admit(tx, event_id, sent, shown=shown, locked=locked)
    if seen is None:
        raise ListNotFound
    if seen.is_counted:
        seen = _pass_counted(tx, event_id, sent, seen=seen, shown=shown)
    seen = _with_rival(tx, event_id, sent, seen=seen)
    verdict = rules.decide(seen, sent, event_id=event_id, now=at)
    if seen.admitted is not None or seen.left is not None:
        mark_counts(tx, event_id)
    if seen.ticket is None or verdict.attendee_name is None:
        return seen, verdict
    return seen, replace(verdict, ticket_type=type_name(tx, event_id, seen.ticket.ticket_type_id))


def _take_turn(tx: Transaction, seen: ScanContext) -> bool:
    """Wait for the sessions, or the list, whose people inside are to be counted; False: none."""
    has_sessions = seen.session is not None and bool(seen.session.ids)
    if seen.session is not None and has_sessions:
        queries.lock_sessions(tx, seen.session.ids)
    if seen.is_counted:
        stays.lock_limits(tx, seen.list_id)
    return has_sessions or seen.is_counted


def _pass_counted(
    tx: Transaction, event_id: UUID, sent: Scan, *, seen: ScanContext, shown: PresentedCode
) -> ScanContext:
    """Let somebody in or out by a list that counts who is inside; its row is locked.

    The one statement lets nobody in by such a list: here the rules decide, and what they decide
    is written.
    """
    if seen.ticket is None or seen.ticket.event_id != event_id:
        return seen
    at, ticket_id = sent.at or tx.now, seen.ticket.id
    read = stays.read_stays(tx, seen.list_id, ticket_id, day=seen.period)
    seen = replace(seen, stays=read, earlier=None)
    told = reentry.stay_of(seen, sent)
    seen = replace(seen, earlier=told.entry if told else None)
    if reentry.direction_of(seen, sent) is Direction.OUT:
        seen = replace(seen, left=reentry.stay_to_end(seen, sent))
    reason = rules.decide(seen, sent, event_id=event_id, now=at).reason
    if reason is Reason.EXITED and seen.left is not None and seen.left.exited_at is None:
        stays.insert_exit(tx, event_id, sent, admission_id=seen.left.id, method=shown.method)
        told_of = {"ticket_id": ticket_id, "event_id": event_id, "list_id": seen.list_id}
        tx.publish(TicketExited(admission_id=seen.left.id, **told_of))
    elif reason is not Reason.EXITED:
        seen = replace(seen, left=None)
    if reason is not Reason.ADMITTED or seen.earlier is not None:
        return seen
    passed = let_in(tx, event_id, sent, seen=seen, method=shown.method)
    if passed.admitted is None:  # by a list that began to count while a rival came in by it
        return _pass_counted(tx, event_id, sent, seen=seen, shown=shown)
    return passed


def let_in(
    tx: Transaction, event_id: UUID, sent: Scan, *, seen: ScanContext, method: str
) -> ScanContext:
    """Write the admission of a ticket that may come in, and say so; unchanged where a rival did."""
    assert seen.ticket is not None  # noqa: S101  nobody comes in without a ticket
    period = reentry.next_period(seen.stays, seen.period) if seen.stays else seen.period
    admission_id = stays.insert_admission(
        tx, event_id, sent, seen=seen, period=period, method=method
    )
    if admission_id is None:
        return seen
    told = {"ticket_id": seen.ticket.id, "event_id": event_id, "list_id": seen.list_id}
    tx.publish(TicketAdmitted(**told))
    entry = Entry(admission_id, sent.at or tx.now, sent.gate, sent.scan_id)
    return replace(seen, admitted=entry)


def type_name(tx: Transaction, event_id: UUID, ticket_type_id: UUID) -> str | None:
    """What the scanner calls a ticket type."""
    return _names.find(tx, event_id, ticket_type_id)


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


def ensure_default_list(tx: Transaction, event_id: UUID) -> None:
    """Make the list that admits every ticket, if the event has none."""
    event = events.get_event(tx, event_id)
    lists.insert_default_list(
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


def mark_counts(tx: Transaction, event_id: UUID) -> None:
    """Have who looks at the door, or at the event as a whole, hear of it."""
    live.mark(tx, live.CHECKINS, [event_id])
    live.mark(tx, live.DASHBOARD, [event_id])
