"""Statements about domains."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.domains.errors import DomainTaken
from turnout.modules.domains.rules import AGAIN_AFTER
from turnout.modules.domains.types import Domain, DueDomain

COLUMNS: Final = (
    "id, host, token, leads_here, proven_at, checked_at, missing_since, created_at, version"
)
OWN: Final = "WHERE organization_id = %(organization_id)s"
LIST: Final = f"SELECT {COLUMNS} FROM organization_domains {OWN} ORDER BY host"
FIND: Final = f"SELECT {COLUMNS} FROM organization_domains {OWN} AND id = %(id)s"
LOCK: Final = f"{FIND} FOR UPDATE"
INSERT: Final = f"""
    INSERT INTO organization_domains (organization_id, id, host, token, leads_here, created_at,
        version)
    VALUES (%(organization_id)s, %(id)s, %(host)s, %(token)s, %(leads_here)s, %(now)s, 1)
    ON CONFLICT (organization_id, host) DO NOTHING RETURNING {COLUMNS}
"""
CLAIM: Final = f"""
    INSERT INTO proven_hosts (id, host, belongs_to, domain_id)
    SELECT %(claim_id)s, host, organization_id, id FROM organization_domains {OWN} AND id = %(id)s
    ON CONFLICT (host) DO NOTHING
"""
IS_OURS: Final = """
    SELECT id FROM proven_hosts
    WHERE belongs_to = %(organization_id)s AND domain_id = %(id)s
"""
RELEASE: Final = """
    DELETE FROM proven_hosts WHERE belongs_to = %(organization_id)s AND domain_id = %(id)s
"""
PROVE: Final = f"""
    UPDATE organization_domains SET proven_at = coalesce(proven_at, %(now)s), checked_at = %(now)s,
        missing_since = NULL, version = version + 1
    {OWN} AND id = %(id)s RETURNING {COLUMNS}
"""
MISS: Final = f"""
    UPDATE organization_domains SET checked_at = %(now)s,
        missing_since = CASE WHEN proven_at IS NULL THEN NULL
            ELSE coalesce(missing_since, %(now)s) END
    {OWN} AND id = %(id)s RETURNING {COLUMNS}
"""
LOSE: Final = f"""
    UPDATE organization_domains SET proven_at = NULL, missing_since = NULL, version = version + 1
    {OWN} AND id = %(id)s
"""
LEAD: Final = f"""
    UPDATE organization_domains SET leads_here = %(leads_here)s, version = version + 1
    {OWN} AND id = %(id)s RETURNING {COLUMNS}
"""
DELETE: Final = f"DELETE FROM organization_domains {OWN} AND id = %(id)s"
DUE: Final = """
    SELECT organization_id, id FROM organization_domains
    WHERE proven_at IS NOT NULL AND checked_at < %(before)s ORDER BY checked_at LIMIT 500
"""
MAIN_HOST: Final = f"""
    SELECT host FROM organization_domains {OWN} AND leads_here AND proven_at IS NOT NULL
    ORDER BY proven_at, host LIMIT 1
"""
HOME: Final = """
    SELECT d.organization_id FROM proven_hosts h
    JOIN organization_domains d ON d.organization_id = h.belongs_to AND d.id = h.domain_id
    WHERE h.host = %(host)s AND d.leads_here
"""
PROVEN_AMONG: Final = f"""
    SELECT host FROM organization_domains {OWN} AND proven_at IS NOT NULL AND host = ANY(%(hosts)s)
"""
HAS_PROVEN: Final = f"""
    SELECT EXISTS (SELECT FROM organization_domains {OWN} AND proven_at IS NOT NULL)
"""


def list_domains(tx: Transaction) -> list[Domain]:
    return tx.query(LIST, tx.here(), into=Domain.of)


def find_domain(tx: Transaction, domain_id: UUID) -> Domain | None:
    return next(iter(tx.query(FIND, tx.here(id=domain_id), into=Domain.of)), None)


def lock_domain(tx: Transaction, domain_id: UUID) -> Domain | None:
    return next(iter(tx.query(LOCK, tx.here(id=domain_id), into=Domain.of)), None)


def insert_domain(tx: Transaction, host: str, *, token: str, leads_here: bool) -> Domain | None:
    """Write a domain that is not proven yet; None when the organization has it."""
    values = tx.here(id=new_id(), host=host, token=token, leads_here=leads_here)
    return next(iter(tx.query(INSERT, values, into=Domain.of)), None)


def prove_domain(tx: Transaction, domain_id: UUID) -> Domain:
    """The record is there; DomainTaken where another organization proved the host before."""
    values = tx.here(id=domain_id, claim_id=new_id())
    tx.query(CLAIM, values)
    if not tx.query(IS_OURS, values):
        raise DomainTaken
    [proven] = tx.query(PROVE, values, into=Domain.of)
    return proven


def miss_domain(tx: Transaction, domain_id: UUID) -> Domain:
    """The record was looked for and is not there."""
    [missed] = tx.query(MISS, tx.here(id=domain_id), into=Domain.of)
    return missed


def lose_domain(tx: Transaction, domain_id: UUID) -> None:
    tx.query(RELEASE, tx.here(id=domain_id))
    tx.query(LOSE, tx.here(id=domain_id))


def lead(tx: Transaction, domain_id: UUID, *, leads_here: bool) -> Domain:
    values = tx.here(id=domain_id, leads_here=leads_here)
    [changed] = tx.query(LEAD, values, into=Domain.of)
    return changed


def delete_domain(tx: Transaction, domain_id: UUID) -> None:
    tx.query(RELEASE, tx.here(id=domain_id))
    tx.query(DELETE, tx.here(id=domain_id))


def list_due(tx: Transaction) -> list[DueDomain]:
    """Proven domains that were not looked at for a day, over all organizations."""
    return tx.query(DUE, {"before": tx.now - AGAIN_AFTER}, into=DueDomain)


def find_main_host(tx: Transaction) -> str:
    """The host at which the organization's pages stand; empty when no proven one leads here."""
    return next((host for (host,) in tx.query(MAIN_HOST, tx.here())), "")


def find_home(tx: Transaction, host: str) -> UUID | None:
    """The organization to whose pages a host leads, asked as the operator."""
    return next((found for (found,) in tx.query(HOME, {"host": host})), None)


def has_proven(tx: Transaction) -> bool:
    """Whether the organization has proven a domain."""
    return bool(tx.query(HAS_PROVEN, tx.here())[0][0])


def list_proven(tx: Transaction, hosts: Sequence[str]) -> set[str]:
    """Those of these hosts that the organization has proven."""
    return {host for (host,) in tx.query(PROVEN_AMONG, tx.here(hosts=list(hosts)))}
