"""Statements about links between agencies and their clients, and the way in through them."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from turnout.kernel.db.distributed_rules import CLIENTS, MEMBERSHIPS
from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.agencies.types import AgencyLink, ClientList, ClientScope
from turnout.modules.organizations.api import MyAccess, page_values
from turnout.modules.organizations.sql_fragments import (
    AGENCY_MEMBERSHIP,
    CLIENT_OF_LINK,
    MEMBERS_OF_AGENCY,
    MEMBERSHIPS_OF,
    SIDES_OF_LINKS,
)
from turnout.modules.roles.api import MembershipAccess
from turnout.modules.roles.sql_fragments import RIGHTS_OF_MEMBER
from turnout.modules.second_factor_policies.sql_fragments import DEMANDED_OF_LINK

COLUMNS: Final = (
    "l.id, l.organization_id, l.agency_id, l.role, l.permissions, l.state, l.offered_at,"
    " l.accepted_at, l.ended_at, l.second_factor_minutes"
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
LOCK_OPEN: Final = f"""
    SELECT {COLUMNS} FROM agency_links l
    WHERE l.organization_id = %(organization_id)s AND l.state <> 'ended' ORDER BY l.id FOR UPDATE
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
    WITH l AS MATERIALIZED (SELECT {COLUMNS} FROM agency_links l WHERE {{where}}),
        side AS MATERIALIZED ({SIDES_OF_LINKS})
    SELECT {COLUMNS}, c.name AS organization_name, c.slug AS organization_slug,
        a.name AS agency_name, a.slug AS agency_slug
    FROM l JOIN side c ON c.id = l.organization_id JOIN side a ON a.id = l.agency_id
    ORDER BY l.id
"""
OF_CLIENT: Final = "l.organization_id = %(organization_id)s"
OF_AGENCY: Final = "l.agency_id = %(organization_id)s"
NEXT: Final = "AND l.id > %(after)s ORDER BY l.id LIMIT %(limit)s"
ONLY: Final = "AND (%(only)s::uuid[] IS NULL OR l.organization_id = ANY(%(only)s))"
LIST_OF_CLIENT: Final = NAMED.format(where=f"{OF_CLIENT} {NEXT}")
LIST_OF_AGENCY: Final = NAMED.format(where=f"{OF_AGENCY} {ONLY} {NEXT}")
FIND_OF_AGENCY: Final = NAMED.format(where=f"{OF_AGENCY} AND l.id = %(id)s")
FIND_OF_CLIENT: Final = NAMED.format(where=f"{OF_CLIENT} AND l.id = %(id)s")


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


def lock_open_links(tx: Transaction) -> list[AgencyLink]:
    """The links of this transaction's organization that are offered or active."""
    return tx.query(LOCK_OPEN, tx.here(), into=AgencyLink.of)


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
    tx: Transaction, agency_id: UUID, *, request: PageRequest, only: list[UUID] | None
) -> list[AgencyLink]:
    """The links of an agency, or those to some clients, with names of both sides."""
    where = {"organization_id": agency_id, "only": only, **page_values(request)}
    return tx.query(LIST_OF_AGENCY, where, into=AgencyLink.of)


def find_link_of_agency(tx: Transaction, agency_id: UUID, *, link_id: UUID) -> AgencyLink | None:
    where = {"organization_id": agency_id, "id": link_id}
    return next(iter(tx.query(FIND_OF_AGENCY, where, into=AgencyLink.of)), None)


def find_link_of_client(
    tx: Transaction, organization_id: UUID, *, link_id: UUID
) -> AgencyLink | None:
    where = {"organization_id": organization_id, "id": link_id}
    return next(iter(tx.query(FIND_OF_CLIENT, where, into=AgencyLink.of)), None)


