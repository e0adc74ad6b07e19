"""Statements of overrides: who was let in against a rule, and the admission that counts."""

from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.checkin.scan_context import Override, ScanContext, StoredOverride
from turnout.modules.checkin.types import Scan

_OVERRIDE: Final = """
    id, list_id, ticket_id, ticket_type_id, reason, overridden_at, gate, admission_id
"""
INSERT_OVERRIDE: Final = """
    INSERT INTO checkin_overrides (organization_id, id, event_id, list_id, ticket_id,
        ticket_type_id, reason, override_reason, overridden_at, gate, device, method, actor,
        scan_id)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(list_id)s, %(ticket_id)s,
        %(ticket_type_id)s, %(reason)s, %(override_reason)s, %(at)s, %(gate)s, %(device)s,
        %(method)s, %(actor)s, %(scan_id)s)
    ON CONFLICT (organization_id, event_id, actor, scan_id) DO NOTHING RETURNING id
"""
SETTLE_OVERRIDE: Final = """
    UPDATE checkin_overrides SET admission_id = %(admission_id)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
FIND_OVERRIDE: Final = f"""
    SELECT {_OVERRIDE} FROM checkin_overrides
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
        AND actor = %(actor)s AND scan_id = %(scan_id)s
"""


def insert_override(
    tx: Transaction, event_id: UUID, scan: Scan, *, seen: ScanContext, why: Override
) -> UUID | None:
    """Write an override; None when this scan was overridden before."""
    assert seen.ticket is not None  # noqa: S101  what no ticket was read from is never overridden
    values = {
        "id": new_id(),
        "event_id": event_id,
        "list_id": seen.list_id,
        "ticket_id": seen.ticket.id,
        "ticket_type_id": seen.ticket.ticket_type_id,
        "reason": why.overridden.value,
        "override_reason": why.reason,
        "at": scan.at or tx.now,
        "gate": scan.gate,
        "device": scan.device,
        "method": why.method,
        "actor": str(tx.ctx.actor),
        "scan_id": scan.scan_id,
    }
    return next((row_id for (row_id,) in tx.query(INSERT_OVERRIDE, tx.here(**values))), None)


def settle_override(tx: Transaction, override_id: UUID, admission_id: UUID | None) -> None:
    """Write which check-in counts for an override."""
    tx.query(SETTLE_OVERRIDE, tx.here(id=override_id, admission_id=admission_id))


def find_override(tx: Transaction, event_id: UUID, scan_id: str | None) -> StoredOverride | None:
    """What this scan of the present actor did before, if it was an override."""
    where = tx.here(event_id=event_id, actor=str(tx.ctx.actor), scan_id=scan_id)
    return next(iter(tx.query(FIND_OVERRIDE, where, into=StoredOverride)), None)
