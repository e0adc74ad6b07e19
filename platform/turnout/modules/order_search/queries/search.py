"""Statements that find and count orders and attendees."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest, place_in_numbers, place_in_time
from turnout.kernel.db.tx import Transaction
from turnout.kernel.values import attributes_of
from turnout.modules.order_search import rules
from turnout.modules.order_search.queries.words import Words, word_conditions
from turnout.modules.order_search.types import (
    AttendeeFilter,
    AttendeeSort,
    Found,
    FoundAttendee,
    FoundOrder,
    OrderFilter,
    OrderSort,
)
from turnout.modules.orders.sql_fragments import ORDERS

T = TypeVar("T")
Only = frozenset[UUID] | None
"""The events of a limited grant; None: all of the organization."""
ORDER_COLUMNS: Final = """
    id, number, event_id, state, money_state, currency, total_minor, paid_minor, refunded_minor,
    buyer_name, buyer_email, channel, placed_at, confirmed_at, ticket_type_ids, tag_ids,
    attendee_count, checked_in_count, name_key
"""
ATTENDEE_COLUMNS: Final = """
    id, attendee_id, order_id, order_number, order_state, event_id, ticket_type_id, ticket_id,
    state, name, email, is_transferred, is_checked_in, placed_at, tag_ids, name_key
"""
OF_EITHER: Final = {
    "tag_id": "tag_ids ? %(tag_id)s",
    "placed_from": "placed_at >= %(placed_from)s",
    "placed_before": "placed_at < %(placed_before)s",
    "state": "state = ANY(%(state)s)",
}
ORDER_CONDITIONS: Final = OF_EITHER | {
    "event_id": "(event_id = %(event_id)s OR pass_event_ids ? %(event_id)s::text)",
    "money_state": "money_state = ANY(%(money_state)s)",
    "ticket_type_id": "ticket_type_ids ? %(ticket_type_id)s",
    "channel": "channel = %(channel)s",
    "ids": "id = ANY(%(ids)s)",
    "amount_from": "total_minor >= %(amount_from)s",
    "amount_to": "total_minor <= %(amount_to)s",
    "checked_in": "(checked_in_count > 0) = %(checked_in)s",
}
ATTENDEE_CONDITIONS: Final = OF_EITHER | {
    "event_id": "event_id = %(event_id)s",
    "order_state": "order_state = ANY(%(order_state)s)",
    "ticket_type_id": "ticket_type_id = %(ticket_type_id)s",
    "checked_in": "is_checked_in = %(checked_in)s",
    "ids": "(id = ANY(%(ids)s) OR attendee_id = ANY(%(ids)s))",
}
INDEXED: Final = "indexed_at IS NOT NULL"
LIST: Final = """
    SELECT {columns} FROM {source} WHERE organization_id = %(organization_id)s{conditions}{after}
    ORDER BY {key} {way}, id {way} LIMIT %(limit)s
"""
FIRST: Final = """(
    SELECT * FROM {table} WHERE organization_id = %(organization_id)s{after}
    ORDER BY {key} {way}, id {way} LIMIT %(looked_at)s) AS {table}"""
AMONG_FIRST: Final = """
    SELECT found.* FROM (
        SELECT id, {key} FROM {table} WHERE organization_id = %(organization_id)s{after}
        ORDER BY {key} {way}, id {way} LIMIT %(looked_at)s) AS {table}
    CROSS JOIN LATERAL (
        SELECT {columns} FROM {table} AS whole
        WHERE whole.organization_id = %(organization_id)s AND whole.id = {table}.id{conditions}
        LIMIT 1) AS found
    WHERE {has_word} ORDER BY {table}.{key} {way}, {table}.id {way} LIMIT %(limit)s
"""
"""Whether a row has the word is asked by its id in the index of the list: only those that have it
are read."""
COUNT: Final = """
    SELECT count(*) FROM (SELECT FROM {table}
        WHERE organization_id = %(organization_id)s{conditions} LIMIT %(limit)s) AS found
"""
IDS: Final = """
    SELECT id FROM {table} WHERE organization_id = %(organization_id)s{conditions}
    ORDER BY placed_at, id LIMIT %(limit)s
