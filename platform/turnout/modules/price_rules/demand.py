"""Use cases of demand prices: organizers plan them, and what is due is looked at and moved."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.security.permissions import require_platform
from turnout.kernel.values import attributes_of
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.price_rules import demand_rules, policies, prices, queries, rules
from turnout.modules.price_rules.facts import DemandPriceChanged, DemandPriceMoved
from turnout.modules.price_rules.metrics import DEMAND_LOOKS
from turnout.modules.price_rules.types import (
    Changes,
    DemandPlan,
    DemandPrice,
    DemandReason,
    DemandTerms,
    Price,
    RuleState,
)
from turnout_sdk.money import Money


def list_prices(ctx: OrganizationContext, event_id: UUID) -> list[DemandPrice]:
    """The demand prices of an event, paused ones included."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        return queries.list_demand_prices(tx, event_id)


def get_price(ctx: OrganizationContext, event_id: UUID, price_id: UUID) -> DemandPrice:
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        return queries.get_demand_price(tx, event_id, price_id)


def create_price(ctx: OrganizationContext, event_id: UUID, plan: DemandPlan) -> DemandPrice:
    """Let demand move a price; it begins at the list price and is looked at at once.

    Invalid for a ticket type that has one already, and for a plan that contradicts itself.
    """
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        event = events.get_event(tx, event_id)
        offer = prices.get_named_offer(tx, event_id, plan.ticket_type_id)
        queries.lock_ticket_type(tx, plan.ticket_type_id)
        if queries.find_demand_price(tx, plan.ticket_type_id) is not None:
            says = "Demand moves the price of this ticket type already."
            raise Invalid(FieldError("/ticket_type_id", says, "overlap"))
        demand_rules.require_valid_plan(plan, offer, starts_at=event.starts_at)
        prices.start_counting(tx, offer, event_id)
        price_id = queries.insert_demand_price(tx, event_id, plan)
        return _changed(tx, queries.get_demand_price(tx, event_id, price_id))


def update_price(
    ctx: OrganizationContext,
    event_id: UUID,
    price_id: UUID,
    changes: Changes,
    *,
    version: int | None,
) -> DemandPrice:
    """Change, pause or resume it; while it is paused a unit costs the list price.

    What is changed counts from the next look on, which is at once; a price that goes on begins
    at the list price again.
    """
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        before = queries.lock_demand_price(tx, event_id, price_id)
        require_version(version, before.version)
        state = changes.get("state", before.state)
        terms = {name: value for name, value in changes.items() if name != "state"}
        values = attributes_of(before)
        plan = DemandPlan(**{name: values[name] for name in DemandPlan.__dataclass_fields__})
        wanted = replace(plan, **terms)
        if state == RuleState.ACTIVE:
            event = events.get_event(tx, event_id)
            offer = prices.get_offer(tx, event_id, before.ticket_type_id)
            demand_rules.require_valid_plan(wanted, offer, starts_at=event.starts_at)
        queries.update_demand_price(tx, price_id, wanted, state=state)
        is_on = state == RuleState.ACTIVE
        queries.set_demand_level(
            tx,
            price_id,
            level_bp=before.level_bp if is_on else 0,
            mark_bp=before.mark_bp if is_on else 0,
            next_look_at=tx.now if is_on else None,
        )
        return _changed(tx, queries.get_demand_price(tx, event_id, price_id))


def delete_price(
    ctx: OrganizationContext, event_id: UUID, price_id: UUID, *, version: int | None
) -> None:
    """Let the ticket type cost its list price again; orders that were placed keep their price."""
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        found = queries.get_demand_price(tx, event_id, price_id)
        queries.lock_ticket_type(tx, found.ticket_type_id)
        found = queries.lock_demand_price(tx, event_id, price_id)
        require_version(version, found.version)
        queries.delete_demand_price(tx, price_id)
        prices.stop_counting(tx, event_id, found.ticket_type_id)
        _changed(tx, found)


def _changed(tx: Transaction, price: DemandPrice) -> DemandPrice:
    tx.publish(
        DemandPriceChanged(
            demand_price_id=price.id, event_id=price.event_id, ticket_type_id=price.ticket_type_id
        )
    )
    return price


def list_due(ctx: SystemContext) -> list[tuple[UUID, UUID]]:
    """Organization and demand price of all that are to be looked at."""
    require_platform(ctx)
    with transaction(ctx) as tx:
        return queries.list_due_demand(tx)


