"""Statements about the browsers from which people have signed in."""

from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.sign_in_devices.types import UsedDevice

# Opening the login holds the person's row: of two sign-ins at once the second sees the first.
USE: Final = """
    WITH before AS (
        SELECT secret_hash = %(secret_hash)s OR fingerprint = %(fingerprint)s AS is_this
        FROM sign_in_devices WHERE user_id = %(user_id)s
    ), used AS (
    INSERT INTO sign_in_devices (id, user_id, secret_hash, fingerprint, first_used_at,
        last_used_at)
    VALUES (%(id)s, %(user_id)s, %(secret_hash)s, %(fingerprint)s, %(now)s, %(now)s)
    ON CONFLICT (user_id, secret_hash) DO UPDATE SET fingerprint = excluded.fingerprint,
        last_used_at = excluded.last_used_at
    RETURNING id)
    SELECT id, NOT EXISTS (SELECT FROM before) AS is_first,
        EXISTS (SELECT FROM before WHERE is_this) AS is_known FROM used
"""
DELETE: Final = "DELETE FROM sign_in_devices WHERE id = %(id)s AND user_id = %(user_id)s"
# The last one stays: without it, the next sign-in would count as the first ever.
FORGET: Final = """
    DELETE FROM sign_in_devices d WHERE d.last_used_at < %(before)s AND EXISTS (
        SELECT FROM sign_in_devices o
        WHERE o.user_id = d.user_id AND (o.last_used_at, o.id) > (d.last_used_at, d.id))
    RETURNING id
"""


def use_device(
    tx: Transaction, user_id: UUID, *, secret_hash: bytes, fingerprint: bytes
) -> UsedDevice:
    """Note that a person signed in from a browser; whether it is their first, and known."""
    values = {"id": new_id(), "user_id": user_id, "now": tx.now}
    seen = {"secret_hash": secret_hash, "fingerprint": fingerprint}
    [used] = tx.query(USE, {**values, **seen}, into=UsedDevice)
    return used


def delete_device(tx: Transaction, device_id: UUID, *, user_id: UUID) -> None:
    tx.query(DELETE, {"id": device_id, "user_id": user_id})


def forget_devices(tx: Transaction, before: datetime) -> int:
    return len(tx.query(FORGET, {"before": before}))
