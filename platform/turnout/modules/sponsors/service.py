"""Sponsors and partners of an event, in levels."""

from typing import Any, Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db import row_copies
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.security.sanitize import sanitize
from turnout.kernel.values import attributes_of
from turnout.modules.events import api as events
from turnout.modules.events.api import Changes
from turnout.modules.events.facts import EventChanged
from turnout.modules.files import api as files
from turnout.modules.programme import api as programme
from turnout.modules.programme.api import LinkNotFound, MadeSelfServiceLink
from turnout.modules.sponsors import queries
from turnout.modules.sponsors.models import SponsorLevelRow, SponsorRow
from turnout.modules.sponsors.types import (
    NewSponsor,
    PublicSponsor,
    Sponsor,
    SponsorLevel,
    SponsorPart,
    SponsorsOfLevel,
)

MOST: Final = 500


def list_sponsors(ctx: OrganizationContext, event_id: UUID) -> list[Sponsor]:
    events.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        return [Sponsor.of(row) for row in queries.list_sponsors(tx, event_id)]


def read_sponsor(ctx: OrganizationContext, event_id: UUID, sponsor_id: UUID) -> Sponsor:
    events.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        return Sponsor.of(queries.get_sponsor(tx, event_id, sponsor_id))


def create_sponsor(ctx: OrganizationContext, event_id: UUID, new: NewSponsor) -> Sponsor:
    """Add a sponsor; without a position, behind the others."""
    events.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, event_id)
        present = queries.list_sponsors(tx, event_id)
        if len(present) >= MOST:
            raise Invalid(FieldError("/name", f"An event has at most {MOST} sponsors."))
        stated = attributes_of(new)
        if new.position is None:
            stated["position"] = max((row.position for row in present), default=-1) + 1
        row = SponsorRow(event_id=event_id, version=1)
        _set(tx, row, stated)
        tx.add(row)
        tx.publish(EventChanged(event_id=event_id))
    return Sponsor.of(row)


def change_sponsor(
    ctx: OrganizationContext,
    event_id: UUID,
    sponsor_id: UUID,
    *,
    changes: Changes,
    version: int | None,
) -> Sponsor:
    events.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, event_id)
        row = queries.get_sponsor(tx, event_id, sponsor_id)
        require_version(version, row.version)
        _set(tx, row, changes)
        row.version += 1
        tx.publish(EventChanged(event_id=event_id))
    return Sponsor.of(row)


def delete_sponsor(ctx: OrganizationContext, event_id: UUID, sponsor_id: UUID) -> None:
    events.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, event_id)
        queries.delete_sponsor(tx, queries.get_sponsor(tx, event_id, sponsor_id))
        tx.publish(EventChanged(event_id=event_id))


def list_levels(ctx: OrganizationContext, event_id: UUID) -> list[SponsorLevel]:
    events.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        return [SponsorLevel.of(row) for row in queries.list_levels(tx, event_id)]


def create_level(ctx: OrganizationContext, event_id: UUID, name: str) -> SponsorLevel:
    events.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, event_id)
        last = max((row.position for row in queries.list_levels(tx, event_id)), default=-1)
        row = SponsorLevelRow(event_id=event_id, name=name.strip(), position=last + 1)
        tx.add(row)
        queries.write_level(tx)
        tx.publish(EventChanged(event_id=event_id))
    return SponsorLevel.of(row)


def change_level(
    ctx: OrganizationContext, event_id: UUID, level_id: UUID, *, changes: Changes
) -> SponsorLevel:
    events.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, event_id)
        row = queries.get_level(tx, event_id, level_id)
        for name, value in changes.items():
            setattr(row, name, value.strip() if isinstance(value, str) else value)
        queries.write_level(tx)
        tx.publish(EventChanged(event_id=event_id))
    return SponsorLevel.of(row)


def delete_level(ctx: OrganizationContext, event_id: UUID, level_id: UUID) -> None:
    """Remove a level in which no sponsor stands."""
    events.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, event_id)
        queries.delete_level(tx, queries.get_level(tx, event_id, level_id))
        tx.publish(EventChanged(event_id=event_id))


