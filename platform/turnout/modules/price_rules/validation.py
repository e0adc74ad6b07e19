"""Validation of a price rule: against itself, its ticket type and the other rules. Pure."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.catalog import api as catalog
from turnout.modules.price_rules.types import NewPriceRule, PriceRule, RuleKind
from turnout.modules.ticket_prices import api as ticket_prices

LEAST_BAND: Final = 2
"""A band that begins at one unit is an early-bird price, or the list price itself."""


def require_valid(
    rule: NewPriceRule, offer: catalog.Offer, others: Iterable[PriceRule], *, now: datetime
) -> None:
    """Refuse a rule that contradicts itself, can never be in force, or overlaps another."""
    faults = [*_price_faults(rule, offer), *_window_faults(rule, offer, now=now)]
    faults += [*_quantity_faults(rule, offer), *_entitlement_faults(rule)]
    if not faults:
        faults += [_overlap_fault(each) for each in others if overlaps(rule, each)][:1]
    if faults:
        raise Invalid(*faults)


def overlaps(one: NewPriceRule, other: PriceRule) -> bool:
    """Whether two rules of one kind could be in force for the same order."""
    return (
        one.kind == other.kind
        and _is_for_same(one, other)
        and _meet(one.starts_at, one.ends_at, other.starts_at, other.ends_at)
        and _meet(one.sold_from, one.sold_until, other.sold_from, other.sold_until)
        and _meet(
            one.minimum_quantity,
            _behind(one.maximum_quantity),
            other.minimum_quantity,
            _behind(other.maximum_quantity),
        )
    )


def _is_for_same(one: NewPriceRule, other: PriceRule) -> bool:
    """Whether two rules are for the same buyers: everybody, or members by the same."""
    return (one.member_list_id, one.member_group) == (
        other.member_list_id,
        other.member_group,
    ) and (
        {*one.bought_event_ids, *one.bought_series_ids}
        == {*other.bought_event_ids, *other.bought_series_ids}
    )


def _meet(start: object, end: object, other_start: object, other_end: object) -> bool:
    """Whether two half-open windows share an instant or number; None is without a bound."""
    return _is_before(start, other_end) and _is_before(other_start, end)


def _is_before(start: object, end: object) -> bool:
    return start is None or end is None or start < end  # type: ignore[operator]


def _behind(last: int | None) -> int | None:
    return None if last is None else last + 1


def _overlap_fault(other: PriceRule) -> FieldError:
    pointer = "/minimum_quantity" if other.kind == RuleKind.QUANTITY else "/starts_at"
    if other.kind == RuleKind.EARLY_BIRD and other.starts_at is None and other.ends_at is None:
        pointer = "/sold_from"
    says = f"This overlaps “{other.name}”: both would be in force at once."
    return FieldError(pointer, says, "overlap")


def _price_faults(rule: NewPriceRule, offer: catalog.Offer) -> list[FieldError]:
    faults = []
    if offer.kind != catalog.TicketTypeKind.PAID:
        says = "Only a ticket type with a price can have price rules."
        faults.append(FieldError("/ticket_type_id", says))
    if rule.kind == RuleKind.MULTIBUY:
        return [*faults, *_multibuy_faults(rule, offer)]
    faults += [
        FieldError(f"/{name}", "Only a multibuy has this.")
        for name in ("take_units", "pay_units")
        if getattr(rule, name) is not None
    ]
    if rule.price_minor is not None and rule.percent_bp is not None:
        faults.append(FieldError("/percent_bp", "Give a price or a share, not both."))
    if rule.price_minor is None and rule.percent_bp is None:
        faults.append(
            FieldError("/price_minor", "Give a price, or a share to take off.", "missing")
        )
    if rule.price_minor is not None and rule.price_minor >= offer.price.minor:
        faults.append(FieldError("/price_minor", "It has to be below the list price.", "not-lower"))
    return [*faults, *_currency_faults(rule, offer)]


def _currency_faults(rule: NewPriceRule, offer: catalog.Offer) -> Iterator[FieldError]:
    """What is wrong with the prices in further currencies."""
    if rule.prices and rule.price_minor is None:
        yield FieldError("/prices", "Only a fixed price has one in each currency.")
        return
    for currency, minor in rule.prices.items():
        place, sold = f"/prices/{currency}", offer.prices.get(currency)
        if sold is None:
            yield FieldError(place, f"The ticket type is not sold in {currency}.", "not-sold-in")
        elif minor >= sold.price_minor:
            yield FieldError(place, "It has to be below the list price.", "not-lower")
        elif (fault := ticket_prices.amount_fault(place, minor, currency)) is not None:
            yield fault


def _member_quantity_faults(rule: NewPriceRule) -> list[FieldError]:
    if rule.minimum_quantity == 1:
        return []
    return [FieldError("/minimum_quantity", "A member price is for orders of one unit too.")]


def _entitlement_faults(rule: NewPriceRule) -> list[FieldError]:
    said = {
        "member_list_id": rule.member_list_id is not None,
        "member_group": rule.member_group is not None,
        "bought_event_ids": bool(rule.bought_event_ids),
        "bought_series_ids": bool(rule.bought_series_ids),
    }
    given = [name for name, is_given in said.items() if is_given]
    if rule.kind != RuleKind.MEMBER:
        return [FieldError(f"/{name}", "Only a member price has this.") for name in given]
    if not given:
        says = "Say who is entitled: by a member list, a group or a purchase."
        return [FieldError("/member_list_id", says, "missing")]
    if said["bought_event_ids"] and said["bought_series_ids"]:
        given.remove("bought_series_ids")  # both together say who bought before
    says = "A member price is for one of these: a list, a group, or former buyers."
    return [FieldError(f"/{name}", says) for name in given[1:]]


def _multibuy_faults(rule: NewPriceRule, offer: catalog.Offer) -> list[FieldError]:
    faults = [
        FieldError(f"/{name}", "A multibuy says only how many cost as much as how many.")
        for name in ("price_minor", "percent_bp", "prices")
        if getattr(rule, name) not in (None, {})
    ]
    take, pay = rule.take_units, rule.pay_units
    if take is None:
        faults.append(FieldError("/take_units", "Say how many one gets.", "missing"))
    if pay is None:
        faults.append(FieldError("/pay_units", "Say how many one pays.", "missing"))
    if take is not None and pay is not None and pay >= take:
        says = "It has to be fewer than one gets."
        faults.append(FieldError("/pay_units", says, "not-lower"))
    if take is not None and take > offer.maximum:
        says = f"One order can have at most {offer.maximum} of this ticket type."
        faults.append(FieldError("/take_units", says, "impossible"))
    return faults


def _window_faults(rule: NewPriceRule, offer: catalog.Offer, *, now: datetime) -> list[FieldError]:
    faults = []
    starts, ends = rule.starts_at, rule.ends_at
    if starts is not None and ends is not None and starts >= ends:
        faults.append(FieldError("/ends_at", "It has to end after it starts.", "impossible"))
    elif ends is not None and ends <= now:
        faults.append(FieldError("/ends_at", "This is in the past already.", "impossible"))
    elif ends is not None and offer.sales_start_at is not None and ends <= offer.sales_start_at:
        says = "It ends before the ticket type is on sale."
        faults.append(FieldError("/ends_at", says, "impossible"))
    if starts is not None and offer.sales_end_at is not None and starts >= offer.sales_end_at:
        says = "It starts when the ticket type is no longer on sale."
        faults.append(FieldError("/starts_at", says, "impossible"))
    if rule.sold_until is not None and rule.sold_from >= rule.sold_until:
        says = "It has to end at more sold units than it starts with."
        faults.append(FieldError("/sold_until", says, "impossible"))
    if rule.kind == RuleKind.EARLY_BIRD and ends is None and rule.sold_until is None:
        says = "Say when it ends, or for how many units it is."
        faults.append(FieldError("/ends_at", says, "missing"))
    return faults


def _quantity_faults(rule: NewPriceRule, offer: catalog.Offer) -> list[FieldError]:
    least, most = rule.minimum_quantity, rule.maximum_quantity
    if rule.kind == RuleKind.EARLY_BIRD:
        if least == 1 and most is None:
            return []
        says = "An early-bird price is the same for every quantity."
        return [FieldError("/minimum_quantity", says)]
    faults = []
    if rule.sold_from or rule.sold_until is not None:
        says = "This kind of rule does not depend on how many are sold."
        faults.append(FieldError("/sold_until", says))
    if rule.kind == RuleKind.MULTIBUY:
        if least != 1 or most is not None:
            says = "A multibuy counts from as many units on as one gets."
            faults.append(FieldError("/minimum_quantity", says))
        return faults
    if rule.kind == RuleKind.MEMBER:
        return [*faults, *_member_quantity_faults(rule)]
    if least < LEAST_BAND:
        faults.append(FieldError("/minimum_quantity", "A band begins at 2 units or more."))
    elif most is not None and most < least:
        says = "It has to end at as many units as it begins with, or more."
        faults.append(FieldError("/maximum_quantity", says, "impossible"))
    elif least > offer.maximum:
        says = f"One order can have at most {offer.maximum} of this ticket type."
        faults.append(FieldError("/minimum_quantity", says, "impossible"))
    return faults
