"""Statements about sponsors and their levels."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from turnout.kernel.db.references import (
    Reference,
    column_references,
    list_references,
    text_references,
)
from turnout.kernel.db.tx import Transaction
from turnout.modules.sponsors.errors import (
    SponsorLevelInUse,
    SponsorLevelNameTaken,
    SponsorLevelNotFound,
    SponsorNotFound,
)
from turnout.modules.sponsors.models import SponsorLevelRow, SponsorRow


def list_levels(tx: Transaction, event_id: UUID) -> list[SponsorLevelRow]:
    """In their order, the highest first."""
    found = select(SponsorLevelRow).where(
        SponsorLevelRow.organization_id == tx.organization_id, SponsorLevelRow.event_id == event_id
    )
    ordered = found.order_by(SponsorLevelRow.position, SponsorLevelRow.name)
    return list(tx.session.scalars(ordered))


def find_level(tx: Transaction, event_id: UUID, level_id: UUID) -> SponsorLevelRow | None:
    row = tx.session.get(SponsorLevelRow, (tx.organization_id, level_id))
    return row if row is not None and row.event_id == event_id else None


def get_level(tx: Transaction, event_id: UUID, level_id: UUID) -> SponsorLevelRow:
    row = find_level(tx, event_id, level_id)
    if row is None:
        raise SponsorLevelNotFound
    return row


def write_level(tx: Transaction) -> None:
    """Send it now, so that a name that is taken is told as such."""
    try:
        tx.flush()
    except IntegrityError as taken:
        raise SponsorLevelNameTaken from taken


def delete_level(tx: Transaction, row: SponsorLevelRow) -> None:
    tx.session.delete(row)
    try:
        tx.flush()
    except IntegrityError as held:
        raise SponsorLevelInUse from held


def list_sponsors(tx: Transaction, event_id: UUID) -> list[SponsorRow]:
    """In their order within each level."""
    found = select(SponsorRow).where(
        SponsorRow.organization_id == tx.organization_id, SponsorRow.event_id == event_id
    )
    return list(tx.session.scalars(found.order_by(SponsorRow.position, SponsorRow.name)))


def get_sponsor(tx: Transaction, event_id: UUID, sponsor_id: UUID) -> SponsorRow:
    row = tx.session.get(SponsorRow, (tx.organization_id, sponsor_id))
    if row is None or row.event_id != event_id:
        raise SponsorNotFound
    return row


def delete_sponsor(tx: Transaction, row: SponsorRow) -> None:
    tx.session.delete(row)


def list_file_uses(tx: Transaction) -> list[Reference]:
    """Logos, and links in the texts of sponsors."""
    return list_references(
        tx,
        column_references("sponsors", "logo_file_id", owner="t.event_id"),
        text_references("sponsors", ("t.description",), owner="t.event_id", path="files"),
    )
