"""Every statement of member lists, of their numbers and of what was ordered by these."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final
from uuid import UUID

import msgspec
from psycopg.errors import ForeignKeyViolation, UniqueViolation

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.member_lists.errors import (
    MemberListInUse,
    MemberListNameTaken,
    MemberListNotFound,
    MemberNumberNotFound,
)
from turnout.modules.member_lists.types import (
    ImportedNumbers,
    MemberList,
    MemberNumber,
    NewNumber,
    UsableNumber,
)

LISTS: Final = """
    SELECT l.id, l.name, l.version, l.created_at, coalesce(n.numbers, 0) AS numbers,
        coalesce(n.uses, 0) AS uses
    FROM member_lists l LEFT JOIN LATERAL (
        SELECT count(*) AS numbers, sum(c.uses)::bigint AS uses
        FROM member_numbers m LEFT JOIN member_number_counters c
            ON c.organization_id = m.organization_id AND c.member_number_id = m.id
        WHERE m.organization_id = l.organization_id AND m.member_list_id = l.id
    ) n ON true
    WHERE l.organization_id = %(organization_id)s
"""
ALL: Final = f"{LISTS} ORDER BY lower(l.name), l.id"
ONE: Final = f"{LISTS} AND l.id = %(id)s"
EXISTS: Final = """
    SELECT name FROM member_lists WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
COUNT: Final = "SELECT count(*) FROM member_lists WHERE organization_id = %(organization_id)s"
LOCK: Final = """
    SELECT id FROM member_lists
    WHERE organization_id = %(organization_id)s AND id = %(id)s FOR NO KEY UPDATE
"""
INSERT: Final = """
    INSERT INTO member_lists (organization_id, id, name, version, created_at, created_by)
    VALUES (%(organization_id)s, %(id)s, %(name)s, 1, %(now)s, %(created_by)s)
"""
RENAME: Final = """
    UPDATE member_lists SET name = %(name)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
DELETE: Final = """
    WITH counters AS (
        DELETE FROM member_number_counters c USING member_numbers m
        WHERE m.organization_id = %(organization_id)s AND m.member_list_id = %(id)s
            AND c.organization_id = m.organization_id AND c.member_number_id = m.id
    )
    DELETE FROM member_lists WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
