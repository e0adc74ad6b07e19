"""Every statement of check-in devices: joining codes, devices, reports and what they download."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec
from psycopg.errors import ForeignKeyViolation, UniqueViolation

from turnout.kernel.db.pagination import PageRequest, like, place_in_time
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.ids import new_id, typed_number
from turnout.kernel.values import attributes_of
from turnout.modules.checkin.sql_fragments import (
    ADMISSIONS,
    EXITS,
    WRITTEN_ADMISSIONS,
    WRITTEN_EXITS,
)
from turnout.modules.checkin_devices.errors import DeviceNameTaken
from turnout.modules.checkin_devices.types import (
    CheckinConflict,
    FoundTicket,
    KioskMode,
    NewJoiningCode,
    OfflineScan,
    OfflineScanOutcome,
    Report,
    Settlement,
    StoredDevice,
    StoredJoiningCode,
)
from turnout.modules.orders.sql_fragments import ORDER_NUMBERS
from turnout.modules.organizations.sql_fragments import ZONE
from turnout.modules.participation.sql_fragments import SESSIONS_OF_TICKETS
from turnout.modules.tickets.sql_fragments import TICKETS_AT_THE_DOOR
from turnout.search_words.texts import name_has, plain_like

MOST_FOUND: Final = 20
_CODE_COLUMNS: Final = """
    id, event_id, list_ids, gate, starts_at, ends_at, max_uses, uses, expires_at, revoked_at,
    created_at, may_override, may_sell, kiosk, print_station_id
"""
INSERT_CODE: Final = f"""
    INSERT INTO checkin_joining_codes (organization_id, id, event_id, list_ids, gate, starts_at,
        ends_at, code_hash, max_uses, uses, expires_at, created_at, created_by,
        may_override, may_sell, kiosk, print_station_id)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(list_ids)s, %(gate)s, %(starts_at)s,
        %(ends_at)s, %(code_hash)s, %(max_uses)s, 0,
        %(now)s + make_interval(secs => %(expires_in_seconds)s), %(now)s, %(actor)s,
        %(may_override)s, %(may_sell)s, %(kiosk)s, %(print_station_id)s)
    RETURNING {_CODE_COLUMNS}
"""
OPEN_CODES: Final = f"""
    SELECT {_CODE_COLUMNS} FROM checkin_joining_codes
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
        AND revoked_at IS NULL AND uses < max_uses AND expires_at > %(now)s
    ORDER BY id DESC LIMIT 100
"""
REVOKE_CODE: Final = """
    UPDATE checkin_joining_codes SET revoked_at = coalesce(revoked_at, %(now)s)
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s AND id = %(id)s
    RETURNING id
"""
USE_CODE: Final = f"""
    UPDATE checkin_joining_codes SET uses = uses + 1
    WHERE organization_id = %(organization_id)s AND code_hash = %(code_hash)s
        AND revoked_at IS NULL AND uses < max_uses AND expires_at > %(now)s
    RETURNING {_CODE_COLUMNS}
"""
FIND_CODE: Final = f"""
    SELECT {_CODE_COLUMNS} FROM checkin_joining_codes
    WHERE organization_id = %(organization_id)s AND code_hash = %(code_hash)s
"""
INSERT_DEVICE: Final = """
    INSERT INTO checkin_devices (organization_id, id, event_id, list_ids, gate, starts_at, ends_at,
        name, joining_code_id, token_hash, joined_at, may_override, may_sell, kiosk,
        print_station_id)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(list_ids)s, %(gate)s, %(starts_at)s,
        %(ends_at)s, %(name)s, %(joining_code_id)s, %(token_hash)s, %(now)s,
        %(may_override)s, %(may_sell)s, %(kiosk)s, %(print_station_id)s)
"""
_DEVICES: Final = """
    SELECT d.id, d.event_id, d.name, d.list_ids, d.gate, d.starts_at, d.ends_at, d.joined_at,
        d.revoked_at, s.seen_at, s.battery_percent, s.app_version, s.queue_length,
        s.clock_offset_seconds, d.may_override, d.may_sell, d.kiosk,
        d.print_station_id
    FROM checkin_devices d LEFT JOIN checkin_device_status s
        ON s.organization_id = d.organization_id AND s.device_id = d.id
    WHERE d.organization_id = %(organization_id)s
