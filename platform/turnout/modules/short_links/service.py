"""Use cases of short links: made, switched off, drawn as a QR code, followed and counted."""

from datetime import UTC
from typing import Final
from uuid import UUID

from turnout.assets.paper import qr_code
from turnout.kernel.context import OrganizationContext, PublicContext, SystemContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.organizations import api as organizations
from turnout.modules.short_links import policies, queries, rules
from turnout.modules.short_links.facts import ShortLinkChanged, ShortLinkCreated, ShortLinkDeleted
from turnout.modules.short_links.metrics import FOLLOWED
from turnout.modules.short_links.types import (
    Changes,
    CodeFormat,
    NewShortLink,
    QrFile,
    ShortLink,
    VisitsOfDay,
)

MOST_DAYS: Final = 400
PNG_CELL: Final = 24
"""Dots of a cell: about 900 to a side, enough for a poster."""
SVG_CELL: Final = 8


def list_links(
    ctx: OrganizationContext, request: PageRequest, *, event_id: UUID | None
) -> Page[ShortLink]:
    """The organization's links, or those of an event, the newest first."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        found = queries.list_links(tx, request, event_id=event_id)
    return page(found, request, key=lambda each: (each.created_at.isoformat(), each.id))


def get_link(ctx: OrganizationContext, link_id: UUID) -> ShortLink:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return queries.get_link(tx, link_id)


def create_link(ctx: OrganizationContext, new: NewShortLink) -> ShortLink:
    """Make a link with a code that nobody chose; Invalid names what does not fit together."""
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        _require_fits(tx, new)
        queries.lock_list(tx)
        rules.require_room(queries.count_links(tx))
        code = rules.draw_code()
        link_id = queries.insert_link(tx, new, code=code)
        while not queries.claim_code(tx, link_id, code):
            code = rules.draw_code()
            queries.set_code(tx, link_id, code)
        tx.publish(ShortLinkCreated(short_link_id=link_id))
        return queries.get_link(tx, link_id)


def update_link(
    ctx: OrganizationContext, link_id: UUID, changes: Changes, *, version: int | None
) -> ShortLink:
    """Name a link anew, or switch it off or on; where it leads stays, as it may be printed."""
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        before = queries.lock_link(tx, link_id)
        require_version(version, before.version)
        queries.update_link(tx, before, changes)
        tx.publish(ShortLinkChanged(short_link_id=link_id))
        return queries.get_link(tx, link_id)


def delete_link(ctx: OrganizationContext, link_id: UUID, *, version: int | None) -> None:
    """Delete a link with its counts; its code is given to nobody on purpose."""
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        require_version(version, queries.lock_link(tx, link_id).version)
        queries.delete_link(tx, link_id)
        tx.publish(ShortLinkDeleted(short_link_id=link_id))


def list_visits(ctx: OrganizationContext, link_id: UUID) -> list[VisitsOfDay]:
    """How often a link was asked for, by day; days without a visit are left out."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        queries.get_link(tx, link_id)
        return queries.list_days(tx, link_id, limit=MOST_DAYS)


def draw_qr_code(ctx: OrganizationContext, link_id: UUID, format_: CodeFormat) -> QrFile:
    """The link as a QR code in the brand's colour, or in black where that is too light."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        link = queries.get_link(tx, link_id)
        ink = rules.ink_of(organizations.get_organization(tx).brand_color)
    name = f"link-{link.code}.{format_.value}"
    if format_ is CodeFormat.PNG:
        content = qr_code.png_file(link.url, cell=PNG_CELL, ink=ink)
        return QrFile(name=name, media_type="image/png", content=content)
    content = qr_code.svg_file(link.url, cell=SVG_CELL, ink=ink)
    return QrFile(name=name, media_type="image/svg+xml", content=content)


def follow(code: str, *, is_counted: bool) -> str | None:
    """The path that a code leads to; None for one that is unknown or off.

    A visit adds one to the day's count, and keeps nothing of who came.
    """
    owner = _owner_of(code)
    if owner is None:
        FOLLOWED.add(outcome="unknown")
        return None
    with transaction(PublicContext(organization_id=owner)) as tx:
        link = queries.find_by_code(tx, code)
        if link is None:
            return None
        organization = organizations.get_organization(tx).slug
        event = events.find_event(tx, link.event_id) if link.event_id else None
        if is_counted:
            queries.add_visit(tx, link.id, tx.now.astimezone(UTC).date())
    FOLLOWED.add(outcome="led")
    return rules.path_of(link, organization=organization, event=event.slug if event else None)


def _owner_of(code: str) -> UUID | None:
    if not rules.is_code(code):
        return None
    with transaction(SystemContext(job="short_links.find-owner")) as tx:
        return queries.find_owner(tx, code)


def _require_fits(tx: Transaction, new: NewShortLink) -> None:
    """Invalid where something is missing, or is none of the organization's."""
    faults = list(rules.faults_of(new))
    if new.event_id is not None and not faults:
        faults += _faults_of_event(tx, new, new.event_id)
    if new.partner and not faults and not queries.is_partner(tx, new.partner):
        says = "No sales partner who sells now has this code."
        faults.append(FieldError("/partner", says, "unknown-partner"))
    if faults:
        raise Invalid(*faults)


def _faults_of_event(tx: Transaction, new: NewShortLink, event_id: UUID) -> list[FieldError]:
    event = events.find_event(tx, event_id)
    if event is None or event.state == events.State.DELETED:
        return [FieldError("/event_id", "This is no event of the organization.", "unknown")]
    if new.ticket_type_id is None:
        return []
    if any(each.ticket_type_id == new.ticket_type_id for each in catalog.list_offers(tx, event_id)):
        return []
    return [FieldError("/ticket_type_id", "The event has no such ticket type.", "unknown")]
