"""The data dictionary of exports: what each column says of a line, and whether it names somebody.

An id never changes its meaning. Pure.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Generic, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.spreadsheet_files import Cell, amount
from turnout.modules.checkin_scans import api as checkin_scans
from turnout.modules.order_exports.types import (
    CheckinSurroundings,
    ExportKind,
    PaymentSurroundings,
    Surroundings,
)
from turnout.modules.order_search import api as order_search
from turnout.modules.payments import api as payments
from turnout.modules.payments.api import Account

BETWEEN: Final = "; "
YES_OR_NO: Final = {True: "yes", False: "no"}
OF_THE_ORDER: Final = frozenset(
    {"buyer_name", "buyer_email", "currency", "order_total", "order_total_minor"}
)
"""Columns of attendees that their order is asked for."""
FEES: Final = frozenset({Account.FEES, Account.PLATFORM_FEES})
EARNINGS: Final = frozenset(
    {
        Account.SALES,
        Account.HELD_FOR_REVIEW,
        Account.REFUNDS,
        Account.DISPUTES,
        Account.DISPUTE_LOSSES,
        Account.ADJUSTMENTS,
    }
)
"""Accounts that say what money was for; the others say where it lies, or what it cost."""

L = TypeVar("L")
A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class Column(Generic[L, A]):
    """What a column says, and how it is read of a line and its surroundings."""

    says: str
    cell: Callable[[L, A], Cell]
    is_personal: bool = False


def moment(at: datetime | None, zone: str) -> str:
    """ISO 8601 with the offset of the event's time zone; to the second."""
    if at is None:
        return ""
    return at.astimezone(ZoneInfo(zone)).replace(microsecond=0).isoformat()


def amount_of(entry: payments.ExportedEntry) -> int:
    """What came in (positive) or went back, before fees; of a payout what reached the bank."""
    earned = [line.amount_minor for line in entry.lines if line.account in EARNINGS]
    if earned:
        return -sum(earned)
    return sum(line.amount_minor for line in entry.lines if line.account == Account.BANK)


def fee_of(entry: payments.ExportedEntry) -> int:
    """What the provider and the platform took; negative: what they gave back."""
    return sum(line.amount_minor for line in entry.lines if line.account in FEES)


def object_of(entry: payments.ExportedEntry) -> str:
    """What the provider calls that which was booked: a charge, a refund, a dispute, a payout."""
    if entry.subject is not None:
        return entry.subject.partition(":")[2]
    return entry.source.rpartition(":")[2]


def _joined(texts: Iterable[str]) -> str:
    return BETWEEN.join(texts)


def _zone(around: Surroundings, event_id: UUID) -> str:
    return around.zones.get(event_id, "UTC")


def _tags(tag_ids: Iterable[UUID | str], around: Surroundings) -> str:
    return _joined(around.tags.get(UUID(str(each)), "") for each in tag_ids)


def _bought(order: order_search.FoundOrder, around: Surroundings) -> str:
    lines = around.bought.get(order.id, [])
    return _joined(f"{each.quantity - each.returned} × {each.name}" for each in lines)


ORDER_COLUMNS: Final[Mapping[str, Column[order_search.FoundOrder, Surroundings]]] = {
    "number": Column("The order's number, as its buyer knows it.", lambda order, _: order.number),
    "event": Column(
        "The event's title.", lambda order, around: around.titles.get(order.event_id, "")
    ),
    "state": Column(
        "The order's state, as the API words it: `confirmed`, `cancelled` …",
        lambda order, _: order.state,
    ),
    "money_state": Column(
        "`unpaid`, `part_paid`, `paid`, `part_refunded` or `refunded`.",
        lambda order, _: order.money_state,
    ),
    "currency": Column("Currency of the amounts (ISO 4217).", lambda order, _: order.currency),
    "total": Column(
        "What the order costs, taxes included.",
        lambda order, _: amount(order.total_minor, order.currency),
    ),
    "paid": Column("What was paid.", lambda order, _: amount(order.paid_minor, order.currency)),
    "refunded": Column(
        "What went back.", lambda order, _: amount(order.refunded_minor, order.currency)
    ),
    "total_minor": Column(
        "`total` in the currency's smallest unit.", lambda order, _: order.total_minor
    ),
    "paid_minor": Column(
        "`paid` in the currency's smallest unit.", lambda order, _: order.paid_minor
    ),
    "refunded_minor": Column(
        "`refunded` in the currency's smallest unit.", lambda order, _: order.refunded_minor
    ),
    "buyer_name": Column("The buyer's name.", lambda order, _: order.buyer_name, is_personal=True),
    "buyer_email": Column(
        "The buyer's address.", lambda order, _: order.buyer_email, is_personal=True
    ),
    "channel": Column("Where it was sold: `web`, `box_office` …", lambda order, _: order.channel),
    "placed_at": Column(
        "When it was placed.",
        lambda order, around: moment(order.placed_at, _zone(around, order.event_id)),
    ),
    "confirmed_at": Column(
        "When it was confirmed; empty until it is.",
        lambda order, around: moment(order.confirmed_at, _zone(around, order.event_id)),
    ),
    "ticket_types": Column(
        "What was bought and not given back, as `2 × Seat`, by ticket type.", _bought
    ),
    "discount_codes": Column(
        "The codes that were redeemed.",
        lambda order, around: _joined(around.codes.get(order.id, [])),
    ),
    "tags": Column("The team's tags.", lambda order, around: _tags(order.tag_ids, around)),
    "notes": Column(
        "The team's notes, the oldest first.",
        lambda order, around: _joined(around.notes.get(order.id, [])),
        is_personal=True,
    ),
    "attendees": Column("How many people it is for.", lambda order, _: order.attendee_count),
    "checked_in": Column("How many of them came in.", lambda order, _: order.checked_in_count),
}


