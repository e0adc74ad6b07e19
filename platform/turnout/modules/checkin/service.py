"""Use cases of check-in: scans, reversals, lists and attendance."""

from collections.abc import Collection, Sequence
from dataclasses import replace
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
from turnout.modules.checkin import policies, scans, windows
from turnout.modules.checkin.errors import (
    AdmissionNotFound,
    AlreadyUndone,
    CameInAgain,
    ExitNotFound,
    ReentryInUse,
)
from turnout.modules.checkin.facts import AdmissionUndone, ExitUndone
from turnout.modules.checkin.queries import admissions, attendance, lists, stays
from turnout.modules.checkin.types import (
    Admission,
    Attendance,
    CheckinList,
    CheckinStream,
    EntryRule,
    NewList,
    Reason,
    Scan,
    Scope,
    Verdict,
)
from turnout.modules.events import api as events
from turnout.modules.programme import api as programme
from turnout.modules.tickets import api as tickets

SCANNED: Final = counter(
    "turnout_checkin_scans", "Scans by what came of them", reason=tuple(Reason)
)


def scan(ctx: OrganizationContext, event_id: UUID, sent: Scan) -> Verdict:
    """Let the holder of a code in, once over all gates, or out; or say why not.

    The code's signature is checked before the database is asked; then one statement admits,
    announces and tells what it found. Everything about a code is a verdict, never an error.
    """
    policies.require_can_scan(ctx, event_id)
    shown = scans.read_scan(ctx, event_id, sent)
    with transaction(ctx) as tx:
        if isinstance(shown, Reason):
            verdict = Verdict(reason=shown, list_id=sent.list_id, scan_id=sent.scan_id)
            scans.tell_refused(tx, event_id, sent, verdict)
        else:
            seen, verdict = scans.judge(tx, event_id, sent, shown=shown, is_last=True)
            scans.tell_refused(tx, event_id, sent, verdict, shown=shown, ticket=seen.ticket)
    SCANNED.add(reason=verdict.reason)
    return verdict


def undo_admission(
    ctx: OrganizationContext, event_id: UUID, admission_id: UUID, *, reason: str
) -> None:
    """Take a check-in back, so that the ticket admits again; who and why stay in the log."""
    policies.require_can_undo(ctx, event_id)
    with transaction(ctx) as tx:
        undone = admissions.undo(tx, event_id, admission_id, reason=reason)
        if undone is None:
            known = admissions.is_known(tx, event_id, admission_id)
            raise AlreadyUndone if known else AdmissionNotFound
        ticket_id, list_id = undone
        tx.publish(
            AdmissionUndone(
                admission_id=admission_id, ticket_id=ticket_id, event_id=event_id, list_id=list_id
            )
        )
        scans.mark_counts(tx, event_id)


def undo_exit(ctx: OrganizationContext, event_id: UUID, exit_id: UUID, *, reason: str) -> None:
    """Take back that somebody went out, so that they are inside; who and why stay in the log.

    They count again even where the list is full by now: they never left. CameInAgain once the
    ticket has a later stay of that day.
    """
    policies.require_can_undo(ctx, event_id)
    with transaction(ctx) as tx:
        found = stays.find_exit(tx, event_id, exit_id)
        if found is None:
            raise ExitNotFound
        stays.lock_limits(tx, found.list_id)
        if not stays.undo_exit(tx, exit_id, reason=reason):
            current = stays.find_exit(tx, event_id, exit_id)
            raise CameInAgain if current and not current.is_undone else AlreadyUndone
        tx.publish(
            ExitUndone(
                exit_id=exit_id,
                admission_id=found.admission_id,
                ticket_id=found.ticket_id,
                event_id=event_id,
                list_id=found.list_id,
            )
        )
        scans.mark_counts(tx, event_id)


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


def _count_inside(tx: Transaction, event_id: UUID) -> Attendance:
    found = lists.list_lists(tx, event_id)
    return Attendance.of(
        found,
        attendance.count_inside(tx, event_id),
        valid=tickets.count_valid(tx, event_id),
        registered=attendance.count_registered(tx, event_id),
        overrides=attendance.count_overrides(tx, event_id),
        inside=stays.count_occupancy(tx, event_id) if any(e.is_counted for e in found) else {},
    )