"""
LIST_DEVICES: Final = f"""{_DEVICES} AND d.event_id = %(event_id)s
    ORDER BY d.revoked_at IS NOT NULL, d.joined_at DESC, d.id LIMIT 500
"""
FIND_DEVICE: Final = f"{_DEVICES} AND d.event_id = %(event_id)s AND d.id = %(id)s"
DEVICE_OF_TOKEN: Final = f"""
    SELECT d.*, o.state AS organization_state
    FROM ({_DEVICES} AND d.token_hash = %(token_hash)s) d CROSS JOIN ({ZONE}) o
"""
REVOKE_DEVICE: Final = """
    UPDATE checkin_devices SET revoked_at = %(now)s, revoked_by = %(actor)s
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s AND id = %(id)s
        AND revoked_at IS NULL
    RETURNING id
"""
WRITE_REPORT: Final = """
    INSERT INTO checkin_device_status (organization_id, device_id, seen_at, battery_percent,
        app_version, queue_length, clock_offset_seconds)
    VALUES (%(organization_id)s, %(device_id)s, %(now)s, %(battery_percent)s, %(app_version)s,
        %(queue_length)s, %(clock_offset_seconds)s)
    ON CONFLICT (organization_id, device_id) DO UPDATE SET seen_at = excluded.seen_at,
        battery_percent = excluded.battery_percent, app_version = excluded.app_version,
        queue_length = excluded.queue_length,
        clock_offset_seconds = excluded.clock_offset_seconds
"""
FIRST_OPEN: Final = """
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint FROM checkin_devices
    WHERE organization_id = %(organization_id)s AND id = %(device_id)s
"""
"""Asked where the device's row is, and so the tickets: each node numbers its own transactions."""
_SINCE: Final = """
    ((SELECT until FROM snapshot)
        - ((SELECT until FROM snapshot) - {writer}) %% 4294967296 >= %(since)s)
"""
"""Whether a row was written since: the row has the lower 32 bits of its transaction's number, the
rest is that of the last transaction there is. Older rows than 2^32 transactions count as new."""
LIST_TICKETS: Final = f"""
    WITH snapshot AS MATERIALIZED (
        SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS until)
    SELECT t.id, t.holder_name AS name, coalesce(o.number, '') AS number, t.ticket_type_id,
        t.state, t.code_hash, a.entries, r.session_ids
    FROM {TICKETS_AT_THE_DOOR} t
    LEFT JOIN {ORDER_NUMBERS} o
        ON o.organization_id = t.organization_id AND o.order_id = t.order_id
    LEFT JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_array(e.list_id, split_part(e.period, '#', 1),
                    e.admitted_at, e.gate, x.exited_at)
                ORDER BY e.admitted_at, e.id) FILTER (WHERE e.undone_at IS NULL) AS entries,
            bool_or({_SINCE.format(writer="e.written_by")} OR x.is_changed) AS is_changed
        FROM {WRITTEN_ADMISSIONS} e LEFT JOIN LATERAL (
            SELECT max(w.exited_at) FILTER (WHERE w.undone_at IS NULL) AS exited_at,
                bool_or({_SINCE.format(writer="w.written_by")}) AS is_changed
            FROM {WRITTEN_EXITS} w
            WHERE w.organization_id = e.organization_id AND w.admission_id = e.id) x ON true
        WHERE e.organization_id = t.organization_id AND e.ticket_id = t.id
            AND e.list_id = ANY(%(list_ids)s)) a ON true
    LEFT JOIN LATERAL (
        SELECT array_agg(g.session_id) AS session_ids FROM {SESSIONS_OF_TICKETS} g
        WHERE g.organization_id = t.organization_id AND g.ticket_id = t.id
            AND g.session_id = ANY(%(session_ids)s)) r ON true
    WHERE t.organization_id = %(organization_id)s AND t.event_id = %(event_id)s
        AND ({_SINCE.format(writer="t.written_by")} OR a.is_changed)
    ORDER BY t.id
"""
SEARCH: Final = f"""
    SELECT t.id AS ticket_id, t.holder_name AS name, coalesce(o.number, '') AS number,
        t.ticket_type_id, t.state, a.admitted_at
    FROM {TICKETS_AT_THE_DOOR} t
    LEFT JOIN {ORDER_NUMBERS} o
        ON o.organization_id = t.organization_id AND o.order_id = t.order_id
    LEFT JOIN LATERAL (
        SELECT min(e.admitted_at) AS admitted_at FROM {ADMISSIONS} e
        WHERE e.organization_id = t.organization_id AND e.ticket_id = t.id
            AND e.undone_at IS NULL AND e.list_id = ANY(%(list_ids)s)) a ON true
    WHERE t.organization_id = %(organization_id)s AND t.event_id = %(event_id)s
        AND (%(ticket_type_ids)s::uuid[] IS NULL OR t.ticket_type_id = ANY(%(ticket_type_ids)s)
            OR EXISTS (SELECT FROM {SESSIONS_OF_TICKETS} g
                WHERE g.organization_id = t.organization_id AND g.ticket_id = t.id
                    AND g.session_id = ANY(%(session_ids)s)))
        AND (o.number = %(number)s
            OR {name_has("t.holder_name")})
    ORDER BY t.state = 'valid' DESC, lower(t.holder_name), t.id LIMIT %(limit)s
"""

