"""Statements about gates, shifts and who is in them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.kernel.values import attributes_of
from turnout.modules.shifts.types import Assignment, Gate, NewShift, StoredShift

INSERT_GATE: Final = """
    INSERT INTO event_gates (organization_id, id, event_id, name)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(name)s)
    ON CONFLICT (organization_id, event_id, name) DO NOTHING RETURNING id, name
"""
LIST_GATES: Final = """
    SELECT id, name FROM event_gates
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s
    ORDER BY lower(name), id
"""
DELETE_GATE: Final = """
    DELETE FROM event_gates g
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s AND id = %(id)s
        AND NOT EXISTS (SELECT FROM event_shifts s
            WHERE s.organization_id = g.organization_id AND s.gate_id = g.id)
    RETURNING id
"""
SHIFTS: Final = """
    SELECT s.id, s.event_id, s.gate_id, g.name AS gate_name, s.name, s.starts_at, s.ends_at,
        s.people_needed, s.notes, s.version
    FROM event_shifts s LEFT JOIN event_gates g
        ON g.organization_id = s.organization_id AND g.id = s.gate_id
    WHERE s.organization_id = %(organization_id)s
"""
LIST_SHIFTS: Final = f"{SHIFTS} AND s.event_id = %(event_id)s ORDER BY s.starts_at, s.id"
LOCK_SHIFT: Final = f"{SHIFTS} AND s.event_id = %(event_id)s AND s.id = %(id)s FOR UPDATE OF s"
LIST_MINE: Final = f"""{SHIFTS}
    AND s.ends_at > %(since)s AND s.id IN (SELECT shift_id FROM shift_assignments a
        WHERE a.organization_id = %(organization_id)s AND a.user_id = %(user_id)s)
    ORDER BY s.starts_at, s.id
"""
INSERT_SHIFT: Final = """
    INSERT INTO event_shifts (organization_id, id, event_id, gate_id, name, starts_at, ends_at,
        people_needed, notes, version)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(gate_id)s, %(name)s, %(starts_at)s,
        %(ends_at)s, %(people_needed)s, %(notes)s, 1)
"""
UPDATE_SHIFT: Final = """
    UPDATE event_shifts SET gate_id = %(gate_id)s, name = %(name)s, starts_at = %(starts_at)s,
        ends_at = %(ends_at)s, people_needed = %(people_needed)s, notes = %(notes)s,
        version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
MOVE_SHIFT: Final = """
    UPDATE event_shifts SET starts_at = %(starts_at)s, ends_at = %(ends_at)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
DELETE_SHIFT: Final = """
    DELETE FROM event_shifts
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s AND id = %(id)s
    RETURNING id
"""
REMOVE_PEOPLE: Final = """
    DELETE FROM shift_assignments WHERE organization_id = %(organization_id)s
        AND shift_id = %(shift_id)s AND NOT member_id = ANY(%(member_ids)s)
"""
ADD_PERSON: Final = """
    INSERT INTO shift_assignments (organization_id, id, shift_id, member_id, user_id, assigned_at)
    VALUES (%(organization_id)s, %(id)s, %(shift_id)s, %(member_id)s, %(user_id)s, %(now)s)
    ON CONFLICT (organization_id, shift_id, member_id) DO NOTHING
"""
# Of the people of these shifts, all their shifts that lie between the first and the last of them.
LIST_ASSIGNMENTS: Final = """
    WITH asked AS (
        SELECT s.id, s.starts_at, s.ends_at FROM event_shifts s
        WHERE s.organization_id = %(organization_id)s AND s.id = ANY(%(shift_ids)s))
    SELECT a.shift_id, a.member_id, a.user_id, s.starts_at, s.ends_at
    FROM shift_assignments a JOIN event_shifts s
        ON s.organization_id = a.organization_id AND s.id = a.shift_id
    WHERE a.organization_id = %(organization_id)s
        AND s.starts_at < (SELECT max(ends_at) FROM asked)
        AND s.ends_at > (SELECT min(starts_at) FROM asked)
        AND a.member_id IN (SELECT member_id FROM shift_assignments
            WHERE organization_id = %(organization_id)s AND shift_id = ANY(%(shift_ids)s))
    ORDER BY a.shift_id, a.assigned_at, a.id
