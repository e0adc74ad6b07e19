"""Statements about personal agendas."""

from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.participation.errors import AgendaNotFound
from turnout.modules.participation.models import AgendaRow

MAKE_AGENDA = """
    INSERT INTO agendas (organization_id, id, event_id, user_id, salt, created_at)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(user_id)s, %(salt)s, %(now)s)
    ON CONFLICT (organization_id, event_id, user_id) DO NOTHING
"""
FIND_AGENDA = """
    SELECT id FROM agendas WHERE organization_id = %(organization_id)s
        AND event_id = %(event_id)s AND user_id = %(user_id)s
"""
PICKED = """
    SELECT session_id FROM agenda_items
    WHERE organization_id = %(organization_id)s AND agenda_id = %(agenda_id)s
"""
PICK = """
    INSERT INTO agenda_items (organization_id, id, agenda_id, session_id, added_at)
    VALUES (%(organization_id)s, %(id)s, %(agenda_id)s, %(session_id)s, %(now)s)
    ON CONFLICT (organization_id, agenda_id, session_id) DO NOTHING
"""
DROP = """
    DELETE FROM agenda_items WHERE organization_id = %(organization_id)s
        AND agenda_id = %(agenda_id)s AND session_id = %(session_id)s
"""
PICKED_BY = """
    SELECT a.user_id FROM agenda_items i
    JOIN agendas a ON a.organization_id = i.organization_id AND a.id = i.agenda_id
    WHERE i.organization_id = %(organization_id)s AND i.session_id = %(session_id)s
        AND a.user_id IS NOT NULL
"""


def ensure_agenda(tx: Transaction, event_id: UUID, *, user_id: UUID | None, salt: bytes) -> UUID:
    """The person's agenda of the event, made when there is none; for a guest always a new one."""
    values = {
        "organization_id": tx.organization_id,
        "id": new_id(),
        "event_id": event_id,
        "user_id": user_id,
        "salt": salt,
        "now": tx.now,
    }
    tx.query(MAKE_AGENDA, values)
    if user_id is None:
        return UUID(str(values["id"]))
    [[agenda_id]] = tx.query(FIND_AGENDA, values)
    return UUID(str(agenda_id))


def find_agenda(tx: Transaction, event_id: UUID, user_id: UUID) -> UUID | None:
    """The person's agenda of the event, or None."""
    where = {"organization_id": tx.organization_id, "event_id": event_id, "user_id": user_id}
    found = tx.query(FIND_AGENDA, where)
    return UUID(str(found[0][0])) if found else None


def get_agenda(tx: Transaction, agenda_id: UUID) -> AgendaRow:
    row = tx.session.get(AgendaRow, (tx.organization_id, agenda_id))
    if row is None:
        raise AgendaNotFound
    return row


def picked(tx: Transaction, agenda_id: UUID) -> set[UUID]:
    where = {"organization_id": tx.organization_id, "agenda_id": agenda_id}
    return {row[0] for row in tx.query(PICKED, where)}


def pick(tx: Transaction, agenda_id: UUID, session_id: UUID) -> None:
    tx.query(PICK, _item(tx, agenda_id, session_id))


def drop(tx: Transaction, agenda_id: UUID, session_id: UUID) -> None:
    tx.query(DROP, _item(tx, agenda_id, session_id))


def users_who_picked(tx: Transaction, session_id: UUID) -> list[UUID]:
    """People with an account who have the session in their agenda."""
    where = {"organization_id": tx.organization_id, "session_id": session_id}
    return [row[0] for row in tx.query(PICKED_BY, where)]


def _item(tx: Transaction, agenda_id: UUID, session_id: UUID) -> dict[str, object]:
    return {
        "organization_id": tx.organization_id,
        "id": new_id(),
        "agenda_id": agenda_id,
        "session_id": session_id,
        "now": tx.now,
    }
