"""Buyer cancellation: the items of an order, what is refunded for them, or the refusal. Pure.

A ticket says its type and not its line. Where one line alone brings the tickets of a type, one for
each unit, a ticket stands for a unit and goes back by itself. Whatever is sold as several tickets
in one (a table, a bundle, a pass) goes back as a whole, with every line that shares a ticket type
with it. Add-ons that admit nobody follow the tickets that they go with.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.catalog import api as catalog
from turnout.modules.orders import rules
from turnout.modules.orders.models import OrderState, RefundKind
from turnout.modules.orders.rules import Action
from turnout.modules.orders.terms.rules import ApplicableTerms, BuyerTerms, Price
from turnout.modules.orders.types import SoldLine
from turnout.modules.tickets import api as tickets

POINTER = "/ticket_ids"
FULL: Final = BuyerTerms(refund=RefundKind.FULL)


@dataclass(frozen=True, slots=True)
class CancellableItem:
    """Tickets that go back together, and the units of lines that they stand for."""

    tickets: tuple[tickets.Ticket, ...]
    units: Mapping[UUID, int]

    @property
    def ticket_ids(self) -> frozenset[UUID]:
        return frozenset(each.id for each in self.tickets)

    @property
    def is_transferred(self) -> bool:
        return any(each.is_transferred for each in self.tickets)


def group_tickets(
    lines: Sequence[SoldLine], valid: Sequence[tickets.Ticket], kinds: Mapping[UUID, UUID]
) -> list[CancellableItem]:
    """The pieces of an order in the order of their tickets; add-ons without tickets are none.

    `kinds`: attendee → the ticket type that they were named for. Of a pass an attendee has a
    ticket for each event; those go together.
    """
    pieces = []
    for group in _groups([line for line in lines if line.left and line.seats_left]):
        types = {type_id for line in group for type_id in line.seats}
        mine = [each for each in valid if kinds.get(each.attendee_id) in types]
        first = group[0]
        if len(group) == 1 and first.is_plain:
            pieces += [CancellableItem(tuple(each), {first.id: 1}) for each in _by_attendee(mine)]
        elif mine:
            units = {line.id: line.left for line in group}
            pieces.append(CancellableItem(tuple(mine), units))
    return sorted(pieces, key=lambda piece: piece.tickets[0].position)


def select_items(
    pieces: Sequence[CancellableItem], ticket_ids: Collection[UUID]
) -> list[CancellableItem]:
    """The pieces of these tickets; Invalid where a piece is named in part, or a ticket is none."""
    wanted = set(ticket_ids)
    found = [piece for piece in pieces if piece.ticket_ids & wanted]
    covered = {ticket_id for piece in found for ticket_id in piece.ticket_ids}
    if wanted - covered:
        says = "This ticket cannot be given back: it is not valid any more, or not of this order."
        raise Invalid(FieldError(POINTER, says, "unknown-ticket"))
    if covered - wanted:
        says = "These tickets were sold as one and go back together."
        raise Invalid(
            FieldError(POINTER, says, "goes-together"),
            together=sorted(str(each) for each in covered),
        )
    return found


def units_to_cancel(
    pieces: Iterable[CancellableItem],
    lines: Sequence[SoldLine],
    offers: Mapping[UUID, catalog.Offer],
) -> dict[UUID, int]:
    """Line → units that go back with these pieces, add-ons that nothing carries any more included.

    Invalid where what would stay could not have been bought like that.
    """
    units: dict[UUID, int] = {}
    for piece in pieces:
        for line_id, number in piece.units.items():
            units[line_id] = units.get(line_id, 0) + number
    left = {line.id: line.left - units.get(line.id, 0) for line in lines}
    for line in lines:
        over = left[line.id] - _allowed_add_ons(line, lines, left, offers=offers)
        if over > 0:
            if line.seats_left:
                says = "A ticket that goes with these cannot stay by itself: give it back as well."
                raise Invalid(FieldError(POINTER, says, "needs-add-on"))
            units[line.id] = units.get(line.id, 0) + over
        if units.get(line.id):
            _require_minimum(line, left[line.id], offers)
    return units


def _allowed_add_ons(
    line: SoldLine,
    lines: Sequence[SoldLine],
    left: Mapping[UUID, int],
    *,
    offers: Mapping[UUID, catalog.Offer],
) -> int:
    """Return how many units of an add-on the remaining tickets allow; of anything else, all."""
    offer = offers.get(line.ticket_type_id)
    is_add_on = offer is not None and offer.sold_as == catalog.SoldAs.ADD_ON
    if offer is None or not is_add_on:
        stays = any(left[each.id] and each.seats_left for each in lines)
        return left[line.id] if line.seats_left or stays else 0
    hosts = set(offer.requires_ticket_types)
    companions = 0
    for each in lines:
        if each.id == line.id or not each.quantity:
            continue
        inside = sum(number for type_id, number in each.seats.items() if type_id in hosts)
        is_host_bundle = each.ticket_type_id in hosts and each.ticket_type_id not in each.seats
        per_unit = inside // each.quantity + is_host_bundle
        companions += per_unit * left[each.id]
    return companions * (offer.maximum_per_ticket or 1)


def _require_minimum(line: SoldLine, left: int, offers: Mapping[UUID, catalog.Offer]) -> None:
    offer = offers.get(line.ticket_type_id)
    if offer is not None and 0 < left < min(offer.minimum, line.left):
        says = f"At least {offer.minimum} of these stay together: give back fewer, or all."
        raise Invalid(FieldError(POINTER, says, "too-few-left"))


def _by_attendee(valid: Sequence[tickets.Ticket]) -> list[list[tickets.Ticket]]:
    found: dict[UUID, list[tickets.Ticket]] = {}
    for each in valid:
        found.setdefault(each.attendee_id, []).append(each)
    return list(found.values())


def _groups(lines: Sequence[SoldLine]) -> list[list[SoldLine]]:
    """Lines that share a ticket type, each line in one group."""
    groups: list[list[SoldLine]] = []
    for line in lines:
        types = set(line.seats)
        touching = [each for each in groups if any(types & set(other.seats) for other in each)]
        merged = [line, *(other for each in touching for other in each)]
        groups = [each for each in groups if each not in touching] + [merged]
    return groups


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellationCase:
    """The inputs that decide the refund of the `wanted` items; amounts in minor units."""

    state: OrderState
    event_id: UUID
    currency: str
    total_minor: int
    standing: ApplicableTerms
    lines: Sequence[SoldLine]
    pieces: Sequence[CancellableItem]
    wanted: Sequence[CancellableItem]
    units: Mapping[UUID, int]
    """Line → units that go with the wanted pieces."""
    inside: set[UUID]
    """Tickets that somebody came in with."""
    days: Mapping[UUID, int]
    """Event → calendar days until it starts, where it is."""
    kept: int
    """Paid, and neither returned nor asked back."""
    forfeited: int
    """The deposit that an order paid in part loses when it expires."""
    is_full_refund: bool
    """The event was called off or put off, and its buyers were asked."""

    @property
    def is_whole(self) -> bool:
        """Nothing of the order is left after it."""
        return all(line.left == self.units.get(line.id, 0) for line in self.lines)

    @property
    def is_confirmed(self) -> bool:
        return self.state is OrderState.CONFIRMED

    @property
    def ticket_ids(self) -> list[UUID]:
        return [each.id for piece in self.wanted for each in piece.tickets]

    @property
    def paid_for_wanted(self) -> int:
        """The amount paid for the cancelled units, at most what is still kept."""
        return self.kept if self.is_whole else min(self.kept, self.paid_for(self.units))

    def days_left(self, wanted: Sequence[CancellableItem]) -> int:
        """Return the calendar days until the first event of these items."""
        touched = {each.event_id for piece in wanted for each in piece.tickets}
        return min(self.days[event_id] for event_id in touched or {self.event_id})

    def prices(self, units: Mapping[UUID, int]) -> list[Price]:
        return [
            Price(line.unit_minor, units[line.id], bears_fee=bool(line.seats_left))
            for line in self.lines
            if units.get(line.id)
        ]

    def paid_for(self, units: Mapping[UUID, int]) -> int:
        return sum(price.unit_minor * price.units for price in self.prices(units))

    def amount(self) -> tuple[int, BuyerTerms]:
        """Return the refund of the wanted items, and the terms that decided it.

        Never more than was paid and is still here. An order that is not paid in full loses at most
        what it would by lapsing: giving places back early is never worse than just not paying.
        """
        back, used = self._by_terms(self.units, self.days_left(self.wanted))
        if not self.is_confirmed:
            return max(0, self.kept - min(self.total_minor - back, self.forfeited)), used
        return min(back, self.kept), used

    def amount_of(self, piece: CancellableItem) -> int:
        """Return the refund of one item by itself."""
        back, _ = self._by_terms(piece.units, self.days_left([piece]))
        return min(back, self.kept)

    def _by_terms(self, units: Mapping[UUID, int], days_left: int) -> tuple[int, BuyerTerms]:
        if self.is_full_refund:
            return self.paid_for(units), FULL
        used, back = self.standing.best_for_buyer(
            self.prices(units), self.currency, days_left=days_left
        )
        return back, used

    def refusal(self, amount: int) -> str | None:
        """Why the wanted pieces cannot go back, by what should be said first; None: they can."""
        is_cancellable = rules.ORDER_TABLE.can(self.state, Action.CANCEL)
        if not is_cancellable or self.state is OrderState.UNDER_REVIEW:
            return "state"
        if not self.units:
            return "nothing-left"
        return self.refusal_of(self.wanted, self.paid_for(self.units), amount=amount)

    def refusal_of(
        self, wanted: Sequence[CancellableItem], paid_for: int, *, amount: int
    ) -> str | None:
        if any(piece.is_transferred for piece in wanted):
            return "passed-on"
        if any(piece.ticket_ids & self.inside for piece in wanted):
            return "inside"
        if self.is_confirmed and not self.is_full_refund and self.days_left(wanted) < 0:
            return "begun"
        if self.is_confirmed and paid_for and self.kept and not amount:
            return "no-refund"
        return None
