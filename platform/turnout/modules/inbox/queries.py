"""Every statement of inboxes."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest, place_in_time
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.inbox import rules
from turnout.modules.inbox.policies import Reader
from turnout.modules.inbox.types import (
    NewAttendeeMessage,
    NewTeamMessage,
    StoredMessage,
    WrittenMessage,
)

COLUMNS: Final = (
    "id, organization_id, kind, title, body, path, day, event_id, order_id, count, created_at,"
    " read_at"
)
PLACE: Final = """
    AND (NOT %(unread)s OR read_at IS NULL)
    AND (%(after_at)s::timestamptz IS NULL
        OR (created_at, id) < (%(after_at)s::timestamptz, %(after_id)s::uuid))
    ORDER BY created_at DESC, id DESC LIMIT %(limit)s
"""
OF_READER: Final = """
    organization_id = %(organization_id)s AND user_id = %(user_id)s AND audience = 'team'
    AND (permission = '' OR permission = ANY(%(permissions)s))
    AND (event_id IS NULL OR %(event_ids)s::uuid[] IS NULL OR event_id = ANY(%(event_ids)s))
"""
LIST_OF_TEAM: Final = f"SELECT {COLUMNS} FROM inbox_messages WHERE {OF_READER} {PLACE}"
COUNT_OF_TEAM: Final = f"""
    SELECT count(*) FROM (SELECT FROM inbox_messages WHERE {OF_READER} AND read_at IS NULL
        LIMIT %(most)s) unread
"""
READ_OF_TEAM: Final = f"""
    UPDATE inbox_messages SET read_at = coalesce(read_at, %(now)s)
    WHERE {OF_READER} AND id = %(id)s RETURNING {COLUMNS}
"""
READ_ALL_OF_TEAM: Final = f"""
    UPDATE inbox_messages SET read_at = %(now)s WHERE {OF_READER} AND read_at IS NULL
"""
OF_PERSON: Final = "user_id = %(user_id)s AND audience = 'attendee'"
LIST_OF_PERSON: Final = f"SELECT {COLUMNS} FROM inbox_messages WHERE {OF_PERSON} {PLACE}"
COUNT_OF_PERSON: Final = f"""
    SELECT count(*) FROM (SELECT FROM inbox_messages WHERE {OF_PERSON} AND read_at IS NULL
        LIMIT %(most)s) unread
"""
FIND_OF_PERSON: Final = f"SELECT {COLUMNS} FROM inbox_messages WHERE {OF_PERSON} AND id = %(id)s"
UNREAD_ORGANIZATIONS: Final = f"""
    SELECT DISTINCT organization_id FROM inbox_messages WHERE {OF_PERSON} AND read_at IS NULL
"""
READ_OF_PERSON: Final = f"""
    UPDATE inbox_messages SET read_at = coalesce(read_at, %(now)s)
    WHERE organization_id = %(organization_id)s AND {OF_PERSON} AND id = %(id)s
    RETURNING {COLUMNS}
"""
READ_ALL_OF_PERSON: Final = f"""
    UPDATE inbox_messages SET read_at = %(now)s
    WHERE organization_id = %(organization_id)s AND {OF_PERSON} AND read_at IS NULL
"""
RAISE: Final = """
    UPDATE inbox_messages m SET count = m.count + 1, created_at = %(now)s
    FROM (SELECT id FROM inbox_messages
        WHERE organization_id = %(organization_id)s AND user_id = ANY(%(user_ids)s)
            AND audience = 'team' AND kind = %(kind)s AND read_at IS NULL AND path = %(path)s
        ORDER BY user_id, id FOR UPDATE) found
    WHERE m.organization_id = %(organization_id)s AND m.id = found.id RETURNING m.user_id
"""
INSERT_FOR_TEAM: Final = """
    INSERT INTO inbox_messages (organization_id, id, user_id, audience, kind, source_id,
        permission, event_id, title, body, path, day, count, created_at)
    SELECT %(organization_id)s, new.id, new.user_id, 'team', %(kind)s, %(source_id)s,
        %(permission)s, %(event_id)s, %(title)s, %(body)s, %(path)s, %(day)s, 1, %(now)s
    FROM unnest(%(ids)s::uuid[], %(user_ids)s::uuid[]) AS new (id, user_id)
    ON CONFLICT DO NOTHING RETURNING id, user_id, audience
