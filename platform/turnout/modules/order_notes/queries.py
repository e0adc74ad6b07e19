"""Every statement of notes and tags."""

from collections.abc import Collection, Sequence
from typing import Any, Final
from uuid import UUID

from psycopg.errors import ForeignKeyViolation, UniqueViolation

from turnout.kernel.db.pagination import PageRequest, place_in_time
from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.order_notes.errors import NoteNotFound, TagNameTaken, TagNotFound
from turnout.modules.order_notes.rules import MOST_TAGS
from turnout.modules.order_notes.types import NewTag, OrderNote, OrderTag

NOTE_COLUMNS: Final = "id, order_id, attendee_id, text, author, written_at, edited_at, version"
NOTES: Final = f"""
    SELECT {NOTE_COLUMNS} FROM order_notes
    WHERE organization_id = %(organization_id)s AND order_id = %(order_id)s
"""
LIST_NOTES: Final = f"""
    {NOTES} AND (%(attendee_id)s::uuid IS NULL OR attendee_id = %(attendee_id)s::uuid)
        AND (%(after_at)s::timestamptz IS NULL
        OR (written_at, id) < (%(after_at)s::timestamptz, %(after_id)s::uuid))
    ORDER BY written_at DESC, id DESC LIMIT %(limit)s
"""
LOCK_NOTE: Final = f"{NOTES} AND id = %(id)s FOR UPDATE"
INSERT_NOTE: Final = f"""
    INSERT INTO order_notes (organization_id, id, order_id, attendee_id, text, author, written_at,
        version)
    VALUES (%(organization_id)s, %(id)s, %(order_id)s, %(attendee_id)s, %(text)s, %(author)s,
        %(now)s, 1)
    RETURNING {NOTE_COLUMNS}
"""
UPDATE_NOTE: Final = f"""
    UPDATE order_notes SET text = %(text)s, edited_at = %(now)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s RETURNING {NOTE_COLUMNS}
"""
DELETE_NOTE: Final = """
    DELETE FROM order_notes WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
TAG_COLUMNS: Final = "id, name, color, version"
TAGS: Final = f"""
    SELECT {TAG_COLUMNS} FROM order_tags WHERE organization_id = %(organization_id)s
"""
LIST_TAGS: Final = f"{TAGS} ORDER BY lower(name), id"
LOCK_TAG: Final = f"{TAGS} AND id = %(id)s FOR UPDATE"
INSERT_TAG: Final = f"""
    INSERT INTO order_tags (organization_id, id, name, color, version)
    SELECT %(organization_id)s, %(id)s, %(name)s, %(color)s, 1
    WHERE (SELECT count(*) FROM order_tags WHERE organization_id = %(organization_id)s) < %(most)s
    RETURNING {TAG_COLUMNS}
"""
UPDATE_TAG: Final = f"""
    UPDATE order_tags SET name = %(name)s, color = %(color)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s RETURNING {TAG_COLUMNS}
"""
DELETE_TAG: Final = """
    DELETE FROM order_tags WHERE organization_id = %(organization_id)s AND id = %(id)s
    RETURNING id
"""
LINKS: Final = """
    SELECT order_id, attendee_id, tag_id FROM order_tag_links
    WHERE organization_id = %(organization_id)s AND order_id = ANY(%(order_ids)s) ORDER BY id
"""
UNLINK: Final = """
    DELETE FROM order_tag_links
    WHERE organization_id = %(organization_id)s AND order_id = %(order_id)s
        AND attendee_id IS NOT DISTINCT FROM %(attendee_id)s AND tag_id <> ALL(%(tag_ids)s)
    RETURNING tag_id
"""
LINK: Final = """
    INSERT INTO order_tag_links (organization_id, id, order_id, attendee_id, tag_id, tagged_at)
    SELECT %(organization_id)s, wanted.id, %(order_id)s, %(attendee_id)s, wanted.tag_id, %(now)s
    FROM unnest(%(ids)s::uuid[], %(tag_ids)s::uuid[]) AS wanted (id, tag_id)
    ON CONFLICT DO NOTHING RETURNING tag_id
