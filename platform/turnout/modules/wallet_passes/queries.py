"""Every statement of wallet passes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.claims import Claim, ClaimedRow
from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.checkin.sql_fragments import ADMISSIONS
from turnout.modules.wallet_passes.types import Device, NewPass, StoredPass

COLUMNS: Final = """
    id, connection_id, event_id, ticket_id, order_id, holder_mark, language, state, digest,
    provider_ref, is_admitted, is_told, tries, changed_at, due_at
"""
INSERT: Final = f"""
    INSERT INTO wallet_passes (organization_id, id, connection_id, event_id, ticket_id, order_id,
        holder_mark, language, state, digest, provider_ref, is_admitted, is_told, tries,
        last_error, starts_at, ends_at, created_at, changed_at)
    VALUES (%(organization_id)s, %(id)s, %(connection_id)s, %(event_id)s, %(ticket_id)s,
        %(order_id)s, %(holder_mark)s, %(language)s, 'valid', '', '', false, true, 0, '',
        %(starts_at)s, %(ends_at)s, %(now)s, %(changed_at)s)
    ON CONFLICT ON CONSTRAINT uq_wallet_passes_holder_mark
        DO UPDATE SET language = excluded.language
    RETURNING {COLUMNS}
"""
FIND: Final = f"""
    SELECT {COLUMNS} FROM wallet_passes
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
MARK: Final = """
    UPDATE wallet_passes SET due_at = %(now)s, tries = 0
    WHERE organization_id = %(organization_id)s AND state <> 'void'
        AND (%(event_id)s::uuid IS NULL OR event_id = %(event_id)s)
        AND (%(order_id)s::uuid IS NULL OR order_id = %(order_id)s)
"""
# Operators' rights: which organizations have passes of events that are on about now.
AROUND_NOW: Final = """
    SELECT DISTINCT organization_id FROM wallet_passes
    WHERE state <> 'void' AND starts_at < %(soon)s AND ends_at > %(lately)s
"""
MARK_ADMITTED: Final = f"""
    UPDATE wallet_passes p SET is_admitted = NOT p.is_admitted, due_at = %(now)s, tries = 0
    WHERE p.organization_id = %(organization_id)s AND p.state <> 'void'
        AND p.starts_at < %(soon)s AND p.ends_at > %(lately)s
        AND p.is_admitted <> EXISTS (SELECT FROM {ADMISSIONS} a
            WHERE a.organization_id = p.organization_id AND a.ticket_id = p.ticket_id
                AND a.undone_at IS NULL)
"""
DUE: Final = Claim(
    "wallet_passes",
    due="due_at <= %(now)s",
    first="due_at",
    taken="due_at = %(until)s, tries = tries + 1",
)
COUNT_DUE: Final = "SELECT count(*) FROM wallet_passes WHERE due_at <= %(now)s"
CHANGED: Final = """
    UPDATE wallet_passes SET digest = %(digest)s, state = %(state)s, changed_at = %(changed_at)s,
        provider_ref = %(provider_ref)s, is_told = %(is_told)s, starts_at = %(starts_at)s,
        ends_at = %(ends_at)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
# A change that came while this one was carried out has set an earlier time: it stays due.
SETTLE: Final = """
    UPDATE wallet_passes SET due_at = NULL, tries = 0, last_error = '', is_told = true
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND due_at = %(due_at)s
"""
FAILED: Final = """
    UPDATE wallet_passes SET due_at = %(next_at)s, last_error = %(error)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND due_at = %(due_at)s
"""
REGISTER: Final = """
    INSERT INTO wallet_devices (organization_id, id, pass_id, device, push_token, registered_at)
    VALUES (%(organization_id)s, %(id)s, %(pass_id)s, %(device)s, %(push_token)s, %(now)s)
    ON CONFLICT ON CONSTRAINT uq_wallet_devices_device
        DO UPDATE SET push_token = excluded.push_token
    RETURNING id
"""
COUNT_DEVICES: Final = """
    SELECT count(*) FROM wallet_devices
    WHERE organization_id = %(organization_id)s AND pass_id = %(pass_id)s
"""
UNREGISTER: Final = """
    DELETE FROM wallet_devices
    WHERE organization_id = %(organization_id)s AND pass_id = %(pass_id)s AND device = %(device)s
"""
DEVICES: Final = """
    SELECT id, push_token FROM wallet_devices
    WHERE organization_id = %(organization_id)s AND pass_id = %(pass_id)s ORDER BY id
"""
FORGET_DEVICE: Final = """
    DELETE FROM wallet_devices WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