"""
INSERT_FOR_ATTENDEES: Final = """
    INSERT INTO inbox_messages (organization_id, id, user_id, audience, kind, source_id,
        permission, event_id, order_id, title, body, path, count, created_at)
    SELECT %(organization_id)s, new.id, new.user_id, 'attendee', new.kind, new.source_id, '',
        new.event_id, new.order_id, new.title, new.body, '', 1, %(now)s
    FROM jsonb_to_recordset(%(messages)s::jsonb) AS new(id uuid, user_id uuid, kind text,
        source_id uuid, event_id uuid, order_id uuid, title text, body text)
    ON CONFLICT DO NOTHING RETURNING id, user_id, audience
"""
FIND_UNREAD: Final = f"""
    SELECT {COLUMNS}, user_id, audience, permission FROM inbox_messages
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND read_at IS NULL
"""
COUNT_BY_SOURCE: Final = """
    SELECT source_id, count(*) AS told, count(read_at) AS read FROM inbox_messages
    WHERE organization_id = %(organization_id)s AND source_id = ANY(%(ids)s)
        AND audience = 'attendee' GROUP BY source_id
"""
DELETE_OF_MEMBER: Final = """
    DELETE FROM inbox_messages WHERE organization_id = %(organization_id)s
        AND user_id = %(user_id)s AND audience = 'team'
"""
FORGET: Final = """
    DELETE FROM inbox_messages WHERE (organization_id, id) IN (
        SELECT organization_id, id FROM (
            SELECT organization_id, id, created_at, row_number() OVER (
                PARTITION BY organization_id, user_id, audience ORDER BY created_at DESC, id DESC
            ) AS place FROM inbox_messages) kept
        WHERE kept.created_at < %(before)s OR kept.place > %(most)s)
"""


def list_of_team(
    tx: Transaction, reader: Reader, request: PageRequest, *, unread: bool
) -> list[StoredMessage]:
    """The newest first; one more than asked for says that a page follows."""
    where = tx.here(**_of(reader), **_place(request, unread=unread))
    return tx.query(LIST_OF_TEAM, where, into=StoredMessage)


def count_of_team(tx: Transaction, reader: Reader) -> int:
    [(unread,)] = tx.query(COUNT_OF_TEAM, tx.here(**_of(reader), most=rules.MOST_COUNTED))
    return int(unread)


def read_of_team(tx: Transaction, reader: Reader, message_id: UUID) -> StoredMessage | None:
    """Mark one as read; None where the reader may not see it."""
    found = tx.query(READ_OF_TEAM, tx.here(**_of(reader), id=message_id), into=StoredMessage)
    return next(iter(found), None)


def read_all_of_team(tx: Transaction, reader: Reader) -> None:
    tx.query(READ_ALL_OF_TEAM, tx.here(**_of(reader)))


def list_of_person(
    tx: Transaction, user_id: UUID, request: PageRequest, *, unread: bool
) -> list[StoredMessage]:
    """Asked as the person: what all organizers told them."""
    where = {"user_id": user_id, **_place(request, unread=unread)}
    return tx.query(LIST_OF_PERSON, where, into=StoredMessage)


def count_of_person(tx: Transaction, user_id: UUID) -> int:
    where = {"user_id": user_id, "most": rules.MOST_COUNTED}
    [(unread,)] = tx.query(COUNT_OF_PERSON, where)
    return int(unread)


def find_of_person(tx: Transaction, user_id: UUID, message_id: UUID) -> StoredMessage | None:
    where = {"user_id": user_id, "id": message_id}
    return next(iter(tx.query(FIND_OF_PERSON, where, into=StoredMessage)), None)


def list_unread_organizations(tx: Transaction, user_id: UUID) -> list[UUID]:
    """The organizations of which a person has something unread, asked as that person."""
    return [each for (each,) in tx.query(UNREAD_ORGANIZATIONS, {"user_id": user_id})]


def read_of_person(tx: Transaction, user_id: UUID, message_id: UUID) -> StoredMessage | None:
    """Mark one of this organization's messages as read; None where it is gone."""
    where = tx.here(user_id=user_id, id=message_id)
    return next(iter(tx.query(READ_OF_PERSON, where, into=StoredMessage)), None)


