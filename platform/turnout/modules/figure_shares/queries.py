"""Statements about figure shares."""

from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.figure_shares.rules import PUBLISHED
from turnout.modules.figure_shares.types import FigureShare, NewFigureShare, SharedFigures
from turnout.modules.overviews.sql_fragments import COUNTED_EVENTS

COLUMNS: Final = "id, member_id, event_id, figures, shared_by, shared_at, expires_at"
LIST: Final = f"""
    SELECT {COLUMNS} FROM figure_shares
    WHERE organization_id = %(organization_id)s
        AND (expires_at IS NULL OR expires_at > %(now)s)
    ORDER BY shared_at DESC, id DESC LIMIT 1000
"""
PUT: Final = f"""
    INSERT INTO figure_shares (organization_id, id, member_id, event_id, figures, shared_by,
        shared_at, expires_at)
    VALUES (%(organization_id)s, %(id)s, %(member_id)s, %(event_id)s, %(figures)s::jsonb,
        %(by)s, %(now)s, %(expires_at)s)
    ON CONFLICT (organization_id, member_id, event_id) DO UPDATE SET figures = excluded.figures,
        shared_by = excluded.shared_by, shared_at = excluded.shared_at,
        expires_at = excluded.expires_at
    RETURNING {COLUMNS}
"""
DELETE: Final = """
    DELETE FROM figure_shares WHERE organization_id = %(organization_id)s AND id = %(id)s
    RETURNING id
"""
SHARED: Final = f"""
    SELECT e.event_id, e.title, e.state, e.starts_at, e.ends_at, e.time_zone, e.capacity, e.sold,
        e.open_orders, e.revenue, e.counted_at, s.figures, s.shared_at, s.expires_at
    FROM figure_shares s
    JOIN {COUNTED_EVENTS} e ON e.organization_id = s.organization_id AND e.event_id = s.event_id
    WHERE s.organization_id = %(organization_id)s AND s.member_id = %(member_id)s
        AND (s.expires_at IS NULL OR s.expires_at > %(now)s)
        AND e.state = ANY(%(states)s)
        AND (%(only)s::uuid[] IS NULL OR e.event_id = ANY(%(only)s))
    ORDER BY e.starts_at NULLS LAST, e.event_id LIMIT 1000
"""


def list_shares(tx: Transaction) -> list[FigureShare]:
    """The shares that count, the latest first."""
    return tx.query(LIST, tx.here(), into=FigureShare.of)


def put_share(tx: Transaction, new: NewFigureShare, *, by: UUID) -> FigureShare:
    """Write what a member sees of an event, instead of what they saw before."""
    values = tx.here(
        id=new_id(),
        member_id=new.member_id,
        event_id=new.event_id,
        figures=as_json(list(new.figures)),
        by=by,
        expires_at=new.expires_at,
    )
    [share] = tx.query(PUT, values, into=FigureShare.of)
    return share


def delete_share(tx: Transaction, figure_share_id: UUID) -> bool:
    return bool(tx.query(DELETE, tx.here(id=figure_share_id)))


def list_shared(
    tx: Transaction, member_id: UUID, *, only: list[UUID] | None
) -> list[SharedFigures]:
    """Published events with the figures that a member may see; `only` is a grant's limit."""
    values = tx.here(member_id=member_id, states=list(PUBLISHED), only=only)
    return tx.query(SHARED, values, into=SharedFigures.of)
