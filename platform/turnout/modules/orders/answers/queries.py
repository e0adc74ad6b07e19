"""Answers to an event's form, and answer files: saving, listing, deleting."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal, get_args
from uuid import UUID

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.forms import api as forms
from turnout.modules.forms.sql_fragments import FORM_QUESTIONS
from turnout.modules.orders.answers.rules import GivenAnswers, StoredAnswers
from turnout.modules.orders.errors import FileNotFound
from turnout.modules.orders.models import OrderFileRow
from turnout.modules.orders.queries import of_order

SAVE = """
    INSERT INTO order_answers (organization_id, id, order_id, attendee_id, form_version_id, answers)
    VALUES (%(organization_id)s, %(id)s, %(order_id)s, %(attendee_id)s, %(form_version_id)s,
        %(answers)s::jsonb)
    ON CONFLICT ON CONSTRAINT uq_order_answers_organization_id_order_id_attendee_id
    DO UPDATE SET form_version_id = excluded.form_version_id, answers = excluded.answers
"""
LIST = """
    SELECT attendee_id, form_version_id, answers FROM order_answers
    WHERE organization_id = %(organization_id)s AND order_id = %(order_id)s
"""
OF_ORDERS = """
    SELECT a.order_id, o.number AS order_number, o.event_id, a.attendee_id,
        coalesce(t.name, '') AS attendee_name, a.form_version_id, a.answers
    FROM order_answers a
    JOIN orders o ON o.organization_id = a.organization_id AND o.id = a.order_id
    LEFT JOIN order_attendees t ON t.organization_id = a.organization_id AND t.id = a.attendee_id
    WHERE a.organization_id = %(organization_id)s AND a.order_id = ANY(%(order_ids)s)
    ORDER BY o.placed_at, o.id, t.position NULLS FIRST, a.id
"""
DELETE = """
    DELETE FROM order_answers
    WHERE organization_id = %(organization_id)s AND attendee_id = %(attendee_id)s
"""


QuestionField = Literal["key", "type"]
"""By what of a question answers are chosen."""
REMOVE: dict[QuestionField, str] = {
    by: f"""
    WITH going AS (
        SELECT a.id, array_agg(q.key) AS keys, coalesce(array_agg(a.answers ->> q.key)
            FILTER (WHERE q.type = %(file)s), '{{}}') AS file_ids
        FROM order_answers a JOIN {FORM_QUESTIONS} q ON q.organization_id = a.organization_id
            AND q.version_id = a.form_version_id AND a.answers ? q.key
        WHERE a.organization_id = %(organization_id)s AND a.order_id = ANY(%(order_ids)s)
            AND q.organization_id = %(organization_id)s AND q.{by} = %(value)s
        GROUP BY a.id)
    UPDATE order_answers a SET answers = a.answers - g.keys FROM going g
    WHERE a.organization_id = %(organization_id)s AND a.id = g.id
    RETURNING g.keys, g.file_ids
    """
    for by in get_args(QuestionField)
}
DELETE_FILES = """
    DELETE FROM order_files WHERE organization_id = %(organization_id)s
        AND order_id = ANY(%(order_ids)s) AND file_id::text = ANY(%(file_ids)s)
    RETURNING id, file_id
"""


def save(
    tx: Transaction,
    order_id: UUID,
    attendee_id: UUID | None,
    *,
    form_version_id: UUID,
    answers: dict[str, Any],
) -> None:
    """Keep the answers of an order (no attendee) or of one attendee, instead of former ones."""
    tx.query(
        SAVE,
        {
            "organization_id": tx.organization_id,
            "id": new_id(),
            "order_id": order_id,
            "attendee_id": attendee_id,
            "form_version_id": form_version_id,
            "answers": as_json(answers),
        },
    )


def list_answers(tx: Transaction, order_id: UUID) -> dict[UUID | None, StoredAnswers]:
    """Return the answers of each attendee (None: of the order itself)."""
    where = {"organization_id": tx.organization_id, "order_id": order_id}
    return {
        attendee_id: StoredAnswers(version_id, answers)
        for attendee_id, version_id, answers in tx.query(LIST, where)
    }


def list_answers_of_orders(tx: Transaction, order_ids: Sequence[UUID]) -> list[GivenAnswers]:
    """What orders and their attendees answered, by order; empty answers too."""
    return tx.query(OF_ORDERS, tx.here(order_ids=list(order_ids)), into=GivenAnswers)


def delete_answers(tx: Transaction, attendee_id: UUID) -> None:
    """Drop what an attendee answered: somebody else comes instead."""
    tx.query(DELETE, {"organization_id": tx.organization_id, "attendee_id": attendee_id})


DELETE_OF_ORDER = """
    DELETE FROM order_answers
    WHERE organization_id = %(organization_id)s AND order_id = %(order_id)s
