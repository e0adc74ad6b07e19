"""Overrides: a member of the team lets in a ticket that a rule of the list refuses, and says why.

The rules are asked first, so that whoever may come in does so without an override. What is no valid
ticket (void, refunded, passed on, forged, of another event) is never let in.
"""

from dataclasses import replace
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.observability.metrics import counter
from turnout.modules.checkin import policies, rules, scans
from turnout.modules.checkin.facts import OverrideRecorded
from turnout.modules.checkin.queries import admissions
from turnout.modules.checkin.queries import overrides as queries
from turnout.modules.checkin.scan_context import (
    Override,
    PresentedCode,
    ScanContext,
    SeenTicket,
    StoredOverride,
)
from turnout.modules.checkin.types import Direction, Reason, Scan, Verdict
from turnout.modules.tickets import api as tickets

OVERRIDDEN: Final = counter(
    "turnout_checkin_overrides",
    "People let in against a rule of a check-in list, by the rule",
    reason=tuple(sorted(rules.OVERRIDABLE)),
)


def override(ctx: OrganizationContext, event_id: UUID, sent: Scan, *, reason: str) -> Verdict:
    """Let in whom a rule of the list refuses, for a reason that stays on record.

    `sent.scan_id` is the key: the same scan of the same actor is answered as before. Somebody who
    is in already stays counted once. A refusal that no override sets aside is the verdict.
    """
    policies.require_can_override(ctx, event_id)
    shown = scans.read_scan(ctx, event_id, sent)
    with transaction(ctx) as tx:
        if isinstance(shown, Reason):
            verdict = Verdict(reason=shown, list_id=sent.list_id, scan_id=sent.scan_id)
            scans.tell_refused(tx, event_id, sent, verdict)
            return verdict
        ticket, verdict = _judge(tx, event_id, sent, shown=shown, reason=reason)
        scans.tell_refused(tx, event_id, sent, verdict, shown=shown, ticket=ticket)
    return verdict


def admit_anyway(
    tx: Transaction, event_id: UUID, sent: Scan, *, shown: PresentedCode, reason: str
) -> Verdict:
    """The same in the caller's transaction, which has asked who may; a refusal is the answer."""
    return _judge(tx, event_id, sent, shown=shown, reason=reason)[1]


def _judge(
    tx: Transaction, event_id: UUID, sent: Scan, *, shown: PresentedCode, reason: str
) -> tuple[SeenTicket | None, Verdict]:
    """The verdict, an override among those, and the ticket that was found."""
    before = queries.find_override(tx, event_id, sent.scan_id)
    if before is not None:
        return None, _answer(tx, event_id, sent, before)
    sent = replace(sent, direction=Direction.IN)
    seen, verdict = scans.judge(tx, event_id, sent, shown=shown)
    if verdict.reason not in rules.OVERRIDABLE:
        return seen.ticket, verdict
    rule = Reason.ALREADY_ADMITTED if seen.earlier else verdict.reason
    why = Override(overridden=rule, method=shown.method, reason=reason.strip())
    return seen.ticket, _let_in(tx, event_id, sent, seen=seen, why=why)


def _let_in(
    tx: Transaction, event_id: UUID, sent: Scan, *, seen: ScanContext, why: Override
) -> Verdict:
    """Write the override once, with the check-in that counts."""
    override_id = queries.insert_override(tx, event_id, sent, seen=seen, why=why)
    if override_id is not None:
        admission_id = seen.earlier.id if seen.earlier else None
        if admission_id is None:
            admission_id = _admit(tx, event_id, sent, seen=seen, why=why)
        queries.settle_override(tx, override_id, admission_id)
        assert seen.ticket is not None  # noqa: S101  only tickets are refused by a rule
        told = {"ticket_id": seen.ticket.id, "event_id": event_id, "list_id": seen.list_id}
        tx.publish(OverrideRecorded(override_id=override_id, **told))
        scans.mark_counts(tx, event_id)
        tx.after_commit.append(lambda: OVERRIDDEN.add(reason=why.overridden.value))
    stored = queries.find_override(tx, event_id, sent.scan_id)
    assert stored is not None  # noqa: S101  it was written, now or by a rival that committed
    return _answer(tx, event_id, sent, stored)


def _admit(
    tx: Transaction, event_id: UUID, sent: Scan, *, seen: ScanContext, why: Override
) -> UUID | None:
    """The check-in that an override makes, or the one that a rival made meanwhile."""
    made = scans.let_in(tx, event_id, sent, seen=seen, method=why.method).admitted
    if made is not None or seen.ticket is None:
        return made.id if made else None
    rival = admissions.find_earlier(
        tx, list_id=seen.list_id, ticket_id=seen.ticket.id, period=seen.period
    )
    return rival.id if rival else None


def _answer(tx: Transaction, event_id: UUID, sent: Scan, stored: StoredOverride) -> Verdict:
    """What the scanner shows, the first time and each time that it asks again."""
    held = tickets.list_by_id(tx, [stored.ticket_id])
    verdict = Verdict(
        reason=Reason.ADMITTED,
        list_id=stored.list_id,
        attendee_name=held[0].holder_name if held else "",
        admission_id=stored.admission_id,
        admitted_at=stored.overridden_at,
        gate=stored.gate,
        scan_id=sent.scan_id,
        overridden=stored.reason,
    )
    return replace(verdict, ticket_type=scans.type_name(tx, event_id, stored.ticket_type_id))
