"""Use cases of bulk edits: try one, make one whole or not at all, and undo it where it is safe."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.http import idempotency
from turnout.modules.bulk_edits import policies, queries, rules
from turnout.modules.bulk_edits.errors import BulkEditUndone, ChangedSince
from turnout.modules.bulk_edits.facts import BulkEditMade, BulkEditReverted
from turnout.modules.bulk_edits.metrics import EDITED_TYPES
from turnout.modules.bulk_edits.types import (
    BulkEdit,
    BulkEditPreview,
    EditedType,
    EditProblem,
    NewBulkEdit,
)
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events


def preview_edit(ctx: OrganizationContext, event_id: UUID, wanted: NewBulkEdit) -> BulkEditPreview:
    """What an edit would make of each ticket type, with its problems; nothing is changed."""
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        items = _planned(tx, event_id, wanted)
    return BulkEditPreview(items=items, is_possible=rules.is_possible(items))


def make_edit(ctx: OrganizationContext, event_id: UUID, wanted: NewBulkEdit) -> BulkEdit:
    """Change all of these ticket types or none; orders that were placed keep their price.

    PreconditionFailed where one has another version than was seen, Invalid by ticket type and
    field for what cannot be. Ticket types that are like this already stay as they are.
    """
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        planned = _planned(tx, event_id, wanted)
        rules.require_possible(planned)
        changed = [each for each in planned if each.before != each.after]
        versions = _change(tx, event_id, changed)
        items = [replace(each, version=versions[each.ticket_type_id]) for each in changed]
        edit_id = queries.insert_edit(tx, event_id, items)
        tx.publish(BulkEditMade(bulk_edit_id=edit_id, event_id=event_id))
        made = replace(queries.lock_edit(tx, event_id, edit_id), can_undo=True)
        idempotency.complete(tx, made)
        tx.after_commit.append(lambda: EDITED_TYPES.add(len(items), action="made"))
        return made


def undo_edit(ctx: OrganizationContext, event_id: UUID, bulk_edit_id: UUID) -> BulkEdit:
    """Give the ticket types back what they had; ChangedSince where somebody changed one since.

    BulkEditUndone for one that was undone. What was sold meanwhile keeps its price.
    """
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        edit = queries.lock_edit(tx, event_id, bulk_edit_id)
        if edit.undone_at is not None:
            raise BulkEditUndone
        there = _versions(tx, event_id)
        stale = [each.name for each in edit.items if not _is_unchanged(each, there)]
        if stale:
            raise ChangedSince(names=stale)
        back = [replace(each, before=each.after, after=each.before) for each in edit.items]
        _change(tx, event_id, back)
        queries.set_undone(tx, bulk_edit_id)
        tx.publish(BulkEditReverted(bulk_edit_id=bulk_edit_id, event_id=event_id))
        undone = queries.lock_edit(tx, event_id, bulk_edit_id)
        idempotency.complete(tx, undone)
        tx.after_commit.append(lambda: EDITED_TYPES.add(len(back), action="undone"))
        return undone


def list_edits(ctx: OrganizationContext, event_id: UUID) -> list[BulkEdit]:
    """The latest bulk edits of an event, the newest first, and which can be undone."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        there = _versions(tx, event_id)
        return [
            replace(each, can_undo=each.undone_at is None and _are_unchanged(each.items, there))
            for each in queries.list_edits(tx, event_id)
        ]


def _planned(tx: Transaction, event_id: UUID, wanted: NewBulkEdit) -> list[EditedType]:
    """The ticket types in the order in which they were named, with every problem."""
    events.get_event(tx, event_id)
    offers = {each.ticket_type_id: each for each in catalog.list_offers(tx, event_id)}
    unknown = [
        FieldError(f"/items/{index}/ticket_type_id", "The event has no such ticket type.")
        for index, type_id in enumerate(wanted.versions)
        if type_id not in offers
    ]
    if unknown:
        raise Invalid(*unknown)
    return [_judged(tx, rules.edited(offers[type_id], wanted)) for type_id in wanted.versions]


def _judged(tx: Transaction, item: EditedType) -> EditedType:
    """The same with what the catalog would refuse of it."""
    changes = item.before.changes_to(item.after)
    if item.problems or not changes:
        return item
    faults = catalog.list_faults(tx, item.ticket_type_id, changes)
    problems = [
        EditProblem(field=each.pointer.removeprefix("/"), detail=each.detail, code=each.code)
        for each in faults
    ]
    return replace(item, problems=problems)


def _change(tx: Transaction, event_id: UUID, items: Sequence[EditedType]) -> dict[UUID, int]:
    """Write what differs, in the order of ids: two edits never wait for each other in a ring."""
    return {
        each.ticket_type_id: catalog.change_ticket_type(
            tx,
            event_id,
            ticket_type_id=each.ticket_type_id,
            changes=each.before.changes_to(each.after),
            version=each.version,
        ).version
        for each in sorted(items, key=lambda each: each.ticket_type_id)
    }


def _versions(tx: Transaction, event_id: UUID) -> dict[UUID, int]:
    return {each.ticket_type_id: each.version for each in catalog.list_offers(tx, event_id)}


def _is_unchanged(item: EditedType, there: Mapping[UUID, int]) -> bool:
    return there.get(item.ticket_type_id) == item.version


def _are_unchanged(items: Sequence[EditedType], there: Mapping[UUID, int]) -> bool:
    return all(_is_unchanged(each, there) for each in items)
