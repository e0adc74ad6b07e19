"""Statements about links between agencies and their clients, and the way in through them."""

from typing import Final
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.agencies.types import AgencyLink
from turnout.modules.organizations.api import MyOrganization, page_values
from turnout.modules.organizations.sql_fragments import AGENCY_MEMBERSHIP, SIDES_OF_LINK
from turnout.modules.roles.api import MembershipAccess
from turnout.modules.roles.sql_fragments import RIGHTS_OF_MEMBER

COLUMNS: Final = (
    "l.id, l.organization_id, l.agency_id, l.role, l.permissions, l.state, l.offered_at,"
    " l.accepted_at, l.ended_at"
)
INSERT: Final = """
    INSERT INTO agency_links (organization_id, id, agency_id, role, permissions, state, offered_at)
    VALUES (%(organization_id)s, %(id)s, %(agency_id)s, %(role)s, %(permissions)s, 'offered',
        %(now)s)
    ON CONFLICT (organization_id, agency_id) WHERE state <> 'ended' DO NOTHING RETURNING id
"""
LOCK: Final = f"""
    SELECT {COLUMNS} FROM agency_links l
    WHERE l.organization_id = %(organization_id)s AND l.id = %(id)s FOR UPDATE
"""
SHARE_ACTIVE: Final = f"""
    SELECT {COLUMNS} FROM agency_links l
    WHERE l.organization_id = %(organization_id)s AND l.state = 'active'
        AND (l.id = %(id)s OR l.agency_id = %(agency_id)s)
    FOR SHARE
"""
SET_STATE: Final = """
    UPDATE agency_links SET state = %(state)s,
        accepted_at = CASE WHEN %(state)s = 'active' THEN %(now)s ELSE accepted_at END,
        ended_at = CASE WHEN %(state)s = 'ended' THEN %(now)s ELSE ended_at END
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
NAMED: Final = f"""
    SELECT {COLUMNS}, c.name AS organization_name, c.slug AS organization_slug,
        a.name AS agency_name, a.slug AS agency_slug
    FROM agency_links l {SIDES_OF_LINK}
"""
LIST_OF_CLIENT: Final = f"""{NAMED}
    WHERE l.organization_id = %(organization_id)s AND l.id > %(after)s ORDER BY l.id
    LIMIT %(limit)s
"""
LIST_OF_AGENCY: Final = f"""{NAMED}
    WHERE l.agency_id = %(organization_id)s AND l.id > %(after)s ORDER BY l.id LIMIT %(limit)s
"""
FIND_OF_AGENCY: Final = f"{NAMED} WHERE l.agency_id = %(organization_id)s AND l.id = %(id)s"
FIND_OF_CLIENT: Final = f"{NAMED} WHERE l.organization_id = %(organization_id)s AND l.id = %(id)s"


def insert_link(
    tx: Transaction, agency_id: UUID, *, role: str, permissions: tuple[str, ...] | None
) -> UUID | None:
    """Write an offer into the client; None while another link with this agency is open."""
    scope = None if permissions is None else as_json(sorted(permissions))
    values = tx.here(id=new_id(), agency_id=agency_id, role=role, permissions=scope)
    return next((link_id for (link_id,) in tx.query(INSERT, values)), None)


def lock_link(tx: Transaction, link_id: UUID) -> AgencyLink | None:
    """A link of this transaction's organization, the client, without names."""
    return next(iter(tx.query(LOCK, tx.here(id=link_id), into=AgencyLink.of)), None)


def share_active_link(
    tx: Transaction, *, link_id: UUID | None = None, agency_id: UUID | None = None
) -> AgencyLink | None:
    """The active link with this id or to this agency, which cannot end before the commit."""
    where = tx.here(id=link_id, agency_id=agency_id)
    return next(iter(tx.query(SHARE_ACTIVE, where, into=AgencyLink.of)), None)


def set_link_state(tx: Transaction, link_id: UUID, *, state: str) -> None:
    tx.query(SET_STATE, tx.here(id=link_id, state=state))


def list_links_of_client(
    tx: Transaction, organization_id: UUID, *, request: PageRequest
) -> list[AgencyLink]:
    """The links of a client with names of both sides, as the operator sees them."""
    where = {"organization_id": organization_id, **page_values(request)}
    return tx.query(LIST_OF_CLIENT, where, into=AgencyLink.of)


def list_links_of_agency(
    tx: Transaction, agency_id: UUID, *, request: PageRequest
) -> list[AgencyLink]:
    """The links of an agency with names of both sides, as the operator sees them."""
    where = {"organization_id": agency_id, **page_values(request)}
    return tx.query(LIST_OF_AGENCY, where, into=AgencyLink.of)


def find_link_of_agency(tx: Transaction, agency_id: UUID, *, link_id: UUID) -> AgencyLink | None:
    where = {"organization_id": agency_id, "id": link_id}
    return next(iter(tx.query(FIND_OF_AGENCY, where, into=AgencyLink.of)), None)


def find_link_of_client(
    tx: Transaction, organization_id: UUID, *, link_id: UUID
) -> AgencyLink | None:
    where = {"organization_id": organization_id, "id": link_id}
    return next(iter(tx.query(FIND_OF_CLIENT, where, into=AgencyLink.of)), None)


# Asked as the person, so row-level security shows the links of their agencies and nothing else.
ACCESS: Final = f"""
    SELECT m.role, NULL AS event_ids, o.state, l.agency_id, l.role AS scope_role,
        l.permissions AS scope_permissions, m.expires_at AS ends_at,
        {RIGHTS_OF_MEMBER} AS role_permissions
    FROM agency_links l {AGENCY_MEMBERSHIP}
    WHERE l.organization_id = %(organization_id)s AND l.state = 'active'
"""
MY_CLIENTS: Final = f"""
    SELECT o.id, o.slug, o.name, o.kind, o.state, l.role, l.agency_id
    FROM agency_links l {AGENCY_MEMBERSHIP}
    WHERE l.state = 'active'
"""


def list_access(tx: Transaction, organization_id: UUID, *, user_id: UUID) -> list[MembershipAccess]:
    """How a person may act in an organization through their agencies."""
    values = {"organization_id": organization_id, "user_id": user_id, "now": tx.now}
    return tx.query(ACCESS, values, into=MembershipAccess.of)


def list_my_clients(tx: Transaction, user_id: UUID) -> list[MyOrganization]:
    """The clients of a person's agencies."""
    return tx.query(MY_CLIENTS, {"user_id": user_id, "now": tx.now}, into=MyOrganization)
