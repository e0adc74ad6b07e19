"""Buyer cancellation: the amount that is refunded by the terms, or the refusal. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from turnout.modules.orders import rules
from turnout.modules.orders.cancellation.cancellable_items import CancellableItem
from turnout.modules.orders.models import OrderState, RefundKind
from turnout.modules.orders.rules import Action
from turnout.modules.orders.terms.rules import ApplicableTerms, BuyerTerms, Price
from turnout.modules.orders.types import SoldLine

FULL: Final = BuyerTerms(refund=RefundKind.FULL)


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellationCase:
    """Everything that decides what comes back for the `wanted` pieces; amounts in minor units."""

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
    """What an order that is paid in part loses when it lapses: a deposit that was agreed on so."""
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
        """What was paid for what is given back, as far as it is still here."""
        return self.kept if self.is_whole else min(self.kept, self.paid_for(self.units))

    def days_left(self, wanted: Sequence[CancellableItem]) -> int:
        """Until the first of the events that these admit to."""
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
        """What comes back for the wanted pieces, and the terms by which it was reckoned.

        Never more than was paid and is still here. An order that is not paid in full loses at most
        what it would by lapsing: giving places back early is never worse than just not paying.
        """
        back, used = self._by_terms(self.units, self.days_left(self.wanted))
        if not self.is_confirmed:
            return max(0, self.kept - min(self.total_minor - back, self.forfeited)), used
        return min(back, self.kept), used

    def amount_of(self, piece: CancellableItem) -> int:
        """What comes back for one piece by itself."""
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
        if any(piece.is_passed_on for piece in wanted):
            return "passed-on"
        if any(piece.ticket_ids & self.inside for piece in wanted):
            return "inside"
        if self.is_confirmed and not self.is_full_refund and self.days_left(wanted) < 0:
            return "begun"
        if self.is_confirmed and paid_for and self.kept and not amount:
            return "no-refund"
        return None