NUMBERS: Final = """
    SELECT m.id, m.number, m.expires_at, m.maximum_uses, coalesce(c.uses, 0) AS uses, m.created_at
    FROM member_numbers m LEFT JOIN member_number_counters c
        ON c.organization_id = m.organization_id AND c.member_number_id = m.id
    WHERE m.organization_id = %(organization_id)s AND m.member_list_id = %(list_id)s
"""
PAGE: Final = f"""
    {NUMBERS} AND (%(part)s::text IS NULL OR strpos(m.key, %(part)s) > 0)
        AND (%(after)s::uuid IS NULL OR m.id < %(after)s) ORDER BY m.id DESC LIMIT %(limit)s
"""
ONE_NUMBER: Final = f"{NUMBERS} AND m.id = %(id)s"
IMPORT: Final = """
    WITH written AS (
        INSERT INTO member_numbers (organization_id, id, member_list_id, number, key, expires_at,
            maximum_uses, created_at)
        SELECT %(organization_id)s, n.id, %(list_id)s, n.number, n.key, n.expires_at,
            n.maximum_uses, %(now)s
        FROM jsonb_to_recordset(%(numbers)s::jsonb) AS n(id uuid, number text, key text,
            expires_at timestamptz, maximum_uses bigint)
        ORDER BY n.key
        ON CONFLICT (organization_id, member_list_id, key) DO UPDATE
            SET number = excluded.number, expires_at = excluded.expires_at,
                maximum_uses = excluded.maximum_uses
            WHERE (member_numbers.number, member_numbers.expires_at, member_numbers.maximum_uses)
                IS DISTINCT FROM (excluded.number, excluded.expires_at, excluded.maximum_uses)
        RETURNING xmax = 0 AS is_new)
    SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM written
"""
DELETE_NUMBER: Final = """
    WITH gone AS (DELETE FROM member_numbers
        WHERE organization_id = %(organization_id)s AND id = %(id)s)
    DELETE FROM member_number_counters
    WHERE organization_id = %(organization_id)s AND member_number_id = %(id)s
"""
FIND: Final = """
    SELECT m.id, m.member_list_id, m.expires_at,
        CASE WHEN m.maximum_uses IS NOT NULL
            THEN greatest(m.maximum_uses - coalesce(c.uses, 0), 0) END AS left
    FROM member_numbers m LEFT JOIN member_number_counters c
        ON c.organization_id = m.organization_id AND c.member_number_id = m.id
    WHERE m.organization_id = %(organization_id)s AND m.key = %(key)s
        AND m.member_list_id = ANY(%(list_ids)s)
    ORDER BY m.id
"""
COUNT_UNITS: Final = """
    INSERT INTO member_number_counters (organization_id, member_number_id, uses, maximum)
    SELECT m.organization_id, m.id, %(units)s, m.maximum_uses FROM member_numbers m
    WHERE m.organization_id = %(organization_id)s AND m.id = %(id)s
        AND (m.expires_at IS NULL OR m.expires_at > %(now)s)
        AND (m.maximum_uses IS NULL OR m.maximum_uses >= %(units)s)
    ON CONFLICT (organization_id, member_number_id) DO UPDATE
        SET uses = member_number_counters.uses + excluded.uses, maximum = excluded.maximum
        WHERE excluded.maximum IS NULL
            OR member_number_counters.uses + excluded.uses <= excluded.maximum
    RETURNING member_number_id
"""
INSERT_USE: Final = """
    INSERT INTO member_number_uses (organization_id, id, member_number_id, order_id, units,
        used_at)
    VALUES (%(organization_id)s, %(use_id)s, %(id)s, %(order_id)s, %(units)s, %(now)s)
"""
RETURN: Final = """
    WITH returned AS (
        UPDATE member_number_uses SET returned_at = %(now)s
        WHERE organization_id = %(organization_id)s AND order_id = %(order_id)s
            AND returned_at IS NULL
        RETURNING member_number_id, units)
    UPDATE member_number_counters c SET uses = greatest(c.uses - returned.units, 0) FROM returned
    WHERE c.organization_id = %(organization_id)s
        AND c.member_number_id = returned.member_number_id
"""
RETURNED: Final = """
    SELECT member_number_id, units FROM member_number_uses
    WHERE organization_id = %(organization_id)s AND order_id = %(order_id)s
        AND returned_at IS NOT NULL
    ORDER BY member_number_id
"""
TAKE_AGAIN: Final = """
    UPDATE member_number_counters SET uses = uses + %(units)s
    WHERE organization_id = %(organization_id)s AND member_number_id = %(id)s
        AND (maximum IS NULL OR uses + %(units)s <= maximum)
    RETURNING member_number_id
"""
REVIVE: Final = """
    UPDATE member_number_uses SET returned_at = NULL
    WHERE organization_id = %(organization_id)s AND order_id = %(order_id)s
"""


class NoneLeft(Exception):
    """A number has too few units left; the caller's savepoint undoes the rest."""


def list_lists(tx: Transaction) -> list[MemberList]:
    """The organization's lists by their names."""
    return tx.query(ALL, tx.here(), into=MemberList)


def count_lists(tx: Transaction) -> int:
    return int(tx.query(COUNT, tx.here())[0][0])


def get_list(tx: Transaction, list_id: UUID) -> MemberList:
    """The list, or MemberListNotFound."""
    for found in tx.query(ONE, tx.here(id=list_id), into=MemberList):
        return found
    raise MemberListNotFound


