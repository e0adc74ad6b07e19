"""Statements about data requests."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.data_requests.errors import DataRequestNotFound
from turnout.modules.data_requests.types import DataRequest, DataRequestState, NewDataRequest

OPEN: Final = "state = 'open'"
HERE: Final = "organization_id = %(organization_id)s"
COLUMNS: Final = """
    id, organization_id, user_id, kind, state, field, order_id, attendee_id, question,
    question_label, former, wanted, purpose, said, asked_at, due_at, extended_at,
    extension_reason, answered_at, answer, version
"""
INSERT: Final = f"""
    INSERT INTO data_requests (organization_id, id, user_id, kind, state, field, order_id,
        attendee_id, question, question_label, former, wanted, purpose, said, asked_at, due_at,
        extension_reason, answer, version)
    VALUES (%(organization_id)s, %(id)s, %(user_id)s, %(kind)s, 'open', %(field)s, %(order_id)s,
        %(attendee_id)s, %(question)s, %(question_label)s, %(former)s, %(wanted)s, %(purpose)s,
        %(said)s, %(now)s, %(due_at)s, '', '', 1)
    RETURNING {COLUMNS}
"""
COUNT_OPEN: Final = f"""
    SELECT count(*) FROM data_requests WHERE {HERE} AND user_id = %(user_id)s AND {OPEN}
"""
LIST: Final = f"""
    SELECT {COLUMNS} FROM data_requests
    WHERE {HERE} AND state = ANY(%(states)s) AND id > %(after)s ORDER BY id LIMIT %(limit)s
"""
LIST_OF_PERSON: Final = f"""
    SELECT {COLUMNS} FROM data_requests WHERE user_id = %(user_id)s
    ORDER BY asked_at DESC, id DESC LIMIT 200
"""
FIND: Final = f"SELECT {COLUMNS} FROM data_requests WHERE {HERE} AND id = %(id)s"
LOCK: Final = f"{FIND} FOR UPDATE"
ANSWER: Final = f"""
    UPDATE data_requests SET state = %(state)s, answer = %(answer)s, answered_at = %(now)s,
        answered_by = %(by)s, version = version + 1
    WHERE {HERE} AND id = %(id)s RETURNING {COLUMNS}
"""
EXTEND: Final = f"""
    UPDATE data_requests SET due_at = %(due_at)s, extended_at = %(now)s,
        extension_reason = %(reason)s, warned_at = NULL, version = version + 1
    WHERE {HERE} AND id = %(id)s RETURNING {COLUMNS}
"""
EMPTY_ANSWERS: Final = f"""
    UPDATE data_requests SET former = '', wanted = '', said = '', answer = ''
    WHERE {HERE} AND order_id = ANY(%(order_ids)s) AND field = 'answer'
        AND (%(questions)s::text[] IS NULL OR question = ANY(%(questions)s))
    RETURNING id
"""
LIST_TO_WARN: Final = f"""
    SELECT organization_id, id FROM data_requests
    WHERE {OPEN} AND warned_at IS NULL AND due_at <= %(until)s ORDER BY due_at LIMIT 500
"""
MARK_WARNED: Final = f"""
    UPDATE data_requests SET warned_at = %(now)s
    WHERE {HERE} AND id = %(id)s AND {OPEN} AND warned_at IS NULL AND due_at <= %(until)s
    RETURNING {COLUMNS}
"""


def insert_request(
    tx: Transaction,
    new: NewDataRequest,
    *,
    user_id: UUID,
    question_label: str,
    former: str,
    due_at: datetime,
) -> DataRequest:
    place = new.place
    values = tx.here(
        id=new_id(),
        user_id=user_id,
        kind=new.kind.value,
        field=new.field.value if new.field else "",
        order_id=place.order_id if place else None,
        attendee_id=place.attendee_id if place else None,
        question=place.question if place else "",
        question_label=question_label,
        former=former,
        wanted=new.wanted.strip(),
        purpose=new.purpose.value if new.purpose else "",
        said=new.said.strip(),
        due_at=due_at,
    )
    [made] = tx.query(INSERT, values, into=DataRequest)
    return made


def count_open(tx: Transaction, user_id: UUID) -> int:
    [(count,)] = tx.query(COUNT_OPEN, tx.here(user_id=user_id))
    return int(count)


def list_requests(
    tx: Transaction, request: PageRequest, *, states: Collection[DataRequestState]
) -> list[DataRequest]:
    """Requests in these states, the oldest first; one row more says that a page follows."""
    after = request.after[1] if request.after else UUID(int=0)
    where = tx.here(states=[each.value for each in states], after=after, limit=request.limit + 1)
    return tx.query(LIST, where, into=DataRequest)


def list_of_person(tx: Transaction, user_id: UUID) -> list[DataRequest]:
    """What a person asked, the latest first; row security says whose."""
    return tx.query(LIST_OF_PERSON, {"user_id": user_id}, into=DataRequest)


def get_request(tx: Transaction, request_id: UUID) -> DataRequest:
    return _one(tx.query(FIND, tx.here(id=request_id), into=DataRequest))


def lock_request(tx: Transaction, request_id: UUID) -> DataRequest:
    """The request FOR UPDATE, or DataRequestNotFound."""
    return _one(tx.query(LOCK, tx.here(id=request_id), into=DataRequest))


def answer_request(
    tx: Transaction, request_id: UUID, state: DataRequestState, *, answer: str, by: UUID | None
) -> DataRequest:
    """Close a request; the answer is what its person reads."""
    values = tx.here(id=request_id, state=state.value, answer=answer, by=by)
    return _one(tx.query(ANSWER, values, into=DataRequest))


def extend_request(
    tx: Transaction, request_id: UUID, *, due_at: datetime, reason: str
) -> DataRequest:
    """Give a request another deadline, of which the team is warned anew."""
    values = tx.here(id=request_id, due_at=due_at, reason=reason)
    return _one(tx.query(EXTEND, values, into=DataRequest))


def list_to_warn(tx: Transaction, until: datetime) -> list[tuple[UUID, UUID]]:
    """(organization, request) that are due before and of which nobody was warned; for jobs."""
    return list(tx.query(LIST_TO_WARN, {"until": until}))


def mark_warned(tx: Transaction, request_id: UUID, until: datetime) -> DataRequest | None:
    """Note that the team is warned; None where that was done, or is not due any more."""
    values = tx.here(id=request_id, until=until)
    return next(iter(tx.query(MARK_WARNED, values, into=DataRequest)), None)


def _one(rows: list[DataRequest]) -> DataRequest:
    if not rows:
        raise DataRequestNotFound
    return rows[0]


def empty_answers(
    tx: Transaction, order_ids: Collection[UUID], *, questions: Collection[str] | None
) -> list[UUID]:
    """Take the words out of requests about answers of these orders; which requests."""
    where = tx.here(
        order_ids=list(order_ids), questions=None if questions is None else list(questions)
    )
    return [each for (each,) in tx.query(EMPTY_ANSWERS, where)]
