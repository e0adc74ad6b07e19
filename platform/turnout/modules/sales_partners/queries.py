"""Every statement of sales partners."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final
from uuid import UUID

from psycopg.errors import ForeignKeyViolation, UniqueViolation

from turnout.kernel.db.node_texts import constraint_of
from turnout.kernel.db.tx import Transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.ids import new_id
from turnout.modules.sales_partners.errors import (
    PartnerCodeTaken,
    PartnerTokenTaken,
    SalesPartnerInUse,
    SalesPartnerNotFound,
)
from turnout.modules.sales_partners.sql_fragments import ACTIVE_PARTNER
from turnout.modules.sales_partners.types import SalesPartner

WRITTEN: Final = ("name", "code", "key", "contact_name", "contact_email", "note", "api_token_id")
COLUMNS: Final = """
    id, name, code, contact_name, contact_email, note, api_token_id, state, version, created_at
"""
PARTNERS: Final = f"""
    SELECT {COLUMNS} FROM sales_partners WHERE organization_id = %(organization_id)s
"""
LIST: Final = f"{PARTNERS} ORDER BY state, lower(name), id"
ONE: Final = f"{PARTNERS} AND id = %(id)s"
LOCK: Final = f"{ONE} FOR UPDATE"
INSERT: Final = f"""
    INSERT INTO sales_partners (organization_id, id, {", ".join(WRITTEN)}, state, version,
        created_at, created_by)
    VALUES (%(organization_id)s, %(id)s, {", ".join(f"%({each})s" for each in WRITTEN)}, 'active',
        1, %(now)s, %(created_by)s)
    RETURNING {COLUMNS}
"""
UPDATE: Final = f"""
    UPDATE sales_partners SET {", ".join(f"{each} = %({each})s" for each in WRITTEN)},
        state = %(state)s, version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
    RETURNING {COLUMNS}
"""
DELETE: Final = """
    DELETE FROM sales_partners WHERE organization_id = %(organization_id)s AND id = %(id)s
"""


def list_partners(tx: Transaction) -> list[SalesPartner]:
    """Those who sell first, by name."""
    return tx.query(LIST, tx.here(), into=SalesPartner)


def get_partner(tx: Transaction, partner_id: UUID) -> SalesPartner:
    """The sales partner, or SalesPartnerNotFound."""
    return _one(tx, ONE, partner_id)


def find_active(tx: Transaction, *, key: str | None, api_token_id: UUID | None) -> UUID | None:
    """Who sells by this code or by this API token; one of the two is named."""
    where = tx.here(partner_key=key, api_token_id=api_token_id)
    return next((UUID(str(found)) for (found,) in tx.query(ACTIVE_PARTNER, where)), None)


def lock_partner(tx: Transaction, partner_id: UUID) -> SalesPartner:
    """The same FOR UPDATE."""
    return _one(tx, LOCK, partner_id)


def _one(tx: Transaction, statement: str, partner_id: UUID) -> SalesPartner:
    for found in tx.query(statement, tx.here(id=partner_id), into=SalesPartner):
        return found
    raise SalesPartnerNotFound


def insert_partner(tx: Transaction, values: Mapping[str, Any]) -> SalesPartner:
    """Write a sales partner; its code and its token are nobody else's."""
    said = tx.here(id=new_id(), created_by=str(tx.ctx.actor), **values)
    with _refusing(values):
        [made] = tx.query(INSERT, said, into=SalesPartner)
    return made


def update_partner(
    tx: Transaction, partner_id: UUID, values: Mapping[str, Any], *, state: str
) -> SalesPartner:
    with _refusing(values):
        [changed] = tx.query(
            UPDATE, tx.here(id=partner_id, state=state, **values), into=SalesPartner
        )
    return changed


@contextmanager
def _refusing(values: Mapping[str, Any]) -> Iterator[None]:
    try:
        yield
    except UniqueViolation as error:
        if constraint_of(error) == "uq_sales_partners_key":
            raise PartnerCodeTaken(partner_code=values["code"]) from error
        raise PartnerTokenTaken from error
    except ForeignKeyViolation as error:
        says = "The organization has no such API token."
        raise Invalid(FieldError("/api_token_id", says)) from error


def delete_partner(tx: Transaction, partner_id: UUID) -> None:
    """Delete a sales partner by whom no order came, or SalesPartnerInUse."""
    try:
        tx.query(DELETE, tx.here(id=partner_id))
    except ForeignKeyViolation as error:
        raise SalesPartnerInUse from error