def _figure(name: str) -> Callable[[order_search.FoundAttendee, Surroundings], Cell]:
    def of(line: order_search.FoundAttendee, around: Surroundings) -> Cell:
        figures = around.figures.get(line.order_id)
        return "" if figures is None else getattr(figures, name)

    return of


def _order_total(line: order_search.FoundAttendee, around: Surroundings) -> Cell:
    figures = around.figures.get(line.order_id)
    return "" if figures is None else amount(figures.total_minor, figures.currency)


def _came_in(line: order_search.FoundAttendee, around: Surroundings) -> str:
    at = None if line.ticket_id is None else around.checked_in_at.get(line.ticket_id)
    return moment(at, _zone(around, line.event_id))


ATTENDEE_COLUMNS: Final[Mapping[str, Column[order_search.FoundAttendee, Surroundings]]] = {
    "name": Column("The attendee's name.", lambda line, _: line.name, is_personal=True),
    "email": Column("The attendee's address.", lambda line, _: line.email, is_personal=True),
    "event": Column(
        "The event's title.", lambda line, around: around.titles.get(line.event_id, "")
    ),
    "ticket_type": Column(
        "The ticket type's name.",
        lambda line, around: around.ticket_types.get(line.ticket_type_id, ""),
    ),
    "state": Column(
        "The ticket's state: `valid`, `void`, `refunded`, or `none` without a ticket.",
        lambda line, _: line.state,
    ),
    "is_transferred": Column(
        "Whether the ticket was passed on: `yes` or `no`.",
        lambda line, _: YES_OR_NO[line.is_transferred],
    ),
    "is_checked_in": Column(
        "Whether somebody came in by it: `yes` or `no`.",
        lambda line, _: YES_OR_NO[line.is_checked_in],
    ),
    "checked_in_at": Column("When somebody came in by it for the first time.", _came_in),
    "ticket_id": Column(
        "The ticket's id; empty without one.",
        lambda line, _: "" if line.ticket_id is None else str(line.ticket_id),
    ),
    "order_number": Column("The order's number.", lambda line, _: line.order_number),
    "order_state": Column("The order's state.", lambda line, _: line.order_state),
    "placed_at": Column(
        "When the order was placed.",
        lambda line, around: moment(line.placed_at, _zone(around, line.event_id)),
    ),
    "buyer_name": Column("The buyer's name.", _figure("buyer_name"), is_personal=True),
    "buyer_email": Column("The buyer's address.", _figure("buyer_email"), is_personal=True),
    "currency": Column("Currency of the order's total (ISO 4217).", _figure("currency")),
    "order_total": Column("What the whole order costs, taxes included.", _order_total),
    "order_total_minor": Column(
        "`order_total` in the currency's smallest unit.", _figure("total_minor")
    ),
    "discount_codes": Column(
        "The codes that the order redeemed.",
        lambda line, around: _joined(around.codes.get(line.order_id, [])),
    ),
    "tags": Column("The order's tags.", lambda line, around: _tags(line.tag_ids, around)),
    "notes": Column(
        "The team's notes about the attendee, the oldest first.",
        lambda line, around: _joined(around.notes.get(line.attendee_id, [])),
        is_personal=True,
    ),
}


def _text(said: object) -> str:
    return "" if said is None else str(said)


