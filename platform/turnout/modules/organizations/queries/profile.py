"""Statements about the organization itself, its slugs, branding and legal texts."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from turnout.kernel.db.pagination import BIGINT_DIGITS, PageRequest
from turnout.kernel.db.references import (
    Reference,
    column_references,
    list_references,
    text_references,
)
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.errors import FieldError, Invalid, NotFound
from turnout.kernel.ids import new_id
from turnout.modules.organizations.types import (
    Branding,
    LegalKind,
    LegalText,
    LegalVersion,
    LegalWording,
    Organization,
)

BEFORE_ALL: Final = UUID(int=0)
BEYOND_ALL: Final = 2**62


def page_values(request: PageRequest) -> dict[str, Any]:
    after = request.after[1] if request.after else BEFORE_ALL
    return {"after": after, "limit": request.limit + 1}


ITSELF: Final = "(SELECT id AS organization_id, logo_file_id, description FROM organizations)"
COLUMNS: Final = (
    "id, slug, name, description, website, contact_email, kind, state, currency, time_zone,"
    " locale, brand_color, font, logo_file_id, terms_number, privacy_number, imprint_number,"
    " is_crawled, host, created_at, version"
)
FIND: Final = f"SELECT {COLUMNS} FROM organizations WHERE id = %(organization_id)s"
LOCK: Final = f"{FIND} FOR UPDATE"
CLAIM_SLUG: Final = """
    INSERT INTO organization_slugs (id, slug, belongs_to, claimed_at)
    VALUES (%(id)s, %(slug)s, %(organization_id)s, %(now)s) ON CONFLICT (slug) DO NOTHING
"""
OWNER_OF_SLUG: Final = "SELECT belongs_to FROM organization_slugs WHERE slug = %(slug)s"
INSERT: Final = """
    INSERT INTO organizations (id, slug, name, description, website, contact_email, kind, state,
        currency, time_zone, locale, brand_color, font, is_crawled, created_at, version)
    VALUES (%(id)s, %(slug)s, %(name)s, %(description)s, %(website)s, %(contact_email)s, %(kind)s,
        'active', %(currency)s, %(time_zone)s, %(locale)s, %(brand_color)s, %(font)s,
        %(is_crawled)s, %(now)s, 1)
    ON CONFLICT DO NOTHING RETURNING id
"""
LIST_IDS: Final = "SELECT id FROM organizations ORDER BY id"
UPDATE: Final = """
    UPDATE organizations SET slug = %(slug)s, name = %(name)s, description = %(description)s,
        website = %(website)s, contact_email = %(contact_email)s, currency = %(currency)s,
        time_zone = %(time_zone)s, locale = %(locale)s, brand_color = %(brand_color)s,
        font = %(font)s, is_crawled = %(is_crawled)s, version = version + 1
    WHERE id = %(id)s
"""
SET_STATE: Final = """
    UPDATE organizations SET state = %(state)s, version = version + 1 WHERE id = %(organization_id)s
"""
IN_FORCE: Final = """
    SELECT state, terms_number, privacy_number FROM organizations WHERE id = %(organization_id)s
"""
FULL_UNTIL: Final = """
    SELECT orders_full_until > %(now)s FROM organizations WHERE id = %(organization_id)s
"""
SET_ORDERS_FULL: Final = """
    UPDATE organizations SET orders_full_until = %(until)s
    WHERE id = %(organization_id)s AND orders_full_until IS DISTINCT FROM %(until)s RETURNING id
"""
SET_MESSAGE_TEMPLATES: Final = """
    UPDATE organizations SET has_message_templates = %(has_any)s
    WHERE id = %(organization_id)s AND has_message_templates <> %(has_any)s
"""
SET_LOGO: Final = """
    UPDATE organizations SET logo_file_id = %(file_id)s, version = version + 1
    WHERE id = %(organization_id)s
"""
SET_HOST: Final = """
    UPDATE organizations SET host = %(host)s, version = version + 1
    WHERE id = %(organization_id)s AND host <> %(host)s RETURNING id
