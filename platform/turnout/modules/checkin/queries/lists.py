"""Statements of check-in lists: made, changed, locked and listed."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from psycopg.errors import ForeignKeyViolation, UniqueViolation

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.errors import NotFound
from turnout.kernel.ids import new_id
from turnout.kernel.values import attributes_of
from turnout.modules.checkin.errors import ListNameTaken, ListNotFound
from turnout.modules.checkin.types import CheckinList, ListWindow

_LIST_COLUMNS: Final = """
    id, name, is_default, ticket_type_ids, once_per, time_zone, opens_at, closes_at, scope,
    version, entry_rule, max_reentries, reentry_minutes, capacity, windows,
    ARRAY(SELECT s.session_id FROM checkin_list_sessions s
        WHERE s.organization_id = %(organization_id)s AND s.list_id = checkin_lists.id
        ORDER BY s.session_id) AS session_ids
"""
LISTS: Final = f"""
    SELECT {_LIST_COLUMNS} FROM checkin_lists
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
    ORDER BY NOT is_default, lower(name), id
"""
INSERT_LIST: Final = """
    INSERT INTO checkin_lists (organization_id, id, event_id, name, is_default, ticket_type_ids,
        once_per, time_zone, opens_at, closes_at, scope, created_at, version,
        entry_rule, max_reentries, reentry_minutes, capacity, windows)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(name)s, %(is_default)s,
        %(ticket_type_ids)s, %(once_per)s, %(time_zone)s, %(opens_at)s, %(closes_at)s,
        %(scope)s, %(now)s, 1, %(entry_rule)s, %(max_reentries)s, %(reentry_minutes)s,
        %(capacity)s, %(windows)s)
"""
INSERT_DEFAULT_LIST: Final = INSERT_LIST + " ON CONFLICT DO NOTHING"
UPDATE_LIST: Final = f"""
    UPDATE checkin_lists SET name = %(name)s, ticket_type_ids = %(ticket_type_ids)s,
        opens_at = %(opens_at)s, closes_at = %(closes_at)s, entry_rule = %(entry_rule)s,
        max_reentries = %(max_reentries)s, reentry_minutes = %(reentry_minutes)s,
        capacity = %(capacity)s, windows = %(windows)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s AND id = %(id)s
    RETURNING {_LIST_COLUMNS}
"""
LOCK_LIST: Final = f"""
    SELECT {_LIST_COLUMNS} FROM checkin_lists
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s AND id = %(id)s
    FOR UPDATE
"""
KEEP_SESSIONS: Final = """
    DELETE FROM checkin_list_sessions
    WHERE organization_id = %(organization_id)s AND list_id = %(list_id)s
        AND session_id <> ALL(%(session_ids)s)
"""
ADD_SESSIONS: Final = """
    INSERT INTO checkin_list_sessions (organization_id, id, list_id, session_id)
    SELECT %(organization_id)s, chosen.id, %(list_id)s, chosen.session_id
    FROM unnest(%(ids)s::uuid[], %(session_ids)s::uuid[]) AS chosen(id, session_id)
    ON CONFLICT DO NOTHING
"""
UPDATE_TIME_ZONE: Final = """
    UPDATE checkin_lists SET time_zone = %(time_zone)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
        AND time_zone <> %(time_zone)s
"""


def list_lists(tx: Transaction, event_id: UUID) -> list[CheckinList]:
    """The event's lists, the default one first."""
    where = {"organization_id": tx.organization_id, "event_id": event_id}
    return tx.query(LISTS, where, into=CheckinList.of)


def insert_list(tx: Transaction, event_id: UUID, new: CheckinList) -> None:
    """Write a list; ListNameTaken beside one of the same name, NotFound without the event."""
    try:
        tx.query(INSERT_LIST, _list_values(tx, event_id, new))
        if new.session_ids:
            write_sessions(tx, new.id, new.session_ids)
    except UniqueViolation as error:
        raise ListNameTaken from error
    except ForeignKeyViolation as error:
        raise NotFound from error


def lock_list(tx: Transaction, event_id: UUID, list_id: UUID) -> CheckinList:
    """The list, FOR UPDATE; ListNotFound when the event has no such list."""
    where = {"organization_id": tx.organization_id, "event_id": event_id, "id": list_id}
    for found in tx.query(LOCK_LIST, where, into=CheckinList.of):
        return found
    raise ListNotFound


def update_list(tx: Transaction, event_id: UUID, changed: CheckinList) -> CheckinList:
    """Write what can be changed of a list; ListNameTaken beside one of the same name."""
    try:
        [written] = tx.query(UPDATE_LIST, _list_values(tx, event_id, changed), into=CheckinList.of)
    except UniqueViolation as error:
        raise ListNameTaken from error
    return written


def write_sessions(tx: Transaction, list_id: UUID, session_ids: Sequence[UUID]) -> None:
    """Make these the sessions of a list, and no others."""
    ids = [new_id() for _ in session_ids]
    chosen = tx.here(list_id=list_id, ids=ids, session_ids=list(session_ids))
    tx.query(KEEP_SESSIONS, chosen)
    tx.query(ADD_SESSIONS, chosen)


def insert_default_list(tx: Transaction, event_id: UUID, new: CheckinList) -> None:
    """Write the default list unless the event has one by now."""
    tx.query(INSERT_DEFAULT_LIST, _list_values(tx, event_id, new))


def update_time_zone(tx: Transaction, event_id: UUID, time_zone: str) -> None:
    where = {"organization_id": tx.organization_id, "event_id": event_id}
    tx.query(UPDATE_TIME_ZONE, {**where, "time_zone": time_zone})


def _list_values(tx: Transaction, event_id: UUID, new: CheckinList) -> dict[str, Any]:
    types = None if new.ticket_type_ids is None else [str(each) for each in new.ticket_type_ids]
    return attributes_of(new) | {
        "organization_id": tx.organization_id,
        "event_id": event_id,
        "ticket_type_ids": None if types is None else as_json(types),
        "windows": None if new.windows is None else as_json(_stored(new.windows)),
        "now": tx.now,
    }


def _stored(windows: list[ListWindow]) -> list[dict[str, str]]:
    return [
        {"opens_at": each.opens_at.isoformat(), "closes_at": each.closes_at.isoformat()}
        for each in windows
    ]