def _set(tx: Transaction, row: SponsorRow, changes: dict[str, Any]) -> None:
    """Asked first: a query would send a changed row ahead of itself."""
    logo, level_id = changes.get("logo_file_id"), changes.get("level_id")
    if logo is not None and files.find_public_image(tx, logo) is None:
        raise Invalid(FieldError("/logo_file_id", "Choose a public image of the organization."))
    if level_id is not None and queries.find_level(tx, row.event_id, level_id) is None:
        raise Invalid(FieldError("/level_id", "The event has no such level."))
    for name, value in changes.items():
        if name == "description":
            row.description = sanitize(value)
        else:
            setattr(row, name, value.strip() if isinstance(value, str) else value)


def sponsors_of(tx: Transaction, event_id: UUID) -> list[SponsorsOfLevel]:
    """Public sponsors by level, the highest first; those without a level last."""
    rows = [row for row in queries.list_sponsors(tx, event_id) if row.is_public]
    if not rows:
        return []
    levels: list[tuple[UUID | None, str]] = [
        *((row.id, row.name) for row in queries.list_levels(tx, event_id)),
        (None, ""),
    ]
    found = [
        SponsorsOfLevel(
            name=name,
            sponsors=tuple(PublicSponsor.of(row) for row in rows if row.level_id == level_id),
        )
        for level_id, name in levels
    ]
    return [level for level in found if level.sponsors]


def list_public_sponsors(
    ctx: PublicContext, event_id: UUID, *, code: str | None = None
) -> list[SponsorsOfLevel]:
    """By level, the highest first; those without a level last. Levels without any are left out."""
    with transaction(ctx) as tx:
        events.get_visible(tx, event_id, code=code)
        return sponsors_of(tx, event_id)


def list_names(tx: Transaction, event_id: UUID) -> dict[UUID, str]:
    """What every sponsor of an event is called, shown or not, in their order."""
    return {row.id: row.name for row in queries.list_sponsors(tx, event_id)}


def get_name(tx: Transaction, event_id: UUID, sponsor_id: UUID) -> str:
    """What a sponsor of an event is called, or SponsorNotFound."""
    return queries.get_sponsor(tx, event_id, sponsor_id).name


def make_sponsor_link(
    ctx: OrganizationContext, event_id: UUID, sponsor_id: UUID, *, days: int
) -> MadeSelfServiceLink:
    """Make a link by which a sponsor sees what is theirs; the secret is told once."""
    events.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        events.lock_event_brief(tx, event_id)
        queries.get_sponsor(tx, event_id, sponsor_id)
        return programme.create_self_service_link(tx, event_id, days=days, sponsor_id=sponsor_id)


def open_sponsor_part(ctx: PublicContext, secret: str) -> SponsorPart:
    """Show what the sponsor of this link may see; LinkNotFound for any other secret."""
    with transaction(ctx) as tx:
        link = programme.get_open_link(tx, secret)
        if link.sponsor_id is None:
            raise LinkNotFound
        row = queries.get_sponsor(tx, link.event_id, link.sponsor_id)
        level = queries.find_level(tx, link.event_id, row.level_id) if row.level_id else None
        return SponsorPart(
            event=programme.get_own_event(tx, link.event_id),
            sponsor=PublicSponsor.of(row),
            level=level.name if level else "",
            is_public=row.is_public,
        )


def copy_sponsors(tx: Transaction, copy: events.EventCopy) -> None:
    """Copy sponsors with their levels; who looks after one gets a link of the copy's own."""
    if events.CopiedPart.SPONSORS not in copy.parts:
        return
    levels = copy.copy_rows(tx, "sponsor_levels")
    row_copies.write_copies(
        tx,
        "sponsors",
        copy.list_rows(tx, "sponsors", "event_id", [copy.source_id]),
        change=lambda each: {
            "event_id": str(copy.copy_id),
            "level_id": levels.get(each["level_id"] or ""),
            "version": 1,
        },
    )


def export_sponsors(tx: Transaction, event_id: UUID) -> dict[str, list[row_copies.JsonRow]]:
    """Sponsors with their levels, without whom to write to."""
    withheld = {"contact_name": "", "contact_email": None}
    levels = row_copies.export_rows(tx, "sponsor_levels", "event_id", [event_id])
    found = row_copies.export_rows(tx, "sponsors", "event_id", [event_id], withheld=withheld)
    return {"sponsor_levels": levels, "sponsors": found}
