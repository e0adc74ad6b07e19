"""Statements about how a person stands in organizations; each is asked as that person."""

from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.organizations.rules import as_event_ids
from turnout.modules.organizations.types import MembershipAccess, MyOrganization

# Asked as the person, so row-level security shows their own memberships, the links of their
# agencies and those organizations, and nothing of anybody else.
STANDINGS: Final = """
    SELECT m.role, m.event_ids, o.state, NULL::uuid, '', NULL::jsonb, m.expires_at
    FROM memberships m JOIN organizations o ON o.id = m.organization_id
    WHERE m.organization_id = %(organization_id)s AND m.user_id = %(user_id)s
        AND (m.expires_at IS NULL OR m.expires_at > %(now)s) AND o.state <> 'closed'
    UNION ALL
    SELECT m.role, NULL, o.state, l.agency_id, l.role, l.permissions, m.expires_at
    FROM agency_links l
    JOIN memberships m ON m.organization_id = l.agency_id AND m.user_id = %(user_id)s
    JOIN organizations o ON o.id = l.organization_id
    JOIN organizations a ON a.id = l.agency_id
    WHERE l.organization_id = %(organization_id)s AND l.state = 'active'
        AND m.event_ids IS NULL AND (m.expires_at IS NULL OR m.expires_at > %(now)s)
        AND o.state <> 'closed' AND a.state = 'active'
"""
MINE: Final = """
    SELECT o.id, o.slug, o.name, o.kind, o.state, m.role, NULL::uuid
    FROM memberships m JOIN organizations o ON o.id = m.organization_id
    WHERE m.user_id = %(user_id)s AND (m.expires_at IS NULL OR m.expires_at > %(now)s)
        AND o.state <> 'closed'
    UNION ALL
    SELECT o.id, o.slug, o.name, o.kind, o.state, l.role, l.agency_id
    FROM agency_links l
    JOIN memberships m ON m.organization_id = l.agency_id AND m.user_id = %(user_id)s
    JOIN organizations o ON o.id = l.organization_id
    JOIN organizations a ON a.id = l.agency_id
    WHERE l.state = 'active' AND m.event_ids IS NULL AND o.state <> 'closed' AND a.state = 'active'
        AND (m.expires_at IS NULL OR m.expires_at > %(now)s)
    ORDER BY 3, 1
"""


def list_access(tx: Transaction, organization_id: UUID, *, user_id: UUID) -> list[MembershipAccess]:
    """How a person may act in an organization; one statement, asked as that person."""
    rows = tx.query(
        STANDINGS, {"organization_id": organization_id, "user_id": user_id, "now": tx.now}
    )
    return [
        MembershipAccess(
            role=row[0],
            event_ids=as_event_ids(row[1]),
            state=row[2],
            agency_id=row[3],
            scope_role=row[4],
            scope_permissions=None if row[5] is None else tuple(row[5]),
            ends_at=row[6],
        )
        for row in rows
    ]


def list_mine(tx: Transaction, user_id: UUID) -> list[MyOrganization]:
    rows = tx.query(MINE, {"user_id": user_id, "now": tx.now})
    return [
        MyOrganization(
            id=row[0],
            slug=row[1],
            name=row[2],
            kind=row[3],
            state=row[4],
            role=row[5],
            agency_id=row[6],
        )
        for row in rows
    ]
