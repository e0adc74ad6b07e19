"""Statements about shared templates, and what became of them."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.agencies.sql_fragments import AGENCIES_OF_CLIENT
from turnout.modules.organizations.sql_fragments import NAME_OF_ORGANIZATION
from turnout.modules.template_shares.types import SharedWithClient, TemplateShare

LIST: Final = """
    SELECT s.template_id, s.clients, s.shared_by, s.shared_at, s.version, (
        SELECT count(*) FROM template_uses u WHERE u.organization_id = s.organization_id
            AND u.template_id = s.template_id) AS uses
    FROM template_shares s
    WHERE s.organization_id = %(organization_id)s
        AND (%(only)s::uuid IS NULL OR s.template_id = %(only)s)
    ORDER BY s.shared_at DESC, s.template_id LIMIT 1000
"""
PUT: Final = """
    INSERT INTO template_shares (organization_id, id, template_id, clients, shared_by, shared_at,
        version)
    VALUES (%(organization_id)s, %(id)s, %(template_id)s, %(clients)s::jsonb, %(by)s, %(now)s, 1)
    ON CONFLICT (organization_id, template_id) DO UPDATE SET clients = excluded.clients,
        shared_by = excluded.shared_by, shared_at = excluded.shared_at,
        version = template_shares.version + 1
"""
DELETE: Final = """
    DELETE FROM template_shares
    WHERE organization_id = %(organization_id)s AND template_id = %(template_id)s
    RETURNING id
"""
SHARED_WITH: Final = f"""
    WITH l AS MATERIALIZED ({AGENCIES_OF_CLIENT})
    SELECT h.organization_id AS agency_id, o.name AS agency_name, o.slug AS agency_slug,
        h.template_id, h.shared_at
    FROM template_shares h {NAME_OF_ORGANIZATION} JOIN l ON l.agency_id = h.organization_id
    WHERE o.state = 'active' AND (h.clients IS NULL OR h.clients ? %(client)s)
        AND (%(only)s::uuid IS NULL OR h.template_id = %(only)s)
    ORDER BY h.shared_at DESC, h.template_id LIMIT 500
"""
INSERT_USE: Final = """
    INSERT INTO template_uses (organization_id, id, template_id, client_id, used_at)
    SELECT s.organization_id, %(id)s, s.template_id, %(client_id)s, %(now)s
    FROM template_shares s
    WHERE s.organization_id = %(organization_id)s AND s.template_id = %(template_id)s
"""


def list_shares(tx: Transaction, *, only: UUID | None = None) -> list[TemplateShare]:
    """The templates that this agency shares, the latest first; without their titles."""
    return tx.query(LIST, tx.here(only=only), into=TemplateShare.of)


def put_share(
    tx: Transaction, template_id: UUID, clients: Collection[UUID] | None, *, by: UUID | None
) -> None:
    """Share a template with these clients and no others; None: with all."""
    listed = None if clients is None else as_json(sorted(str(each) for each in clients))
    tx.query(PUT, tx.here(id=new_id(), template_id=template_id, clients=listed, by=by))


def delete_share(tx: Transaction, template_id: UUID) -> bool:
    return bool(tx.query(DELETE, tx.here(template_id=template_id)))


def list_shared_with(
    tx: Transaction, client_id: UUID, *, only: UUID | None = None
) -> list[SharedWithClient]:
    """What agencies with an active link share with a client now; as operator."""
    values = {"organization_id": client_id, "client": str(client_id), "only": only}
    return tx.query(SHARED_WITH, values, into=SharedWithClient)


def insert_use(tx: Transaction, template_id: UUID, client_id: UUID) -> None:
    """Write into the agency that a client used a template, if it is shared still."""
    tx.query(INSERT_USE, tx.here(id=new_id(), template_id=template_id, client_id=client_id))
