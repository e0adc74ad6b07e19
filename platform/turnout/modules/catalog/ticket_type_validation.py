"""Validation of a ticket type: its fields against each other, and its relations. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.catalog.models import SoldAs, TicketTypeKind, TicketTypeRow
from turnout.modules.catalog.types import Offer
from turnout.modules.ticket_prices import api as ticket_prices

MOST_SEATS = 100
"""Of one unit: as many as one order takes."""
LEAST_EVENTS = 2


def require_consistent(row: TicketTypeRow) -> None:
    """Refuse fields that contradict each other, each by its place."""
    faults = [*_price_faults(row), *_limit_faults(row), *_place_faults(row)]
    if row.needs_code and not row.is_hidden:
        says = "Only a hidden ticket type can be kept for people with a code."
        faults.append(FieldError("/needs_code", says))
    if faults:
        raise Invalid(*faults)


def _price_faults(row: TicketTypeRow) -> list[FieldError]:
    faults = []
    if row.kind == TicketTypeKind.FREE and row.price_minor:
        faults.append(FieldError("/price_minor", "A free ticket type has the price 0."))
    if row.kind == TicketTypeKind.PAID and not row.price_minor:
        faults.append(FieldError("/price_minor", "A paid ticket type needs a price above 0."))
    if row.minimum_price_minor and row.kind != TicketTypeKind.DONATION:
        says = "Only a donation has a least amount; other prices are fixed."
        faults.append(FieldError("/minimum_price_minor", says))
    elif row.minimum_price_minor > row.price_minor:
        says = "The least amount must not be above the suggested price."
        faults.append(FieldError("/minimum_price_minor", says))
    return [*faults, *ticket_prices.faults_of(row.prices, kind=row.kind, own=row.currency)]


def _limit_faults(row: TicketTypeRow) -> list[FieldError]:
    faults = []
    if row.minimum_per_order > row.maximum_per_order:
        says = "The minimum must not be above the maximum."
        faults.append(FieldError("/minimum_per_order", says))
    if row.maximum_per_person is not None and row.maximum_per_person < row.minimum_per_order:
        says = "One person must be able to buy the minimum of one order."
        faults.append(FieldError("/maximum_per_person", says))
    if row.sales_start_at and row.sales_end_at and row.sales_start_at >= row.sales_end_at:
        faults.append(FieldError("/sales_end_at", "Sales must end after they start."))
    return faults


def _place_faults(row: TicketTypeRow) -> list[FieldError]:
    faults = []
    least, most, says = {
        SoldAs.TICKET: (1, MOST_SEATS, "A ticket admits 1 to 100 people."),
        SoldAs.ADD_ON: (0, 1, "An add-on admits one person or nobody."),
        SoldAs.BUNDLE: (0, 0, "A bundle admits whom its parts admit."),
        SoldAs.PASS: (1, MOST_SEATS, "A pass admits 1 to 100 people."),
    }[SoldAs(row.sold_as)]
    if not least <= row.places <= most:
        faults.append(FieldError("/places", says))
    if row.maximum_per_ticket is not None and row.sold_as != SoldAs.ADD_ON:
        says = "Only an add-on goes with tickets."
        faults.append(FieldError("/maximum_per_ticket", says))
    if row.maximum_per_ticket is None and row.sold_as == SoldAs.ADD_ON:
        faults.append(FieldError("/maximum_per_ticket", "Say how many go with one ticket."))
    return faults


def tax_as_others(others: Iterable[Offer], *, excludes_tax: bool | None) -> bool:
    """Whether a new price leaves the tax out: as the event's other ticket types, which it must."""
    found = {each.excludes_tax for each in others}
    if not found:
        return bool(excludes_tax)
    if excludes_tax not in (None, *found):
        says = "The prices of one event are all meant alike: with tax, or without it."
        raise Invalid(FieldError("/excludes_tax", says, "mixed"))
    return found.pop()


