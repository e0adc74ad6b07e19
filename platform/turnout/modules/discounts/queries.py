"""Every statement of discounts, their codes and uses."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from psycopg.errors import ForeignKeyViolation, UniqueViolation

from turnout.kernel.db.pagination import PageRequest, like, place_in_time
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.ids import new_id
from turnout.modules.discounts.errors import CodeNotFound, CodeTaken, DiscountNotFound
from turnout.modules.discounts.rules import key_of
from turnout.modules.discounts.types import (
    Discount,
    DiscountCode,
    RedeemableCode,
    discount_of,
    redeemable_of,
)

OWN: Final = """
    d.id, d.event_id, d.name, d.percent_bp, d.amount_minor, d.currency, d.opens_hidden,
    d.is_stackable, d.starts_at, d.ends_at, d.uses_per_code, d.uses_per_person,
    d.minimum_quantity, d.minimum_minor, d.amounts, d.state, d.version, d.created_at,
    (SELECT jsonb_agg(t.ticket_type_id ORDER BY t.id) FROM discount_ticket_types t
        WHERE t.organization_id = d.organization_id AND t.discount_id = d.id) AS ticket_type_ids
"""
PERSON_USE: Final = """
    CASE WHEN %(email)s::text <> '' AND d.uses_per_person IS NOT NULL THEN (
        SELECT min(k.number) FROM generate_series(1, d.uses_per_person) AS k(number)
        WHERE NOT EXISTS (SELECT FROM discount_redemptions r
            WHERE r.organization_id = %(organization_id)s AND r.discount_id = d.id
                AND r.buyer_key = lower(%(email)s) AND r.person_use = k.number
                AND r.returned_at IS NULL AND r.order_id <> %(order_id)s)) END
"""
"""The first use of this person that is free: two orders at once would have the same."""
FIND_CODES: Final = f"""
    SELECT DISTINCT ON (c.key) c.key, c.id AS code_id, c.code AS found_code,
        c.is_paused, coalesce(n.uses, 0) AS code_uses, {PERSON_USE} AS person_use, {OWN},
        0 AS code_count, NULL AS code, 0 AS uses
    FROM discount_codes c
    JOIN discounts d ON d.organization_id = c.organization_id AND d.id = c.discount_id
    LEFT JOIN discount_counters n
        ON n.organization_id = c.organization_id AND n.code_id = c.id
    WHERE c.organization_id = %(organization_id)s AND c.key = ANY(%(keys)s)
        AND (c.event_id = %(event_id)s OR c.event_id IS NULL) AND d.state <> 'archived'
    ORDER BY c.key, c.event_id NULLS LAST
"""
"""An event's own code comes before the organization's of the same letters."""
COUNTED: Final = f"""
    SELECT {OWN}, codes.count AS code_count, codes.code,
        (SELECT count(*) FROM discount_redemptions r WHERE r.organization_id = d.organization_id
            AND r.discount_id = d.id AND r.returned_at IS NULL) AS uses
    FROM discounts d CROSS JOIN LATERAL (
        SELECT count(*) AS count, CASE count(*) WHEN 1 THEN min(c.code) END AS code
        FROM discount_codes c
        WHERE c.organization_id = d.organization_id AND c.discount_id = d.id) AS codes
    WHERE d.organization_id = %(organization_id)s
"""
LIST: Final = f"""
    {COUNTED}
        AND (%(event_id)s::uuid IS NULL OR d.event_id = %(event_id)s::uuid
            OR d.event_id IS NULL)
        AND (d.event_id IS NULL OR NOT %(shared)s)
        AND (%(only)s::uuid[] IS NULL OR d.event_id = ANY(%(only)s::uuid[]))
        AND (%(state)s::text IS NULL AND d.state <> 'archived' OR d.state = %(state)s)
        AND (%(like)s::text IS NULL OR d.name ILIKE %(like)s OR EXISTS (
            SELECT FROM discount_codes c WHERE c.organization_id = d.organization_id
                AND c.discount_id = d.id AND c.key = %(key)s))
        AND (%(after_at)s::timestamptz IS NULL
            OR (d.created_at, d.id) < (%(after_at)s::timestamptz, %(after_id)s::uuid))
    ORDER BY d.created_at DESC, d.id DESC LIMIT %(limit)s
"""
ONE: Final = f"{COUNTED} AND d.id = %(id)s"
LOCK: Final = """
    SELECT id FROM discounts WHERE organization_id = %(organization_id)s AND id = %(id)s FOR UPDATE
