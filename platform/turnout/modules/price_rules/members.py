"""Who is entitled to member prices: by a number, a group of a sign-in, or a former purchase."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.member_lists import api as member_lists
from turnout.modules.price_rules import hooks, queries
from turnout.modules.price_rules.types import PriceTerms
from turnout.modules.sso import api as sso
from turnout.modules.ticket_prices.api import EntitledBy


@dataclass(frozen=True, slots=True, kw_only=True)
class Buyer:
    """What a buyer shows to have member prices."""

    member_number: str = field(default="", repr=False)
    address: str = ""
    """With which they are signed in; empty while nothing proves it."""


ANYBODY: Final = Buyer()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entitlement:
    """What entitles a buyer to a member price."""

    by: EntitledBy
    number: member_lists.UsableNumber | None = None


def find_entitlements(
    tx: Transaction, rules: Iterable[PriceTerms], buyer: Buyer, *, is_strict: bool = False
) -> dict[UUID, Entitlement]:
    """By rule, what entitles a buyer to its price; nothing is asked that no rule depends on.

    MemberNumberRefused for a number that entitles to nothing; without `is_strict` one is left
    aside where no rule is for numbers.
    """
    by_kind: dict[EntitledBy, list[PriceTerms]] = {}
    for rule in rules:
        if rule.entitled_by is not None:
            by_kind.setdefault(rule.entitled_by, []).append(rule)
    found: dict[UUID, Entitlement] = {}
    numbered = by_kind.get(EntitledBy.NUMBER, [])
    if buyer.member_number and (numbered or is_strict):
        found |= _by_number(tx, numbered, buyer.member_number)
    if buyer.address and EntitledBy.GROUP in by_kind:
        found |= _by_group(tx, by_kind[EntitledBy.GROUP], buyer.address)
    if buyer.address and EntitledBy.PURCHASE in by_kind:
        found |= _by_purchase(tx, by_kind[EntitledBy.PURCHASE], buyer.address)
    return found


def _by_number(
    tx: Transaction, rules: list[PriceTerms], member_number: str
) -> dict[UUID, Entitlement]:
    lists = {each.member_list_id for each in rules if each.member_list_id is not None}
    numbers = member_lists.find_numbers(tx, lists, member_number)
    return {
        rule.id: Entitlement(by=EntitledBy.NUMBER, number=numbers[rule.member_list_id])
        for rule in rules
        if rule.member_list_id in numbers
    }


def _by_group(tx: Transaction, rules: list[PriceTerms], address: str) -> dict[UUID, Entitlement]:
    groups = sso.list_groups_of_address(tx, address)
    return {
        rule.id: Entitlement(by=EntitledBy.GROUP) for rule in rules if rule.member_group in groups
    }


def _by_purchase(tx: Transaction, rules: list[PriceTerms], address: str) -> dict[UUID, Entitlement]:
    bought = hooks.list_bought_events(tx, address)
    needs_series = bought and any(each.bought_series_ids for each in rules)
    series = queries.list_series_of(tx, bought) if needs_series else frozenset()
    return {
        rule.id: Entitlement(by=EntitledBy.PURCHASE)
        for rule in rules
        if not bought.isdisjoint(rule.bought_event_ids)
        or not series.isdisjoint(rule.bought_series_ids)
    }


def require_units(priced: Iterable[tuple[Entitlement | None, int]]) -> None:
    """MemberNumberRefused where more units are ordered by a number than are left of it."""
    numbers: dict[UUID, member_lists.UsableNumber] = {}
    units: Counter[UUID] = Counter()
    for entitlement, quantity in priced:
        if entitlement is not None and entitlement.number is not None:
            numbers[entitlement.number.id] = entitlement.number
            units[entitlement.number.id] += quantity
    for number_id, number in numbers.items():
        member_lists.require_units(number, units[number_id])
