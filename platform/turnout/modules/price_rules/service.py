"""Use cases of price rules for organizers: make, change and explain them."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, NotFound, require_version
from turnout.kernel.values import attributes_of
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.member_lists import api as member_lists
from turnout.modules.price_rules import demand, hooks, members, policies, prices, queries, rules
from turnout.modules.price_rules.facts import PriceRuleChanged
from turnout.modules.price_rules.types import (
    BuyerPrices,
    Changes,
    Explanation,
    NewPriceRule,
    PriceRule,
    RuleState,
)
from turnout.modules.price_rules.validation import require_valid
from turnout.modules.series import api as series
from turnout.modules.ticket_prices import api as ticket_prices


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
        offer = prices.get_named_offer(tx, event_id, new.ticket_type_id)
        queries.lock_ticket_type(tx, new.ticket_type_id)
        others = queries.list_rules_of_type(tx, new.ticket_type_id)
        require_valid(new, offer, _active(others), now=tx.now)
        _require_there(tx, new)
        prices.start_counting(tx, offer, event_id)
        rule_id = queries.insert_rule(tx, event_id, new)
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
            offer = prices.get_offer(tx, event_id, before.ticket_type_id)
            require_valid(wanted, offer, rest, now=tx.now)
        _require_there(tx, wanted)
        queries.update_rule(tx, rule_id, wanted, state=state)
        return _changed(tx, queries.get_rule(tx, event_id, rule_id))


def _require_there(tx: Transaction, rule: NewPriceRule) -> None:
    """Invalid where a member price names what the organization does not have."""
    if rule.member_list_id is not None and member_lists.find_list(tx, rule.member_list_id) is None:
        raise Invalid(FieldError("/member_list_id", "There is no such member list."))
    for index, event_id in enumerate(rule.bought_event_ids):
        try:
            events.get_event(tx, event_id)
        except NotFound as error:
            says = "There is no such event."
            raise Invalid(FieldError(f"/bought_event_ids/{index}", says)) from error
    for index, series_id in enumerate(rule.bought_series_ids):
        if series.find_series(tx, series_id) is None:
            raise Invalid(FieldError(f"/bought_series_ids/{index}", "There is no such series."))


def delete_rule(
    ctx: OrganizationContext, event_id: UUID, rule_id: UUID, *, version: int | None
) -> None:
    """Delete a rule; orders that were placed keep their price and the rule's name."""
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        before = _lock(tx, event_id, rule_id, version=version)
        queries.delete_rule(tx, rule_id)
        prices.stop_counting(tx, event_id, before.ticket_type_id)
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


def price_for(
    ctx: PublicContext,
    event_id: UUID,
    type_ids: Collection[UUID],
    buyer: members.Buyer,
    *,
    currency: str = "",
    access_code: str | None = None,
    seller: ticket_prices.Seller = ticket_prices.THE_WEB,
) -> BuyerPrices:
    """What an event's ticket types cost a buyer; MemberNumberRefused for a number that gives none.

    EventNotFound for who may not see the event. The desk's prices are told to members only.
    """
    is_member = events.sees_private(ctx, event_id)
    seller = ticket_prices.THE_WEB if seller.is_desk and not is_member else seller
    with transaction(ctx) as tx:
        events.get_visible(tx, event_id, code=access_code, is_member=is_member)
        offers = catalog.sold_by(tx, catalog.list_offers(tx, event_id), seller)
        named = [
            found
            for each in offers
            if each.ticket_type_id in type_ids
            and (found := catalog.in_currency(each, currency)) is not None
        ]
        return prices.prices_for(tx, named, buyer)


def explain(
    ctx: OrganizationContext,
    event_id: UUID,
    *,
    ticket_type_id: UUID,
    at: datetime | None = None,
    sold: int | None = None,
    quantity: int = 1,
    price_rule_id: UUID | None = None,
    currency: str = "",
) -> Explanation:
    """How the price of a ticket type comes about at an instant, with so many sold.

    Where demand has a say, that is the price where it settles; the price of now where neither
    another instant nor another number is asked for. `price_rule_id`: the buyer's member price.
    The price of the web stands in the ticket type's where it has one of its own.
    Invalid for a currency in which it is not sold.
    """
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        own = prices.get_offer(tx, event_id, ticket_type_id)
        offer, channel = prices.on_the_web(tx, own, currency)
        active = _active(queries.list_rules_of_type(tx, ticket_type_id))
        sold_in = rules.in_currency(active, offer.price.currency, own=own.price.currency)
        found = [rules.grant(each) if each.id == price_rule_id else each for each in sold_in]
        counted = queries.units_sold(tx, [ticket_type_id]).get(ticket_type_id)
        if counted is None:
            counted = hooks.count_units(tx, event_id, ticket_type_id)
        outlook = demand.outlook_of(tx, event_id, own, counted=counted, sold_at=offer.price)
        asked: dict[str, Any] = {"at": at or tx.now, "quantity": quantity}
        asked["sold"] = counted if sold is None else sold
    priced: dict[str, Any] = {"list_minor": offer.price.minor, "currency": offer.price.currency}
    in_force = demand.terms_at(outlook, None if at is None and sold is None else asked)
    price = rules.decide(found, **priced, **asked, demand=in_force)
    line = catalog.price_units(offer, price.unit_minor, quantity)
    along_sold: dict[str, Any] = {"at": asked["at"], "quantity": quantity}
    along_sold |= demand.along_sold(outlook, at=asked["at"])
    return Explanation(
        **asked,
        ticket_type_id=ticket_type_id,
        currency=offer.price.currency,
        list_minor=price.list_minor,
        channel=channel,
        unit_minor=price.unit_minor,
        total_minor=line.gross,
        net_minor=line.net,
        tax_minor=line.tax,
        price_rule_id=price.rule.id if price.rule else None,
        demand=demand.reason_of(outlook, price, in_force, asked),
        reasons=rules.reasons(found, price, currency=offer.price.currency, **asked),
        by_sold=rules.by_sold(found, **priced, **along_sold),
        by_time=rules.by_time(
            found, **priced, **asked, **demand.along_time(outlook, sold=asked["sold"])
        ),
    )