def look_if_due(ctx: OrganizationContext, price_id: UUID) -> None:
    """Look how much is taken and how much time is left, and move the price by one step at most."""
    require_platform(ctx)
    with transaction(ctx) as tx:
        plan = queries.claim_due_demand(tx, price_id)
        if plan is None:
            return
        event = events.get_event(tx, plan.event_id)
        offer = prices.get_offer(tx, plan.event_id, plan.ticket_type_id, archived=True)
        outlook = _outlook(tx, plan, offer, starts_at=event.starts_at, counted=0)
        level = demand_rules.moved_level(
            plan.level_bp, outlook.settles_at(tx.now, outlook.mark), most_step_bp=plan.most_step_bp
        )
        queries.set_demand_level(
            tx,
            plan.id,
            level_bp=level,
            mark_bp=outlook.mark,
            next_look_at=demand_rules.next_look_at(plan, event.ends_at, now=tx.now),
        )
        DEMAND_LOOKS.add(outcome="stayed" if level == plan.level_bp else "moved")
        if level != plan.level_bp:
            tx.publish(
                DemandPriceMoved(
                    demand_price_id=plan.id,
                    event_id=plan.event_id,
                    ticket_type_id=plan.ticket_type_id,
                    level_bp=level,
                    before_bp=plan.level_bp,
                )
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """A demand price with what it is looked at by: places, beginning, units counted so far."""

    plan: DemandPrice
    offer: catalog.Offer
    places: Mapping[UUID, tuple[int, int]]
    starts_at: datetime | None
    counted: int
    sold_at: Money
    """The list price that is asked about, maybe in another currency than the offer's own."""

    @property
    def now(self) -> DemandTerms | None:
        """Those that are in force."""
        return rules.demand_beside(self.plan.terms, self.sold_at, self.offer.price)

    @property
    def mark(self) -> int:
        """The share by which the band is chosen at the next look."""
        return demand_rules.moved_mark(
            self.plan.mark_bp, self.share(self.counted), fall_back_bp=self.plan.fall_back_bp
        )

    def share(self, sold: int) -> int:
        """The share of places that is taken in the fullest pool once so many units are sold."""
        more = sold - self.counted
        return demand_rules.share_taken(self.places, self.offer.pool_usage, more=more)

    def settles_at(self, at: datetime, mark_bp: int) -> int:
        """How far from the list price it comes to rest at an instant."""
        left = self.starts_at - at if self.starts_at else None
        minor = self.offer.price.minor
        return demand_rules.settles_at(self.plan, minor, mark_bp=mark_bp, left=left)

    def terms(self, at: datetime, sold: int) -> DemandTerms | None:
        """Those that it comes to once it has settled."""
        settled = replace(self.plan.terms, level_bp=self.settles_at(at, self.share(sold)))
        return rules.demand_beside(settled, self.sold_at, self.offer.price)


def outlook_of(
    tx: Transaction, event_id: UUID, offer: catalog.Offer, *, counted: int, sold_at: Money
) -> Outlook | None:
    """The demand price of a ticket type; None without one that is in force.

    `sold_at`: the price that is asked about, which may be in another currency.
    """
    plan = queries.find_demand_price(tx, offer.ticket_type_id)
    if plan is None or plan.state != RuleState.ACTIVE:
        return None
    event = events.get_event(tx, event_id)
    found = _outlook(tx, plan, offer, starts_at=event.starts_at, counted=counted)
    return replace(found, sold_at=sold_at)


def _outlook(
    tx: Transaction,
    plan: DemandPrice,
    offer: catalog.Offer,
    *,
    starts_at: datetime | None,
    counted: int,
) -> Outlook:
    places = catalog.places_of(tx, list(offer.pool_usage))
    return Outlook(
        plan=plan,
        offer=offer,
        places=places,
        starts_at=starts_at,
        counted=counted,
        sold_at=offer.price,
    )


def terms_at(outlook: Outlook | None, asked: Mapping[str, Any] | None) -> DemandTerms | None:
    """Those that are in force now, or where `asked` (instant, units sold) they settle."""
    if outlook is None:
        return None
    return outlook.now if asked is None else outlook.terms(asked["at"], asked["sold"])


def reason_of(
    outlook: Outlook | None, price: Price, in_force: DemandTerms | None, asked: Mapping[str, Any]
) -> DemandReason | None:
    """What an organizer reads of it."""
    if outlook is None or in_force is None:
        return None
    sold = asked["sold"]
    share = outlook.share(sold)
    mark = outlook.mark if sold == outlook.counted else share
    return DemandReason(
        demand_price_id=outlook.plan.id,
        price_minor=price.base_minor,
        level_bp=in_force.level_bp,
        settles_at_bp=outlook.settles_at(asked["at"], mark),
        share_bp=share,
        floor_minor=in_force.floor_minor,
        ceiling_minor=in_force.ceiling_minor,
    )


def along_sold(outlook: Outlook | None, *, at: datetime) -> dict[str, Any]:
    """For the chart by units sold: where demand turns, and what it comes to."""
    if outlook is None:
        return {}
    turns = demand_rules.turns_by_sold(outlook.plan, outlook.places, outlook.offer.pool_usage)
    return {
        "demand_at": lambda sold: outlook.terms(at, sold),
        "turns": [outlook.counted + more for more in turns],
    }


def along_time(outlook: Outlook | None, *, sold: int) -> dict[str, Any]:
    """For the chart by time: where demand turns, and what it comes to."""
    if outlook is None:
        return {}
    return {
        "demand_at": lambda at: outlook.terms(at, sold),
        "turns": demand_rules.turns_by_time(outlook.plan, outlook.starts_at),
    }