"""
BRANDING: Final = """
    SELECT id AS organization_id, slug, name, brand_color, website, contact_email, locale,
        time_zone, currency, logo_file_id, font, host, terms_number, privacy_number, imprint_number,
        has_message_templates
    FROM organizations WHERE id = %(organization_id)s
"""


def find_organization(tx: Transaction) -> Organization | None:
    """The organization of this transaction."""
    return find_by_id(tx, tx.organization_id)


def find_by_id(tx: Transaction, organization_id: UUID) -> Organization | None:
    """Any organization, as the operator sees it."""
    where = {"organization_id": organization_id}
    return next(iter(tx.query(FIND, where, into=Organization)), None)


def get_organization(tx: Transaction) -> Organization:
    """The organization of this transaction, or NotFound."""
    found = find_organization(tx)
    if found is None:
        raise NotFound
    return found


def lock_organization(tx: Transaction) -> Organization:
    """The organization, held until the commit: owners and names change one after another."""
    rows = tx.query(LOCK, tx.here(), into=Organization)
    if not rows:
        raise NotFound
    return rows[0]


def lock_state(tx: Transaction) -> str | None:
    """The organization's state, held until the commit; None without such an organization."""
    return next((each.state for each in tx.query(LOCK, tx.here(), into=Organization)), None)


def owner_of_slug(tx: Transaction, slug: str) -> UUID | None:
    """The organization whose name this is or was."""
    return next((found for (found,) in tx.query(OWNER_OF_SLUG, {"slug": slug})), None)


def list_ids(tx: Transaction) -> list[UUID]:
    """Every organization, as the operator sees them."""
    return [organization_id for (organization_id,) in tx.query(LIST_IDS)]


def insert_organization(tx: Transaction, values: dict[str, Any]) -> bool:
    """Write the organization; False when its name is some organization's already."""
    return bool(tx.query(INSERT, {**values, "now": tx.now}))


def claim_slug(tx: Transaction, slug: str) -> bool:
    """Take a name for this organization; True as well when it had it before."""
    tx.query(CLAIM_SLUG, tx.here(id=new_id(), slug=slug))
    return owner_of_slug(tx, slug) == tx.organization_id


def update_organization(tx: Transaction, values: dict[str, Any]) -> None:
    tx.query(UPDATE, values)


def is_full(tx: Transaction) -> bool:
    """Whether the month's orders are used up."""
    rows = tx.query(FULL_UNTIL, tx.here())
    return bool(rows and rows[0][0])


def set_orders_full(tx: Transaction, until: datetime | None) -> bool:
    """Sell nothing until then, or sell again; whether that is new."""
    return bool(tx.query(SET_ORDERS_FULL, tx.here(until=until)))


def set_state(tx: Transaction, state: str) -> None:
    tx.query(SET_STATE, tx.here(state=state))


def numbers_in_force(tx: Transaction) -> tuple[str, int | None, int | None]:
    """The organization's state; the versions of terms and privacy policy that are in force."""
    return next(iter(tx.query(IN_FORCE, tx.here())), ("closed", None, None))


def set_host(tx: Transaction, host: str) -> bool:
    """Write where the pages stand; whether that is another host than before."""
    return bool(tx.query(SET_HOST, tx.here(host=host)))


def note_message_templates(tx: Transaction, *, has_any: bool) -> None:
    """Say in the branding whether mails may be the organization's own."""
    tx.query(SET_MESSAGE_TEMPLATES, tx.here(has_any=has_any))


def set_logo(tx: Transaction, file_id: UUID | None) -> None:
    tx.query(SET_LOGO, tx.here(file_id=file_id))


def get_branding(tx: Transaction) -> Branding:
    rows = tx.query(BRANDING, tx.here(), into=Branding.of)
    if not rows:
        raise NotFound
    return rows[0]