"""
GATES_OF: Final = """
    SELECT g.name FROM shift_assignments a
    JOIN event_shifts s ON s.organization_id = a.organization_id AND s.id = a.shift_id
    JOIN event_gates g ON g.organization_id = s.organization_id AND g.id = s.gate_id
    WHERE a.organization_id = %(organization_id)s AND a.user_id = %(user_id)s
        AND s.event_id = %(event_id)s
    GROUP BY g.name ORDER BY lower(g.name), g.name
"""


def insert_gate(tx: Transaction, event_id: UUID, name: str) -> Gate | None:
    """Write a gate; None when the event has one of this name."""
    values = tx.here(id=new_id(), event_id=event_id, name=name)
    return next(iter(tx.query(INSERT_GATE, values, into=Gate)), None)


def list_gates(tx: Transaction, event_id: UUID) -> list[Gate]:
    return tx.query(LIST_GATES, tx.here(event_id=event_id), into=Gate)


def delete_gate(tx: Transaction, event_id: UUID, gate_id: UUID) -> bool:
    """Delete a gate where no shift takes place; False otherwise."""
    return bool(tx.query(DELETE_GATE, tx.here(event_id=event_id, id=gate_id)))


def list_shifts(tx: Transaction, event_id: UUID) -> list[StoredShift]:
    return tx.query(LIST_SHIFTS, tx.here(event_id=event_id), into=StoredShift)


def list_shifts_of(tx: Transaction, user_id: UUID, *, since: datetime) -> list[StoredShift]:
    """A person's shifts at any event of this organization that end after `since`."""
    return tx.query(LIST_MINE, tx.here(user_id=user_id, since=since), into=StoredShift)


def lock_shift(tx: Transaction, event_id: UUID, shift_id: UUID) -> StoredShift | None:
    where = tx.here(event_id=event_id, id=shift_id)
    return next(iter(tx.query(LOCK_SHIFT, where, into=StoredShift)), None)


def insert_shift(tx: Transaction, event_id: UUID, new: NewShift) -> UUID:
    shift_id = new_id()
    tx.query(INSERT_SHIFT, tx.here(id=shift_id, event_id=event_id, **attributes_of(new)))
    return shift_id


def update_shift(tx: Transaction, shift_id: UUID, new: NewShift) -> None:
    tx.query(UPDATE_SHIFT, tx.here(id=shift_id, **attributes_of(new)))


def move_shifts(tx: Transaction, rows: Sequence[dict[str, Any]]) -> None:
    """Give shifts other times."""
    tx.execute_many(MOVE_SHIFT, [tx.here(**row) for row in rows])


def delete_shift(tx: Transaction, event_id: UUID, shift_id: UUID) -> bool:
    return bool(tx.query(DELETE_SHIFT, tx.here(event_id=event_id, id=shift_id)))


def set_people(tx: Transaction, shift_id: UUID, people: dict[UUID, UUID]) -> None:
    """Who is in a shift: person by membership; those who were and still are stay as they are."""
    where = tx.here(shift_id=shift_id, member_ids=list(people))
    tx.query(REMOVE_PEOPLE, where)
    for member_id, user_id in people.items():
        stated = {"shift_id": shift_id, "member_id": member_id, "user_id": user_id}
        tx.query(ADD_PERSON, tx.here(id=new_id(), **stated))


def list_assignments(tx: Transaction, shift_ids: Collection[UUID]) -> list[Assignment]:
    """Who is in these shifts, and in which others that may lie at the same time."""
    return tx.query(LIST_ASSIGNMENTS, tx.here(shift_ids=list(shift_ids)), into=Assignment)


def list_gates_of(tx: Transaction, event_id: UUID, user_id: UUID) -> list[str]:
    """The gates of an event where a person works."""
    where = tx.here(event_id=event_id, user_id=user_id)
    return [name for (name,) in tx.query(GATES_OF, where)]