CLAIM_SCAN: Final = """
    INSERT INTO checkin_offline_scans (organization_id, id, event_id, device_id, scan_id, list_id,
        gate, scanned_at, happened_at, uploaded_at, outcome, reason)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(device_id)s, %(scan_id)s, %(list_id)s,
        %(gate)s, %(scanned_at)s, %(happened_at)s, %(now)s, 'refused', %(reason)s)
    ON CONFLICT (organization_id, device_id, scan_id) DO NOTHING RETURNING id
"""
SETTLE_SCAN: Final = """
    UPDATE checkin_offline_scans SET outcome = %(outcome)s, reason = %(reason)s,
        ticket_id = %(ticket_id)s, admission_id = %(admission_id)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
FIND_SCAN: Final = """
    SELECT scan_id, outcome, reason, happened_at, admission_id FROM checkin_offline_scans
    WHERE organization_id = %(organization_id)s AND device_id = %(device_id)s
        AND scan_id = %(scan_id)s
"""
FIND_HEARD: Final = f"""
    SELECT a.id FROM {ADMISSIONS} a LEFT JOIN {EXITS} x
        ON x.organization_id = a.organization_id AND x.admission_id = a.id
    WHERE a.organization_id = %(organization_id)s AND a.ticket_id = %(ticket_id)s
        AND (a.scan_id = %(scan_id)s OR x.scan_id = %(scan_id)s) LIMIT 1
"""
CONFLICTS: Final = f"""
    SELECT s.id, s.reason, s.ticket_id, coalesce(t.holder_name, '') AS name, s.happened_at, s.gate,
        d.name AS device, s.uploaded_at, s.admission_id, a.admitted_at, a.gate AS admitted_gate,
        a.device AS admitted_device
    FROM checkin_offline_scans s
    JOIN checkin_devices d ON d.organization_id = s.organization_id AND d.id = s.device_id
    LEFT JOIN {TICKETS_AT_THE_DOOR} t
        ON t.organization_id = s.organization_id AND t.id = s.ticket_id
    LEFT JOIN {ADMISSIONS} a
        ON a.organization_id = s.organization_id AND a.id = s.admission_id
    WHERE s.organization_id = %(organization_id)s AND s.event_id = %(event_id)s
        AND s.outcome = 'conflict'
        AND (%(after_at)s::timestamptz IS NULL
            OR (s.uploaded_at, s.id) < (%(after_at)s::timestamptz, %(after_id)s::uuid))
    ORDER BY s.uploaded_at DESC, s.id DESC LIMIT %(limit)s
"""

NAMES: Final = """
    SELECT id, name FROM checkin_devices
    WHERE organization_id = %(organization_id)s AND id = ANY(%(ids)s)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDevice:
    """What a token stands for, and whether its organization is open."""

    device: StoredDevice
    organization_state: str

    @classmethod
    def of(cls, *, organization_state: str, **columns: Any) -> "KnownDevice":
        return cls(device=StoredDevice.of(**columns), organization_state=organization_state)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorTicket:
    """A ticket with its live entries, as a list is made of them."""

    id: UUID
    name: str
    number: str
    ticket_type_id: UUID
    state: str
    code_hash: str
    entries: list[tuple[str, str, str, str, str | None]] | None
    session_ids: list[UUID] | None


