"""Statements about check-in lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg.errors import ForeignKeyViolation, UniqueViolation

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.errors import NotFound
from turnout.modules.checkin.errors import ListNameTaken
from turnout.modules.checkin.models import Scope

_LIST_COLUMNS: Final = """
    id, event_id, name, is_default, ticket_type_ids, once_per, time_zone, opens_at, closes_at,
    scope, session_id
"""
LISTS: Final = f"""
    SELECT {_LIST_COLUMNS} FROM checkin_lists
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
    ORDER BY NOT is_default, name
"""
KEEP_LIST: Final = """
    INSERT INTO checkin_lists (organization_id, id, event_id, name, is_default, ticket_type_ids,
        once_per, time_zone, opens_at, closes_at, scope, session_id, created_at, version)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(name)s, %(is_default)s,
        %(ticket_type_ids)s, %(once_per)s, %(time_zone)s, %(opens_at)s, %(closes_at)s,
        %(scope)s, %(session_id)s, %(now)s, 1)
"""
KEEP_DEFAULT_LIST: Final = KEEP_LIST + " ON CONFLICT DO NOTHING"
MOVE_ZONE: Final = """
    UPDATE checkin_lists SET time_zone = %(time_zone)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
        AND time_zone <> %(time_zone)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckinList:
    """Who may come in where and when; `ticket_type_ids` None admits every type.

    A list of a session admits who is registered for it; one whose session is gone, nobody.
    """

    id: UUID
    event_id: UUID
    name: str
    is_default: bool
    ticket_type_ids: list[UUID] | None
    once_per: str
    time_zone: str
    opens_at: datetime | None
    closes_at: datetime | None
    scope: str = Scope.EVENT.value
    session_id: UUID | None = None


def list_lists(tx: Transaction, event_id: UUID) -> list[CheckinList]:
    """The event's lists, the default one first."""
    where = {"organization_id": tx.organization_id, "event_id": event_id}
    return [_list(row) for row in tx.query(LISTS, where)]


def keep_list(tx: Transaction, new: CheckinList) -> None:
    """Write a list; ListNameTaken beside one of the same name, NotFound without the event."""
    try:
        tx.query(KEEP_LIST, _list_values(tx, new))
    except UniqueViolation as error:
        raise ListNameTaken from error
    except ForeignKeyViolation as error:
        raise NotFound from error


def keep_default_list(tx: Transaction, new: CheckinList) -> None:
    """Write the default list unless the event has one by now."""
    tx.query(KEEP_DEFAULT_LIST, _list_values(tx, new))


def move_zone(tx: Transaction, event_id: UUID, time_zone: str) -> None:
    where = {"organization_id": tx.organization_id, "event_id": event_id}
    tx.query(MOVE_ZONE, {**where, "time_zone": time_zone})


def _list_values(tx: Transaction, new: CheckinList) -> dict[str, Any]:
    types = None if new.ticket_type_ids is None else [str(each) for each in new.ticket_type_ids]
    return {
        "organization_id": tx.organization_id,
        "id": new.id,
        "event_id": new.event_id,
        "name": new.name,
        "is_default": new.is_default,
        "ticket_type_ids": None if types is None else as_json(types),
        "once_per": new.once_per,
        "time_zone": new.time_zone,
        "opens_at": new.opens_at,
        "closes_at": new.closes_at,
        "scope": new.scope,
        "session_id": new.session_id,
        "now": tx.now,
    }


def _list(row: Sequence[Any]) -> CheckinList:
    names = tuple(name.strip() for name in _LIST_COLUMNS.split(","))
    values = dict(zip(names, row, strict=True))
    types = values["ticket_type_ids"]
    values["ticket_type_ids"] = None if types is None else [UUID(each) for each in types]
    return CheckinList(**values)
