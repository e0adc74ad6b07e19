"""Scans that devices made without a connection: uploaded once, judged, and their conflicts told.

A scan is judged by the rules as they stand when it arrives, at the time when it was made. The
check-in that we knew of first counts; a scan that let in somebody besides is a conflict, which is
told and never dropped. What a device that may override let in with a reason is none.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from turnout.kernel import clock
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.checkin import api as checkin
from turnout.modules.checkin_devices import policies, queries, rules
from turnout.modules.checkin_devices.metrics import UPLOADED
from turnout.modules.checkin_devices.types import (
    CheckinConflict,
    DeviceContext,
    OfflineScan,
    OfflineScanOutcome,
    Outcome,
    Settlement,
    StoredDevice,
)
from turnout.modules.checkin_scans import api as checkin_scans
from turnout.modules.events import api as events


def upload(
    ctx: DeviceContext, scans: Sequence[OfflineScan], *, device_time: datetime
) -> list[OfflineScanOutcome]:
    """Take in scans of the device, each in a transaction of its own, the earliest first.

    `device_time` is what its clock says now: by as much as that is wrong, so were its scans. One
    that was uploaded before is answered as then.
    """
    device = policies.require_device(ctx).device
    now = clock.now()
    _require_own_lists(ctx, device, scans)
    found = {
        scan.scan_id: _take_in(ctx, device, scan, offset=device_time - now)
        for scan in sorted(scans, key=lambda each: (each.scanned_at, each.scan_id))
    }
    return [found[scan.scan_id] for scan in scans]


def list_conflicts(
    ctx: OrganizationContext, event_id: UUID, request: PageRequest
) -> Page[CheckinConflict]:
    """Whom devices let in against the rules, where and when, the latest uploaded first."""
    policies.require_can_manage(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        rows = queries.list_conflicts(tx, event_id, request)
    return page(rows, request, key=lambda each: (each.uploaded_at.isoformat(), each.id))


def _take_in(
    ctx: DeviceContext, device: StoredDevice, scan: OfflineScan, *, offset: timedelta
) -> OfflineScanOutcome:
    sent = checkin.Scan(
        code=scan.code or "",
        ticket_id=scan.ticket_id,
        list_id=scan.list_id or (device.list_ids[0] if device.list_ids else None),
        gate=device.gate,
        device=device.name,
        scan_id=rules.scan_key(device.id, scan.scan_id),
        is_at_kiosk=device.is_kiosk,
    )
    shown = checkin.read_scan(ctx, device.event_id, sent)
    with transaction(ctx) as tx:
        if isinstance(shown, checkin.PresentedCode):
            shown = checkin.identify(tx, device.event_id, shown)
        happened_at = rules.corrected_time(
            scan.scanned_at, offset=offset, joined_at=device.joined_at, now=tx.now
        )
        row_id = queries.claim_scan(tx, device, scan, happened_at=happened_at)
        if row_id is not None and scan.reason in checkin.DONE:
            direction = checkin.Direction.IN
            if scan.reason == checkin.Reason.EXITED:
                direction = checkin.Direction.OUT
            judged = replace(sent, at=happened_at, direction=direction)
            queries.settle_scan(tx, row_id, _settled(tx, device, judged, shown, scan))
        elif row_id is not None:
            refused = replace(sent, at=happened_at)
            checkin_scans.record_refusal(tx, device.event_id, _refusal(refused, shown, scan))
        settled = queries.get_scan(tx, device.id, scan.scan_id)
        if row_id is not None:
            tx.after_commit.append(lambda: UPLOADED.add(outcome=settled.outcome))
    return settled


def _refusal(
    sent: checkin.Scan,
    shown: checkin.PresentedCode | checkin.Reason,
    scan: OfflineScan,
) -> checkin.Refusal:
    """What the device turned away, for the log of scans."""
    read = shown if isinstance(shown, checkin.PresentedCode) else None
    return checkin.Refusal(
        scan=sent,
        reason=checkin.Reason(scan.reason),
        method=read.method if read else "scan",
        ticket_id=read.ticket_id if read else None,
    )


def _settled(
    tx: Transaction,
    device: StoredDevice,
    sent: checkin.Scan,
    shown: checkin.PresentedCode | checkin.Reason,
    scan: OfflineScan,
) -> Settlement:
    """What becomes of somebody whom the device let in, or out.

    A scan that reached us before, and whose answer was lost, is done: even one taken back since.
    """
    if isinstance(shown, checkin.Reason):
        return Settlement(outcome=Outcome.CONFLICT.value, reason=shown.value)
    did = checkin.Reason(scan.reason)
    heard = queries.find_heard(tx, shown.ticket_id, scan_id=sent.scan_id)
    if heard is not None:
        return Settlement(
            outcome=rules.outcome_of(did, did).value,
            reason=did.value,
            ticket_id=shown.ticket_id,
            admission_id=heard,
        )
    is_entry = did is checkin.Reason.ADMITTED
    if is_entry and device.may_override and scan.override_reason is not None:
        why = scan.override_reason
        verdict = checkin.admit_anyway(tx, device.event_id, sent, shown=shown, reason=why)
    else:
        verdict = checkin.admit(tx, device.event_id, sent, shown=shown)
    return Settlement(
        outcome=rules.outcome_of(did, verdict.reason).value,
        reason=verdict.reason.value,
        ticket_id=shown.ticket_id if verdict.attendee_name is not None else None,
        admission_id=verdict.admission_id,
    )


def _require_own_lists(
    ctx: DeviceContext, device: StoredDevice, scans: Sequence[OfflineScan]
) -> None:
    """Invalid where a scan names a list that is none of the device's."""
    with transaction(ctx) as tx:
        lists = rules.lists_of(device, checkin.lists_of_event(tx, device.event_id))
    own = {None, *(each.id for each in lists)}
    wrong = [
        FieldError(f"/scans/{place}/list_id", "This is no list of this device.")
        for place, each in enumerate(scans)
        if each.list_id not in own
    ]
    if wrong:
        raise Invalid(*wrong)