"""
COLUMNS: Final = (
    "name",
    "percent_bp",
    "amount_minor",
    "currency",
    "opens_hidden",
    "is_stackable",
    "starts_at",
    "ends_at",
    "uses_per_code",
    "uses_per_person",
    "minimum_quantity",
    "minimum_minor",
    "amounts",
)
VALUES: Final = ", ".join(f"%({each})s" for each in COLUMNS if each != "amounts")
INSERT: Final = f"""
    INSERT INTO discounts (organization_id, id, event_id, {", ".join(COLUMNS)}, state, version,
        created_at, created_by)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s,
        {VALUES}, %(amounts)s::jsonb, 'active', 1, %(now)s, %(created_by)s)
"""
UPDATE: Final = f"""
    UPDATE discounts SET ({", ".join(COLUMNS)}) = ({VALUES}, %(amounts)s::jsonb),
        state = %(state)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
CLEAR_TYPES: Final = """
    DELETE FROM discount_ticket_types
    WHERE organization_id = %(organization_id)s AND discount_id = %(id)s
"""
INSERT_TYPES: Final = """
    INSERT INTO discount_ticket_types (organization_id, id, discount_id, ticket_type_id)
    SELECT %(organization_id)s, w.id, %(id)s, w.ticket_type_id
    FROM unnest(%(ids)s::uuid[], %(ticket_type_ids)s::uuid[]) AS w(id, ticket_type_id)
"""
INSERT_CODES: Final = """
    INSERT INTO discount_codes (organization_id, id, discount_id, event_id, code, key)
    SELECT %(organization_id)s, w.id, %(discount_id)s, %(event_id)s, w.code, w.key
    FROM unnest(%(ids)s::uuid[], %(codes)s::text[], %(keys)s::text[]) AS w(id, code, key)
"""
IS_USED: Final = """
    SELECT EXISTS (SELECT FROM discount_redemptions
        WHERE organization_id = %(organization_id)s AND discount_id = %(id)s)
"""
DELETE_COUNTERS: Final = """
    DELETE FROM discount_counters n USING discount_codes c
    WHERE n.organization_id = %(organization_id)s AND c.organization_id = n.organization_id
        AND c.id = n.code_id AND c.discount_id = %(id)s
"""
DELETE: Final = "DELETE FROM discounts WHERE organization_id = %(organization_id)s AND id = %(id)s"
CODES: Final = """
    SELECT c.id, c.code, c.is_paused, coalesce(n.uses, 0) AS uses FROM discount_codes c
    LEFT JOIN discount_counters n
        ON n.organization_id = c.organization_id AND n.code_id = c.id
    WHERE c.organization_id = %(organization_id)s AND c.discount_id = %(discount_id)s
"""
LIST_CODES: Final = f"""
    {CODES} AND (%(like)s::text IS NULL OR c.key LIKE %(like)s)
        AND (%(is_used)s::boolean IS NULL OR (coalesce(n.uses, 0) > 0) = %(is_used)s)
        AND c.id < %(before_id)s
    ORDER BY c.id DESC LIMIT %(limit)s
"""
ONE_CODE: Final = f"{CODES} AND c.id = %(id)s"
ADD_CODES: Final = f"{INSERT_CODES} ON CONFLICT DO NOTHING RETURNING id"
PAUSE_CODE: Final = """
    UPDATE discount_codes SET is_paused = %(is_paused)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
HOLD_COUNTER: Final = """
    INSERT INTO discount_counters (organization_id, code_id, uses)
    VALUES (%(organization_id)s, %(id)s, 0)
    ON CONFLICT (organization_id, code_id) DO UPDATE SET uses = discount_counters.uses
