"""Copies of price rules and demand prices, with the ticket types that they are for."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.db import row_copies
from turnout.kernel.db.row_copies import JsonRow
from turnout.kernel.db.tx import Transaction
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.price_rules import prices, queries
from turnout.modules.price_rules.types import RuleKind

RULES: Final = "price_rules"
DEMAND: Final = "demand_prices"
TIMES: Final = ("starts_at", "ends_at")
Moved = Callable[[datetime], datetime]


def copy_rules(
    tx: Transaction,
    from_event_id: UUID,
    to_event_id: UUID,
    types: Mapping[UUID, UUID],
    moved: Moved,
) -> None:
    """Give a copied event the rules and demand prices of the other one, with nothing sold by them.

    `types` leads from old ticket types to new ones, and windows are where `moved` says. A ticket
    type of the copy that has rules already keeps its own.
    """
    _write(
        tx,
        to_event_id,
        types={str(old): new for old, new in types.items()},
        moved=moved,
        rules=row_copies.list_rows(tx, RULES, "event_id", [from_event_id]),
        demand=row_copies.list_rows(tx, DEMAND, "event_id", [from_event_id]),
    )


def export_rules(tx: Transaction, event_id: UUID) -> dict[str, list[JsonRow]]:
    """What another organization may have of it: member prices name lists and groups of this one."""
    nobody = {"created_by": ""}
    rules = row_copies.export_rows(tx, RULES, "event_id", [event_id], withheld=nobody)
    return {
        RULES: [each for each in rules if each["kind"] != RuleKind.MEMBER],
        DEMAND: row_copies.export_rows(tx, DEMAND, "event_id", [event_id], withheld=nobody),
    }


def import_rules(
    tx: Transaction, copy: events.EventCopy, types: Mapping[str, str], moved: Moved
) -> None:
    """The same as `copy_rules` of what another organization's event had."""
    _write(
        tx,
        copy.copy_id,
        types={old: UUID(new) for old, new in types.items()},
        moved=moved,
        rules=copy.list_rows(tx, RULES, "event_id", [copy.source_id]),
        demand=copy.list_rows(tx, DEMAND, "event_id", [copy.source_id]),
    )


def _write(
    tx: Transaction,
    event_id: UUID,
    *,
    types: Mapping[str, UUID],
    moved: Moved,
    rules: list[JsonRow],
    demand: list[JsonRow],
) -> None:
    """Write the rules of ticket types that are there and have none yet."""
    offers = _offers_without_rules(tx, event_id) if rules or demand else {}

    def is_wanted(row: JsonRow) -> bool:
        return types.get(row["ticket_type_id"]) in offers

    def own(row: JsonRow) -> JsonRow:
        at = {name: row[name] for name in TIMES if row.get(name)}
        return {
            "event_id": str(event_id),
            "ticket_type_id": str(types[row["ticket_type_id"]]),
            "version": 1,
            "created_at": tx.now.isoformat(),
            "created_by": str(tx.ctx.actor),
            **{name: moved(datetime.fromisoformat(at[name])).isoformat() for name in at},
        }

    rules, demand = list(filter(is_wanted, rules)), list(filter(is_wanted, demand))
    for type_id in sorted({types[each["ticket_type_id"]] for each in (*rules, *demand)}):
        queries.lock_ticket_type(tx, type_id)
        prices.start_counting(tx, offers[type_id], event_id)
    row_copies.write_copies(tx, RULES, rules, change=own)
    made = row_copies.write_copies(tx, DEMAND, demand, change=own)
    queries.start_demand(tx, [UUID(each) for each in made.values()])


def _offers_without_rules(tx: Transaction, event_id: UUID) -> dict[UUID, catalog.Offer]:
    """The ticket types of a copy that can have rules and have none, by their ids."""
    return {
        each.ticket_type_id: each
        for each in catalog.list_offers(tx, event_id)
        if each.kind == catalog.TicketTypeKind.PAID and not each.has_price_rules
    }