def require_relations(
    sold_as: str, hosts: Sequence[UUID], parts: Mapping[UUID, int], *, others: Mapping[UUID, Offer]
) -> None:
    """Refuse an add-on that goes with nothing, a bundle of nothing, and what cannot be either."""
    faults = [*_host_faults(sold_as, hosts, others), *_part_faults(sold_as, parts, others)]
    if faults:
        raise Invalid(*faults)


def _host_faults(
    sold_as: str, hosts: Sequence[UUID], others: Mapping[UUID, Offer]
) -> list[FieldError]:
    if sold_as != SoldAs.ADD_ON:
        return [FieldError("/add_on_to", "Only an add-on goes with tickets.")] if hosts else []
    if not hosts:
        return [FieldError("/add_on_to", "Say which tickets it goes with.", "missing")]
    return [
        FieldError(f"/add_on_to/{index}", "This is no ticket or bundle of the event.")
        for index, host in enumerate(hosts)
        if host not in others or others[host].sold_as == SoldAs.ADD_ON or host in hosts[:index]
    ]


def _part_faults(
    sold_as: str, parts: Mapping[UUID, int], others: Mapping[UUID, Offer]
) -> list[FieldError]:
    if sold_as != SoldAs.BUNDLE:
        return [FieldError("/parts", "Only a bundle has parts.")] if parts else []
    if not parts:
        return [FieldError("/parts", "Say what the bundle contains.", "missing")]
    faults = [
        FieldError(f"/parts/{index}/ticket_type_id", "This is no ticket or add-on of the event.")
        for index, part in enumerate(parts)
        if part not in others or others[part].sold_as in (SoldAs.BUNDLE, SoldAs.PASS)
    ]
    if not faults:
        seats = sum(others[part].places * quantity for part, quantity in parts.items())
        if seats > MOST_SEATS:
            says = f"One bundle admits at most {MOST_SEATS} people; this one has {seats}."
            faults.append(FieldError("/parts", says))
    return faults


def require_pass(
    event_id: UUID,
    hosts: Sequence[UUID],
    parts: Mapping[UUID, int],
    *,
    tickets: Mapping[UUID, tuple[UUID, Offer]],
) -> None:
    """Refuse a pass to less than two events, or to an event twice or by what is no plain ticket.

    `event_id` is the event that sells it, `tickets` are those of the series' events: ticket type →
    event and offer.
    """
    faults = [*_host_faults(SoldAs.PASS, hosts, {}), *_entry_faults(parts, tickets)]
    if len(parts) < LEAST_EVENTS:
        says = "A pass admits to two events at least: name a ticket type of each."
        faults.append(FieldError("/parts", says, "missing"))
    elif not any(tickets[part][0] == event_id for part in parts if part in tickets):
        says = "One of them must be a ticket of the event that sells the pass."
        faults.append(FieldError("/parts", says, "not-its-own"))
    if faults:
        raise Invalid(*faults)


def _entry_faults(
    parts: Mapping[UUID, int], tickets: Mapping[UUID, tuple[UUID, Offer]]
) -> list[FieldError]:
    faults = []
    seen: set[UUID] = set()
    for index, (part, quantity) in enumerate(parts.items()):
        place = f"/parts/{index}"
        event_id, offer = tickets.get(part, (None, None))
        if event_id is None or offer is None or offer.places != 1:
            says = "Choose a ticket for one person of an event of this series."
            faults.append(FieldError(f"{place}/ticket_type_id", says))
        elif event_id in seen:
            says = "A pass admits to each event once."
            faults.append(FieldError(f"{place}/ticket_type_id", says))
        elif quantity != 1:
            says = "Of a pass, `places` says how many people it admits everywhere."
            faults.append(FieldError(f"{place}/quantity", says))
        seen |= {event_id} if event_id else set()
    return faults


def pool_of_first(parts: Mapping[UUID, int], others: Mapping[UUID, Offer]) -> UUID | None:
    """The pool that stands for a bundle or a pass without one of its own."""
    return next((others[part].pool_id for part in parts if part in others), None)