"""
LOOK_AT_FILES = """
    UPDATE order_files SET due_at = %(now)s
    WHERE organization_id = %(organization_id)s AND order_id = %(order_id)s
"""


def remove_answers(
    tx: Transaction, order_ids: Sequence[UUID], *, by: QuestionField, value: str
) -> list[tuple[list[str], list[str]]]:
    """Take some questions out of what orders answered; (keys, ids of files) of each row."""
    where = tx.here(order_ids=list(order_ids), value=value, file=forms.QuestionType.FILE.value)
    return tx.query(REMOVE[by], where)


def delete_files(tx: Transaction, order_ids: Sequence[UUID], file_ids: Sequence[str]) -> list[UUID]:
    """Forget whose these files were; their ids. The files themselves are let go of after that."""
    where = tx.here(order_ids=list(order_ids), file_ids=list(file_ids))
    return [each for row in tx.query(DELETE_FILES, where) for each in row]


def delete_answers_of_order(tx: Transaction, order_id: UUID) -> None:
    """Drop what an order and its attendees answered: nothing of it is asked any more."""
    tx.query(DELETE_OF_ORDER, tx.here(order_id=order_id))


def look_at_files(tx: Transaction, order_id: UUID) -> None:
    """Have it asked soon which of an order's files still answer anything."""
    tx.query(LOOK_AT_FILES, tx.here(order_id=order_id, now=tx.now))


FILE_IDS = """
    SELECT file_id FROM order_files
    WHERE organization_id = %(organization_id)s AND order_id = %(order_id)s
"""


DUE_FILES = """
    SELECT organization_id, id FROM order_files WHERE due_at <= %(now)s
    ORDER BY due_at LIMIT %(limit)s
"""


def list_file_ids(tx: Transaction, order_id: UUID) -> list[UUID]:
    """Files of an order, whether an answer names them or not."""
    where = {"organization_id": tx.organization_id, "order_id": order_id}
    return [file_id for (file_id,) in tx.query(FILE_IDS, where)]


def list_due_files(tx: Transaction, *, now: datetime, limit: int) -> list[tuple[UUID, UUID]]:
    """(organization, row) that should be looked at, oldest first."""
    return tx.query(DUE_FILES, {"now": now, "limit": limit})


def add_file(tx: Transaction, order_id: UUID, file_id: UUID, *, due_at: datetime) -> None:
    tx.add(
        OrderFileRow(id=new_id(), order_id=order_id, file_id=file_id, sent_at=tx.now, due_at=due_at)
    )


def get_file(tx: Transaction, order_id: UUID, file_id: UUID) -> OrderFileRow:
    """The file as one of this order, or FileNotFound."""
    mine = of_order(tx, OrderFileRow, order_id=order_id)
    found = tx.session.scalars(mine.where(OrderFileRow.file_id == file_id)).one_or_none()
    if found is None:
        raise FileNotFound
    return found


def find_file(tx: Transaction, row_id: UUID) -> OrderFileRow | None:
    return tx.session.get(OrderFileRow, (tx.organization_id, row_id))


def delete_file(tx: Transaction, row: OrderFileRow) -> None:
    """Forget whose it was; the file itself is let go of after that."""
    tx.session.delete(row)
    tx.flush()