"""
KNOWN: Final = f"""
    SELECT o.order_id FROM {ORDERS} o
    WHERE o.organization_id = %(organization_id)s AND o.order_id = ANY(%(ids)s)
        AND (%(only)s::uuid[] IS NULL OR o.event_id = ANY(%(only)s))
"""
KEYS: Final = {"placed_at": "timestamptz", "total": "bigint", "name": "text"}
COLUMNS_OF_KEYS: Final = {"placed_at": "placed_at", "total": "total_minor", "name": "name_key"}
ORDER_OF_ATTENDEE: Final = """
    SELECT order_id FROM attendee_index
    WHERE organization_id = %(organization_id)s AND attendee_id = %(attendee_id)s LIMIT 1
"""


def list_orders(
    tx: Transaction, wanted: OrderFilter, request: PageRequest, *, sort: OrderSort, only: Only
) -> list[FoundOrder]:
    """One row more than asked for says that a next page exists."""
    asked = _Asked("order_index", ORDER_COLUMNS, request, sort)
    return _found(tx, asked, _order_conditions(tx, wanted, only), into=FoundOrder)


def list_attendees(
    tx: Transaction, wanted: AttendeeFilter, request: PageRequest, *, sort: AttendeeSort, only: Only
) -> list[FoundAttendee]:
    """One row more than asked for says that a next page exists."""
    asked = _Asked("attendee_index", ATTENDEE_COLUMNS, request, sort)
    return _found(tx, asked, _attendee_conditions(tx, wanted, only), into=FoundAttendee)


def count_orders(tx: Transaction, wanted: OrderFilter, *, only: Only) -> Found:
    """Count up to the limit of counting."""
    return _counted(tx, "order_index", _order_conditions(tx, wanted, only))


def count_attendees(tx: Transaction, wanted: AttendeeFilter, *, only: Only) -> Found:
    """Count up to the limit of counting."""
    return _counted(tx, "attendee_index", _attendee_conditions(tx, wanted, only))


def list_order_ids(tx: Transaction, wanted: OrderFilter, *, only: Only, limit: int) -> list[UUID]:
    """The orders that a filter finds, the oldest first."""
    where = _order_conditions(tx, wanted, only)
    statement = IDS.format(table="order_index", conditions=where.text())
    return [order_id for (order_id,) in tx.query(statement, where.values | {"limit": limit})]


def list_attendee_ids(
    tx: Transaction, wanted: AttendeeFilter, *, only: Only, limit: int
) -> list[UUID]:
    """The lines of attendees that a filter finds, the oldest first."""
    where = _attendee_conditions(tx, wanted, only)
    statement = IDS.format(table="attendee_index", conditions=where.text())
    return [line_id for (line_id,) in tx.query(statement, where.values | {"limit": limit})]


def known_orders(tx: Transaction, order_ids: Sequence[UUID], *, only: Only) -> set[UUID]:
    """Those of these orders that are there, within the events of a limited grant."""
    where = tx.here(ids=list(order_ids), only=None if only is None else list(only))
    return {order_id for (order_id,) in tx.query(KNOWN, where)}


def find_order_of(tx: Transaction, attendee_id: UUID) -> UUID | None:
    """The order of an attendee."""
    rows = tx.query(ORDER_OF_ATTENDEE, tx.here(attendee_id=attendee_id))
    return next((order_id for (order_id,) in rows), None)


def cursor_value(found: FoundOrder | FoundAttendee, sort: str) -> str:
    """The value by which the list is sorted, as a cursor holds it."""
    key = sort.removeprefix("-")
    if key == "placed_at":
        return found.placed_at.isoformat()
    return str(getattr(found, COLUMNS_OF_KEYS[key]))


@dataclass(frozen=True, slots=True)
class _Where:
    """What rows have to have, and its values."""

    others: list[str]
    words: Words
    values: dict[str, Any]

    @property
    def is_by_id(self) -> bool:
        """Whether a word is all that is asked for, and a row's id says who has it."""
        return self.words.is_by_id and set(self.others) <= {INDEXED}

    def text(self, *, row_by_row: bool = False) -> str:
        """As SQL; `row_by_row` asks each row for a word that many have."""
        words = [self.words.each] if row_by_row else self.words.conditions
        return _all_of((*self.others, *words))