FORGET_OLDEST: Final = """
    DELETE FROM wallet_devices
    WHERE organization_id = %(organization_id)s AND id = (
        SELECT id FROM wallet_devices
        WHERE organization_id = %(organization_id)s AND pass_id = %(pass_id)s
        ORDER BY registered_at, id LIMIT 1)
"""
OF_DEVICE: Final = """
    SELECT p.id, p.changed_at FROM wallet_devices d
    JOIN wallet_passes p ON p.organization_id = d.organization_id AND p.id = d.pass_id
    WHERE d.organization_id = %(organization_id)s AND d.device = %(device)s
        AND p.connection_id = %(connection_id)s
        AND (%(since)s::timestamptz IS NULL OR p.changed_at > %(since)s)
    ORDER BY p.id
"""


def insert_pass(tx: Transaction, new: NewPass, *, changed_at: datetime) -> tuple[StoredPass, bool]:
    """The pass of a ticket's code in a wallet, and whether it was not there before."""
    pass_id = new_id()
    values = {
        "id": pass_id,
        "now": tx.now,
        "changed_at": changed_at,
        **{name: getattr(new, name) for name in NewPass.__slots__},
    }
    [found] = tx.query(INSERT, tx.here(**values), into=StoredPass)
    return found, found.id == pass_id


def find_pass(tx: Transaction, pass_id: UUID) -> StoredPass | None:
    return next(iter(tx.query(FIND, tx.here(id=pass_id), into=StoredPass)), None)


def mark_due(tx: Transaction, *, event_id: UUID | None, order_id: UUID | None) -> None:
    """Have the passes of an event or an order looked at; those that are void stay so."""
    tx.query(MARK, tx.here(now=tx.now, event_id=event_id, order_id=order_id))


def organizations_around(tx: Transaction, *, soon: datetime, lately: datetime) -> list[UUID]:
    found = tx.query(AROUND_NOW, {"soon": soon, "lately": lately})
    return [organization_id for (organization_id,) in found]


def mark_admitted(tx: Transaction, *, soon: datetime, lately: datetime) -> None:
    """Have passes looked at whose holders came in, or whose check-in was undone."""
    tx.query(MARK_ADMITTED, tx.here(now=tx.now, soon=soon, lately=lately))


def claim_due(tx: Transaction, *, until: datetime, most: int) -> list[ClaimedRow]:
    """Take passes that are due, so that no other worker updates them until then."""
    return DUE.take(tx, {"now": tx.now, "until": until}, limit=most)


def count_due(tx: Transaction) -> int:
    [(found,)] = tx.query(COUNT_DUE, {"now": tx.now})
    return int(found)


def note_changed(tx: Transaction, pass_id: UUID, values: Mapping[str, Any]) -> None:
    """What the wallet shows from now on, and as of when."""
    tx.query(CHANGED, tx.here(id=pass_id, **values))


def settle(tx: Transaction, found: StoredPass) -> None:
    """Nothing is due any more, unless something changed meanwhile."""
    tx.query(SETTLE, tx.here(id=found.id, due_at=found.due_at))


def note_failed(
    tx: Transaction, found: StoredPass, *, error: str, next_at: datetime | None
) -> None:
    """Try again then, or not at all."""
    values = {"id": found.id, "due_at": found.due_at, "error": error, "next_at": next_at}
    tx.query(FAILED, tx.here(**values))


def register_device(tx: Transaction, pass_id: UUID, *, device: str, push_token: str) -> bool:
    """Let a device follow a pass; False when it did already."""
    device_id = new_id()
    values = {"id": device_id, "pass_id": pass_id, "device": device, "push_token": push_token}
    [(found,)] = tx.query(REGISTER, tx.here(now=tx.now, **values))
    return bool(found == device_id)


def count_devices(tx: Transaction, pass_id: UUID) -> int:
    [(found,)] = tx.query(COUNT_DEVICES, tx.here(pass_id=pass_id))
    return int(found)


def unregister_device(tx: Transaction, pass_id: UUID, *, device: str) -> None:
    tx.query(UNREGISTER, tx.here(pass_id=pass_id, device=device))


def list_devices(tx: Transaction, pass_id: UUID) -> list[Device]:
    return tx.query(DEVICES, tx.here(pass_id=pass_id), into=Device)


def forget_device(tx: Transaction, device_id: UUID) -> None:
    tx.query(FORGET_DEVICE, tx.here(id=device_id))


def forget_oldest_device(tx: Transaction, pass_id: UUID) -> None:
    tx.query(FORGET_OLDEST, tx.here(pass_id=pass_id))


def list_changed(
    tx: Transaction, connection_id: UUID, *, device: str, since: datetime | None
) -> list[tuple[UUID, datetime]]:
    """The passes of a wallet that a device follows and that changed since then."""
    values = {"connection_id": connection_id, "device": device, "since": since}
    return list(tx.query(OF_DEVICE, tx.here(**values)))
