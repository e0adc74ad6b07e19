"""Statements about tries to sign in; only the operator counts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.identity.types import AttemptCounter

ENSURE: Final = """
    INSERT INTO sign_in_attempts (id, subject, kind, failures, last_failed_at)
    SELECT * FROM unnest(%(ids)s::uuid[], %(subjects)s::bytea[], %(kinds)s::text[],
        array[0, 0]::bigint[], array[%(now)s, %(now)s]::timestamptz[])
    ON CONFLICT (subject) DO NOTHING
"""
# Always in the order of the subjects: two tries never wait for each other in a circle.
LOCK: Final = """
    SELECT subject, kind, failures, last_failed_at, locked_until FROM sign_in_attempts
    WHERE subject = ANY(%(subjects)s) ORDER BY subject FOR UPDATE
"""
COUNT: Final = """
    UPDATE sign_in_attempts SET failures = %(failures)s, last_failed_at = %(last_failed_at)s,
        locked_until = %(locked_until)s
    WHERE subject = %(subject)s
"""
CLEAR: Final = "DELETE FROM sign_in_attempts WHERE subject = %(subject)s"
GIVE_BACK: Final = """
    UPDATE sign_in_attempts SET failures = greatest(failures - 1, 0), locked_until = NULL
    WHERE subject = %(subject)s
"""
FORGET: Final = "DELETE FROM sign_in_attempts WHERE last_failed_at < %(before)s RETURNING id"


def lock_counters(tx: Transaction, subjects: Mapping[bytes, str]) -> list[AttemptCounter]:
    """The counters of an account and an address (subject → kind), made when new, held."""
    ordered = sorted(subjects)
    values = {
        "ids": [new_id() for _ in ordered],
        "subjects": ordered,
        "kinds": [subjects[each] for each in ordered],
        "now": tx.now,
    }
    tx.query(ENSURE, values)
    rows = tx.query(LOCK, values)
    return [
        AttemptCounter(
            subject=row[0],
            kind=row[1],
            failures=row[2],
            last_failed_at=row[3],
            locked_until=row[4],
        )
        for row in rows
    ]


def save_counters(tx: Transaction, counters: Sequence[AttemptCounter]) -> None:
    rows = [
        {
            "subject": each.subject,
            "failures": each.failures,
            "last_failed_at": each.last_failed_at,
            "locked_until": each.locked_until,
        }
        for each in counters
    ]
    tx.execute_many(COUNT, rows)


def clear_counter(tx: Transaction, subject: bytes) -> None:
    tx.query(CLEAR, {"subject": subject})


def give_back(tx: Transaction, subject: bytes) -> None:
    """Take one try back: it was no failure."""
    tx.query(GIVE_BACK, {"subject": subject})


def forget_counters(tx: Transaction, before: datetime) -> int:
    return len(tx.query(FORGET, {"before": before}))
