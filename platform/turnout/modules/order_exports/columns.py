"""The data dictionary of exports: what each column says of a line, and whether it names somebody.

An id never changes its meaning. Pure.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final, Generic, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.spreadsheet_files import Cell, amount
from turnout.modules.checkin_scans import api as checkin_scans
from turnout.modules.order_exports.types import (
    CheckinSurroundings,
    ExportKind,
    PaidEntry,
    PaymentSurroundings,
    Surroundings,
)
from turnout.modules.order_search import api as order_search

BETWEEN: Final = "; "
YES_OR_NO: Final = {True: "yes", False: "no"}
OF_THE_ORDER: Final = frozenset(
    {"buyer_name", "buyer_email", "currency", "order_total", "order_total_minor"}
)
"""Columns of attendees that their order is asked for."""
MOST_HOURS: Final = 10_000
HOUR_END: Final = timedelta(minutes=59, seconds=59)
HOUR_LENGTH, WHOLE_LENGTH = len("2026-11-28T21:"), len("2026-11-28T21:00:00")
L = TypeVar("L")
A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class Column(Generic[L, A]):
    """What a column says, and its cells of some lines and their surroundings."""

    says: str
    cells: Callable[[Sequence[L], A], Iterable[Cell]]
    is_personal: bool = False


def of(name: str) -> Callable[[Sequence[Any], Any], Iterable[Cell]]:
    """Cells that are an attribute of their lines."""
    read = attrgetter(name)
    return lambda lines, _: map(read, lines)


def each(cell: Callable[[L, A], Cell]) -> Callable[[Sequence[L], A], Iterable[Cell]]:
    """Cells that are made of their lines one by one."""
    return lambda lines, around: [cell(line, around) for line in lines]


def moment(at: datetime | None, zone: str) -> str:
    """ISO 8601 with the offset of the event's time zone; to the second."""
    if at is None:
        return ""
    if at.tzinfo is UTC:
        around = _hour(at.toordinal(), at.hour, zone)
        if around is not None:
            return f"{around[0]}{at.minute:02}:{at.second:02}{around[1]}"
    return _moment(at, zone)


@lru_cache(maxsize=MOST_HOURS)
def _hour(day: int, hour: int, zone: str) -> tuple[str, str] | None:
    """What stands before the minutes, and after the seconds, of moments within an hour of UTC.

    None where minutes are not those of UTC, or the clock is changed within it. Writing a moment by
    the library takes four times as long as writing it between these two.
    """
    begin = datetime.combine(date.fromordinal(day), time(hour), UTC)
    first, last = (_moment(begin + after, zone) for after in (timedelta(), HOUR_END))
    before, behind = first[:HOUR_LENGTH], first[WHOLE_LENGTH:]
    return (
        (before, behind)
        if (first, last) == (f"{before}00:00{behind}", f"{before}59:59{behind}")
        else None
    )


def _moment(at: datetime, zone: str) -> str:
    return at.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")


def moments(name: str) -> Callable[[Sequence[Any], Any], Iterable[Cell]]:
    """Moments of lines, each in the zone of its place."""
    read = attrgetter(name)
    return lambda lines, around: [
        moment(read(line), place.zone) for line, place in zip(lines, around.places, strict=True)
    ]


def titles(_: Sequence[Any], around: Any) -> Iterable[Cell]:
    """The titles of the lines' events."""
    return [place.title for place in around.places]


def texts(known: str, name: str) -> Callable[[Sequence[Any], Surroundings], Iterable[Cell]]:
    """What stands about lines, by an id of theirs, in one of their surroundings."""
    read = attrgetter(name)

    def joined(lines: Sequence[Any], around: Surroundings) -> Iterable[Cell]:
        found: Mapping[UUID, list[str]] = getattr(around, known)
        return (
            [_joined(found.get(read(line), ())) for line in lines] if found else [""] * len(lines)
        )

    return joined


