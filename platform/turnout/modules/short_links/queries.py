"""Every statement of short links."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.db.pagination import PageRequest, place_in_time
from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.kernel.values import attributes_of
from turnout.modules.sales_partners import api as sales_partners
from turnout.modules.sales_partners.sql_fragments import ACTIVE_PARTNER
from turnout.modules.short_links.errors import ShortLinkNotFound
from turnout.modules.short_links.rules import PATH
from turnout.modules.short_links.types import (
    Changes,
    Destination,
    NewShortLink,
    ShortLink,
    VisitsOfDay,
)

LINKS: Final = """
    SELECT l.id, l.code, l.name, l.target, l.event_id, l.ticket_type_id, l.access_code, l.partner,
        l.campaign, l.source, l.is_on, coalesce(d.visits, 0)::bigint AS visits,
        d.last_visited_on, l.version, l.created_at, l.created_by
    FROM short_links l
    LEFT JOIN LATERAL (
        SELECT sum(visits) AS visits, max(day) AS last_visited_on FROM short_link_days d
        WHERE d.organization_id = l.organization_id AND d.short_link_id = l.id) d ON true
    WHERE l.organization_id = %(organization_id)s
"""
LIST: Final = f"""
    {LINKS} AND (%(event_id)s::uuid IS NULL OR l.event_id = %(event_id)s)
        AND (%(after_at)s::timestamptz IS NULL
            OR (l.created_at, l.id) < (%(after_at)s::timestamptz, %(after_id)s::uuid))
    ORDER BY l.created_at DESC, l.id DESC LIMIT %(limit)s
"""
ONE: Final = f"{LINKS} AND l.id = %(id)s"
BY_CODE: Final = """
    SELECT id, code, target, event_id, ticket_type_id, access_code, partner, campaign, source
    FROM short_links
    WHERE organization_id = %(organization_id)s AND code = %(code)s AND is_on
"""
LOCK: Final = """
    SELECT id FROM short_links
    WHERE organization_id = %(organization_id)s AND id = %(id)s FOR UPDATE
"""
LOCK_LIST: Final = """
    SELECT pg_advisory_xact_lock(
        hashtextextended(%(organization_id)s::text || 'short-links', 0))
"""
COUNT: Final = "SELECT count(*) FROM short_links WHERE organization_id = %(organization_id)s"
OWNER: Final = "SELECT belongs_to FROM short_link_codes WHERE code = %(code)s"
CLAIM: Final = """
    INSERT INTO short_link_codes (id, code, belongs_to, short_link_id)
    VALUES (%(claim_id)s, %(code)s, %(organization_id)s, %(id)s)
    ON CONFLICT (code) DO NOTHING RETURNING id
"""
RENAME: Final = """
    UPDATE short_links SET code = %(code)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
INSERT: Final = """
    INSERT INTO short_links (organization_id, id, code, name, target, event_id, ticket_type_id,
        access_code, partner, campaign, source, is_on, version, created_at, created_by)
    VALUES (%(organization_id)s, %(id)s, %(code)s, %(name)s, %(target)s, %(event_id)s,
        %(ticket_type_id)s, %(access_code)s, %(partner)s, %(campaign)s, %(source)s, true, 1,
        %(now)s, %(created_by)s)
    RETURNING id
"""
UPDATE: Final = """
    UPDATE short_links SET name = %(name)s, is_on = %(is_on)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
RELEASE: Final = """
    DELETE FROM short_link_codes WHERE belongs_to = %(organization_id)s AND short_link_id = %(id)s
"""
DELETE: Final = """
    DELETE FROM short_links WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
VISIT: Final = """
    INSERT INTO short_link_days (organization_id, short_link_id, day, visits)
    VALUES (%(organization_id)s, %(id)s, %(day)s, 1)
    ON CONFLICT (organization_id, short_link_id, day)
        DO UPDATE SET visits = short_link_days.visits + 1
"""
DAYS: Final = """
    SELECT day, visits FROM short_link_days
    WHERE organization_id = %(organization_id)s AND short_link_id = %(id)s
    ORDER BY day DESC LIMIT %(limit)s
"""