def _order_conditions(tx: Transaction, wanted: OrderFilter, only: Only) -> _Where:
    stated, values = _stated(ORDER_CONDITIONS, wanted)
    stated.append(INDEXED)
    bearer = {"id": "order_id"}
    words = word_conditions(tx, wanted.q, table="order_index", bearer=bearer, number="number")
    return _where(tx, stated, values, words, only)


def _attendee_conditions(tx: Transaction, wanted: AttendeeFilter, only: Only) -> _Where:
    stated, values = _stated(ATTENDEE_CONDITIONS, wanted)
    bearer = {"order_id": "order_id", "attendee_id": "attendee_id"}
    words = word_conditions(
        tx, wanted.q, table="attendee_index", bearer=bearer, number="order_number"
    )
    return _where(tx, stated, values, words, only)


def _stated(
    known: Mapping[str, str], wanted: OrderFilter | AttendeeFilter
) -> tuple[list[str], dict[str, Any]]:
    given = {name: value for name, value in attributes_of(wanted).items() if value is not None}
    given.pop("q", None)
    values = {name: list(each) if isinstance(each, tuple) else each for name, each in given.items()}
    values |= {name: str(given[name]) for name in ("tag_id",) if name in given}
    if isinstance(wanted, OrderFilter) and wanted.ticket_type_id is not None:
        values["ticket_type_id"] = str(wanted.ticket_type_id)
    return [known[name] for name in given], values


def _where(
    tx: Transaction, stated: list[str], values: dict[str, Any], words: Words, only: Only
) -> _Where:
    if only is not None:
        stated = [*stated, "event_id = ANY(%(only)s)"]
        values = values | {"only": list(only)}
    return _Where(stated, words, tx.here(**values, **words.values))


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which page of which list, in which order."""

    table: str
    columns: str
    request: PageRequest
    sort: OrderSort | AttendeeSort

    @property
    def key(self) -> str:
        return self.sort.removeprefix("-")


def _found(tx: Transaction, asked: _Asked, where: _Where, *, into: Callable[..., T]) -> list[T]:
    """The page; of a word that many have among the first of the list, or else in all of it."""
    if where.words.each and asked.key == "placed_at":
        rows = tx.query(*_listed(asked, where, among_first=True), into=into)
        if len(rows) > asked.request.limit:
            return rows
    return tx.query(*_listed(asked, where), into=into)


def _listed(
    asked: _Asked, where: _Where, *, among_first: bool = False
) -> tuple[str, dict[str, Any]]:
    way = "DESC" if asked.sort.startswith("-") else "ASC"
    column, after = COLUMNS_OF_KEYS[asked.key], ""
    limits = {"limit": asked.request.limit + 1, "looked_at": rules.FIRST_OF_A_LIST}
    values = where.values | limits
    seen = _seen(asked.request, asked.key)
    if seen is not None:
        sign = "<" if way == "DESC" else ">"
        after = f" AND ({column}, id) {sign} (%(after_key)s::{KEYS[asked.key]}, %(after_id)s::uuid)"
        values |= {"after_key": seen[0], "after_id": seen[1]}
    ordered = {
        "table": asked.table, "columns": asked.columns, "after": after, "key": column, "way": way,
    }  # fmt: skip
    if among_first and where.is_by_id:
        rest = _all_of(where.others)
        text = AMONG_FIRST.format(conditions=rest, has_word=where.words.each, **ordered)
        return text, values
    source = FIRST.format(**ordered) if among_first else asked.table
    conditions = where.text(row_by_row=among_first)
    return LIST.format(source=source, conditions=conditions, **ordered), values


def _all_of(conditions: Iterable[str]) -> str:
    return "".join(f" AND {each}" for each in conditions)


def _seen(request: PageRequest, key: str) -> tuple[Any, UUID] | None:
    if key == "placed_at":
        return place_in_time(request)
    if key == "total":
        return place_in_numbers(request)
    return request.after


def _counted(tx: Transaction, table: str, where: _Where) -> Found:
    statement = COUNT.format(table=table, conditions=where.text())
    [(count,)] = tx.query(statement, where.values | {"limit": rules.COUNT_TO + 1})
    return Found(count=min(count, rules.COUNT_TO), is_exact=count <= rules.COUNT_TO)