MEMBERS: Final = f"""
    WITH m AS MATERIALIZED (
        SELECT m.organization_id, m.role, m.expires_at, c.clients,
            {RIGHTS_OF_MEMBER} AS role_permissions
        FROM {AGENCY_MEMBERSHIP} LEFT JOIN agency_client_lists c
            ON c.organization_id = m.organization_id AND c.member_id = m.id)
"""
"""The person's memberships `m`, read first: a link `l` may lie on another node than its agency."""
IS_LISTED: Final = "(m.clients IS NULL OR m.clients ? l.organization_id::text)"
LIST_COLUMNS: Final = "member_id, clients, version"
FIND_LIST: Final = f"""
    SELECT {LIST_COLUMNS} FROM agency_client_lists
    WHERE organization_id = %(organization_id)s AND member_id = %(member_id)s
"""
FIND_LIST_OF: Final = f"""
    SELECT {LIST_COLUMNS} FROM agency_client_lists
    WHERE organization_id = %(organization_id)s AND user_id = %(user_id)s
"""
PUT_LIST: Final = """
    INSERT INTO agency_client_lists (organization_id, id, member_id, user_id, clients, version)
    VALUES (%(organization_id)s, %(id)s, %(member_id)s, %(user_id)s, %(clients)s, 1)
    ON CONFLICT (organization_id, member_id) DO UPDATE SET clients = excluded.clients,
        version = agency_client_lists.version + 1
"""
DELETE_LIST: Final = """
    DELETE FROM agency_client_lists
    WHERE organization_id = %(organization_id)s AND member_id = %(member_id)s
"""
UNLINKED: Final = """
    SELECT unnest(%(client_ids)s::uuid[]) EXCEPT SELECT l.organization_id FROM agency_links l
    WHERE l.agency_id = %(agency_id)s AND l.state <> 'ended'
"""
SET_SECOND_FACTOR: Final = """
    UPDATE agency_links SET second_factor_minutes = %(minutes)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""


def set_second_factor(tx: Transaction, link_id: UUID, *, minutes: int | None) -> None:
    tx.query(SET_SECOND_FACTOR, tx.here(id=link_id, minutes=minutes))


def find_client_list(tx: Transaction, member_id: UUID) -> ClientList | None:
    """The list of a member of this agency; None for who may act in every client."""
    return next(iter(tx.query(FIND_LIST, tx.here(member_id=member_id), into=ClientList.of)), None)


def find_client_list_of(tx: Transaction, user_id: UUID) -> ClientList | None:
    return next(iter(tx.query(FIND_LIST_OF, tx.here(user_id=user_id), into=ClientList.of)), None)


def put_client_list(
    tx: Transaction, member_id: UUID, clients: Iterable[ClientScope], *, user_id: UUID
) -> None:
    listed = {
        str(each.organization_id): each.event_ids and [str(event) for event in each.event_ids]
        for each in clients
    }
    stated = {"member_id": member_id, "user_id": user_id, "clients": as_json(listed)}
    tx.query(PUT_LIST, tx.here(id=new_id(), **stated))


def delete_client_list(tx: Transaction, member_id: UUID) -> None:
    tx.query(DELETE_LIST, tx.here(member_id=member_id))


def list_unlinked(tx: Transaction, agency_id: UUID, *, client_ids: list[UUID]) -> set[UUID]:
    """Those organizations that are no client of the agency, nor offered to be, as the operator."""
    found = tx.query(UNLINKED, {"agency_id": agency_id, "client_ids": client_ids})
    return {client_id for (client_id,) in found}


FIND_RULE: Final = """
    SELECT rule FROM agency_sign_in_rules WHERE organization_id = %(organization_id)s FOR UPDATE
"""
PUT_RULE: Final = """
    INSERT INTO agency_sign_in_rules (organization_id, id, rule, version)
    VALUES (%(organization_id)s, %(organization_id)s, %(rule)s, 1)
    ON CONFLICT (organization_id) DO UPDATE SET rule = excluded.rule,
        version = agency_sign_in_rules.version + 1
"""
DELETE_RULE: Final = """
    DELETE FROM agency_sign_in_rules WHERE organization_id = %(organization_id)s
