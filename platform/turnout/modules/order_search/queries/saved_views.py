"""Statements about saved views."""

from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.kernel.values import attributes_of
from turnout.modules.order_search import rules
from turnout.modules.order_search.errors import SavedViewNotFound
from turnout.modules.order_search.types import NewView, SavedView

VIEW_COLUMNS: Final = """
    id, kind, name, filters, columns, sort, is_shared, user_id, version
"""
LIST_VIEWS: Final = f"""
    SELECT {VIEW_COLUMNS} FROM saved_views
    WHERE organization_id = %(organization_id)s AND (user_id = %(user_id)s OR is_shared)
        AND (%(kind)s::text IS NULL OR kind = %(kind)s)
    ORDER BY lower(name), id LIMIT 1000
"""
LOCK_VIEW: Final = f"""
    SELECT {VIEW_COLUMNS} FROM saved_views
    WHERE organization_id = %(organization_id)s AND id = %(id)s
        AND (user_id = %(user_id)s OR is_shared) FOR UPDATE
"""
INSERT_VIEW: Final = f"""
    INSERT INTO saved_views (organization_id, id, user_id, kind, name, filters, columns, sort,
        is_shared, version)
    SELECT %(organization_id)s, %(id)s, %(user_id)s, %(kind)s, %(name)s, %(filters)s::jsonb,
        %(columns)s::jsonb, %(sort)s, %(is_shared)s, 1
    WHERE (SELECT count(*) FROM saved_views WHERE organization_id = %(organization_id)s
        AND user_id = %(user_id)s) < %(most)s
    RETURNING {VIEW_COLUMNS}
"""
UPDATE_VIEW: Final = f"""
    UPDATE saved_views SET kind = %(kind)s, name = %(name)s, filters = %(filters)s::jsonb,
        columns = %(columns)s::jsonb, sort = %(sort)s, is_shared = %(is_shared)s,
        version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s RETURNING {VIEW_COLUMNS}
"""
DELETE_VIEW: Final = """
    DELETE FROM saved_views WHERE organization_id = %(organization_id)s AND id = %(id)s
"""


def list_views(tx: Transaction, user_id: UUID | None, *, kind: str | None) -> list[SavedView]:
    """One's own views, a machine has none, and those that are shared, by name."""
    return tx.query(LIST_VIEWS, tx.here(user_id=user_id, kind=kind), into=SavedView)


def lock_view(tx: Transaction, user_id: UUID | None, view_id: UUID) -> SavedView:
    """A view of one's own or a shared one, FOR UPDATE; SavedViewNotFound for any other."""
    for found in tx.query(LOCK_VIEW, tx.here(id=view_id, user_id=user_id), into=SavedView):
        return found
    raise SavedViewNotFound


def insert_view(tx: Transaction, user_id: UUID, new: NewView) -> SavedView | None:
    """Write a view; None when the person has as many as one may have."""
    values = _view_values(tx, new) | {
        "id": new_id(),
        "user_id": user_id,
        "most": rules.MOST_VIEWS,
    }
    return next(iter(tx.query(INSERT_VIEW, values, into=SavedView)), None)


def update_view(tx: Transaction, view_id: UUID, new: NewView) -> SavedView:
    [view] = tx.query(UPDATE_VIEW, _view_values(tx, new) | {"id": view_id}, into=SavedView)
    return view


def delete_view(tx: Transaction, view_id: UUID) -> None:
    tx.query(DELETE_VIEW, tx.here(id=view_id))


def _view_values(tx: Transaction, new: NewView) -> dict[str, Any]:
    stated = attributes_of(new)
    return tx.here(
        **stated | {"filters": as_json(new.filters), "columns": as_json(list(new.columns))}
    )
