"""Many orders at once: one that was placed by the platform, copied with all that belongs to it."""

import os
import time

import psycopg
from psycopg import sql

from tests.drills.environment import Environment
from tests.drills.report import Report

BATCH = 100_000
COPIED: dict[str, tuple[str, tuple[str, ...]]] = {
    "orders": ("id", ("id", "hold_id")),
    "order_lines": ("order_id", ("id", "order_id")),
    "order_attendees": ("order_id", ("id", "order_id")),
    "tickets": ("reference", ("id", "reference", "attendee_id")),
    "mails": ("order_id", ("id", "order_id")),
}
"""By table: the column that names the order, and those whose ids are made anew."""
OWN = {"number": "'V' || n", "nonce": "decode(substr(md5(r.id::text || n), 1, 16), 'hex')"}
TAKEN = """
    UPDATE inventory_counters c SET taken = taken + %(number)s
    FROM order_lines l WHERE l.order_id = %(order)s AND c.pool_id = l.pool_id
"""


def orders_wanted(usually: int) -> int:
    """How many orders TURNOUT_ORDERS asks for."""
    return int(os.environ.get("TURNOUT_ORDERS") or usually)


def fill(report: Report, made: Environment, number: int) -> None:
    """One order placed by the platform, copied."""
    with made.load(rate=1) as load:
        time.sleep(0.5)
    order_id = next(iter(load.finish().told))
    made.stack.wait_idle(60)
    began = time.monotonic()
    multiply(made.database_url(), order_id, number)
    report.did(f"{number} orders made of one, in {time.monotonic() - began:.0f} s")
    report.figure("orders in the database", number + 1)


def multiply(url: str, order_id: str, number: int) -> None:
    """Copy a confirmed order so many times; triggers and references are past, as in a restore."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET synchronous_commit = off")
        for first in range(1, number + 1, BATCH):
            last = min(first + BATCH - 1, number)
            for table, (key, ids) in COPIED.items():
                connection.execute(
                    _copy(connection, table, key, ids),
                    {"order": order_id, "first": first, "last": last},
                )
        connection.execute(TAKEN, {"order": order_id, "number": number})
        connection.execute("VACUUM ANALYZE " + ", ".join(COPIED))


def _copy(
    connection: psycopg.Connection, table: str, key: str, ids: tuple[str, ...]
) -> sql.Composed:
    rows = connection.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
        " AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
        [table],
    )
    columns = [str(row[0]) for row in rows]
    values = [sql.SQL(_value(column, ids)) for column in columns]  # type: ignore[arg-type]
    return sql.SQL(
        "INSERT INTO {table} ({columns}) SELECT {values} FROM {table} r,"
        " generate_series(%(first)s::int, %(last)s::int) n WHERE r.{key} = %(order)s"
    ).format(
        table=sql.Identifier(table),
        columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
        values=sql.SQL(", ").join(values),
        key=sql.Identifier(key),
    )


def _value(column: str, ids: tuple[str, ...]) -> str:
    if column in ids:
        return f"md5(r.{column}::text || n)::uuid"
    if column == "message_id":
        return "n || r.message_id"
    return OWN.get(column, f"r.{column}")