def object_of(entry: PaidEntry) -> str:
    """What the provider calls that which was booked: a charge, a refund, a dispute, a payout."""
    if entry.subject is not None:
        return entry.subject.partition(":")[2]
    return entry.source.rpartition(":")[2]


def _joined(texts: Iterable[str]) -> str:
    return BETWEEN.join(texts)


def _tags(tag_ids: Collection[UUID | str], around: Surroundings) -> str:
    return _joined([around.tags.get(UUID(str(each)), "") for each in tag_ids]) if tag_ids else ""


def _bought(order: order_search.FoundOrder, around: Surroundings) -> str:
    lines = around.bought.get(order.id, [])
    return _joined(f"{each.quantity - each.returned} × {each.name}" for each in lines)


ORDER_COLUMNS: Final[Mapping[str, Column[order_search.FoundOrder, Surroundings]]] = {
    "number": Column("The order's number, as its buyer knows it.", of("number")),
    "event": Column("The event's title.", titles),
    "state": Column(
        "The order's state, as the API words it: `confirmed`, `cancelled` …",
        of("state"),
    ),
    "money_state": Column(
        "`unpaid`, `part_paid`, `paid`, `part_refunded` or `refunded`.",
        of("money_state"),
    ),
    "currency": Column("Currency of the amounts (ISO 4217).", of("currency")),
    "total": Column(
        "What the order costs, taxes included.",
        each(lambda order, _: amount(order.total_minor, order.currency)),
    ),
    "paid": Column(
        "What was paid.", each(lambda order, _: amount(order.paid_minor, order.currency))
    ),
    "refunded": Column(
        "What went back.", each(lambda order, _: amount(order.refunded_minor, order.currency))
    ),
    "total_minor": Column("`total` in the currency's smallest unit.", of("total_minor")),
    "paid_minor": Column("`paid` in the currency's smallest unit.", of("paid_minor")),
    "refunded_minor": Column("`refunded` in the currency's smallest unit.", of("refunded_minor")),
    "buyer_name": Column("The buyer's name.", of("buyer_name"), is_personal=True),
    "buyer_email": Column("The buyer's address.", of("buyer_email"), is_personal=True),
    "channel": Column("Where it was sold: `web`, `box_office` …", of("channel")),
    "placed_at": Column(
        "When it was placed.",
        moments("placed_at"),
    ),
    "confirmed_at": Column(
        "When it was confirmed; empty until it is.",
        moments("confirmed_at"),
    ),
    "ticket_types": Column(
        "What was bought and not given back, as `2 × Seat`, by ticket type.", each(_bought)
    ),
    "discount_codes": Column(
        "The codes that were redeemed.",
        texts("codes", "id"),
    ),
    "tags": Column("The team's tags.", each(lambda order, around: _tags(order.tag_ids, around))),
    "notes": Column(
        "The team's notes, the oldest first.",
        texts("notes", "id"),
        is_personal=True,
    ),
    "attendees": Column("How many people it is for.", of("attendee_count")),
    "checked_in": Column("How many of them came in.", of("checked_in_count")),
}


def _figure(name: str) -> Callable[[order_search.FoundAttendee, Surroundings], Cell]:
    def of(line: order_search.FoundAttendee, around: Surroundings) -> Cell:
        figures = around.figures.get(line.order_id)
        return "" if figures is None else getattr(figures, name)

    return of


def _order_total(line: order_search.FoundAttendee, around: Surroundings) -> Cell:
    figures = around.figures.get(line.order_id)
    return "" if figures is None else amount(figures.total_minor, figures.currency)


def _came_in(lines: Sequence[order_search.FoundAttendee], around: Surroundings) -> Iterable[Cell]:
    found = around.checked_in_at
    return [
        moment(None if line.ticket_id is None else found.get(line.ticket_id), place.zone)
        for line, place in zip(lines, around.places, strict=True)
    ]


