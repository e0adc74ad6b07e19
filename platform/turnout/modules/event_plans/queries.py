"""Statements about tasks, suppliers and runs of show."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.kernel.values import attributes_of
from turnout.modules.event_plans.rules import MOST
from turnout.modules.event_plans.types import NewCue, NewSupplier, StoredCue, StoredTask, Supplier

OF_EVENT: Final = "organization_id = %(organization_id)s AND event_id = %(event_id)s"
HAS_ROOM: Final = f"(SELECT count(*) FROM {{table}} WHERE {OF_EVENT}) < %(most)s"
TASKS: Final = f"""
    SELECT id, title, notes, owner_id, owner_user_id, due_on, state, version
    FROM event_plan_tasks WHERE {OF_EVENT}
"""
LIST_TASKS: Final = f"{TASKS} ORDER BY due_on NULLS LAST, id"
LOCK_TASK: Final = f"{TASKS} AND id = %(id)s FOR UPDATE"
INSERT_TASK: Final = f"""
    INSERT INTO event_plan_tasks (organization_id, id, event_id, title, notes, owner_id,
        owner_user_id, due_on, state, version)
    SELECT %(organization_id)s, %(id)s, %(event_id)s, %(title)s, %(notes)s, %(owner_id)s,
        %(owner_user_id)s, %(due_on)s, %(state)s, 1
    WHERE {HAS_ROOM.format(table="event_plan_tasks")} RETURNING id
"""
UPDATE_TASK: Final = """
    UPDATE event_plan_tasks SET title = %(title)s, notes = %(notes)s, owner_id = %(owner_id)s,
        owner_user_id = %(owner_user_id)s, due_on = %(due_on)s, state = %(state)s,
        version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
DELETE_TASK: Final = f"DELETE FROM event_plan_tasks WHERE {OF_EVENT} AND id = %(id)s RETURNING id"
SUPPLIERS: Final = f"""
    SELECT id, name, supplies, contact_name, email, phone, notes, version
    FROM event_plan_suppliers WHERE {OF_EVENT}
"""
LIST_SUPPLIERS: Final = f"{SUPPLIERS} ORDER BY lower(name), id"
LOCK_SUPPLIER: Final = f"{SUPPLIERS} AND id = %(id)s FOR UPDATE"
INSERT_SUPPLIER: Final = f"""
    INSERT INTO event_plan_suppliers (organization_id, id, event_id, name, supplies,
        contact_name, email, phone, notes, version)
    SELECT %(organization_id)s, %(id)s, %(event_id)s, %(name)s, %(supplies)s, %(contact_name)s,
        %(email)s, %(phone)s, %(notes)s, 1
    WHERE {HAS_ROOM.format(table="event_plan_suppliers")} RETURNING id
"""
UPDATE_SUPPLIER: Final = """
    UPDATE event_plan_suppliers SET name = %(name)s, supplies = %(supplies)s,
        contact_name = %(contact_name)s, email = %(email)s, phone = %(phone)s, notes = %(notes)s,
        version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
DELETE_SUPPLIER: Final = (
    f"DELETE FROM event_plan_suppliers WHERE {OF_EVENT} AND id = %(id)s RETURNING id"
)
CUES: Final = f"""
    SELECT id, starts_at, title, place, responsible, notes, minutes, version
    FROM event_plan_cues WHERE {OF_EVENT}
"""
LIST_CUES: Final = f"{CUES} ORDER BY starts_at, id"
LOCK_CUE: Final = f"{CUES} AND id = %(id)s FOR UPDATE"
INSERT_CUE: Final = f"""
    INSERT INTO event_plan_cues (organization_id, id, event_id, starts_at, title, place,
        responsible, notes, minutes, version)
    SELECT %(organization_id)s, %(id)s, %(event_id)s, %(starts_at)s, %(title)s, %(place)s,
        %(responsible)s, %(notes)s, %(minutes)s, 1
    WHERE {HAS_ROOM.format(table="event_plan_cues")} RETURNING id
