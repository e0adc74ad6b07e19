"""Statements about audit streams and how far they are; the rows of others are row security's."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.audit_streams.types import AuditStream, Cursor

SHOWN: Final = """
    SELECT s.id, s.kind, s.name, s.host, s.port, s.url, s.ca_certificate, s.with_values,
        s.is_active, s.created_at, s.version, c.sequence, c.failures, c.last_error,
        c.last_received_at, c.next_at
    FROM log_streams s JOIN log_stream_cursors c ON c.id = s.id
    WHERE s.belongs_to IS NOT DISTINCT FROM %(belongs_to)s
"""
LIST: Final = f"{SHOWN} ORDER BY s.id"
FIND: Final = f"{SHOWN} AND s.id = %(id)s"
LOCK: Final = f"{FIND} FOR UPDATE OF s"
INSERT: Final = """
    INSERT INTO log_streams (id, belongs_to, kind, name, host, port, url, ca_certificate,
        with_values, secret, is_active, created_at, version)
    VALUES (%(id)s, %(belongs_to)s, %(kind)s, %(name)s, %(host)s, %(port)s, %(url)s,
        %(ca_certificate)s, %(with_values)s, %(secret)s, true, %(now)s, 1)
"""
INSERT_CURSOR: Final = """
    INSERT INTO log_stream_cursors (id, belongs_to, audit_position, security_position, sequence,
        failures, last_error, next_at)
    VALUES (%(id)s, %(belongs_to)s, %(audit_position)s, %(security_position)s, 0, 0, '', %(now)s)
"""
UPDATE: Final = """
    UPDATE log_streams SET name = coalesce(%(name)s, name),
        is_active = coalesce(%(is_active)s, is_active), version = version + 1
    WHERE id = %(id)s
"""
DELETE: Final = """
    DELETE FROM log_streams
    WHERE id = %(id)s AND belongs_to IS NOT DISTINCT FROM %(belongs_to)s RETURNING id
"""
CLAIM: Final = """
    UPDATE log_stream_cursors SET next_at = %(until)s
    WHERE id IN (
        SELECT c.id FROM log_stream_cursors c JOIN log_streams s ON s.id = c.id
        WHERE s.is_active AND c.next_at <= %(now)s
        ORDER BY c.next_at LIMIT %(most)s FOR UPDATE OF c SKIP LOCKED)
    RETURNING id
"""
CURSOR: Final = """
    SELECT s.id, s.belongs_to, s.kind, s.host, s.port, s.url, s.ca_certificate, s.with_values,
        s.secret, c.audit_position, c.security_position, c.sequence, c.batch_audit,
        c.batch_security, c.failures
    FROM log_streams s JOIN log_stream_cursors c ON c.id = s.id
    WHERE s.id = %(id)s AND s.is_active
"""
BEGIN_BATCH: Final = """
    UPDATE log_stream_cursors SET batch_audit = %(audit_to)s, batch_security = %(security_to)s
    WHERE id = %(id)s
"""
# Of two workers that sent the same batch, the second moves nothing.
RECEIVED: Final = """
    UPDATE log_stream_cursors SET audit_position = batch_audit,
        security_position = batch_security, sequence = sequence + %(count)s, batch_audit = NULL,
        batch_security = NULL, failures = 0, last_error = '', last_received_at = %(now)s
    WHERE id = %(id)s AND sequence = %(sequence)s AND batch_audit IS NOT NULL
"""
FAILED: Final = """
    UPDATE log_stream_cursors SET failures = failures + 1, last_error = %(error)s,
        next_at = %(next_at)s
    WHERE id = %(id)s
"""
REST: Final = "UPDATE log_stream_cursors SET next_at = %(next_at)s WHERE id = %(id)s"


def list_streams(tx: Transaction, belongs_to: UUID | None) -> list[AuditStream]:
    return tx.query(LIST, {"belongs_to": belongs_to}, into=AuditStream)


def find_stream(tx: Transaction, belongs_to: UUID | None, stream_id: UUID) -> AuditStream | None:
    values = {"belongs_to": belongs_to, "id": stream_id}
    return next(iter(tx.query(FIND, values, into=AuditStream)), None)


def lock_stream(tx: Transaction, belongs_to: UUID | None, stream_id: UUID) -> AuditStream | None:
    values = {"belongs_to": belongs_to, "id": stream_id}
    return next(iter(tx.query(LOCK, values, into=AuditStream)), None)


def insert_stream(tx: Transaction, values: Mapping[str, Any]) -> None:
    tx.query(INSERT, {"now": tx.now, **values})
    tx.query(INSERT_CURSOR, {"now": tx.now, **values})


def update_stream(
    tx: Transaction, stream_id: UUID, *, name: str | None, is_active: bool | None
) -> None:
    tx.query(UPDATE, {"id": stream_id, "name": name, "is_active": is_active})


def delete_stream(tx: Transaction, belongs_to: UUID | None, stream_id: UUID) -> bool:
    return bool(tx.query(DELETE, {"belongs_to": belongs_to, "id": stream_id}))


def claim_due(tx: Transaction, *, until: datetime, most: int) -> list[UUID]:
    """Take streams that are due, so that no other worker sends them until then."""
    values = {"now": tx.now, "until": until, "most": most}
    return [stream_id for (stream_id,) in tx.query(CLAIM, values)]


def find_cursor(tx: Transaction, stream_id: UUID) -> Cursor | None:
    return next(iter(tx.query(CURSOR, {"id": stream_id}, into=Cursor)), None)


def begin_batch(tx: Transaction, stream_id: UUID, *, audit_to: int, security_to: int) -> None:
    """Fix how far the batch reaches that is sent next: repeated, it is the same."""
    values = {"id": stream_id, "audit_to": audit_to, "security_to": security_to}
    tx.query(BEGIN_BATCH, values)


def note_received(tx: Transaction, cursor: Cursor, *, count: int) -> None:
    values = {"id": cursor.id, "sequence": cursor.sequence, "count": count, "now": tx.now}
    tx.query(RECEIVED, values)


def note_failed(tx: Transaction, stream_id: UUID, *, error: str, next_at: datetime) -> None:
    tx.query(FAILED, {"id": stream_id, "error": error, "next_at": next_at})


def rest(tx: Transaction, stream_id: UUID, *, next_at: datetime) -> None:
    tx.query(REST, {"id": stream_id, "next_at": next_at})
