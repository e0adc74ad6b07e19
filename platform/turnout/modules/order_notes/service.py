"""Use cases of notes and tags on orders and attendees."""

from collections.abc import Sequence
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.modules.order_notes import policies, queries, rules
from turnout.modules.order_notes.errors import TagNotFound, TooManyTags
from turnout.modules.order_notes.facts import OrderNoteWritten, OrderTagDeleted, OrderTagged
from turnout.modules.order_notes.metrics import NOTES, TAGGED
from turnout.modules.order_notes.types import NewTag, OrderNote, OrderTag, Said, TagsOfOrder
from turnout.modules.orders import api as orders


def list_notes(
    ctx: OrganizationContext,
    order_id: UUID,
    request: PageRequest,
    *,
    attendee_id: UUID | None = None,
) -> Page[OrderNote]:
    """The notes on an order and its attendees, or on one of them, the newest first."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        policies.require_can_read(ctx, orders.get_summary(tx, order_id).event_id)
        found = queries.list_notes(tx, order_id, request, attendee_id=attendee_id)
    return page(found, request, key=lambda each: (each.written_at.isoformat(), each.id))


def write_note(
    ctx: OrganizationContext, order_id: UUID, *, text: str, attendee_id: UUID | None = None
) -> OrderNote:
    """Write a note on an order, or on one of its attendees."""
    policies.require_can_write(ctx)
    with transaction(ctx) as tx:
        event_id = _writable(tx, ctx, order_id)
        _require_attendee(tx, order_id, attendee_id)
        note = queries.insert_note(
            tx, order_id, text=text, attendee_id=attendee_id, author=str(ctx.actor)
        )
        tx.publish(OrderNoteWritten(note_id=note.id, order_id=order_id, event_id=event_id))
        tx.after_commit.append(lambda: NOTES.add(step="written"))
    return note


def edit_note(
    ctx: OrganizationContext, order_id: UUID, note_id: UUID, *, text: str, version: int | None
) -> OrderNote:
    """Change the words of one's own note; the audit log keeps the former ones."""
    policies.require_can_write(ctx)
    with transaction(ctx) as tx:
        _writable(tx, ctx, order_id)
        note = queries.lock_note(tx, order_id, note_id)
        policies.require_author(ctx, note.author)
        require_version(version, note.version)
        tx.after_commit.append(lambda: NOTES.add(step="changed"))
        return queries.update_note(tx, note_id, text=text)


def delete_note(ctx: OrganizationContext, order_id: UUID, note_id: UUID) -> None:
    """Delete one's own note, or as a manager anybody's; the audit log keeps who and what."""
    policies.require_can_write(ctx)
    with transaction(ctx) as tx:
        _writable(tx, ctx, order_id)
        note = queries.lock_note(tx, order_id, note_id)
        policies.require_can_delete(ctx, note.author)
        queries.delete_note(tx, note_id)
        tx.after_commit.append(lambda: NOTES.add(step="deleted"))


def list_tags(ctx: OrganizationContext) -> list[OrderTag]:
    """The organization's tags, by name."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return queries.list_tags(tx)


def create_tag(ctx: OrganizationContext, new: NewTag) -> OrderTag:
    """Create a tag; TagNameTaken beside a namesake, TooManyTags above the limit."""
    policies.require_can_manage_tags(ctx)
    with transaction(ctx) as tx:
        tag = queries.insert_tag(tx, new)
        if tag is None:
            raise TooManyTags
        return tag


def update_tag(
    ctx: OrganizationContext, tag_id: UUID, said: Said, *, version: int | None
) -> OrderTag:
    """Rename or recolour a tag, wherever it is."""
    policies.require_can_manage_tags(ctx)
    with transaction(ctx) as tx:
        tag = queries.lock_tag(tx, tag_id)
        require_version(version, tag.version)
        name = str(said.get("name", tag.name)).strip()
        return queries.update_tag(tx, tag_id, name=name, color=said.get("color", tag.color))


def delete_tag(ctx: OrganizationContext, tag_id: UUID) -> None:
    """Delete a tag, and take it from everything that has it."""
    policies.require_can_manage_tags(ctx)
    with transaction(ctx) as tx:
        if not queries.delete_tag(tx, tag_id):
            raise TagNotFound
        tx.publish(OrderTagDeleted(tag_id=tag_id))


def get_tags(ctx: OrganizationContext, order_id: UUID) -> TagsOfOrder:
    """The tags of an order and of its attendees."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        policies.require_can_read(ctx, orders.get_summary(tx, order_id).event_id)
        return tags_of(tx, [order_id])[order_id]


def set_tags(
    ctx: OrganizationContext,
    order_id: UUID,
    tag_ids: Sequence[UUID],
    *,
    attendee_id: UUID | None = None,
) -> TagsOfOrder:
    """Give an order, or one of its attendees, these tags instead of those it has."""
    policies.require_can_write(ctx)
    with transaction(ctx) as tx:
        event_id = _writable(tx, ctx, order_id)
        _require_attendee(tx, order_id, attendee_id)
        errors = rules.tag_errors(tag_ids, {each.id for each in queries.list_tags(tx)})
        if errors:
            raise Invalid(*errors)
        if queries.replace_links(tx, order_id, attendee_id=attendee_id, tag_ids=tag_ids):
            _publish_tagged(tx, order_id, event_id)
        return tags_of(tx, [order_id])[order_id]


def add_tag(tx: Transaction, order_id: UUID, tag_id: UUID) -> bool:
    """Give an order one tag more, for who has asked whether they may; whether it is new there."""
    event_id = orders.get_summary(tx, order_id).event_id
    is_new = queries.add_links(tx, order_id, attendee_id=None, tag_ids=[tag_id])
    if is_new:
        _publish_tagged(tx, order_id, event_id)
    return is_new


def tags_of(tx: Transaction, order_ids: Sequence[UUID]) -> dict[UUID, TagsOfOrder]:
    """The tags of each of these orders and of their attendees, in one statement."""
    links = queries.list_links(tx, order_ids)
    return {each: TagsOfOrder.of(each, links.get(each, [])) for each in order_ids}


def _publish_tagged(tx: Transaction, order_id: UUID, event_id: UUID) -> None:
    tx.publish(OrderTagged(order_id=order_id, event_id=event_id))
    tx.after_commit.append(TAGGED.add)


def _writable(tx: Transaction, ctx: OrganizationContext, order_id: UUID) -> UUID:
    """The event of an order on which who asks may write."""
    event_id = orders.get_summary(tx, order_id).event_id
    policies.require_can_write(ctx, event_id)
    return event_id


def _require_attendee(tx: Transaction, order_id: UUID, attendee_id: UUID | None) -> None:
    if attendee_id is None:
        return
    if all(each.id != attendee_id for each in orders.get_whole_order(tx, order_id).attendees):
        raise Invalid(FieldError("/attendee_id", "The order has no such attendee."))
