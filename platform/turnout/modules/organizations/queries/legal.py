"""Statements about legal texts: versions are written once, the current number is the owner's."""

from typing import Any, Final

import msgspec

from turnout.kernel.db.pagination import BIGINT_DIGITS, PageRequest
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.ids import new_id
from turnout.modules.organizations.enums import LegalKind
from turnout.modules.organizations.types import LegalText, LegalVersion, LegalWording

CURRENT: Final = """
    CASE t.kind WHEN 'terms' THEN o.terms_number WHEN 'privacy' THEN o.privacy_number
        ELSE o.imprint_number END
"""
FROM: Final = "FROM legal_texts t JOIN organizations o ON o.id = t.organization_id"
OF_KIND: Final = "WHERE t.organization_id = %(organization_id)s AND t.kind = %(kind)s"
COLUMNS: Final = (
    f"t.kind, t.number, t.texts::text, t.published_at, t.published_by,"
    f" ({CURRENT}) IS NOT DISTINCT FROM t.number, o.locale"
)
FIND: Final = f"""
    SELECT {COLUMNS} {FROM} {OF_KIND} AND t.number = coalesce(%(number)s, {CURRENT})
"""
LIST_CURRENT: Final = f"""
    SELECT {COLUMNS} {FROM}
    WHERE t.organization_id = %(organization_id)s AND t.number = {CURRENT} ORDER BY t.kind
"""
LIST: Final = f"""
    SELECT t.number, ARRAY(SELECT jsonb_object_keys(t.texts) ORDER BY 1), t.published_at,
        ({CURRENT}) IS NOT DISTINCT FROM t.number, t.id
    {FROM} {OF_KIND} AND t.number < %(before)s ORDER BY t.number DESC LIMIT %(limit)s
"""
LAST: Final = """
    SELECT coalesce(max(number), 0) FROM legal_texts
    WHERE organization_id = %(organization_id)s AND kind = %(kind)s
"""
INSERT: Final = """
    INSERT INTO legal_texts (organization_id, id, kind, number, texts, published_at, published_by)
    VALUES (%(organization_id)s, %(id)s, %(kind)s, %(number)s, %(texts)s::jsonb, %(now)s,
        %(published_by)s)
"""
SET_NUMBER: Final = {
    kind: f"""
        UPDATE organizations SET {kind}_number = %(number)s, version = version + 1
        WHERE id = %(organization_id)s
    """
    for kind in LegalKind
}
BEYOND_ALL: Final = 2**62


def find_text(tx: Transaction, kind: LegalKind, *, number: int | None = None) -> LegalText | None:
    """That version of a text; the one in force where none is named."""
    if number is not None and number > BEYOND_ALL:
        return None
    rows = tx.query(FIND, {**_of(tx, kind), "number": number})
    return _text(rows[0]) if rows else None


def list_current(tx: Transaction) -> list[LegalText]:
    rows = tx.query(LIST_CURRENT, {"organization_id": tx.organization_id})
    return [_text(row) for row in rows]


def list_versions(tx: Transaction, kind: LegalKind, *, request: PageRequest) -> list[LegalVersion]:
    """Up to `limit + 1` versions, the newest first."""
    where = {**_of(tx, kind), "before": _before(request), "limit": request.limit + 1}
    return [
        LegalVersion(number=row[0], languages=row[1], published_at=row[2], is_current=row[3])
        for row in tx.query(LIST, where)
    ]


def publish(tx: Transaction, kind: LegalKind, texts: dict[str, LegalWording]) -> int:
    """Write the next version and put it in force; the organization is locked by the caller."""
    number = int(tx.query(LAST, _of(tx, kind))[0][0]) + 1
    values = {
        **_of(tx, kind),
        "id": new_id(),
        "number": number,
        "texts": as_json(msgspec.to_builtins(texts)),
        "now": tx.now,
        "published_by": str(tx.ctx.actor),
    }
    tx.query(INSERT, values)
    set_number(tx, kind, number)
    return number


def set_number(tx: Transaction, kind: LegalKind, number: int | None) -> None:
    tx.query(SET_NUMBER[kind], {"organization_id": tx.organization_id, "number": number})


def _before(request: PageRequest) -> int:
    if request.after is None:
        return BEYOND_ALL
    digits = request.after[0]
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= BIGINT_DIGITS):
        raise Invalid(FieldError("?cursor", "This cursor is not one of ours."))
    return int(digits)


def _of(tx: Transaction, kind: LegalKind) -> dict[str, Any]:
    return {"organization_id": tx.organization_id, "kind": kind.value}


def _text(row: Any) -> LegalText:
    return LegalText(
        kind=LegalKind(row[0]),
        number=row[1],
        texts=msgspec.json.decode(row[2], type=dict[str, LegalWording]),
        published_at=row[3],
        published_by=row[4],
        is_current=row[5],
        main_language=row[6],
    )
