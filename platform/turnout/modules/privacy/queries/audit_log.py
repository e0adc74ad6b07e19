"""Statements that empty the audit log's entries about a person: what they said goes, not they."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.privacy import rules
from turnout.modules.privacy.types import Subject

MOST_SEALED: Final = 1_000_000
SEAL: Final = "SELECT turnout_audit_seal(%(most)s), turnout_audit_platform_seal(%(most)s)"
ERASE_ENTRIES: Final = """
    SELECT turnout_audit_erase_person(%(organization_id)s, %(subjects)s::uuid[], %(words)s::text[],
        %(kept)s::text[])
"""
ERASE_PLATFORM_ENTRIES: Final = """
    SELECT turnout_audit_platform_erase_person(%(subjects)s::uuid[], %(words)s::text[])
"""


def seal_logs(tx: Transaction) -> None:
    """Chain what was committed: only entries with a place can lose their contents."""
    tx.query("SET LOCAL statement_timeout = 0")
    tx.query(SEAL, {"most": MOST_SEALED})


def erase_entries(
    tx: Transaction,
    organization_id: UUID | None,
    *,
    subjects: Sequence[Any],
    subject: Subject,
    kept: Sequence[str],
) -> int:
    """Empty the log's entries of these rows, and of any that name the person; how many.

    `kept` are tables whose rows stay whole: their entries do, too.
    """
    statement = ERASE_PLATFORM_ENTRIES if organization_id is None else ERASE_ENTRIES
    values = {
        "organization_id": organization_id,
        "subjects": [each for each in subjects if isinstance(each, UUID)],
        "words": rules.words_of(subject),
        "kept": list(kept),
    }
    [(erased,)] = tx.query(statement, values)
    return int(erased)