"""
"""An order that takes the code's first use at this moment is waited for."""
CODE_IS_USED: Final = """
    SELECT EXISTS (SELECT FROM discount_redemptions WHERE organization_id = %(organization_id)s
        AND discount_id = %(discount_id)s AND code_id = %(id)s)
"""
DELETE_CODE: Final = """
    WITH gone AS (DELETE FROM discount_codes
        WHERE organization_id = %(organization_id)s AND id = %(id)s)
    DELETE FROM discount_counters WHERE organization_id = %(organization_id)s AND code_id = %(id)s
"""
RETURN_USES: Final = """
    WITH returned AS (
        UPDATE discount_redemptions SET returned_at = %(now)s
        WHERE organization_id = %(organization_id)s AND order_id = %(order_id)s
            AND returned_at IS NULL
        RETURNING code_id)
    UPDATE discount_counters n SET uses = n.uses - 1 FROM returned
    WHERE n.organization_id = %(organization_id)s AND n.code_id = returned.code_id
"""
RETURNED: Final = """
    SELECT r.code_id, d.uses_per_code FROM discount_redemptions r
    JOIN discounts d ON d.organization_id = r.organization_id AND d.id = r.discount_id
    WHERE r.organization_id = %(organization_id)s AND r.order_id = %(order_id)s
        AND r.returned_at IS NOT NULL
    ORDER BY r.code_id
"""
TAKE_AGAIN: Final = """
    UPDATE discount_counters SET uses = uses + 1
    WHERE organization_id = %(organization_id)s AND code_id = %(code_id)s
        AND (%(maximum)s::bigint IS NULL OR uses < %(maximum)s)
    RETURNING code_id
"""
REVIVE: Final = f"""
    UPDATE discount_redemptions m SET returned_at = NULL, person_use = {PERSON_USE}
    FROM discounts d
    WHERE m.organization_id = %(organization_id)s AND m.order_id = %(order_id)s
        AND d.organization_id = m.organization_id AND d.id = m.discount_id
    RETURNING m.person_use IS NULL AND d.uses_per_person IS NOT NULL AND %(email)s::text <> ''
"""
READDRESS: Final = f"""
    UPDATE discount_redemptions m SET buyer_key = lower(%(email)s), person_use = {PERSON_USE}
    FROM discounts d
    WHERE m.organization_id = %(organization_id)s AND m.order_id = %(order_id)s
        AND m.returned_at IS NULL
        AND d.organization_id = m.organization_id AND d.id = m.discount_id
    RETURNING m.person_use IS NULL AND d.uses_per_person IS NOT NULL AND %(email)s::text <> ''
"""
NO_ORDER: Final = UUID(int=0)
LAST_ID: Final = UUID(int=2**128 - 1)
"""Of the first page: a bound that is always there lets the index find the page's beginning."""


def find_codes(
    tx: Transaction, event_id: UUID, keys: Sequence[str], *, email: str
) -> list[RedeemableCode]:
    """The codes that these keys mean at an event, with how far they are used; one statement."""
    where = tx.here(event_id=event_id, keys=list(keys), email=email, order_id=NO_ORDER)
    return tx.query(FIND_CODES, where, into=redeemable_of)


def list_discounts(
    tx: Transaction,
    request: PageRequest,
    *,
    event_id: UUID | None,
    shared: bool,
    state: str | None,
    text: str | None,
    only: frozenset[UUID] | None,
) -> list[Discount]:
    """The newest first; one row more than asked for says that a next page exists."""
    after = place_in_time(request)
    where = tx.here(
        event_id=event_id,
        shared=shared,
        only=None if only is None else list(only),
        state=state,
        like=like(text) if text else None,
        key=key_of(text) if text else None,
        after_at=after and after[0],
        after_id=after and after[1],
        limit=request.limit + 1,
    )
    return tx.query(LIST, where, into=discount_of)


def get_discount(tx: Transaction, discount_id: UUID) -> Discount:
    """The discount with its figures, or DiscountNotFound."""
    for found in tx.query(ONE, tx.here(id=discount_id), into=discount_of):
        return found
    raise DiscountNotFound


def lock_discount(tx: Transaction, discount_id: UUID) -> Discount:
    """The same FOR UPDATE."""
    tx.query(LOCK, tx.here(id=discount_id))
    return get_discount(tx, discount_id)


def insert_discount(tx: Transaction, values: dict[str, Any]) -> UUID:
    discount_id = new_id()
    try:
        tx.query(INSERT, tx.here(id=discount_id, created_by=str(tx.ctx.actor), **_stored(values)))
    except ForeignKeyViolation as error:
        raise Invalid(FieldError("/event_id", "There is no such event.")) from error
    return discount_id


def update_discount(tx: Transaction, discount_id: UUID, values: dict[str, Any]) -> None:
    tx.query(UPDATE, tx.here(id=discount_id, **_stored(values)))


def _stored(values: dict[str, Any]) -> dict[str, Any]:
    return values | {"amounts": as_json(values["amounts"])}


