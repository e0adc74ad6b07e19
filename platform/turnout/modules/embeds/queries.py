"""Every statement of embeds."""

from typing import Final
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest, place_in_time
from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.embeds.errors import EmbedOriginNotFound, EmbedOriginTaken
from turnout.modules.embeds.types import EmbedOrigin, NewEmbedOrigin

FOUND: Final = """
    SELECT id, origin, note, version, created_at, created_by
    FROM embed_origins WHERE organization_id = %(organization_id)s
"""
LIST: Final = f"""
    {FOUND} AND (%(after_at)s::timestamptz IS NULL
        OR (created_at, id) < (%(after_at)s::timestamptz, %(after_id)s::uuid))
    ORDER BY created_at DESC, id DESC LIMIT %(limit)s
"""
ONE: Final = f"{FOUND} AND id = %(id)s"
ALLOWED: Final = """
    SELECT origin FROM embed_origins WHERE organization_id = %(organization_id)s ORDER BY origin
"""
IS_ALLOWED: Final = """
    SELECT EXISTS (SELECT FROM embed_origins
        WHERE organization_id = %(organization_id)s AND origin = %(origin)s)
"""
COUNT: Final = "SELECT count(*) FROM embed_origins WHERE organization_id = %(organization_id)s"
LOCK: Final = """
    SELECT pg_advisory_xact_lock(hashtextextended(%(organization_id)s::text || 'embeds', 0))
"""
"""Let one at a time change the list of an organization."""
INSERT: Final = """
    INSERT INTO embed_origins (organization_id, id, origin, note, version, created_at, created_by)
    VALUES (%(organization_id)s, %(id)s, %(origin)s, %(note)s, 1, %(now)s, %(created_by)s)
    ON CONFLICT (organization_id, origin) DO NOTHING RETURNING id
"""
DELETE: Final = """
    DELETE FROM embed_origins WHERE organization_id = %(organization_id)s AND id = %(id)s
"""


def lock_list(tx: Transaction) -> None:
    tx.query(LOCK, tx.here())


def count_origins(tx: Transaction) -> int:
    [(number,)] = tx.query(COUNT, tx.here())
    return int(number)


def list_origins(tx: Transaction, request: PageRequest) -> list[EmbedOrigin]:
    """The newest first; one row more than asked for says that a page follows."""
    after = place_in_time(request)
    where = tx.here(
        after_at=after and after[0], after_id=after and after[1], limit=request.limit + 1
    )
    return tx.query(LIST, where, into=EmbedOrigin)


def list_allowed(tx: Transaction) -> tuple[str, ...]:
    """All of an organization's origins, in the order of the alphabet."""
    return tuple(origin for (origin,) in tx.query(ALLOWED, tx.here()))


def is_allowed(tx: Transaction, origin: str) -> bool:
    [(found,)] = tx.query(IS_ALLOWED, tx.here(origin=origin))
    return bool(found)


def get_origin(tx: Transaction, origin_id: UUID) -> EmbedOrigin:
    """The site, or EmbedOriginNotFound."""
    for found in tx.query(ONE, tx.here(id=origin_id), into=EmbedOrigin):
        return found
    raise EmbedOriginNotFound


def insert_origin(tx: Transaction, new: NewEmbedOrigin, *, origin: str) -> UUID:
    """Write a site; EmbedOriginTaken where it is on the list."""
    said = tx.here(id=new_id(), origin=origin, note=new.note.strip(), created_by=str(tx.ctx.actor))
    rows = tx.query(INSERT, said)
    if not rows:
        raise EmbedOriginTaken
    return UUID(str(rows[0][0]))


def delete_origin(tx: Transaction, origin_id: UUID) -> None:
    tx.query(DELETE, tx.here(id=origin_id))