ATTENDEE_COLUMNS: Final[Mapping[str, Column[order_search.FoundAttendee, Surroundings]]] = {
    "name": Column("The attendee's name.", of("name"), is_personal=True),
    "email": Column("The attendee's address.", of("email"), is_personal=True),
    "event": Column("The event's title.", titles),
    "ticket_type": Column(
        "The ticket type's name.",
        each(lambda line, around: around.ticket_types.get(line.ticket_type_id, "")),
    ),
    "state": Column(
        "The ticket's state: `valid`, `void`, `refunded`, or `none` without a ticket.",
        of("state"),
    ),
    "is_transferred": Column(
        "Whether the ticket was passed on: `yes` or `no`.",
        each(lambda line, _: YES_OR_NO[line.is_transferred]),
    ),
    "is_checked_in": Column(
        "Whether somebody came in by it: `yes` or `no`.",
        each(lambda line, _: YES_OR_NO[line.is_checked_in]),
    ),
    "checked_in_at": Column("When somebody came in by it for the first time.", _came_in),
    "ticket_id": Column(
        "The ticket's id; empty without one.",
        each(lambda line, _: "" if line.ticket_id is None else str(line.ticket_id)),
    ),
    "order_number": Column("The order's number.", of("order_number")),
    "order_state": Column("The order's state.", of("order_state")),
    "placed_at": Column(
        "When the order was placed.",
        moments("placed_at"),
    ),
    "buyer_name": Column("The buyer's name.", each(_figure("buyer_name")), is_personal=True),
    "buyer_email": Column("The buyer's address.", each(_figure("buyer_email")), is_personal=True),
    "currency": Column("Currency of the order's total (ISO 4217).", each(_figure("currency"))),
    "order_total": Column("What the whole order costs, taxes included.", each(_order_total)),
    "order_total_minor": Column(
        "`order_total` in the currency's smallest unit.", each(_figure("total_minor"))
    ),
    "discount_codes": Column(
        "The codes that the order redeemed.",
        texts("codes", "order_id"),
    ),
    "tags": Column("The order's tags.", each(lambda line, around: _tags(line.tag_ids, around))),
    "notes": Column(
        "The team's notes about the attendee, the oldest first.",
        texts("notes", "attendee_id"),
        is_personal=True,
    ),
}


def _text(said: object) -> str:
    return "" if said is None else str(said)


CHECKIN_COLUMNS: Final[Mapping[str, Column[checkin_scans.CheckinScan, CheckinSurroundings]]] = {
    "at": Column(
        "When it was scanned; without a connection by our clock.",
        each(lambda scan, around: moment(scan.at, around.zone)),
    ),
    "event": Column("The event's title.", each(lambda _, around: around.title)),
    "list": Column(
        "The check-in list's name; empty where the scan named none of this event.",
        each(lambda scan, around: around.lists.get(scan.list_id, "") if scan.list_id else ""),
    ),
    "session": Column(
        "Of a list for sessions: their titles.",
        each(
            lambda scan, around: (
                _joined(around.sessions.get(scan.list_id, [])) if scan.list_id else ""
            )
        ),
    ),
    "outcome": Column(
        "`admitted`, `exited`, `refused`, or `overridden`: let in against a rule.",
        of("outcome"),
    ),
    "reason": Column(
        "`admitted`, `exited`, or why the rules refused: `already_admitted`, `wrong_list` …",
        of("reason"),
    ),
    "gate": Column("The gate's name.", of("gate")),
    "device": Column("The device's name.", of("device")),
    "method": Column(
        "How the ticket was presented: `scan`, `code`, `name` or `kiosk`.",
        of("method"),
    ),
    "ticket_type": Column(
        "The ticket type's name; empty where no ticket of this event was presented.",
        each(
            lambda scan, around: (
                around.ticket_types.get(scan.ticket_type_id, "") if scan.ticket_type_id else ""
            )
        ),
    ),
    "ticket_id": Column(
        "The ticket's id; empty where no ticket of this event was presented.",
        each(lambda scan, _: _text(scan.ticket_id)),
    ),
    "order_number": Column(
        "The number of the ticket's order.",
        each(lambda scan, around: around.orders.get(scan.ticket_id, "") if scan.ticket_id else ""),
    ),
    "code_hash": Column(
        "Of what was no ticket of this event: equal codes have equal hashes.",
        each(lambda scan, _: _text(scan.code_hash)),
    ),
    "actor": Column("Who scanned, as `user:<id>` or `device:<id>`.", of("actor")),
    "undone_at": Column(
        "When it was taken back.", each(lambda scan, around: moment(scan.undone_at, around.zone))
    ),
    "attendee_name": Column("The ticket holder's name.", of("attendee_name"), is_personal=True),
    "scanned_by": Column(
        "The name of the person who scanned; empty where a device did.",
        each(lambda scan, around: around.people.get(scan.actor, "")),
        is_personal=True,
    ),
    "override_reason": Column(
        "Why somebody was let in against a rule, as the team wrote it.",
        each(lambda scan, _: scan.override_reason or ""),
        is_personal=True,
    ),
    "undo_reason": Column(
        "Why it was taken back, as the team wrote it.",
        each(lambda scan, _: scan.undo_reason or ""),
        is_personal=True,
    ),
}

