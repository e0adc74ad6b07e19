"""Statements about sending domains."""

import json
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.sending_domains import rules
from turnout.modules.sending_domains.types import DueDomain, StoredDomain

COLUMNS: Final = (
    "organization_id, id, domain, local_part, signed_by, state, is_used, selectors, keys,"
    " public_keys, findings, checked_at, verified_at, failing_since, created_at, version"
)
OWN: Final = "WHERE organization_id = %(organization_id)s"
LIST: Final = f"SELECT {COLUMNS} FROM sending_domains {OWN} ORDER BY created_at, id"
FIND: Final = f"SELECT {COLUMNS} FROM sending_domains {OWN} AND id = %(id)s"
LOCK: Final = f"{FIND} FOR UPDATE"
USED: Final = f"SELECT {COLUMNS} FROM sending_domains {OWN} AND is_used"
LOCK_ALL: Final = f"SELECT id FROM sending_domains {OWN} ORDER BY id FOR UPDATE"
INSERT: Final = f"""
    INSERT INTO sending_domains (organization_id, id, domain, local_part, signed_by, state,
        is_used, selectors, keys, public_keys, findings, created_at, version)
    SELECT %(organization_id)s, %(id)s, %(domain)s, %(local_part)s, %(signed_by)s, 'pending',
        NOT EXISTS (SELECT FROM sending_domains {OWN} AND is_used), %(selectors)s::jsonb, %(keys)s,
        %(public_keys)s::jsonb, '[]', %(now)s, 1
    ON CONFLICT (organization_id, domain) DO NOTHING RETURNING {COLUMNS}
"""
UPDATE: Final = f"""
    UPDATE sending_domains SET local_part = coalesce(%(local_part)s, local_part),
        version = version + 1
    {OWN} AND id = %(id)s RETURNING {COLUMNS}
"""
USE_NONE: Final = f"""
    UPDATE sending_domains SET is_used = false, version = version + 1 {OWN} AND is_used
"""
USE: Final = f"""
    UPDATE sending_domains SET is_used = true, version = version + 1
    {OWN} AND id = %(id)s RETURNING {COLUMNS}
"""
USE_NEXT: Final = f"""
    UPDATE sending_domains SET is_used = true, version = version + 1
    {OWN} AND id = (SELECT id FROM sending_domains {OWN}
        ORDER BY (state = 'verified') DESC, created_at, id LIMIT 1)
        AND NOT EXISTS (SELECT FROM sending_domains {OWN} AND is_used)
"""
KEEP_KEYS: Final = f"""
    UPDATE sending_domains SET selectors = %(selectors)s::jsonb, keys = %(keys)s,
        public_keys = %(public_keys)s::jsonb, version = version + 1
    {OWN} AND id = %(id)s RETURNING {COLUMNS}
"""
NOTE: Final = f"""
    UPDATE sending_domains SET findings = %(findings)s::jsonb, checked_at = %(now)s,
        state = %(state)s,
        verified_at = CASE WHEN %(state)s <> 'verified' THEN NULL
            ELSE coalesce(verified_at, %(now)s) END,
        failing_since = CASE WHEN %(state)s <> 'failing' THEN NULL
            ELSE coalesce(failing_since, %(now)s) END,
        version = CASE WHEN state = %(state)s THEN version ELSE version + 1 END
    {OWN} AND id = %(id)s RETURNING {COLUMNS}
"""
DELETE: Final = f"DELETE FROM sending_domains {OWN} AND id = %(id)s"
DUE: Final = """
    SELECT organization_id, id FROM sending_domains
    WHERE checked_at IS NULL
        OR checked_at < CASE WHEN state = 'verified' THEN %(verified)s ELSE %(pending)s END
    ORDER BY checked_at NULLS FIRST LIMIT 500
"""
COUNT: Final = """
    INSERT INTO sending_domain_days (organization_id, id, domain_id, day, announced)
    SELECT %(organization_id)s, %(id)s, %(domain_id)s, %(day)s, 1 WHERE %(most)s > 0
    ON CONFLICT (organization_id, domain_id, day) DO UPDATE
        SET announced = sending_domain_days.announced + 1
        WHERE sending_domain_days.announced < %(most)s
    RETURNING announced
"""
DAYS: Final = f"""
    SELECT domain_id, announced FROM sending_domain_days {OWN} AND day = %(day)s
"""


