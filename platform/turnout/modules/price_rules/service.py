"""Use cases of price rules: organizers make them, shops show their prices, orders are priced."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.values import attributes_of
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.price_rules import hooks, policies, queries, rules
from turnout.modules.price_rules.errors import TicketTypeNotFound
from turnout.modules.price_rules.facts import PriceRuleChanged
from turnout.modules.price_rules.metrics import PRICED
from turnout.modules.price_rules.types import (
    Changes,
    Explanation,
    LinePriceRule,
    NewPriceRule,
    Price,
    PriceRule,
    PriceTerms,
    RuleState,
)
from turnout.modules.price_rules.validation import require_valid


def list_rules(ctx: OrganizationContext, event_id: UUID) -> list[PriceRule]:
    """All rules of an event, by ticket type, kind and what they begin with."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        return queries.list_rules(tx, event_id)


def get_rule(ctx: OrganizationContext, event_id: UUID, rule_id: UUID) -> PriceRule:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        return queries.get_rule(tx, event_id, rule_id)


def create_rule(ctx: OrganizationContext, event_id: UUID, new: NewPriceRule) -> PriceRule:
    """Make a rule; Invalid for one that overlaps another or can never be in force.

    With the first rule of a ticket type its units begin to be counted, those that are sold already
    included.
    """
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        try:
            offer = _get_offer(tx, event_id, new.ticket_type_id)
        except TicketTypeNotFound as error:
            says = "The event has no such ticket type."
            raise Invalid(FieldError("/ticket_type_id", says)) from error
        queries.lock_ticket_type(tx, new.ticket_type_id)
        others = queries.list_rules_of_type(tx, new.ticket_type_id)
        require_valid(new, offer, _active(others), now=tx.now)
        rule_id = queries.insert_rule(tx, event_id, new)
        if not others:
            sold = hooks.count_units(tx, event_id, new.ticket_type_id)
            queries.set_sold(tx, new.ticket_type_id, sold)
            catalog.set_price_rules(tx, event_id, new.ticket_type_id, has_price_rules=True)
        return _changed(tx, queries.get_rule(tx, event_id, rule_id))


def update_rule(
    ctx: OrganizationContext,
    event_id: UUID,
    rule_id: UUID,
    changes: Changes,
    *,
    version: int | None,
) -> PriceRule:
    """Change, pause or resume a rule; orders that were placed keep their price."""
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        before = _lock(tx, event_id, rule_id, version=version)
        state = changes.get("state", before.state)
        terms = {name: value for name, value in changes.items() if name != "state"}
        wanted = replace(_as_new(before), **terms)
        if state == RuleState.ACTIVE and (terms or before.state != state):
            others = queries.list_rules_of_type(tx, before.ticket_type_id)
            rest = [each for each in _active(others) if each.id != rule_id]
            require_valid(wanted, _get_offer(tx, event_id, before.ticket_type_id), rest, now=tx.now)
        queries.update_rule(tx, rule_id, wanted, state=state)
        return _changed(tx, queries.get_rule(tx, event_id, rule_id))


def delete_rule(
    ctx: OrganizationContext, event_id: UUID, rule_id: UUID, *, version: int | None
) -> None:
    """Delete a rule; orders that were placed keep their price and the rule's name."""
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        before = _lock(tx, event_id, rule_id, version=version)
        queries.delete_rule(tx, rule_id)
        if not queries.list_rules_of_type(tx, before.ticket_type_id):
            queries.delete_counter(tx, before.ticket_type_id)
            catalog.set_price_rules(tx, event_id, before.ticket_type_id, has_price_rules=False)
        _changed(tx, before)


def _lock(tx: Transaction, event_id: UUID, rule_id: UUID, *, version: int | None) -> PriceRule:
    found = queries.get_rule(tx, event_id, rule_id)
    queries.lock_ticket_type(tx, found.ticket_type_id)
    found = queries.get_rule(tx, event_id, rule_id)
    require_version(version, found.version)
    return found


def _as_new(rule: PriceRule) -> NewPriceRule:
    values = attributes_of(rule)
    return NewPriceRule(**{name: values[name] for name in NewPriceRule.__dataclass_fields__})


def _active(found: Sequence[PriceRule]) -> list[PriceRule]:
    return [each for each in found if each.state == RuleState.ACTIVE]


def _changed(tx: Transaction, rule: PriceRule) -> PriceRule:
    tx.publish(
        PriceRuleChanged(
            price_rule_id=rule.id, event_id=rule.event_id, ticket_type_id=rule.ticket_type_id
        )
    )
    return rule


def _get_offer(tx: Transaction, event_id: UUID, ticket_type_id: UUID) -> catalog.Offer:
    """The ticket type, or TicketTypeNotFound."""
    for each in catalog.list_offers(tx, event_id):
        if each.ticket_type_id == ticket_type_id:
            return each
    raise TicketTypeNotFound