def list_admissions(
    ctx: OrganizationContext, event_id: UUID, request: PageRequest, *, list_id: UUID | None = None
) -> Page[Admission]:
    """List who came in (by one list), the latest first, with entries that were taken back."""
    policies.require_can_scan(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        rows = attendance.list_admissions(tx, event_id, request, list_id=list_id)
        held = tickets.list_by_id(tx, list({row["ticket_id"] for row in rows}))
    names = {ticket.id: ticket.holder_name for ticket in held}
    listed = [Admission(attendee_name=names.get(row["ticket_id"], ""), **row) for row in rows]
    return page(listed, request, key=lambda each: (each.admitted_at.isoformat(), each.id))


def list_lists(ctx: OrganizationContext, event_id: UUID) -> list[CheckinList]:
    """The event's check-in lists, the default one first (made now if it is missing)."""
    policies.require_can_scan(ctx, event_id)
    with transaction(ctx) as tx:
        found = lists.list_lists(tx, event_id)
        if not any(each.is_default for each in found):
            scans.ensure_default_list(tx, event_id)
            found = lists.list_lists(tx, event_id)
    return found


def create_list(ctx: OrganizationContext, event_id: UUID, new: NewList) -> CheckinList:
    """Set up a list for a gate, a day, some ticket types, or sessions with registration."""
    policies.require_can_manage(ctx, event_id)
    with transaction(ctx) as tx:
        _require_ticket_types(tx, event_id, new.ticket_type_ids)
        _require_sessions(tx, event_id, new.session_ids)
        _require_windows(new)
        made = from_attributes(
            CheckinList,
            new,
            id=new_id(),
            is_default=False,
            time_zone=events.get_event(tx, event_id).time_zone,
            scope=Scope.EVENT if new.session_ids is None else Scope.SESSION,
            session_ids=sorted(set(new.session_ids or ())),
            version=1,
        )
        lists.insert_list(tx, event_id, made)
    return made


def ensure_default_list(ctx: OrganizationContext, event_id: UUID) -> None:
    """Make the list that admits every ticket, if the event has none."""
    with transaction(ctx) as tx:
        scans.ensure_default_list(tx, event_id)


def follow_event(ctx: OrganizationContext, event_id: UUID) -> None:
    """Take over the event's time zone, by which days at the door are told."""
    with transaction(ctx) as tx:
        event = events.find_event(tx, event_id)
        if event is not None:
            lists.update_time_zone(tx, event_id, event.time_zone)


def admitted_tickets(tx: Transaction, ticket_ids: Sequence[UUID]) -> set[UUID]:
    """Find the tickets, of these, with which somebody is inside; they cannot be transferred."""
    return attendance.list_admitted(tx, ticket_ids)


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
        found = lists.lock_list(tx, event_id, list_id)
        require_version(version, found.version)
        if "ticket_type_ids" in changes:
            _require_ticket_types(tx, event_id, changes["ticket_type_ids"])
        if "session_ids" in changes:
            _write_sessions(tx, event_id, found, changes["session_ids"])
        changed = replace(found, **changes)
        if changed.opens_at and changed.closes_at and changed.opens_at >= changed.closes_at:
            raise Invalid(FieldError("/closes_at", "A list must close after it opens."))
        if "windows" in changes:
            _require_windows(changed)
        changed = _with_entry_rule(tx, found, changed, changes=changes)
        return lists.update_list(tx, event_id, changed)


def _write_sessions(
    tx: Transaction, event_id: UUID, found: CheckinList, session_ids: Sequence[UUID]
) -> None:
    """Change the sessions of a list for sessions; those that it has may stay."""
    if not found.is_of_sessions:
        raise Invalid(FieldError("/session_ids", "This list is for the event as a whole."))
    _require_sessions(tx, event_id, set(session_ids) - set(found.session_ids))
    lists.write_sessions(tx, found.id, session_ids)


def _with_entry_rule(
    tx: Transaction, found: CheckinList, changed: CheckinList, *, changes: dict[str, Any]
) -> CheckinList:
    """A list that admits once has no limits of re-entry; they go with the rule.

    ReentryInUse where somebody came in again already: that they did stays as it is.
    """
    if changed.entry_rule == EntryRule.RE_ENTRY:
        return changed
    if found.entry_rule == EntryRule.RE_ENTRY and stays.was_reentered(tx, found.id):
        raise ReentryInUse
    limits = ("max_reentries", "reentry_minutes")
    wrong = [name for name in limits if changes.get(name) is not None]
    if wrong:
        raise Invalid(
            *(FieldError(f"/{name}", "This needs a list with re-entry.") for name in wrong)
        )
    return replace(changed, max_reentries=None, reentry_minutes=None)


def _require_ticket_types(
    tx: Transaction, event_id: UUID, ticket_type_ids: Sequence[UUID] | None
) -> None:
    offered = {offer.ticket_type_id for offer in catalog.list_offers(tx, event_id)}
    if not offered.issuperset(ticket_type_ids or ()):
        raise Invalid(FieldError("/ticket_type_ids", "Choose ticket types of this event."))


def _require_windows(one: NewList | CheckinList) -> None:
    """Invalid where windows overlap, or one can admit nobody."""
    wrong = windows.problems_of(one.windows or (), opens_at=one.opens_at, closes_at=one.closes_at)
    if wrong:
        raise Invalid(*wrong)


def _require_sessions(
    tx: Transaction, event_id: UUID, session_ids: Collection[UUID] | None
) -> None:
    if session_ids is None:
        return
    offered = {each.session_id for each in programme.list_sessions_with_registration(tx, event_id)}
    if not offered.issuperset(session_ids):
        says = "Choose sessions of this event that have a registration of their own."
        raise Invalid(FieldError("/session_ids", says))


def live_counts(organization_id: UUID, event_ids: Collection[UUID]) -> dict[UUID, bytes]:
    """The attendance of each event as JSON, for the team's stream; none for one that is gone."""
    with transaction(system_in(organization_id, "checkin.live-counts")) as tx:
        return {
            event_id: msgspec.json.encode(_count_inside(tx, event_id))
            for event_id in event_ids
            if events.find_event(tx, event_id) is not None
        }
