"""Every statement of report links."""

from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.report_links.types import NewReportLink, ReportLink

COLUMNS: Final = """
    l.id, l.saved_report_id, l.label, l.created_by, l.created_at, l.expires_at, l.revoked_at,
    u.used_at, coalesce(u.use_count, 0) AS use_count
"""
LINKS: Final = f"""
    SELECT {COLUMNS} FROM report_links l
    LEFT JOIN report_link_uses u
        ON u.organization_id = l.organization_id AND u.report_link_id = l.id
    WHERE l.organization_id = %(organization_id)s
"""
LIST: Final = f"""
    {LINKS} AND (%(saved_report_id)s::uuid IS NULL OR l.saved_report_id = %(saved_report_id)s)
    ORDER BY l.id DESC LIMIT 1000
"""
ONE: Final = f"{LINKS} AND l.id = %(id)s"
FIND: Final = f"{LINKS} AND l.secret_hash = %(secret_hash)s"
INSERT: Final = """
    INSERT INTO report_links (organization_id, id, saved_report_id, secret_hash, label,
        created_by, created_at, expires_at)
    VALUES (%(organization_id)s, %(id)s, %(saved_report_id)s, %(secret_hash)s, %(label)s,
        %(by)s, %(now)s, %(expires_at)s)
"""
REVOKE: Final = """
    UPDATE report_links SET revoked_at = %(now)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s AND revoked_at IS NULL
    RETURNING saved_report_id
"""
USE: Final = """
    INSERT INTO report_link_uses (organization_id, report_link_id, used_at, use_count)
    VALUES (%(organization_id)s, %(id)s, %(now)s, 1)
    ON CONFLICT (organization_id, report_link_id) DO UPDATE
        SET used_at = excluded.used_at, use_count = report_link_uses.use_count + 1
"""
FORGET: Final = "DELETE FROM report_links WHERE expires_at < %(now)s - interval '90 days'"


def list_links(tx: Transaction, saved_report_id: UUID | None) -> list[ReportLink]:
    """Those to a report, or to any, with those that are over; the newest first."""
    return tx.query(LIST, tx.here(saved_report_id=saved_report_id), into=ReportLink)


def find_link(tx: Transaction, link_id: UUID) -> ReportLink | None:
    return next(iter(tx.query(ONE, tx.here(id=link_id), into=ReportLink)), None)


def find_by_secret(tx: Transaction, secret_hash: bytes) -> ReportLink | None:
    return next(iter(tx.query(FIND, tx.here(secret_hash=secret_hash), into=ReportLink)), None)


def insert_link(
    tx: Transaction,
    link_id: UUID,
    new: NewReportLink,
    *,
    secret_hash: bytes,
    by: UUID,
    expires_at: datetime,
) -> ReportLink:
    """Write a link; its secret is not kept."""
    values = tx.here(
        id=link_id,
        saved_report_id=new.saved_report_id,
        secret_hash=secret_hash,
        label=new.label,
        by=by,
        expires_at=expires_at,
    )
    tx.query(INSERT, values)
    [made] = tx.query(ONE, tx.here(id=link_id), into=ReportLink)
    return made


def revoke_link(tx: Transaction, link_id: UUID) -> UUID | None:
    """End a link that was not; the report that it showed."""
    return next((found for (found,) in tx.query(REVOKE, tx.here(id=link_id))), None)


def count_use(tx: Transaction, link_id: UUID) -> None:
    tx.query(USE, tx.here(id=link_id))


def forget_old(tx: Transaction) -> None:
    """Drop links that lapsed long ago, of all organizations."""
    tx.query(FORGET, {"now": tx.now})