def replace_ticket_types(tx: Transaction, discount_id: UUID, type_ids: Sequence[UUID]) -> None:
    """Set which ticket types it is for."""
    tx.query(CLEAR_TYPES, tx.here(id=discount_id))
    if type_ids:
        ids = [new_id() for _ in type_ids]
        where = tx.here(id=discount_id, ids=ids, ticket_type_ids=list(type_ids))
        tx.query(INSERT_TYPES, where)


def insert_code(tx: Transaction, discount_id: UUID, event_id: UUID | None, code: str) -> None:
    """Write a code; CodeTaken beside one that reads like it."""
    values = tx.here(discount_id=discount_id, event_id=event_id)
    try:
        tx.query(
            INSERT_CODES, {**values, "ids": [new_id()], "codes": [code], "keys": [key_of(code)]}
        )
    except UniqueViolation as error:
        raise CodeTaken from error


def add_codes(tx: Transaction, discount: Discount, codes: Sequence[str]) -> int:
    """Write codes, leaving out those that are taken or read like one that is; how many."""
    values = tx.here(discount_id=discount.id, event_id=discount.event_id)
    ids, keys = [new_id() for _ in codes], [key_of(each) for each in codes]
    return len(tx.query(ADD_CODES, {**values, "ids": ids, "codes": list(codes), "keys": keys}))


def list_codes(
    tx: Transaction,
    discount_id: UUID,
    request: PageRequest,
    *,
    part: str | None,
    is_used: bool | None,
) -> list[DiscountCode]:
    """The newest first; one row more than asked for says that a next page exists."""
    where = tx.here(
        discount_id=discount_id,
        like=like(part) if part else None,
        is_used=is_used,
        before_id=request.after[1] if request.after else LAST_ID,
        limit=request.limit + 1,
    )
    return tx.query(LIST_CODES, where, into=DiscountCode)


def get_code(tx: Transaction, discount_id: UUID, code_id: UUID) -> DiscountCode:
    """A code of the discount, or CodeNotFound."""
    where = tx.here(discount_id=discount_id, id=code_id)
    for found in tx.query(ONE_CODE, where, into=DiscountCode):
        return found
    raise CodeNotFound


def pause_code(tx: Transaction, code_id: UUID, *, is_paused: bool) -> None:
    tx.query(PAUSE_CODE, tx.here(id=code_id, is_paused=is_paused))


def is_code_used(tx: Transaction, discount_id: UUID, code_id: UUID) -> bool:
    """Whether an order ever used it; an order that does so now is waited for."""
    tx.query(HOLD_COUNTER, tx.here(id=code_id))
    return bool(tx.query(CODE_IS_USED, tx.here(discount_id=discount_id, id=code_id))[0][0])


def delete_code(tx: Transaction, code_id: UUID) -> None:
    tx.query(DELETE_CODE, tx.here(id=code_id))


def is_used(tx: Transaction, discount_id: UUID) -> bool:
    """Whether an order ever used it, also one that ended."""
    return bool(tx.query(IS_USED, tx.here(id=discount_id))[0][0])


def delete_discount(tx: Transaction, discount_id: UUID) -> None:
    tx.query(DELETE_COUNTERS, tx.here(id=discount_id))
    tx.query(DELETE, tx.here(id=discount_id))


def return_uses(tx: Transaction, order_id: UUID) -> None:
    """Give back the uses of an order, once."""
    tx.query(RETURN_USES, tx.here(order_id=order_id))


class NoneLeft(Exception):
    """A code has no use left, of all or of this person; the caller's savepoint undoes the rest."""


def take_again(tx: Transaction, order_id: UUID, *, email: str) -> None:
    """Take the uses that an order had given back; NoneLeft when one is left no more."""
    returned = tx.query(RETURNED, tx.here(order_id=order_id))
    for code_id, maximum in returned:
        if not tx.query(TAKE_AGAIN, tx.here(code_id=code_id, maximum=maximum)):
            raise NoneLeft
    _write_person(tx, REVIVE, order_id, email=email)


def readdress(tx: Transaction, order_id: UUID, *, email: str) -> None:
    """Count the uses of an order for another person; NoneLeft when they have none."""
    _write_person(tx, READDRESS, order_id, email=email)


def _write_person(tx: Transaction, statement: str, order_id: UUID, *, email: str) -> None:
    try:
        rows = tx.query(statement, tx.here(order_id=order_id, email=email))
    except UniqueViolation as error:
        raise NoneLeft from error
    if any(is_over for (is_over,) in rows):
        raise NoneLeft