def list_domains(tx: Transaction) -> list[StoredDomain]:
    return tx.query(LIST, tx.here(), into=StoredDomain)


def find_domain(tx: Transaction, domain_id: UUID) -> StoredDomain | None:
    return next(iter(tx.query(FIND, tx.here(id=domain_id), into=StoredDomain)), None)


def lock_domain(tx: Transaction, domain_id: UUID) -> StoredDomain | None:
    return next(iter(tx.query(LOCK, tx.here(id=domain_id), into=StoredDomain)), None)


def count_locked(tx: Transaction) -> int:
    """How many domains there are, none of which changes until the transaction ends."""
    return len(tx.query(LOCK_ALL, tx.here()))


def find_used(tx: Transaction) -> StoredDomain | None:
    """The one that mails leave by, whether it is verified or not."""
    return next(iter(tx.query(USED, tx.here(), into=StoredDomain)), None)


def insert_domain(
    tx: Transaction, *, selectors: Sequence[str], public_keys: Sequence[str], **values: Any
) -> StoredDomain | None:
    """Write a domain; None when the organization has it. The first one is the one that is used."""
    said = {"selectors": json.dumps(selectors), "public_keys": json.dumps(public_keys)}
    row = tx.here(id=new_id(), **values, **said)
    return next(iter(tx.query(INSERT, row, into=StoredDomain)), None)


def update_domain(tx: Transaction, domain_id: UUID, *, local_part: str | None) -> StoredDomain:
    where = tx.here(id=domain_id, local_part=local_part)
    [changed] = tx.query(UPDATE, where, into=StoredDomain)
    return changed


def use_domain(tx: Transaction, domain_id: UUID) -> StoredDomain:
    """Let mails leave by this one, and by no other."""
    tx.query(USE_NONE, tx.here())
    [used] = tx.query(USE, tx.here(id=domain_id), into=StoredDomain)
    return used


def store_keys(
    tx: Transaction,
    domain_id: UUID,
    *,
    selectors: Sequence[str],
    keys: bytes,
    public_keys: Sequence[str],
) -> StoredDomain:
    said = {
        "selectors": json.dumps(selectors),
        "keys": keys,
        "public_keys": json.dumps(public_keys),
    }
    [kept] = tx.query(KEEP_KEYS, tx.here(id=domain_id, **said), into=StoredDomain)
    return kept


def note_findings(
    tx: Transaction, domain_id: UUID, *, state: str, findings: list[dict[str, Any]]
) -> StoredDomain:
    said = {"state": state, "findings": json.dumps(findings)}
    [noted] = tx.query(NOTE, tx.here(id=domain_id, **said), into=StoredDomain)
    return noted


def delete_domain(tx: Transaction, domain_id: UUID) -> None:
    """Remove a domain; where it was the one that is used, another takes its place."""
    tx.query(DELETE, tx.here(id=domain_id))
    tx.query(USE_NEXT, tx.here())


def list_due(tx: Transaction) -> list[DueDomain]:
    """Domains that were not looked at for a while, over all organizations."""
    before = {"pending": tx.now - rules.AGAIN_PENDING, "verified": tx.now - rules.AGAIN_VERIFIED}
    return tx.query(DUE, before, into=DueDomain)


def count_announced(tx: Transaction, domain_id: UUID, *, most: int) -> bool:
    """Count one more announcement today; False where so many have left already."""
    said = {"domain_id": domain_id, "day": tx.now.date(), "most": most}
    return bool(tx.query(COUNT, tx.here(id=new_id(), **said)))


def list_announced(tx: Transaction) -> dict[UUID, int]:
    """Announcements that left today, by domain."""
    return dict(tx.query(DAYS, tx.here(day=tx.now.date())))