CHECKIN_COLUMNS: Final[Mapping[str, Column[checkin_scans.CheckinScan, CheckinSurroundings]]] = {
    "at": Column(
        "When it was scanned; without a connection by our clock.",
        lambda scan, around: moment(scan.at, around.zone),
    ),
    "event": Column("The event's title.", lambda _, around: around.title),
    "list": Column(
        "The check-in list's name; empty where the scan named none of this event.",
        lambda scan, around: around.lists.get(scan.list_id, "") if scan.list_id else "",
    ),
    "session": Column(
        "Of a list for sessions: their titles.",
        lambda scan, around: _joined(around.sessions.get(scan.list_id, [])) if scan.list_id else "",
    ),
    "outcome": Column(
        "`admitted`, `exited`, `refused`, or `overridden`: let in against a rule.",
        lambda scan, _: scan.outcome,
    ),
    "reason": Column(
        "`admitted`, `exited`, or why the rules refused: `already_admitted`, `wrong_list` …",
        lambda scan, _: scan.reason,
    ),
    "gate": Column("The gate's name.", lambda scan, _: scan.gate),
    "device": Column("The device's name.", lambda scan, _: scan.device),
    "method": Column(
        "How the ticket was presented: `scan`, `code`, `name` or `kiosk`.",
        lambda scan, _: scan.method,
    ),
    "ticket_type": Column(
        "The ticket type's name; empty where no ticket of this event was presented.",
        lambda scan, around: (
            around.ticket_types.get(scan.ticket_type_id, "") if scan.ticket_type_id else ""
        ),
    ),
    "ticket_id": Column(
        "The ticket's id; empty where no ticket of this event was presented.",
        lambda scan, _: _text(scan.ticket_id),
    ),
    "order_number": Column(
        "The number of the ticket's order.",
        lambda scan, around: around.orders.get(scan.ticket_id, "") if scan.ticket_id else "",
    ),
    "code_hash": Column(
        "Of what was no ticket of this event: equal codes have equal hashes.",
        lambda scan, _: _text(scan.code_hash),
    ),
    "actor": Column("Who scanned, as `user:<id>` or `device:<id>`.", lambda scan, _: scan.actor),
    "undone_at": Column(
        "When it was taken back.", lambda scan, around: moment(scan.undone_at, around.zone)
    ),
    "attendee_name": Column(
        "The ticket holder's name.", lambda scan, _: scan.attendee_name, is_personal=True
    ),
    "scanned_by": Column(
        "The name of the person who scanned; empty where a device did.",
        lambda scan, around: around.people.get(scan.actor, ""),
        is_personal=True,
    ),
    "override_reason": Column(
        "Why somebody was let in against a rule, as the team wrote it.",
        lambda scan, _: scan.override_reason or "",
        is_personal=True,
    ),
    "undo_reason": Column(
        "Why it was taken back, as the team wrote it.",
        lambda scan, _: scan.undo_reason or "",
        is_personal=True,
    ),
}

PAYMENT_COLUMNS: Final[Mapping[str, Column[payments.ExportedEntry, PaymentSurroundings]]] = {
    "occurred_at": Column(
        "When the money moved, in the event's time zone, or else the organization's.",
        lambda entry, around: moment(entry.occurred_at, around.zone_of(entry.reference)),
    ),
    "order_number": Column(
        "The number of the order; empty of what is about no payment, such as a payout.",
        lambda entry, around: around.number_of(entry.reference),
    ),
    "event": Column("The event's title.", lambda entry, around: around.title_of(entry.reference)),
    "kind": Column(
        "What was booked: `payment.collected`, `refund.succeeded`, `dispute.opened`,"
        " `dispute.won`, `dispute.lost`, `platform.fee`, `provider.fee`, `payout.paid`,"
        " `transfer.received` …; `payment.corrected` and its like correct an earlier line.",
        lambda entry, _: entry.kind,
    ),
    "provider": Column(
        "The connection's name; empty for money that a person took.",
        lambda entry, around: (
            around.providers.get(entry.connection_id, "") if entry.connection_id else ""
        ),
    ),
    "payment_method": Column(
        "The payment method, such as `card`, or how a person took it: `cash` …",
        lambda entry, _: entry.method or "",
    ),
    "currency": Column("Currency of the amounts (ISO 4217).", lambda entry, _: entry.currency),
    "amount": Column(
        "What came in, or went back (negative), before fees; of a payout or a transfer what"
        " reached the bank. A dispute goes back when it is opened, so one that is lost says 0.",
        lambda entry, _: amount(amount_of(entry), entry.currency),
    ),
    "fee": Column(
        "What the provider and the platform took of it.",
        lambda entry, _: amount(fee_of(entry), entry.currency),
    ),
    "amount_minor": Column(
        "`amount` in the currency's smallest unit.", lambda entry, _: amount_of(entry)
    ),
    "fee_minor": Column("`fee` in the currency's smallest unit.", lambda entry, _: fee_of(entry)),
    "payment_state": Column(
        "The payment's state now, such as `succeeded` or `refunded`.",
        lambda entry, _: entry.state or "",
    ),
    "payment_reference": Column(
        "What the provider calls the payment.", lambda entry, _: entry.provider_ref or ""
    ),
    "reference": Column(
        "What the provider calls that which was booked: a charge, a refund, a dispute, a payout.",
        lambda entry, _: object_of(entry),
    ),
    "recorded_at": Column(
        "When it was booked.",
        lambda entry, around: moment(entry.recorded_at, around.zone_of(entry.reference)),
    ),
    "payment_id": Column("The payment's id here.", lambda entry, _: _text(entry.payment_id)),
    "entry_id": Column("The id of the ledger's entry.", lambda entry, _: str(entry.id)),
}

COLUMNS: Final[Mapping[str, Mapping[str, Column[Any, Any]]]] = {
    ExportKind.ORDERS.value: ORDER_COLUMNS,
    ExportKind.ATTENDEES.value: ATTENDEE_COLUMNS,
    ExportKind.CHECKINS.value: CHECKIN_COLUMNS,
    ExportKind.PAYMENTS.value: PAYMENT_COLUMNS,
}