def explain(
    ctx: OrganizationContext,
    event_id: UUID,
    *,
    ticket_type_id: UUID,
    at: datetime | None = None,
    sold: int | None = None,
    quantity: int = 1,
) -> Explanation:
    """How the price of a ticket type comes about at an instant, with so many sold."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        offer = _get_offer(tx, event_id, ticket_type_id)
        found = _active(queries.list_rules_of_type(tx, ticket_type_id))
        counted = queries.units_sold(tx, [ticket_type_id]).get(ticket_type_id)
        if counted is None:
            counted = hooks.count_units(tx, event_id, ticket_type_id)
        asked: dict[str, Any] = {
            "at": at or tx.now,
            "sold": counted if sold is None else sold,
            "quantity": quantity,
        }
    currency = offer.price.currency
    price = rules.decide(found, list_minor=offer.price.minor, currency=currency, **asked)
    line = catalog.price_line(price.unit_minor, quantity, tax_rate_bp=offer.tax_rate_bp)
    return Explanation(
        **asked,
        ticket_type_id=ticket_type_id,
        currency=currency,
        list_minor=price.list_minor,
        unit_minor=price.unit_minor,
        total_minor=line.gross,
        net_minor=line.net,
        tax_minor=line.tax,
        price_rule_id=price.rule.id if price.rule else None,
        reasons=rules.reasons(found, price, currency=currency, **asked),
        by_sold=rules.by_sold(
            found,
            list_minor=offer.price.minor,
            currency=currency,
            at=asked["at"],
            quantity=quantity,
        ),
        by_time=rules.by_time(found, list_minor=offer.price.minor, currency=currency, **asked),
    )


def list_in_force(tx: Transaction, type_ids: Collection[UUID]) -> dict[UUID, list[PriceTerms]]:
    """The rules of ticket types that may count now or later; nothing is asked where none is."""
    return _rules_of(tx, type_ids)[0] if type_ids else {}


def units_sold(tx: Transaction, type_ids: Collection[UUID]) -> dict[UUID, int]:
    """Units that are held or sold; nothing is asked where no ticket type is named."""
    return queries.units_sold(tx, type_ids) if type_ids else {}


def prices_of(
    tx: Transaction, offers: Sequence[catalog.Offer], at: datetime
) -> dict[UUID, catalog.OfferPrice]:
    """What pages show of these ticket types, all of which have rules; one statement."""
    by_type, sold = _rules_of(tx, [each.ticket_type_id for each in offers])
    return {
        each.ticket_type_id: rules.offer_price(
            by_type.get(each.ticket_type_id, ()),
            list_minor=each.price.minor,
            currency=each.price.currency,
            at=at,
            sold=sold.get(each.ticket_type_id, 0),
            least=each.minimum,
            most=each.maximum,
        )
        for each in offers
    }


def _rules_of(
    tx: Transaction, type_ids: Collection[UUID]
) -> tuple[dict[UUID, list[PriceTerms]], dict[UUID, int]]:
    by_type: dict[UUID, list[PriceTerms]] = {}
    counted: dict[UUID, int] = {}
    for type_id, rule, sold in queries.list_in_force(tx, type_ids):
        by_type.setdefault(type_id, []).append(rule)
        counted[type_id] = sold or 0
    return by_type, counted


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedUnits:
    """A line of a basket whose price rules decided, and how long that stands."""

    price: Price
    ticket_type_id: UUID
    quantity: int

    @property
    def rule(self) -> LinePriceRule:
        """What the order keeps of it."""
        return LinePriceRule(
            price_rule_id=self.price.rule.id if self.price.rule else None,
            name=self.price.name,
            list_minor=self.price.list_minor,
            ticket_type_id=self.ticket_type_id,
        )


def find_prices(
    tx: Transaction, wanted: Sequence[tuple[catalog.Offer, int]]
) -> dict[UUID, PricedUnits]:
    """The prices of (ticket type, quantity) for who buys now, by ticket type.

    One statement, and none where no ticket type has rules.
    """
    ruled = [(offer, quantity) for offer, quantity in wanted if offer.has_price_rules]
    if not ruled:
        return {}
    by_type, sold = _rules_of(tx, [offer.ticket_type_id for offer, _ in ruled])
    found = {}
    for offer, quantity in ruled:
        price = rules.decide(
            by_type.get(offer.ticket_type_id, ()),
            list_minor=offer.price.minor,
            currency=offer.price.currency,
            at=tx.now,
            sold=sold.get(offer.ticket_type_id, 0),
            quantity=quantity,
        )
        PRICED.add(decided_by=price.rule.kind if price.rule else "list_price")
        found[offer.ticket_type_id] = PricedUnits(
            price=price, ticket_type_id=offer.ticket_type_id, quantity=quantity
        )
    return found


def release_units(tx: Transaction, units: Mapping[UUID, int]) -> None:
    """Count units of an order no longer: it ended before anything was paid."""
    queries.add_sold(tx, {type_id: -quantity for type_id, quantity in units.items()})


def retake_units(tx: Transaction, units: Mapping[UUID, int]) -> None:
    """Count the units of an order that comes back to life; its price stands."""
    queries.add_sold(tx, units)