"""


def list_notes(
    tx: Transaction, order_id: UUID, request: PageRequest, *, attendee_id: UUID | None
) -> list[OrderNote]:
    """The newest first; one row more than asked for says that a next page exists."""
    after = place_in_time(request)
    where = tx.here(
        order_id=order_id,
        attendee_id=attendee_id,
        after_at=after and after[0],
        after_id=after and after[1],
        limit=request.limit + 1,
    )
    return tx.query(LIST_NOTES, where, into=OrderNote)


def lock_note(tx: Transaction, order_id: UUID, note_id: UUID) -> OrderNote:
    """The note FOR UPDATE, or NoteNotFound."""
    for found in tx.query(LOCK_NOTE, tx.here(order_id=order_id, id=note_id), into=OrderNote):
        return found
    raise NoteNotFound


def insert_note(tx: Transaction, order_id: UUID, **values: Any) -> OrderNote:
    [note] = tx.query(
        INSERT_NOTE, tx.here(id=new_id(), order_id=order_id, **values), into=OrderNote
    )
    return note


def update_note(tx: Transaction, note_id: UUID, *, text: str) -> OrderNote:
    [note] = tx.query(UPDATE_NOTE, tx.here(id=note_id, text=text), into=OrderNote)
    return note


def delete_note(tx: Transaction, note_id: UUID) -> None:
    tx.query(DELETE_NOTE, tx.here(id=note_id))


def list_tags(tx: Transaction) -> list[OrderTag]:
    """The organization's tags, by name."""
    return tx.query(LIST_TAGS, tx.here(), into=OrderTag)


def lock_tag(tx: Transaction, tag_id: UUID) -> OrderTag:
    """The tag FOR UPDATE, or TagNotFound."""
    for found in tx.query(LOCK_TAG, tx.here(id=tag_id), into=OrderTag):
        return found
    raise TagNotFound


def insert_tag(tx: Transaction, new: NewTag) -> OrderTag | None:
    """Write a tag; None when there are as many as may be, TagNameTaken beside a namesake."""
    values = tx.here(id=new_id(), name=new.name, color=new.color.value, most=MOST_TAGS)
    try:
        return next(iter(tx.query(INSERT_TAG, values, into=OrderTag)), None)
    except UniqueViolation as error:
        raise TagNameTaken from error


def update_tag(tx: Transaction, tag_id: UUID, *, name: str, color: str) -> OrderTag:
    """Write name and colour; TagNameTaken beside a namesake."""
    try:
        [tag] = tx.query(UPDATE_TAG, tx.here(id=tag_id, name=name, color=color), into=OrderTag)
    except UniqueViolation as error:
        raise TagNameTaken from error
    return tag


def delete_tag(tx: Transaction, tag_id: UUID) -> bool:
    """Delete a tag with its links; whether there was one."""
    return bool(tx.query(DELETE_TAG, tx.here(id=tag_id)))


def list_links(
    tx: Transaction, order_ids: Collection[UUID]
) -> dict[UUID, list[tuple[UUID | None, UUID]]]:
    """Order → pairs of attendee, or None for the order itself, and tag."""
    found: dict[UUID, list[tuple[UUID | None, UUID]]] = {}
    rows = tx.query(LINKS, tx.here(order_ids=list(order_ids)))
    for order_id, attendee_id, tag_id in rows:
        found.setdefault(order_id, []).append((attendee_id, tag_id))
    return found


def replace_links(
    tx: Transaction, order_id: UUID, *, attendee_id: UUID | None, tag_ids: Sequence[UUID]
) -> bool:
    """Give exactly these tags; whether anything changed."""
    where = tx.here(order_id=order_id, attendee_id=attendee_id, tag_ids=list(tag_ids))
    return bool(tx.query(UNLINK, where)) | add_links(
        tx, order_id, attendee_id=attendee_id, tag_ids=tag_ids
    )


def add_links(
    tx: Transaction, order_id: UUID, *, attendee_id: UUID | None, tag_ids: Sequence[UUID]
) -> bool:
    """Give these tags besides those it has; whether anything changed."""
    where = tx.here(
        order_id=order_id,
        attendee_id=attendee_id,
        tag_ids=list(tag_ids),
        ids=[new_id() for _ in tag_ids],
    )
    try:
        return bool(tx.query(LINK, where))
    except ForeignKeyViolation as error:
        raise TagNotFound from error