"""
UPDATE_CUE: Final = """
    UPDATE event_plan_cues SET starts_at = %(starts_at)s, title = %(title)s, place = %(place)s,
        responsible = %(responsible)s, notes = %(notes)s, minutes = %(minutes)s,
        version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
DELETE_CUE: Final = f"DELETE FROM event_plan_cues WHERE {OF_EVENT} AND id = %(id)s RETURNING id"
MOVE_CUE: Final = """
    UPDATE event_plan_cues SET starts_at = %(starts_at)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""


def list_tasks(tx: Transaction, event_id: UUID) -> list[StoredTask]:
    return tx.query(LIST_TASKS, tx.here(event_id=event_id), into=StoredTask)


def lock_task(tx: Transaction, event_id: UUID, task_id: UUID) -> StoredTask | None:
    where = tx.here(event_id=event_id, id=task_id)
    return next(iter(tx.query(LOCK_TASK, where, into=StoredTask)), None)


def insert_task(tx: Transaction, event_id: UUID, values: Mapping[str, Any]) -> UUID | None:
    """Write a task; None where the plan is full."""
    return _insert(tx, INSERT_TASK, event_id, values)


def update_task(tx: Transaction, task_id: UUID, values: Mapping[str, Any]) -> None:
    tx.query(UPDATE_TASK, tx.here(id=task_id, **values))


def delete_task(tx: Transaction, event_id: UUID, task_id: UUID) -> bool:
    return bool(tx.query(DELETE_TASK, tx.here(event_id=event_id, id=task_id)))


def list_suppliers(tx: Transaction, event_id: UUID) -> list[Supplier]:
    return tx.query(LIST_SUPPLIERS, tx.here(event_id=event_id), into=Supplier)


def lock_supplier(tx: Transaction, event_id: UUID, supplier_id: UUID) -> Supplier | None:
    where = tx.here(event_id=event_id, id=supplier_id)
    return next(iter(tx.query(LOCK_SUPPLIER, where, into=Supplier)), None)


def insert_supplier(tx: Transaction, event_id: UUID, new: NewSupplier) -> UUID | None:
    """Write a supplier; None where the plan is full."""
    return _insert(tx, INSERT_SUPPLIER, event_id, attributes_of(new))


def update_supplier(tx: Transaction, supplier_id: UUID, new: NewSupplier) -> None:
    tx.query(UPDATE_SUPPLIER, tx.here(id=supplier_id, **attributes_of(new)))


def delete_supplier(tx: Transaction, event_id: UUID, supplier_id: UUID) -> bool:
    return bool(tx.query(DELETE_SUPPLIER, tx.here(event_id=event_id, id=supplier_id)))


def list_cues(tx: Transaction, event_id: UUID) -> list[StoredCue]:
    return tx.query(LIST_CUES, tx.here(event_id=event_id), into=StoredCue)


def lock_cue(tx: Transaction, event_id: UUID, cue_id: UUID) -> StoredCue | None:
    where = tx.here(event_id=event_id, id=cue_id)
    return next(iter(tx.query(LOCK_CUE, where, into=StoredCue)), None)


def insert_cue(tx: Transaction, event_id: UUID, new: NewCue) -> UUID | None:
    """Write a line of the run of show; None where the plan is full."""
    return _insert(tx, INSERT_CUE, event_id, attributes_of(new))


def update_cue(tx: Transaction, cue_id: UUID, new: NewCue) -> None:
    tx.query(UPDATE_CUE, tx.here(id=cue_id, **attributes_of(new)))


def delete_cue(tx: Transaction, event_id: UUID, cue_id: UUID) -> bool:
    return bool(tx.query(DELETE_CUE, tx.here(event_id=event_id, id=cue_id)))


def move_cues(tx: Transaction, rows: Sequence[dict[str, Any]]) -> None:
    """Give lines of the run of show other times."""
    tx.execute_many(MOVE_CUE, [tx.here(**row) for row in rows])


def _insert(
    tx: Transaction, statement: str, event_id: UUID, values: Mapping[str, Any]
) -> UUID | None:
    made = new_id()
    return (
        made
        if tx.query(statement, tx.here(id=made, event_id=event_id, most=MOST, **values))
        else None
    )