def read_all_of_person(tx: Transaction, user_id: UUID) -> None:
    """Mark all of this organization's messages as read."""
    tx.query(READ_ALL_OF_PERSON, tx.here(user_id=user_id))


def raise_counts(tx: Transaction, new: NewTeamMessage, user_ids: Collection[UUID]) -> set[UUID]:
    """Count one more in what these people have not read of the same; who of them has that."""
    where = tx.here(user_ids=list(user_ids), kind=new.kind.value, path=new.path)
    return {user_id for (user_id,) in tx.query(RAISE, where)}


def insert_for_team(
    tx: Transaction, new: NewTeamMessage, user_ids: Sequence[UUID]
) -> list[WrittenMessage]:
    """Write a message for each of these people who has none of this source."""
    said: dict[str, Any] = {
        "kind": new.kind.value,
        "source_id": new.source_id,
        "permission": new.permission,
        "event_id": new.event_id,
        "title": rules.cut(new.title, rules.LONGEST_TITLE),
        "body": rules.cut(new.about, rules.LONGEST_BODY),
        "path": new.path,
        "day": new.day,
    }
    ids = [new_id() for _ in user_ids]
    where = tx.here(ids=ids, user_ids=list(user_ids), **said)
    return tx.query(INSERT_FOR_TEAM, where, into=WrittenMessage)


def insert_for_attendees(
    tx: Transaction, new: Sequence[tuple[UUID, NewAttendeeMessage]]
) -> list[WrittenMessage]:
    """Write each for its person, unless they have one of this source."""
    messages = [
        {
            "id": new_id(),
            "user_id": user_id,
            "kind": each.kind.value,
            "source_id": each.source_id,
            "event_id": each.event_id,
            "order_id": each.order_id,
            "title": rules.cut(each.title, rules.LONGEST_TITLE),
            "body": rules.cut(each.body, rules.LONGEST_BODY),
        }
        for user_id, each in new
    ]
    where = tx.here(messages=as_json(messages))
    return tx.query(INSERT_FOR_ATTENDEES, where, into=WrittenMessage)


def find_unread(tx: Transaction, message_id: UUID) -> tuple[StoredMessage, UUID, str, str] | None:
    """A message that nobody read: with whose it is, as what, and the right that it needs."""
    for row in tx.query(FIND_UNREAD, tx.here(id=message_id), into=dict[str, Any]):
        whose = row.pop("user_id"), row.pop("audience"), row.pop("permission")
        return StoredMessage(**row), *whose
    return None


def count_by_source(tx: Transaction, source_ids: Collection[UUID]) -> dict[UUID, tuple[int, int]]:
    """How many people were told by each of these, and how many of them read it."""
    rows = tx.query(COUNT_BY_SOURCE, tx.here(ids=list(source_ids)))
    return {source_id: (told, read) for source_id, told, read in rows}


def delete_of_member(tx: Transaction, user_id: UUID) -> None:
    tx.query(DELETE_OF_MEMBER, tx.here(user_id=user_id))


def forget(tx: Transaction, *, older_than: timedelta, most: int) -> None:
    """As operator: drop what is old, and of each inbox what is beyond so many."""
    tx.query(FORGET, {"before": tx.now - older_than, "most": most})


def _of(reader: Reader) -> dict[str, Any]:
    return {
        "user_id": reader.user_id,
        "permissions": list(reader.permissions),
        "event_ids": None if reader.event_ids is None else list(reader.event_ids),
    }


def _place(request: PageRequest, *, unread: bool) -> dict[str, Any]:
    after = place_in_time(request)
    return {
        "unread": unread,
        "after_at": after and after[0],
        "after_id": after and after[1],
        "limit": request.limit + 1,
    }
