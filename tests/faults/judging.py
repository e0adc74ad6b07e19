"""What must hold after a run: for buyers, for the gate, in the books, and at the provider."""

import json
import sqlite3
from collections import defaultdict
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import dict_row

from tests.faults.promises import MOST_SHOWN, PROMISES, broken_promises

PAID_ONCE = "an order is paid exactly when it is confirmed, once and in full"
HELD = {
    **PROMISES,
    PAID_ONCE: """
        SELECT number, state, money_state, paid_minor, refunded_minor, total_minor FROM orders
        WHERE total_minor > 0 AND (state = 'confirmed') <> (paid_minor - refunded_minor = total_minor)
            OR paid_minor - refunded_minor > total_minor
    """,
}
"""As everywhere, but that what was paid too late is given back instead of confirmed."""
FATE = """
    SELECT id::text AS id, state, total_minor, paid_minor, refunded_minor FROM orders
    WHERE id = ANY(%(ids)s::uuid[])
"""
PAYMENTS = "SELECT id::text AS id, captured_minor, refunded_minor FROM payments"
ADMITTED = "SELECT scan_id FROM admissions WHERE undone_at IS NULL AND scan_id IS NOT NULL"


def are_settled(url: str, paid: set[str]) -> bool:
    """Whether each order that was paid at the provider is confirmed, or its money goes back."""
    return not unsettled(url, paid)


def unsettled(url: str, paid: set[str]) -> list[dict[str, Any]]:
    with psycopg.connect(url, row_factory=dict_row) as connection:
        rows = connection.execute(FATE, {"ids": list(paid)}).fetchall()
    return [each for each in rows if not _is_settled(each)]


def _is_settled(order: dict[str, Any]) -> bool:
    if order["state"] == "confirmed":
        return True
    return 0 < order["paid_minor"] == order["refunded_minor"]


def breaches(url: str, provider: Path, *, admitted: set[str]) -> dict[str, list[Any]]:
    """Every promise that does not hold, with the first rows that break it."""
    found = broken_promises(url, HELD)
    with psycopg.connect(url, row_factory=dict_row) as connection:
        payments = connection.execute(PAYMENTS).fetchall()
        there = {row["scan_id"].rpartition(":")[2] for row in connection.execute(ADMITTED)}
    lost = sorted(admitted - there)
    if lost:
        found["whoever was let in is on record"] = lost[:MOST_SHOWN]
    charges = taken_by(provider)
    wrong = [
        {**each, "provider": charges.get(each["id"], [])}
        for each in payments
        if sum(charges.get(each["id"], [])) != each["captured_minor"] - each["refunded_minor"]
        or len([minor for minor in charges.get(each["id"], []) if minor]) > 1
    ]
    if wrong:
        found["the provider took once what the platform says"] = wrong[:MOST_SHOWN]
    return found


def taken_by(provider: Path) -> dict[str, list[int]]:
    """By payment of ours: what the provider took and kept, each of its payments by itself."""
    found: dict[str, list[int]] = defaultdict(list)
    with sqlite3.connect(provider) as database:
        for (content,) in database.execute("SELECT content FROM record WHERE kind = 'payment'"):
            each = json.loads(content)
            found[each["reference"]].append(each["captured_minor"] - each["refunded_minor"])
    return found