CURRENT: Final = """
    CASE t.kind WHEN 'terms' THEN o.terms_number WHEN 'privacy' THEN o.privacy_number
        ELSE o.imprint_number END
"""
LEGAL_TEXTS: Final = "FROM legal_texts t JOIN organizations o ON o.id = t.organization_id"
OF_KIND: Final = "WHERE t.organization_id = %(organization_id)s AND t.kind = %(kind)s"
LEGAL_COLUMNS: Final = (
    f"t.kind, t.number, t.texts::text AS texts, t.published_at, t.published_by,"
    f" ({CURRENT}) IS NOT DISTINCT FROM t.number AS is_current, o.locale AS main_language"
)
FIND_LEGAL: Final = f"""
    SELECT {LEGAL_COLUMNS} {LEGAL_TEXTS} {OF_KIND} AND t.number = coalesce(%(number)s, {CURRENT})
"""
LIST_CURRENT_LEGAL: Final = f"""
    SELECT {LEGAL_COLUMNS} {LEGAL_TEXTS}
    WHERE t.organization_id = %(organization_id)s AND t.number = {CURRENT} ORDER BY t.kind
"""
LIST_LEGAL_VERSIONS: Final = f"""
    SELECT t.number, ARRAY(SELECT jsonb_object_keys(t.texts) ORDER BY 1) AS languages,
        t.published_at, ({CURRENT}) IS NOT DISTINCT FROM t.number AS is_current
    {LEGAL_TEXTS} {OF_KIND} AND t.number < %(before)s ORDER BY t.number DESC LIMIT %(limit)s
"""
LAST_NUMBER: Final = """
    SELECT coalesce(max(number), 0) FROM legal_texts
    WHERE organization_id = %(organization_id)s AND kind = %(kind)s
"""
INSERT_LEGAL: Final = """
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


def find_legal_text(
    tx: Transaction, kind: LegalKind, *, number: int | None = None
) -> LegalText | None:
    """That version of a text; the one in force where none is named."""
    if number is not None and number > BEYOND_ALL:
        return None
    where = tx.here(kind=kind.value, number=number)
    return next(iter(tx.query(FIND_LEGAL, where, into=LegalText.of)), None)


def list_current_legal_texts(tx: Transaction) -> list[LegalText]:
    return tx.query(LIST_CURRENT_LEGAL, tx.here(), into=LegalText.of)


def list_legal_versions(
    tx: Transaction, kind: LegalKind, *, request: PageRequest
) -> list[LegalVersion]:
    """Up to `limit + 1` versions, the newest first."""
    where = tx.here(kind=kind.value, before=_before(request), limit=request.limit + 1)
    return tx.query(LIST_LEGAL_VERSIONS, where, into=LegalVersion)


def insert_legal_text(tx: Transaction, kind: LegalKind, texts: dict[str, LegalWording]) -> int:
    """Write the next version and put it in force; the organization is locked by the caller."""
    [(last,)] = tx.query(LAST_NUMBER, tx.here(kind=kind.value))
    values = tx.here(
        kind=kind.value,
        id=new_id(),
        number=int(last) + 1,
        texts=as_json(msgspec.to_builtins(texts)),
        published_by=str(tx.ctx.actor),
    )
    tx.query(INSERT_LEGAL, values)
    set_legal_number(tx, kind, int(last) + 1)
    return int(last) + 1


def set_legal_number(tx: Transaction, kind: LegalKind, number: int | None) -> None:
    tx.query(SET_NUMBER[kind], tx.here(number=number))


def _before(request: PageRequest) -> int:
    if request.after is None:
        return BEYOND_ALL
    digits = request.after[0]
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= BIGINT_DIGITS):
        raise Invalid(FieldError("?cursor", "This cursor is not one of ours."))
    return int(digits)


def list_file_uses(tx: Transaction) -> list[Reference]:
    """What the organization itself shows or links: its logo, its texts."""
    nobody = "NULL::uuid"
    return list_references(
        tx,
        column_references(ITSELF, "logo_file_id", owner=nobody),
        text_references(ITSELF, ("t.description",), owner=nobody, path="files"),
        text_references("legal_texts", ("t.texts::text",), owner=nobody, path="files"),
    )
