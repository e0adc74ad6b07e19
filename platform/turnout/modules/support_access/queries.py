"""Statements about support access."""

from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.support_access.types import ActiveSupportAccess, SupportAccess, SupportVisit

COLUMNS: Final = "id, level, reason, granted_by, granted_at, expires_at, ended_at, ended_by"
LIST: Final = f"""
    SELECT {COLUMNS} FROM support_access WHERE organization_id = %(organization_id)s
    ORDER BY granted_at DESC, id DESC LIMIT 100
"""
FIND_ACTIVE: Final = f"""
    SELECT {COLUMNS} FROM support_access
    WHERE organization_id = %(organization_id)s AND ended_at IS NULL AND expires_at > %(now)s
"""
CLOSE_LAPSED: Final = """
    UPDATE support_access SET ended_at = expires_at
    WHERE organization_id = %(organization_id)s AND ended_at IS NULL AND expires_at <= %(now)s
"""
INSERT: Final = f"""
    INSERT INTO support_access (organization_id, id, level, reason, granted_by, granted_at,
        expires_at)
    VALUES (%(organization_id)s, %(id)s, %(level)s, %(reason)s, %(by)s, %(now)s, %(expires_at)s)
    ON CONFLICT (organization_id) WHERE ended_at IS NULL DO NOTHING RETURNING {COLUMNS}
"""
END: Final = f"""
    UPDATE support_access SET ended_at = %(now)s, ended_by = %(by)s
    WHERE organization_id = %(organization_id)s AND ended_at IS NULL AND expires_at > %(now)s
    RETURNING {COLUMNS}
"""
VISIT: Final = """
    INSERT INTO support_visits (organization_id, id, support_access_id, user_id, day, entered_at)
    VALUES (%(organization_id)s, %(id)s, %(support_access_id)s, %(user_id)s, %(day)s, %(now)s)
    ON CONFLICT (organization_id, support_access_id, user_id, day) DO NOTHING RETURNING id
"""
HAS_VISITED: Final = """
    SELECT id FROM support_visits
    WHERE organization_id = %(organization_id)s AND support_access_id = %(support_access_id)s
        AND user_id = %(user_id)s AND day = %(day)s
"""
LIST_VISITS: Final = """
    SELECT id, support_access_id, user_id, entered_at FROM support_visits
    WHERE organization_id = %(organization_id)s ORDER BY entered_at DESC, id DESC LIMIT 100
"""
LIST_ALL_ACTIVE: Final = """
    SELECT organization_id, '' AS organization_name, id, level, reason, granted_at, expires_at
    FROM support_access WHERE ended_at IS NULL AND expires_at > %(now)s
    ORDER BY expires_at, id LIMIT 500
"""


def list_access(tx: Transaction) -> list[SupportAccess]:
    """Every consent there was, the latest first."""
    return tx.query(LIST, tx.here(), into=SupportAccess)


def find_active(tx: Transaction) -> SupportAccess | None:
    """The consent that counts now."""
    return next(iter(tx.query(FIND_ACTIVE, tx.here(), into=SupportAccess)), None)


def insert_access(
    tx: Transaction, *, level: str, reason: str, by: UUID, expires_at: datetime
) -> SupportAccess | None:
    """Write a consent; None while there is another that counts."""
    tx.query(CLOSE_LAPSED, tx.here())
    values = tx.here(id=new_id(), level=level, reason=reason, by=by, expires_at=expires_at)
    return next(iter(tx.query(INSERT, values, into=SupportAccess)), None)


def end_access(tx: Transaction, *, by: UUID) -> SupportAccess | None:
    return next(iter(tx.query(END, tx.here(by=by), into=SupportAccess)), None)


def insert_visit(tx: Transaction, support_access_id: UUID, user_id: UUID) -> bool:
    """Note that somebody came in; False where that stands for this day already."""
    values = tx.here(
        id=new_id(), support_access_id=support_access_id, user_id=user_id, day=tx.now.date()
    )
    return not tx.query(HAS_VISITED, values) and bool(tx.query(VISIT, values))


def list_visits(tx: Transaction) -> list[SupportVisit]:
    """Who came in, the latest first."""
    return tx.query(LIST_VISITS, tx.here(), into=SupportVisit)


def list_all_active(tx: Transaction) -> list[ActiveSupportAccess]:
    """Over all organizations, asked as the operator."""
    return tx.query(LIST_ALL_ACTIVE, {"now": tx.now}, into=ActiveSupportAccess)
