"""Organizations and memberships as the platform's operators find them: over all of them."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest, like
from turnout.kernel.db.tx import Transaction
from turnout.modules.organizations.queries.profile import page_values
from turnout.modules.organizations.types import FoundOrganization, PersonMembership

FOUND: Final = """
    SELECT o.id, o.slug, o.name, o.kind, o.state, o.created_at,
        (SELECT count(*) FROM memberships m WHERE m.organization_id = o.id) AS members,
        (SELECT count(*) FROM memberships m
            WHERE m.organization_id = o.id AND m.role = 'owner') AS owners
    FROM organizations o
"""
FIND_TENANT: Final = f"{FOUND} WHERE o.id = %(id)s"
SEARCH_TENANTS: Final = f"""
    {FOUND}
    WHERE o.id > %(after)s AND (%(state)s::text IS NULL OR o.state = %(state)s)
        AND (%(text)s = '' OR o.name ILIKE %(like)s OR o.slug ILIKE %(like)s
            OR o.id::text = lower(%(text)s))
    ORDER BY o.id LIMIT %(limit)s
"""
NAMES: Final = "SELECT id, name FROM organizations WHERE id = ANY(%(ids)s)"
MEMBERSHIPS_OF: Final = """
    SELECT m.organization_id, o.name AS organization_name, m.role
    FROM memberships m JOIN organizations o ON o.id = m.organization_id
    WHERE m.user_id = %(user_id)s ORDER BY lower(o.name), o.id LIMIT 200
"""


def find_tenant(tx: Transaction, organization_id: UUID) -> FoundOrganization | None:
    found = tx.query(FIND_TENANT, {"id": organization_id}, into=FoundOrganization)
    return next(iter(found), None)


def search_tenants(
    tx: Transaction, text: str, request: PageRequest, *, state: str | None
) -> list[FoundOrganization]:
    """Organizations by a part of their name or address, or by id; oldest first."""
    values = {"text": text, "like": like(text), "state": state, **page_values(request)}
    return tx.query(SEARCH_TENANTS, values, into=FoundOrganization)


def list_tenant_names(tx: Transaction, ids: Iterable[UUID]) -> dict[UUID, str]:
    """What organizations are called; one that is gone is left out."""
    return dict(tx.query(NAMES, {"ids": list(set(ids))}))


def list_memberships_of(tx: Transaction, user_id: UUID) -> list[PersonMembership]:
    """Where a person is a member, by name."""
    return tx.query(MEMBERSHIPS_OF, {"user_id": user_id}, into=PersonMembership)
