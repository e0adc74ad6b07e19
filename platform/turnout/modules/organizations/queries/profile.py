"""Statements about the organization itself and its names."""

from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.errors import NotFound
from turnout.kernel.ids import new_id
from turnout.modules.organizations.enums import LegalKind
from turnout.modules.organizations.types import Branding, Organization

COLUMNS: Final = (
    "id, slug, name, description, website, contact_email, kind, state, currency, time_zone,"
    " locale, brand_color, font, logo_file_id, terms_number, privacy_number, imprint_number,"
    " is_crawled, created_at, version"
)
NAMES: Final = tuple(COLUMNS.replace(" ", "").split(","))
FIND: Final = f"SELECT {COLUMNS} FROM organizations WHERE id = %(organization_id)s"
LOCK: Final = f"{FIND} FOR UPDATE"
FIND_BY_SLUG: Final = """
    SELECT o.id FROM organization_slugs s JOIN organizations o ON o.id = s.belongs_to
    WHERE s.slug = %(slug)s AND o.state <> 'closed'
"""
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
    ON CONFLICT (slug) DO NOTHING RETURNING id
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
    SELECT terms_number, privacy_number FROM organizations WHERE id = %(organization_id)s
"""
SET_LOGO: Final = """
    UPDATE organizations SET logo_file_id = %(file_id)s, version = version + 1
    WHERE id = %(organization_id)s
"""
BRANDING: Final = """
    SELECT id, slug, name, brand_color, website, contact_email, locale, time_zone, currency,
        logo_file_id, font, terms_number, privacy_number, imprint_number
    FROM organizations WHERE id = %(organization_id)s
"""


def find_organization(tx: Transaction) -> Organization | None:
    """The organization of this transaction."""
    rows = tx.query(FIND, {"organization_id": tx.organization_id})
    return _organization(rows[0]) if rows else None


def get_organization(tx: Transaction) -> Organization:
    """The organization of this transaction, or NotFound."""
    found = find_organization(tx)
    if found is None:
        raise NotFound
    return found


def lock_organization(tx: Transaction) -> Organization:
    """The organization, held until the commit: owners and names change one after another."""
    rows = tx.query(LOCK, {"organization_id": tx.organization_id})
    if not rows:
        raise NotFound
    return _organization(rows[0])


def find_id_by_slug(tx: Transaction, slug: str) -> UUID | None:
    """Whose name this is or was; only the operator may ask over all organizations."""
    rows = tx.query(FIND_BY_SLUG, {"slug": slug})
    return rows[0][0] if rows else None


def find_by_id(tx: Transaction, organization_id: UUID) -> Organization | None:
    """Any organization, as the operator sees it."""
    rows = tx.query(FIND, {"organization_id": organization_id})
    return _organization(rows[0]) if rows else None


def list_ids(tx: Transaction) -> list[UUID]:
    """Every organization, as the operator sees them."""
    return [row[0] for row in tx.query(LIST_IDS)]


def insert_organization(tx: Transaction, values: dict[str, Any]) -> bool:
    """Write the organization; False when its name is some organization's already."""
    return bool(tx.query(INSERT, {**values, "now": tx.now}))


def claim_slug(tx: Transaction, slug: str) -> bool:
    """Take a name for this organization; True as well when it had it before."""
    values = {
        "id": new_id(),
        "slug": slug,
        "organization_id": tx.organization_id,
        "now": tx.now,
    }
    tx.query(CLAIM_SLUG, values)
    return bool(tx.query(OWNER_OF_SLUG, values)[0][0] == tx.organization_id)


def update_organization(tx: Transaction, values: dict[str, Any]) -> None:
    tx.query(UPDATE, values)


def set_state(tx: Transaction, state: str) -> None:
    tx.query(SET_STATE, {"organization_id": tx.organization_id, "state": state})


def numbers_in_force(tx: Transaction) -> tuple[int | None, int | None]:
    """The versions of the terms and of the privacy policy that are in force."""
    rows = tx.query(IN_FORCE, {"organization_id": tx.organization_id})
    return (rows[0][0], rows[0][1]) if rows else (None, None)


def set_logo(tx: Transaction, file_id: UUID | None) -> None:
    tx.query(SET_LOGO, {"organization_id": tx.organization_id, "file_id": file_id})


def get_branding(tx: Transaction) -> Branding:
    rows = tx.query(BRANDING, {"organization_id": tx.organization_id})
    if not rows:
        raise NotFound
    row = rows[0]
    return Branding(
        organization_id=row[0],
        slug=row[1],
        name=row[2],
        brand_color=row[3],
        website=row[4],
        contact_email=row[5],
        locale=row[6],
        time_zone=row[7],
        currency=row[8],
        logo_file_id=row[9],
        font=row[10],
        legal={kind: number for kind, number in zip(LegalKind, row[11:], strict=True) if number},
    )


def _organization(row: Any) -> Organization:
    return Organization(**dict(zip(NAMES, row, strict=True)))