def insert_code(
    tx: Transaction, event_id: UUID, new: NewJoiningCode, *, code_hash: bytes
) -> StoredJoiningCode:
    values = attributes_of(new) | {
        "id": new_id(),
        "event_id": event_id,
        "list_ids": _as_texts(new.list_ids),
        "code_hash": code_hash,
        "kiosk": _kept(new.kiosk),
        "actor": str(tx.ctx.actor),
    }
    try:
        return tx.query(INSERT_CODE, tx.here(**values), into=StoredJoiningCode.of)[0]
    except ForeignKeyViolation as error:
        says = "Choose a print station of this event."
        raise Invalid(FieldError("/print_station_id", says)) from error


def list_open_codes(tx: Transaction, event_id: UUID) -> list[StoredJoiningCode]:
    """Those by which a device can still join, the newest first."""
    return tx.query(OPEN_CODES, tx.here(event_id=event_id), into=StoredJoiningCode.of)


def revoke_code(tx: Transaction, event_id: UUID, code_id: UUID) -> bool:
    return bool(tx.query(REVOKE_CODE, tx.here(event_id=event_id, id=code_id)))


def use_code(tx: Transaction, code_hash: bytes) -> StoredJoiningCode | None:
    """Count a use of a code that is open; None for any other. Of two at once, both count."""
    rows = tx.query(USE_CODE, tx.here(code_hash=code_hash), into=StoredJoiningCode.of)
    return next(iter(rows), None)


def find_code(tx: Transaction, code_hash: bytes) -> StoredJoiningCode | None:
    rows = tx.query(FIND_CODE, tx.here(code_hash=code_hash), into=StoredJoiningCode.of)
    return next(iter(rows), None)


def insert_device(
    tx: Transaction, code: StoredJoiningCode, *, device_id: UUID, name: str, token_hash: bytes
) -> None:
    """Write a device as its code says; DeviceNameTaken beside one of this name."""
    values = {
        "id": device_id,
        "event_id": code.event_id,
        "list_ids": _as_texts(code.list_ids),
        "gate": code.gate,
        "starts_at": code.starts_at,
        "ends_at": code.ends_at,
        "name": name,
        "joining_code_id": code.id,
        "token_hash": token_hash,
        "may_override": code.may_override,
        "may_sell": code.may_sell,
        "kiosk": _kept(code.kiosk),
        "print_station_id": code.print_station_id,
    }
    try:
        tx.query(INSERT_DEVICE, tx.here(**values))
    except UniqueViolation as error:
        raise DeviceNameTaken from error


def list_devices(tx: Transaction, event_id: UUID) -> list[StoredDevice]:
    """The event's devices, revoked ones last."""
    return tx.query(LIST_DEVICES, tx.here(event_id=event_id), into=StoredDevice.of)


def names_of(tx: Transaction, device_ids: Collection[UUID]) -> dict[UUID, str]:
    """The name of each device, revoked ones included."""
    return dict(tx.query(NAMES, tx.here(ids=list(device_ids))))


def find_device(tx: Transaction, event_id: UUID, device_id: UUID) -> StoredDevice | None:
    where = tx.here(event_id=event_id, id=device_id)
    return next(iter(tx.query(FIND_DEVICE, where, into=StoredDevice.of)), None)


def device_of_token(tx: Transaction, token_hash: bytes) -> KnownDevice | None:
    """The device of this organization that has this token: one statement."""
    where = tx.here(token_hash=token_hash)
    return next(iter(tx.query(DEVICE_OF_TOKEN, where, into=KnownDevice.of)), None)


def revoke_device(tx: Transaction, event_id: UUID, device_id: UUID) -> bool:
    """Revoke a device; False when it is revoked already, or is not there."""
    where = tx.here(event_id=event_id, id=device_id, actor=str(tx.ctx.actor))
    return bool(tx.query(REVOKE_DEVICE, where))


