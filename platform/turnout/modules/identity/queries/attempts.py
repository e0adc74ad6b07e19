"""Counters of tries to sign in, which only the operator reads."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Final

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.identity.types import (
    AttemptCounter,
)

ENSURE_COUNTERS: Final = """
    INSERT INTO sign_in_attempts (id, subject, kind, failures, last_failed_at)
    SELECT id, subject, kind, 0, %(now)s
    FROM unnest(%(ids)s::uuid[], %(subjects)s::bytea[], %(kinds)s::text[])
        AS new (id, subject, kind)
    ON CONFLICT (subject) DO NOTHING
"""
# Always in the order of the subjects: two tries never wait for each other in a circle.
LOCK_COUNTERS: Final = """
    SELECT subject, kind, failures, last_failed_at, locked_until FROM sign_in_attempts
    WHERE subject = ANY(%(subjects)s) ORDER BY subject FOR UPDATE
"""
SAVE_COUNTER: Final = """
    UPDATE sign_in_attempts SET failures = %(failures)s, last_failed_at = %(last_failed_at)s,
        locked_until = %(locked_until)s
    WHERE subject = %(subject)s
"""
CLEAR_COUNTER: Final = "DELETE FROM sign_in_attempts WHERE subject = %(subject)s"
TAKE_TRY_BACK: Final = """
    UPDATE sign_in_attempts SET failures = greatest(failures - 1, 0), locked_until = NULL
    WHERE subject = %(subject)s
"""
FORGET_COUNTERS: Final = (
    "DELETE FROM sign_in_attempts WHERE last_failed_at < %(before)s RETURNING id"
)


def lock_counters(tx: Transaction, subjects: Mapping[bytes, str]) -> list[AttemptCounter]:
    """The counters of an account and an address (subject → kind), made when new, held."""
    ordered = sorted(subjects)
    values = {
        "ids": [new_id() for _ in ordered],
        "subjects": ordered,
        "kinds": [subjects[each] for each in ordered],
        "now": tx.now,
    }
    tx.query(ENSURE_COUNTERS, values)
    return tx.query(LOCK_COUNTERS, values, into=AttemptCounter)


def save_counters(tx: Transaction, counters: Sequence[AttemptCounter]) -> None:
    tx.execute_many(SAVE_COUNTER, [asdict(each) for each in counters])


def clear_counter(tx: Transaction, subject: bytes) -> None:
    tx.query(CLEAR_COUNTER, {"subject": subject})


def take_try_back(tx: Transaction, subject: bytes) -> None:
    """Take one try back: it was no failure."""
    tx.query(TAKE_TRY_BACK, {"subject": subject})


def forget_counters(tx: Transaction, before: datetime) -> int:
    return len(tx.query(FORGET_COUNTERS, {"before": before}))