def _shown(**row: Any) -> ShortLink:
    base = runtime.current().settings.public_url.rstrip("/")
    return ShortLink(url=f"{base}{PATH}/{row['code']}", **row)


def lock_list(tx: Transaction) -> None:
    """Let one at a time add to an organization's links."""
    tx.query(LOCK_LIST, tx.here())


def count_links(tx: Transaction) -> int:
    [(number,)] = tx.query(COUNT, tx.here())
    return int(number)


def list_links(tx: Transaction, request: PageRequest, *, event_id: UUID | None) -> list[ShortLink]:
    """The newest first; one row more than asked for says that a page follows."""
    after = place_in_time(request)
    where = tx.here(
        event_id=event_id,
        after_at=after and after[0],
        after_id=after and after[1],
        limit=request.limit + 1,
    )
    return tx.query(LIST, where, into=_shown)


def get_link(tx: Transaction, link_id: UUID) -> ShortLink:
    """The link, or ShortLinkNotFound."""
    for found in tx.query(ONE, tx.here(id=link_id), into=_shown):
        return found
    raise ShortLinkNotFound


def lock_link(tx: Transaction, link_id: UUID) -> ShortLink:
    """The same FOR UPDATE."""
    tx.query(LOCK, tx.here(id=link_id))
    return get_link(tx, link_id)


def find_owner(tx: Transaction, code: str) -> UUID | None:
    """Whose link has a code; asked over all organizations."""
    return next((UUID(str(owner)) for (owner,) in tx.query(OWNER, {"code": code})), None)


def find_by_code(tx: Transaction, code: str) -> Destination | None:
    """Where the link with a code leads; None where it is off. Its visits are not summed."""
    return next(iter(tx.query(BY_CODE, tx.here(code=code), into=Destination)), None)


def is_partner(tx: Transaction, code: str) -> bool:
    """Whether a sales partner with this code sells now."""
    where = tx.here(partner_key=sales_partners.key_of(code), api_token_id=None)
    return bool(tx.query(ACTIVE_PARTNER, where))


def insert_link(tx: Transaction, new: NewShortLink, *, code: str) -> UUID:
    """Write a link; its code counts once it is claimed."""
    said = tx.here(id=new_id(), code=code, created_by=str(tx.ctx.actor), **attributes_of(new))
    [(link_id,)] = tx.query(INSERT, said)
    return UUID(str(link_id))


def claim_code(tx: Transaction, link_id: UUID, code: str) -> bool:
    """Make a code this link's alone; whether it was nobody's."""
    return bool(tx.query(CLAIM, tx.here(claim_id=new_id(), code=code, id=link_id)))


def set_code(tx: Transaction, link_id: UUID, code: str) -> None:
    """Another code, where the first was taken."""
    tx.query(RENAME, tx.here(id=link_id, code=code))


def update_link(tx: Transaction, link: ShortLink, changes: Changes) -> None:
    wanted = {"name": link.name, "is_on": link.is_on} | dict(changes)
    tx.query(UPDATE, tx.here(id=link.id, **wanted))


def delete_link(tx: Transaction, link_id: UUID) -> None:
    tx.query(RELEASE, tx.here(id=link_id))
    tx.query(DELETE, tx.here(id=link_id))


def add_visit(tx: Transaction, link_id: UUID, day: date) -> None:
    tx.query(VISIT, tx.here(id=link_id, day=day))


def list_days(tx: Transaction, link_id: UUID, *, limit: int) -> list[VisitsOfDay]:
    """Days with visits, the latest first."""
    return tx.query(DAYS, tx.here(id=link_id, limit=limit), into=VisitsOfDay)