"""
PEOPLE: Final = f"""
    WITH l AS MATERIALIZED (
        SELECT l.agency_id FROM agency_links l WHERE l.organization_id = %(organization_id)s
            AND (l.state = 'active' OR l.id = %(link_id)s))
    SELECT DISTINCT m.user_id FROM l {MEMBERS_OF_AGENCY}
"""


def lock_sign_in_rule(tx: Transaction) -> str | None:
    return next((rule for (rule,) in tx.query(FIND_RULE, tx.here())), None)


def put_sign_in_rule(tx: Transaction, rule: str) -> None:
    tx.query(PUT_RULE, tx.here(rule=rule))


def delete_sign_in_rule(tx: Transaction) -> None:
    tx.query(DELETE_RULE, tx.here())


def list_people(
    tx: Transaction, organization_id: UUID, *, link_id: UUID | None = None
) -> list[UUID]:
    """Who may come into an organization through agencies, or might by this link; as operator."""
    rows = tx.query(PEOPLE, {"organization_id": organization_id, "link_id": link_id})
    return [user_id for (user_id,) in rows]


# Asked as the person, so row-level security shows the links of their agencies and nothing else.
ACCESS_COLUMNS: Final = f"""
    m.role, m.clients -> l.organization_id::text AS event_ids, o.state, l.agency_id,
    l.role AS scope_role, l.permissions AS scope_permissions, m.expires_at AS ends_at,
    m.role_permissions, l.second_factor_minutes,
    {DEMANDED_OF_LINK} AS second_factor_from, (SELECT r.rule FROM agency_sign_in_rules r
        WHERE r.organization_id = l.organization_id) AS agency_sign_in
"""
ACTIVE_LINKS: Final = f"""
    FROM agency_links l JOIN m ON m.organization_id = l.agency_id {CLIENT_OF_LINK}
    WHERE l.state = 'active' AND {IS_LISTED}
"""
ACCESS: Final = f"""{MEMBERS} SELECT {ACCESS_COLUMNS} {ACTIVE_LINKS}
    AND l.organization_id = %(organization_id)s
"""
MY_CLIENTS: Final = f"""{MEMBERS}
    SELECT o.id, o.slug, o.name, o.kind, l.role AS shown_role, {ACCESS_COLUMNS} {ACTIVE_LINKS}
"""
SEEN: Final = f"""{MEMBERS}
    SELECT l.organization_id FROM agency_links l JOIN m ON m.organization_id = l.agency_id
    WHERE l.state = 'active' AND {IS_LISTED}
"""
SEEN_ONE: Final = f"{SEEN} AND l.organization_id = %(organization_id)s"

ASKED: Final = f"""
    WITH m AS MATERIALIZED (SELECT m.organization_id, m.role FROM {AGENCY_MEMBERSHIP})
    SELECT EXISTS (SELECT FROM agency_links l
        JOIN m ON m.organization_id = l.agency_id {CLIENT_OF_LINK}
        WHERE l.state = 'active' AND {DEMANDED_OF_LINK} IS NOT NULL)
"""


def is_asked_for_factor(tx: Transaction, user_id: UUID) -> bool:
    """Whether a client of a person's agencies asks them for a second factor; as operator."""
    [(asked,)] = tx.query(ASKED, {"user_id": user_id, "now": tx.now})
    return bool(asked)


def list_access(tx: Transaction, organization_id: UUID, *, user_id: UUID) -> list[MembershipAccess]:
    """How a person may act in an organization through their agencies."""
    values = {"organization_id": organization_id, "user_id": user_id, "now": tx.now}
    tx.tell(MEMBERSHIPS, MEMBERSHIPS_OF, values)
    tx.tell(CLIENTS, SEEN_ONE, values)
    return tx.query(ACCESS, values, into=MembershipAccess.of)


def list_my_clients(tx: Transaction, user_id: UUID) -> list[MyAccess]:
    """The clients of a person's agencies."""
    values = {"user_id": user_id, "now": tx.now}
    tx.tell(CLIENTS, SEEN, values)
    return tx.query(MY_CLIENTS, values, into=MyAccess.of)
