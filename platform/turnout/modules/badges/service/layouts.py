"""Badge layouts: listed, made, changed, deleted, previewed before they are saved."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.modules.badges import policies, queries, rules
from turnout.modules.badges.errors import TooManyBadgeLayouts
from turnout.modules.badges.facts import BadgeLayoutChanged
from turnout.modules.badges.service import contents
from turnout.modules.badges.types import (
    Badge,
    BadgeDesign,
    BadgeLayout,
    BadgePictures,
    BadgeSample,
    BadgeTemplate,
    Changes,
    NewBadgeLayout,
    Preview,
)
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.organizations import api as organizations


def list_layouts(ctx: OrganizationContext, event_id: UUID) -> list[BadgeLayout]:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        return queries.list_layouts(tx, event_id)


def get_layout(ctx: OrganizationContext, event_id: UUID, layout_id: UUID) -> BadgeLayout:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        return queries.get_layout(tx, event_id, layout_id)


def create_layout(ctx: OrganizationContext, event_id: UUID, new: NewBadgeLayout) -> BadgeLayout:
    """Make a layout; as the default one it takes the place of the former. BadgeLayoutNameTaken."""
    policies.require_can_edit(ctx, event_id)
    readable = contents.readable_pictures(ctx.organization_id, new.design)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        if len(queries.list_layouts(tx, event_id)) >= rules.MOST_LAYOUTS:
            raise TooManyBadgeLayouts
        _judge(tx, event_id, new.design, new.ticket_type_ids, readable=readable)
        layout_id = queries.insert_layout(
            tx, event_id, name=new.name.strip(), design=new.design, is_default=new.is_default
        )
        queries.replace_ticket_types(tx, layout_id, list(dict.fromkeys(new.ticket_type_ids)))
        tx.publish(BadgeLayoutChanged(layout_id=layout_id, event_id=event_id))
        return queries.get_layout(tx, event_id, layout_id)


def update_layout(
    ctx: OrganizationContext,
    event_id: UUID,
    layout_id: UUID,
    changes: Changes,
    *,
    version: int | None,
) -> BadgeLayout:
    """Change a layout; what is printed from then on looks so."""
    policies.require_can_edit(ctx, event_id)
    design = changes.get("design")
    readable = contents.readable_pictures(ctx.organization_id, design) if design else ()
    with transaction(ctx) as tx:
        before = queries.lock_layout(tx, event_id, layout_id)
        require_version(version, before.version)
        stated: dict[str, Any] = dict(changes)
        if "name" in stated:
            stated["name"] = stated["name"].strip()
        after = replace(before, **stated)
        known = readable if design else rules.file_ids_of(before.design)
        _judge(tx, event_id, after.design, after.ticket_type_ids, readable=known)
        queries.update_layout(tx, after)
        if "ticket_type_ids" in changes:
            queries.replace_ticket_types(tx, layout_id, list(dict.fromkeys(after.ticket_type_ids)))
        tx.publish(BadgeLayoutChanged(layout_id=layout_id, event_id=event_id))
        return queries.get_layout(tx, event_id, layout_id)


def delete_layout(
    ctx: OrganizationContext, event_id: UUID, layout_id: UUID, *, version: int | None
) -> None:
    """Delete a layout; prints of it stay on record."""
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        before = queries.lock_layout(tx, event_id, layout_id)
        require_version(version, before.version)
        queries.delete_layout(tx, layout_id)
        tx.publish(BadgeLayoutChanged(layout_id=layout_id, event_id=event_id))


def list_templates(ctx: OrganizationContext, event_id: UUID) -> list[BadgeTemplate]:
    """Layouts to begin with, in the organization's colour, with the questions of the form."""
    from turnout.modules.badges.templates import templates_of

    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event_brief(tx, event_id)
        colour = organizations.branding_of(tx).brand_color or contents.DEFAULT_COLOUR
        return templates_of(colour, list(contents.questions_of(tx, event_id)))


def _judge(
    tx: Transaction,
    event_id: UUID,
    design: BadgeDesign,
    type_ids: Sequence[UUID],
    *,
    readable: Collection[UUID],
) -> None:
    """Invalid for what cannot be printed; `readable` are the pictures that could be read."""
    offers = catalog.list_offers(tx, event_id, archived=True)
    known = {each.ticket_type_id for each in offers}
    faults = rules.faults_of(
        design, ticket_type_ids=known, questions=contents.questions_of(tx, event_id)
    )
    if not known.issuperset(type_ids):
        faults.append(FieldError("/ticket_type_ids", "The event has no such ticket type."))
    wanted = rules.file_ids_of(design)
    faults += [
        FieldError(f"/design/elements/{place}/file_id", "There is no such picture.")
        for place, each in enumerate(design.elements)
        if each.file_id in wanted and each.file_id not in readable
    ]
    if faults:
        raise Invalid(*faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Previewed:
    """A drawn preview and what it is."""

    content: str | bytes
    media_type: str
    name: str


def preview(ctx: OrganizationContext, event_id: UUID, asked: Preview) -> Previewed:
    """Draw a design that need not be saved, with made-up people; nothing is on record."""
    from turnout.modules.badges.templates import sample_badge

    policies.require_can_read(ctx, event_id)
    readable = contents.readable_pictures(ctx.organization_id, asked.design)
    with transaction(ctx) as tx:
        event = events.get_event_brief(tx, event_id)
        _judge(tx, event_id, asked.design, (), readable=readable)
        offers = catalog.list_offers(tx, event_id)
        questions = list(contents.questions_of(tx, event_id))
        branding = organizations.branding_of(tx)
    blank = Badge(
        name="", ticket_type=offers[0].name if offers else "VIP",
        ticket_type_id=offers[0].ticket_type_id if offers else None,
        event_title="", order_number="", short_code="", barcode_number="",
        ticket_code="", badge_code="",
    )  # fmt: skip
    badge = sample_badge(
        BadgeSample(asked.sample), event_title=event.title, ticket_type=blank, questions=questions
    )
    pictures = contents.pictures_of(branding, [asked.design])
    return _drawn(asked, badge, pictures, language=branding.locale)


def _drawn(asked: Preview, badge: Badge, pictures: BadgePictures, *, language: str) -> Previewed:
    from turnout.modules.badges.marks import marks_of
    from turnout.modules.badges.pdf import BadgeDocument, BadgeToDraw, render_badges
    from turnout.modules.badges.svg import render_svg
    from turnout.modules.badges.zpl import render_zpl

    design = asked.design
    if asked.format == "pdf":
        document = BadgeDocument(
            title=badge.event_title,
            language=language,
            made_at=contents.EPOCH,
            badges=[BadgeToDraw(design, badge)] * design.on_a_page,
            pictures=pictures,
        )
        return Previewed(
            content=render_badges(document), media_type="application/pdf", name="badge.pdf"
        )
    marks = marks_of(design, badge, pictures, language=language)
    size = {"width_mm": design.width_mm, "height_mm": design.height_mm}
    if asked.format == "zpl":
        if faults := rules.faults_of_print(design, asked.format):
            raise Invalid(*faults)
        content = render_zpl(marks, **size, dpi=asked.dpi)
        return Previewed(content=content, media_type="text/plain; charset=utf-8", name="badge.zpl")
    return Previewed(
        content=render_svg(marks, **size), media_type="image/svg+xml", name="badge.svg"
    )
