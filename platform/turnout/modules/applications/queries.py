"""Every statement of applications: they are orders, and only what was decided is kept here."""

from typing import Final
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest, place_in_time
from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.applications.errors import ApplicationNotFound
from turnout.modules.applications.types import (
    Application,
    ApplicationDecision,
    ApplicationFigures,
    ApplicationVerdict,
)
from turnout.modules.orders.sql_fragments import APPLICATIONS, ATTENDEES, SOLD_LINES

STATE: Final = """
    coalesce(d.decision, CASE a.order_state WHEN 'awaiting_approval' THEN 'waiting'
        WHEN 'expired' THEN 'lapsed' ELSE 'cancelled' END)
"""
FOUND: Final = f"""
    FROM {APPLICATIONS} AS a LEFT JOIN application_decisions d
        ON d.organization_id = a.organization_id AND d.order_id = a.order_id
    WHERE a.organization_id = %(organization_id)s
"""
COLUMNS: Final = f"""
    a.order_id, a.event_id, a.number, {STATE} AS state, a.order_state, a.currency, a.total_minor,
    a.buyer_name, a.buyer_email, a.applied_at,
    CASE WHEN a.order_state IN ('awaiting_approval', 'awaiting_payment') THEN a.expires_at END
        AS expires_at,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('ticket_type_id', l.ticket_type_id,
            'name', l.name, 'quantity', l.quantity) ORDER BY l.name), '[]')
        FROM {SOLD_LINES} AS l
        WHERE l.organization_id = a.organization_id AND l.order_id = a.order_id) AS lines,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.attendee_id,
            'ticket_type_id', t.ticket_type_id, 'name', t.name, 'email', t.email,
            'answers', t.answers) ORDER BY t.position, t.attendee_id), '[]')
        FROM {ATTENDEES} AS t
        WHERE t.organization_id = a.organization_id AND t.order_id = a.order_id) AS attendees,
    a.answers,
    CASE WHEN d.id IS NOT NULL THEN jsonb_build_object('decision', d.decision,
        'message', d.message, 'decided_by', d.decided_by, 'decided_at', d.decided_at) END
        AS decision
"""
LIST: Final = f"""
    SELECT {COLUMNS} {FOUND} AND a.event_id = %(event_id)s
        AND (%(state)s::text IS NULL OR {STATE} = %(state)s)
        AND (%(after_at)s::timestamptz IS NULL
            OR (a.applied_at, a.order_id) > (%(after_at)s::timestamptz, %(after_id)s::uuid))
    ORDER BY a.applied_at, a.order_id LIMIT %(limit)s
"""
ONE: Final = f"SELECT {COLUMNS} {FOUND} AND a.order_id = %(order_id)s"
COUNT: Final = f"""
    SELECT {STATE}, count(*) {FOUND} AND a.event_id = %(event_id)s GROUP BY 1
"""
DECIDE: Final = """
    INSERT INTO application_decisions
        (organization_id, id, order_id, decision, message, decided_by, decided_at)
    VALUES (%(organization_id)s, %(id)s, %(order_id)s, %(decision)s, %(message)s, %(decided_by)s,
        %(now)s)
"""
DECISION: Final = """
    SELECT decision, message, decided_by, decided_at FROM application_decisions
    WHERE organization_id = %(organization_id)s AND order_id = %(order_id)s
"""


def list_applications(
    tx: Transaction, event_id: UUID, request: PageRequest, *, state: str | None
) -> list[Application]:
    """Who applied first stands first; one row more than asked for says that a page follows."""
    after = place_in_time(request)
    where = tx.here(
        event_id=event_id,
        state=state,
        after_at=after and after[0],
        after_id=after and after[1],
        limit=request.limit + 1,
    )
    return tx.query(LIST, where, into=Application.of)


def find_application(tx: Transaction, order_id: UUID) -> Application | None:
    return next(iter(tx.query(ONE, tx.here(order_id=order_id), into=Application.of)), None)


def get_application(tx: Transaction, order_id: UUID) -> Application:
    """The application, or ApplicationNotFound."""
    found = find_application(tx, order_id)
    if found is None:
        raise ApplicationNotFound
    return found


def count_applications(tx: Transaction, event_id: UUID) -> ApplicationFigures:
    rows = tx.query(COUNT, tx.here(event_id=event_id))
    return ApplicationFigures(**{state: int(number) for state, number in rows})


def insert_decision(
    tx: Transaction, order_id: UUID, decision: ApplicationVerdict, *, message: str
) -> None:
    """Write what was decided; an order is decided once, and it is locked by the caller."""
    values = {"id": new_id(), "decision": decision.value, "decided_by": str(tx.ctx.actor)}
    tx.query(DECIDE, tx.here(order_id=order_id, message=message, **values))


def find_decision(tx: Transaction, order_id: UUID) -> ApplicationDecision | None:
    """What was decided about an order; None while nothing is, or where nobody applied."""
    return next(
        iter(tx.query(DECISION, tx.here(order_id=order_id), into=ApplicationDecision)), None
    )
