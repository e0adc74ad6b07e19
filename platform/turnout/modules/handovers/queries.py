"""Statements about hand-overs."""

from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.values import attributes_of
from turnout.modules.handovers.types import Handover, OfferedHandover
from turnout.modules.organizations.sql_fragments import NAME_OF_ORGANIZATION

COLUMNS: Final = (
    "id, organization_id, email, agency_id, former_owners, state, offered_by, offered_at,"
    " expires_at, answered_by, answered_at"
)
INSERT: Final = """
    INSERT INTO organization_handovers (organization_id, id, email, agency_id, former_owners, state,
        offered_by, offered_at, expires_at)
    VALUES (%(organization_id)s, %(id)s, %(email)s, %(agency_id)s, %(former_owners)s, 'offered',
        %(offered_by)s, %(now)s, %(expires_at)s)
    ON CONFLICT (organization_id) WHERE state = 'offered' DO NOTHING RETURNING id
"""
LAPSE: Final = """
    UPDATE organization_handovers SET state = 'withdrawn', answered_at = %(now)s
    WHERE organization_id = %(organization_id)s AND state = 'offered' AND expires_at <= %(now)s
"""
LIST: Final = f"""
    SELECT {COLUMNS} FROM organization_handovers
    WHERE organization_id = %(organization_id)s ORDER BY id DESC LIMIT 100
"""
LOCK: Final = f"""
    SELECT {COLUMNS} FROM organization_handovers
    WHERE organization_id = %(organization_id)s AND id = %(id)s FOR UPDATE
"""
ANSWER: Final = """
    UPDATE organization_handovers SET state = %(state)s, answered_at = %(now)s,
        answered_by = %(answered_by)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
# Asked as the operator, for one verified address and the agencies that its person owns.
FIND_ORGANIZATION: Final = """
    SELECT organization_id FROM organization_handovers
    WHERE id = %(id)s AND (email = %(email)s OR agency_id = ANY(%(agency_ids)s))
"""
LIST_FOR: Final = f"""
    SELECT h.id, h.organization_id, o.name AS organization_name, o.slug AS organization_slug,
        h.agency_id, h.former_owners, h.expires_at
    FROM organization_handovers h {NAME_OF_ORGANIZATION}
    WHERE h.state = 'offered' AND h.expires_at > %(now)s
        AND (h.email = %(email)s OR h.agency_id = ANY(%(agency_ids)s))
    ORDER BY h.id
"""


def insert_handover(tx: Transaction, handover: Handover) -> bool:
    """Write an offer; False while another is open."""
    values = tx.here(**attributes_of(handover))
    tx.query(LAPSE, values)
    return bool(tx.query(INSERT, values))


def list_handovers(tx: Transaction) -> list[Handover]:
    return tx.query(LIST, tx.here(), into=Handover)


def lock_handover(tx: Transaction, handover_id: UUID) -> Handover | None:
    return next(iter(tx.query(LOCK, tx.here(id=handover_id), into=Handover)), None)


def answer_handover(
    tx: Transaction, handover_id: UUID, *, state: str, answered_by: UUID | None
) -> None:
    tx.query(ANSWER, tx.here(id=handover_id, state=state, answered_by=answered_by))


def find_organization(
    tx: Transaction, handover_id: UUID, *, email: str, agency_ids: list[UUID]
) -> UUID | None:
    """The organization of an offer that is for this address or for one of these agencies."""
    where = {"id": handover_id, "email": email, "agency_ids": agency_ids}
    return next((found for (found,) in tx.query(FIND_ORGANIZATION, where)), None)


def list_offered(tx: Transaction, *, email: str, agency_ids: list[UUID]) -> list[OfferedHandover]:
    where = {"email": email, "agency_ids": agency_ids, "now": tx.now}
    return tx.query(LIST_FOR, where, into=OfferedHandover)