def find_name(tx: Transaction, list_id: UUID) -> str | None:
    """The name of a list; None where it is not there."""
    return next((name for (name,) in tx.query(EXISTS, tx.here(id=list_id))), None)


def lock_list(tx: Transaction, list_id: UUID) -> None:
    """Let one at a time change a list; MemberListNotFound."""
    if not tx.query(LOCK, tx.here(id=list_id)):
        raise MemberListNotFound


def insert_list(tx: Transaction, name: str) -> UUID:
    """The new list's id; MemberListNameTaken."""
    list_id = new_id()
    try:
        with tx.savepoint():
            tx.query(INSERT, tx.here(id=list_id, name=name, created_by=str(tx.ctx.actor)))
    except UniqueViolation as error:
        raise MemberListNameTaken from error
    return list_id


def rename_list(tx: Transaction, list_id: UUID, name: str) -> None:
    """MemberListNameTaken where another list has the name."""
    try:
        with tx.savepoint():
            tx.query(RENAME, tx.here(id=list_id, name=name))
    except UniqueViolation as error:
        raise MemberListNameTaken from error


def delete_list(tx: Transaction, list_id: UUID) -> None:
    """MemberListInUse where a price rule is for its members."""
    try:
        with tx.savepoint():
            tx.query(DELETE, tx.here(id=list_id))
    except ForeignKeyViolation as error:
        raise MemberListInUse from error


def list_numbers(
    tx: Transaction, list_id: UUID, request: PageRequest, *, part: str | None
) -> list[MemberNumber]:
    """The newest first; one row more than asked for says that a page follows."""
    after = request.after[1] if request.after else None
    where = tx.here(list_id=list_id, part=part, after=after, limit=request.limit + 1)
    return tx.query(PAGE, where, into=MemberNumber)


def get_number(tx: Transaction, list_id: UUID, number_id: UUID) -> MemberNumber:
    """The number, or MemberNumberNotFound."""
    where = tx.here(list_id=list_id, id=number_id)
    for found in tx.query(ONE_NUMBER, where, into=MemberNumber):
        return found
    raise MemberNumberNotFound


def import_numbers(tx: Transaction, list_id: UUID, numbers: Sequence[NewNumber]) -> ImportedNumbers:
    """Write numbers; those that are there get what is said now. One statement."""
    rows = [{"id": str(new_id()), **msgspec.to_builtins(each)} for each in numbers]
    [(added, changed)] = tx.query(IMPORT, tx.here(list_id=list_id, numbers=as_json(rows)))
    return ImportedNumbers(added=added, changed=changed, unchanged=len(numbers) - added - changed)


def delete_number(tx: Transaction, number_id: UUID) -> None:
    tx.query(DELETE_NUMBER, tx.here(id=number_id))


def find_numbers(tx: Transaction, list_ids: Collection[UUID], key: str) -> list[UsableNumber]:
    """The numbers of these lists that a buyer may mean; one statement."""
    return tx.query(FIND, tx.here(list_ids=list(list_ids), key=key), into=UsableNumber)


def take_units(tx: Transaction, order_id: UUID, units: Mapping[UUID, int]) -> None:
    """Count units of an order by number; NoneLeft where too few are left."""
    for number_id in sorted(units):
        said = {"id": number_id, "units": units[number_id]}
        if not tx.query(COUNT_UNITS, tx.here(**said)):
            raise NoneLeft
        tx.query(INSERT_USE, tx.here(use_id=new_id(), order_id=order_id, **said))


def return_units(tx: Transaction, order_id: UUID) -> None:
    tx.query(RETURN, tx.here(order_id=order_id))


def take_again(tx: Transaction, order_id: UUID) -> None:
    """Count what an order had given back; NoneLeft where too few are left."""
    for number_id, units in tx.query(RETURNED, tx.here(order_id=order_id)):
        if not tx.query(TAKE_AGAIN, tx.here(id=number_id, units=units)):
            raise NoneLeft
    tx.query(REVIVE, tx.here(order_id=order_id))
