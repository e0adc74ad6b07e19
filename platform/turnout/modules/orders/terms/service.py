"""Buyer terms of an organization or an event: get, set, delete, copy, apply to an order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.modules.events import api as events
from turnout.modules.events.facts import EventCopied
from turnout.modules.orders import policies
from turnout.modules.orders.facts import BuyerTermsChanged
from turnout.modules.orders.models import Order, RefundKind
from turnout.modules.orders.queries import orders
from turnout.modules.orders.terms import queries as stored
from turnout.modules.orders.terms.rules import (
    COARSE_EXPONENT,
    COARSE_STEP,
    DEFAULT,
    ApplicableTerms,
    BuyerTerms,
)
from turnout_sdk.currencies import exponent_of


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyerTermsView:
    """What is in force now. `is_own` False: an event follows its organization."""

    terms: BuyerTerms
    is_own: bool
    version: int


def get_buyer_terms(ctx: OrganizationContext, event_id: UUID | None = None) -> BuyerTermsView:
    """The terms of an event, or (without one) what every event of the organization starts from."""
    policies.require_can_see_buyer_terms(ctx, event_id)
    with transaction(ctx) as tx:
        return _view(tx, event_id)


def get_public_buyer_terms(
    ctx: PublicContext, event_id: UUID, *, code: str | None
) -> BuyerTermsView:
    """The same to whoever thinks of buying; a private event opens by its code."""
    with transaction(ctx) as tx:
        events.get_visible(tx, event_id, code=code)
        return _view(tx, event_id)


def set_buyer_terms(
    ctx: OrganizationContext,
    values: Mapping[str, Any],
    *,
    event_id: UUID | None = None,
    version: int | None = None,
) -> BuyerTermsView:
    """Say from now on what buyers may do; what was sold before keeps the better of both."""
    policies.require_can_set_buyer_terms(ctx, event_id)
    _require_consistent(values)
    with transaction(ctx) as tx:
        return _write(tx, event_id, is_own=True, values=values, version=version)


def delete_buyer_terms(
    ctx: OrganizationContext, event_id: UUID, *, version: int | None = None
) -> BuyerTermsView:
    """Let an event follow its organization from now on."""
    policies.require_can_set_buyer_terms(ctx, event_id)
    values = {
        "refund": RefundKind.NONE.value,
        "tiers": [],
        "fee_minor": 0,
        "fee_currency": None,
        "changes_close_hours": None,
        "transfers_close_hours": None,
    }
    with transaction(ctx) as tx:
        return _write(tx, event_id, is_own=False, values=values, version=version)


def copy_buyer_terms(ctx: OrganizationContext, copied: EventCopied) -> None:
    """Give a copy the terms that its model has of its own, where tickets were copied."""
    with transaction(ctx) as tx:
        latest = stored.find_latest(tx, copied.from_event_id)
        is_wanted = "tickets" in copied.parts and latest is not None and latest[1]
        if latest is None or not is_wanted or stored.find_latest(tx, copied.event_id):
            return
        if events.find_event(tx, copied.event_id) is None:
            return
        values = stored.values_of(latest[0])
        stored.add_version(tx, copied.event_id, number=1, is_own=True, values=values)
        tx.publish(BuyerTermsChanged(event_id=copied.event_id))


def applicable_terms(tx: Transaction, order: Order) -> ApplicableTerms:
    """What holds for an order: the terms of when it was placed and those of now."""
    return ApplicableTerms(
        then=stored.terms_at(tx, order.event_id, order.placed_at),
        now=stored.terms_at(tx, order.event_id, tx.now),
    )


def applicable_terms_of(tx: Transaction, order_id: UUID) -> ApplicableTerms:
    """The same by the order's id, for pages that show what its buyer may do."""
    return applicable_terms(tx, orders.find_order(tx, order_id))


def terms_of_event(tx: Transaction, event_id: UUID) -> BuyerTerms:
    """What holds for an event now, for its page and before anybody buys."""
    return _view(tx, event_id).terms


def _write(
    tx: Transaction,
    event_id: UUID | None,
    *,
    is_own: bool,
    values: Mapping[str, Any],
    version: int | None,
) -> BuyerTermsView:
    present = _view(tx, event_id)
    require_version(version, present.version)
    number = present.version + 1
    stored.add_version(tx, event_id, number=number, is_own=is_own, values=values)
    tx.publish(BuyerTermsChanged(event_id=event_id))
    return _view(tx, event_id)


def _view(tx: Transaction, event_id: UUID | None) -> BuyerTermsView:
    if event_id is not None:
        events.get_event(tx, event_id)
    latest = stored.find_latest(tx, event_id)
    version = latest[2] if latest else 0
    if latest is not None and latest[1]:
        return BuyerTermsView(terms=latest[0], is_own=True, version=version)
    general = stored.find_latest(tx, None) if event_id is not None else None
    terms = general[0] if general else DEFAULT
    return BuyerTermsView(terms=terms, is_own=False, version=version)


def _require_consistent(values: Mapping[str, Any]) -> None:
    faults = []
    is_tiered = values["refund"] == RefundKind.TIERS.value
    if is_tiered != bool(values["tiers"]):
        says = "Say how much comes back until when." if is_tiered else "Only tiers have tiers."
        faults.append(FieldError("/tiers", says))
    days = [each["days_before"] for each in values["tiers"]]
    faults += [
        FieldError(f"/tiers/{index}/days_before", "Say each number of days once.")
        for index, day in enumerate(days)
        if day in days[:index]
    ]
    if (values["fee_currency"] is None) == bool(values["fee_minor"]):
        faults.append(FieldError("/fee_currency", "A fee and its currency go together."))
    elif values["fee_minor"] and values["fee_minor"] % _step(values["fee_currency"]):
        faults.append(FieldError("/fee_minor", "Amounts of this currency end in 0."))
    if faults:
        raise Invalid(*faults)


def _step(currency: str) -> int:
    return COARSE_STEP if exponent_of(currency) == COARSE_EXPONENT else 1