PAYMENT_COLUMNS: Final[Mapping[str, Column[PaidEntry, PaymentSurroundings]]] = {
    "occurred_at": Column(
        "When the money moved, in the event's time zone, or else the organization's.",
        moments("occurred_at"),
    ),
    "order_number": Column(
        "The number of the order; empty of what is about no payment, such as a payout.",
        of("order_number"),
    ),
    "event": Column("The event's title.", titles),
    "kind": Column(
        "What was booked: `payment.collected`, `refund.succeeded`, `dispute.opened`,"
        " `dispute.won`, `dispute.lost`, `platform.fee`, `provider.fee`, `payout.paid`,"
        " `transfer.received` …; `payment.corrected` and its like correct an earlier line.",
        of("kind"),
    ),
    "provider": Column(
        "The connection's name; empty for money that a person took.",
        each(
            lambda entry, around: (
                around.providers.get(entry.connection_id, "") if entry.connection_id else ""
            )
        ),
    ),
    "payment_method": Column(
        "The payment method, such as `card`, or how a person took it: `cash` …",
        each(lambda entry, _: entry.method or ""),
    ),
    "currency": Column("Currency of the amounts (ISO 4217).", of("currency")),
    "amount": Column(
        "What came in, or went back (negative), before fees; of a payout or a transfer what"
        " reached the bank. A dispute goes back when it is opened, so one that is lost says 0.",
        each(lambda entry, _: amount(entry.amount_minor, entry.currency)),
    ),
    "fee": Column(
        "What the provider and the platform took of it.",
        each(lambda entry, _: amount(entry.fee_minor, entry.currency)),
    ),
    "amount_minor": Column("`amount` in the currency's smallest unit.", of("amount_minor")),
    "fee_minor": Column("`fee` in the currency's smallest unit.", of("fee_minor")),
    "payment_state": Column(
        "The payment's state now, such as `succeeded` or `refunded`.",
        each(lambda entry, _: entry.state or ""),
    ),
    "payment_reference": Column(
        "What the provider calls the payment.", each(lambda entry, _: entry.provider_ref or "")
    ),
    "reference": Column(
        "What the provider calls that which was booked: a charge, a refund, a dispute, a payout.",
        each(lambda entry, _: object_of(entry)),
    ),
    "recorded_at": Column(
        "When it was booked.",
        moments("recorded_at"),
    ),
    "payment_id": Column("The payment's id here.", each(lambda entry, _: entry.payment_id or "")),
    "entry_id": Column("The id of the ledger's entry.", of("id")),
}

COLUMNS: Final[Mapping[str, Mapping[str, Column[Any, Any]]]] = {
    ExportKind.ORDERS.value: ORDER_COLUMNS,
    ExportKind.ATTENDEES.value: ATTENDEE_COLUMNS,
    ExportKind.CHECKINS.value: CHECKIN_COLUMNS,
    ExportKind.PAYMENTS.value: PAYMENT_COLUMNS,
}
