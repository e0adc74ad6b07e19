"""Copies of events have the same badge layouts: here, of templates, in other organizations."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db import row_copies
from turnout.kernel.db.row_copies import JsonRow
from turnout.kernel.db.tx import Transaction
from turnout.modules.badges.rules import design_in_copy
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.inventory import api as inventory

LAYOUTS: Final = "badge_layouts"
TYPES: Final = "badge_layout_ticket_types"
PICTURES: Final = "badge_layout_pictures"
"""No table: the pictures of designs as rows, so that their files travel with an exported event."""


def copy_layouts(tx: Transaction, copy: events.EventCopy) -> None:
    """Copy the layouts, for all ticket types; with its tickets `copy_with_types` does it."""
    if events.CopiedPart.TICKETS not in copy.parts:
        layouts = row_copies.list_rows(tx, LAYOUTS, "event_id", [copy.source_id])
        _write(tx, copy.copy_id, layouts, [], types={})


def copy_with_types(
    tx: Transaction,
    from_event_id: UUID,
    to_event_id: UUID,
    types: Mapping[UUID, UUID],
    _moved: inventory.Moved,
) -> None:
    """Copy the layouts, each for the copies of its ticket types."""
    layouts = row_copies.list_rows(tx, LAYOUTS, "event_id", [from_event_id])
    chosen = row_copies.list_rows(tx, TYPES, "layout_id", [UUID(each["id"]) for each in layouts])
    renamed = {str(old): str(new) for old, new in types.items()}
    _write(tx, to_event_id, layouts, chosen, types=renamed)


def export_layouts(tx: Transaction, event_id: UUID) -> dict[str, list[JsonRow]]:
    """The layouts with their pictures and ticket types, without who made them."""
    withheld = {"created_by": ""}
    layouts = row_copies.export_rows(tx, LAYOUTS, "event_id", [event_id], withheld=withheld)
    ids = [UUID(each["id"]) for each in layouts]
    pictures = [
        {"layout_id": layout["id"], "position": position, "file_id": element["file_id"]}
        for layout in layouts
        for position, element in enumerate(layout["design"]["elements"])
        if element.get("file_id")
    ]
    chosen = row_copies.export_rows(tx, TYPES, "layout_id", ids)
    return {LAYOUTS: layouts, TYPES: chosen, PICTURES: pictures}


def import_layouts(tx: Transaction, copy: events.EventCopy) -> None:
    """Write the layouts of another organization's event; ticket types are known by their names."""
    layouts = copy.list_rows(tx, LAYOUTS, "event_id", [copy.source_id])
    ids = [UUID(each["id"]) for each in layouts]
    chosen = copy.list_rows(tx, TYPES, "layout_id", ids)
    files = {
        (each["layout_id"], each["position"]): each["file_id"]
        for each in copy.list_rows(tx, PICTURES, "layout_id", ids)
    }
    there = [_with_files(each, files) for each in layouts]
    _write(tx, copy.copy_id, there, chosen, types=_types_by_name(tx, copy) if layouts else {})


def _write(
    tx: Transaction,
    event_id: UUID,
    layouts: list[JsonRow],
    chosen: list[JsonRow],
    *,
    types: Mapping[str, str],
) -> None:
    now = tx.now.isoformat()

    def layout(row: JsonRow) -> JsonRow:
        design = design_in_copy(row["design"], types)
        own = {"event_id": str(event_id), "version": 1, "created_by": str(tx.ctx.actor)}
        return own | {"design": design, "created_at": now, "updated_at": now}

    ids = row_copies.write_copies(tx, LAYOUTS, layouts, change=layout)

    def of_type(row: JsonRow) -> JsonRow:
        return {
            "layout_id": ids[row["layout_id"]],
            "ticket_type_id": types[row["ticket_type_id"]],
        }

    known = [each for each in chosen if each["ticket_type_id"] in types]
    row_copies.write_copies(tx, TYPES, known, change=of_type)


def _with_files(row: JsonRow, files: Mapping[tuple[str, int], Any]) -> JsonRow:
    """A layout with the files that are here in place of those there."""
    elements = [
        element | {"file_id": files.get((row["id"], position))}
        for position, element in enumerate(row["design"]["elements"])
    ]
    return row | {"design": row["design"] | {"elements": elements}}


def _types_by_name(tx: Transaction, copy: events.EventCopy) -> dict[str, str]:
    """Ticket types there → here, of those whose name only one has."""
    here: dict[str, list[str]] = {}
    for offer in catalog.list_offers(tx, copy.copy_id, archived=True):
        here.setdefault(offer.name, []).append(str(offer.ticket_type_id))
    there = copy.list_rows(tx, "ticket_types", "event_id", [copy.source_id])
    found = ((row["id"], here.get(row["name"], [])) for row in there)
    return {type_id: ids[0] for type_id, ids in found if len(ids) == 1}
