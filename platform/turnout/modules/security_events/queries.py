"""Every statement of security events. An organization's stand apart from the platform's own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.security_events.types import NumberedEvent, SecurityEvent


class Log:
    """The two tables; a statement names one of them."""

    ORGANIZATION: Final = "security_events"
    PLATFORM: Final = "platform_security_events"


COLUMNS: Final = "id, kind, at, actor, on_behalf_of, request_id, user_id, address, details"
VALUES: Final = (
    "%(id)s, %(kind)s, %(now)s, %(actor)s, %(on_behalf_of)s, %(request_id)s, %(user_id)s,"
    " %(address)s, %(details)s"
)
INSERT: Final = f"""
    INSERT INTO security_events (organization_id, {COLUMNS})
    VALUES (%(organization_id)s, {VALUES})
"""
INSERT_PLATFORM: Final = f"INSERT INTO platform_security_events ({COLUMNS}) VALUES ({VALUES})"
FILTERS: Final = {
    "after": "seq < %(after)s",
    "kind": "kind = %(kind)s",
    "user_id": "user_id = %(user_id)s",
    "actor": "actor = %(actor)s",
    "since": "at >= %(since)s",
    "until": "at < %(until)s",
}
"""Only the filters in use are sent, so that each combination finds its index."""
# One at a time, held until the commit: a number is never seen before a smaller one.
LOCK_NUMBERS: Final = "SELECT pg_advisory_xact_lock(7264107)"
NUMBER: Final = """
    WITH fresh AS (
        SELECT {key}id, seq FROM {table} WHERE position IS NULL ORDER BY seq LIMIT %(most)s
    ), numbered AS MATERIALIZED (
        SELECT {key}id, nextval('security_event_positions') AS position FROM fresh ORDER BY seq
    )
    UPDATE {table} e SET position = n.position FROM numbered n
    WHERE e.id = n.id{join} RETURNING e.id
"""
NUMBER_ORGANIZATIONS: Final = NUMBER.format(
    table=Log.ORGANIZATION,
    key="organization_id, ",
    join=" AND e.organization_id = n.organization_id",
)
NUMBER_PLATFORM: Final = NUMBER.format(table=Log.PLATFORM, key="", join="")
NUMBERED: Final = (
    f"SELECT position, seq, {COLUMNS} FROM {{table}} WHERE {{where}}position > %(after)s"
)
LIST_NUMBERED: Final = f"{NUMBERED} ORDER BY position LIMIT %(limit)s"
LAST: Final = "SELECT coalesce(max(position), 0) FROM {table}{where}"
LAST_OF_PLATFORM: Final = LAST.format(table=Log.PLATFORM, where="")
LAST_OF_ORGANIZATION: Final = LAST.format(
    table=Log.ORGANIZATION, where=" WHERE organization_id = %(organization_id)s"
)
FORGET: Final = "DELETE FROM {table} WHERE at < %(before)s RETURNING id"


def insert_event(tx: Transaction, values: Mapping[str, Any]) -> None:
    tx.query(INSERT, tx.here(**values))


def insert_platform_event(tx: Transaction, values: Mapping[str, Any]) -> None:
    tx.query(INSERT_PLATFORM, {"now": tx.now, **values})


def list_events(
    tx: Transaction,
    log: str,
    wanted: Mapping[str, Any],
    *,
    organization_id: UUID | None,
    limit: int,
) -> list[SecurityEvent]:
    """Return the newest first; of one organization, or of the platform."""
    conditions = [FILTERS[name] for name, value in wanted.items() if value is not None]
    if organization_id is not None:
        conditions.insert(0, "organization_id = %(organization_id)s")
    where = f"WHERE {' AND '.join(conditions)} " if conditions else ""
    statement = f"SELECT {COLUMNS}, seq FROM {log} {where}ORDER BY seq DESC LIMIT %(limit)s"
    values = {**wanted, "organization_id": organization_id, "limit": limit}
    return tx.query(statement, values, into=SecurityEvent)


def number_events(tx: Transaction, *, most: int) -> int:
    """Give committed records their places in the log; how many got one."""
    tx.query(LOCK_NUMBERS)
    values = {"most": most}
    return len(tx.query(NUMBER_ORGANIZATIONS, values)) + len(tx.query(NUMBER_PLATFORM, values))


def list_numbered(
    tx: Transaction, *, organization_id: UUID | None, after: int, limit: int
) -> list[NumberedEvent]:
    """Records after a place in the log, oldest first; without an organization the platform's."""
    is_platform = organization_id is None
    statement = LIST_NUMBERED.format(
        table=Log.PLATFORM if is_platform else Log.ORGANIZATION,
        where="" if is_platform else "organization_id = %(organization_id)s AND ",
    )
    values = {"organization_id": organization_id, "after": after, "limit": limit}
    return tx.query(statement, values, into=NumberedEvent.of)


def last_position(tx: Transaction, *, organization_id: UUID | None) -> int:
    """The newest record's place in the log; 0 for an empty one."""
    statement = LAST_OF_PLATFORM if organization_id is None else LAST_OF_ORGANIZATION
    [(found,)] = tx.query(statement, {"organization_id": organization_id})
    return int(found)


def forget_events(tx: Transaction, *, before: datetime) -> int:
    """Delete what is older, in both logs; how many."""
    values = {"before": before}
    return sum(
        len(tx.query(FORGET.format(table=table), values))
        for table in (Log.ORGANIZATION, Log.PLATFORM)
    )