def write_report(
    tx: Transaction, device_id: UUID, report: Report, *, clock_offset_seconds: int | None
) -> None:
    values = {
        "device_id": device_id,
        "battery_percent": report.battery_percent,
        "app_version": report.app_version,
        "queue_length": report.queue_length,
        "clock_offset_seconds": clock_offset_seconds,
    }
    tx.query(WRITE_REPORT, tx.here(**values))


def first_open_transaction(tx: Transaction, device_id: UUID) -> int:
    """The number of the oldest transaction whose changes may not be seen yet."""
    [(number,)] = tx.query(FIRST_OPEN, tx.here(device_id=device_id))
    return int(number)


def list_tickets(
    tx: Transaction,
    event_id: UUID,
    *,
    list_ids: Sequence[UUID],
    session_ids: Sequence[UUID],
    since: int,
) -> list[DoorTicket]:
    """Tickets of an event that were written, or let in, since a transaction; 0: all of them."""
    where = {
        "event_id": event_id,
        "list_ids": list(list_ids),
        "session_ids": list(session_ids),
        "since": since,
    }
    return tx.query(LIST_TICKETS, tx.here(**where), into=DoorTicket)


def search_tickets(
    tx: Transaction,
    event_id: UUID,
    text: str,
    *,
    list_ids: Sequence[UUID],
    ticket_type_ids: Collection[UUID] | None,
    session_ids: Sequence[UUID],
) -> list[FoundTicket]:
    """The first few tickets of these types, or sessions, by a part of the name or the number."""
    where = {
        "event_id": event_id,
        "number": typed_number(text),
        "like": like(text),
        "plain": plain_like(text),
        "list_ids": list(list_ids),
        "ticket_type_ids": None if ticket_type_ids is None else list(ticket_type_ids),
        "session_ids": list(session_ids),
        "limit": MOST_FOUND,
    }
    return tx.query(SEARCH, tx.here(**where), into=FoundTicket)


def claim_scan(
    tx: Transaction, device: StoredDevice, scan: OfflineScan, *, happened_at: datetime
) -> UUID | None:
    """Write an uploaded scan as one that let nobody in; None when it was uploaded before."""
    values = {
        "id": new_id(),
        "event_id": device.event_id,
        "device_id": device.id,
        "scan_id": scan.scan_id,
        "list_id": scan.list_id,
        "gate": device.gate,
        "scanned_at": scan.scanned_at,
        "happened_at": happened_at,
        "reason": scan.reason,
    }
    return next((row_id for (row_id,) in tx.query(CLAIM_SCAN, tx.here(**values))), None)


def settle_scan(tx: Transaction, row_id: UUID, settled: Settlement) -> None:
    """Write what became of an uploaded scan."""
    tx.query(SETTLE_SCAN, tx.here(id=row_id, **attributes_of(settled)))


def find_heard(tx: Transaction, ticket_id: UUID | None, *, scan_id: str | None) -> UUID | None:
    """The check-in that this very scan made, or ended, before; undone ones too."""
    where = tx.here(ticket_id=ticket_id, scan_id=scan_id)
    return next((found for (found,) in tx.query(FIND_HEARD, where)), None)


def get_scan(tx: Transaction, device_id: UUID, scan_id: str) -> OfflineScanOutcome:
    """What became of a scan that was uploaded before."""
    where = tx.here(device_id=device_id, scan_id=scan_id)
    return tx.query(FIND_SCAN, where, into=OfflineScanOutcome)[0]


def list_conflicts(tx: Transaction, event_id: UUID, request: PageRequest) -> list[CheckinConflict]:
    """The latest uploaded first; one more than asked for says that more follow."""
    after = place_in_time(request)
    where = {
        "event_id": event_id,
        "after_at": after[0] if after else None,
        "after_id": after[1] if after else None,
        "limit": request.limit + 1,
    }
    return tx.query(CONFLICTS, tx.here(**where), into=CheckinConflict)


def entry_time(text: str) -> datetime:
    """An instant as PostgreSQL writes it into JSON."""
    return datetime.fromisoformat(text)


def _kept(kiosk: KioskMode | None) -> Any:
    return None if kiosk is None else as_json(msgspec.to_builtins(kiosk))


def _as_texts(ids: Sequence[UUID] | None) -> Any:
    return None if ids is None else as_json([str(each) for each in ids])
