"""Use cases of discounts: organizers make them, buyers try their codes, orders use them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar
from uuid import UUID

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.values import attributes_of
from turnout.modules.catalog import api as catalog
from turnout.modules.discounts import policies, queries, rules
from turnout.modules.discounts.errors import CodeReason, DiscountCodeRefused, DiscountInUse
from turnout.modules.discounts.facts import DiscountChanged
from turnout.modules.discounts.metrics import REFUSED
from turnout.modules.discounts.types import (
    AppliedDiscounts,
    Changes,
    CheckedCode,
    Discount,
    DiscountableLine,
    DiscountedPrice,
    NewDiscount,
    RedeemableCode,
)
from turnout.modules.events import api as events
from turnout.modules.ticket_prices import api as ticket_prices


def list_discounts(
    ctx: OrganizationContext,
    request: PageRequest,
    *,
    event_id: UUID | None = None,
    shared: bool = False,
    state: str | None = None,
    text: str | None = None,
) -> Page[Discount]:
    """The newest first; of an event, with those of the whole organization.

    `text` finds a part of the name, or a code.
    """
    policies.require_can_list(ctx, event_id)
    with transaction(ctx) as tx:
        found = queries.list_discounts(
            tx,
            request,
            event_id=event_id,
            shared=shared,
            state=state,
            text=text,
            only=ctx.event_ids,
        )
    return page(found, request, key=lambda each: (each.created_at.isoformat(), each.id))


def get_discount(ctx: OrganizationContext, discount_id: UUID) -> Discount:
    policies.require_can_list(ctx, None)
    with transaction(ctx) as tx:
        found = queries.get_discount(tx, discount_id)
    policies.require_can_read(ctx, found.event_id)
    return found


def create_discount(ctx: OrganizationContext, new: NewDiscount) -> Discount:
    """Make a discount with its code; CodeTaken beside a code that reads like it."""
    policies.require_can_edit_of(ctx, new.event_id)
    values = attributes_of(new)
    faults = rules.faults_of(values)
    code = rules.written(values.pop("code"))
    if code is None:
        faults.append(FieldError("/code", "A code has 4 to 20 letters and digits."))
    if faults or code is None:
        raise Invalid(*faults)
    type_ids = values.pop("ticket_type_ids")
    with transaction(ctx) as tx:
        discount_id = queries.insert_discount(tx, values)
        _set_ticket_types(tx, discount_id, new.event_id, type_ids)
        queries.insert_code(tx, discount_id, new.event_id, code)
        tx.publish(DiscountChanged(discount_id=discount_id, event_id=new.event_id))
        return queries.get_discount(tx, discount_id)


def update_discount(
    ctx: OrganizationContext, discount_id: UUID, changes: Changes, *, version: int | None
) -> Discount:
    """Change, pause or archive a discount; orders that were placed keep the price they saw."""
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        before = queries.lock_discount(tx, discount_id)
        policies.require_can_read(ctx, before.event_id)
        policies.require_can_edit_of(ctx, before.event_id)
        require_version(version, before.version)
        values = attributes_of(before) | dict(changes)
        faults = rules.faults_of(values)
        if faults:
            raise Invalid(*faults)
        wanted = {name: values[name] for name in (*queries.COLUMNS, "state")}
        queries.update_discount(tx, discount_id, wanted)
        if "ticket_type_ids" in changes:
            _set_ticket_types(tx, discount_id, before.event_id, values["ticket_type_ids"])
        tx.publish(DiscountChanged(discount_id=discount_id, event_id=before.event_id))
        return queries.get_discount(tx, discount_id)


def _set_ticket_types(
    tx: Transaction, discount_id: UUID, event_id: UUID | None, type_ids: Sequence[UUID]
) -> None:
    wanted = list(dict.fromkeys(type_ids))
    if wanted and event_id is not None:
        known = {each.ticket_type_id for each in catalog.list_offers(tx, event_id, archived=True)}
        if not known.issuperset(wanted):
            raise Invalid(FieldError("/ticket_type_ids", "The event has no such ticket type."))
    queries.replace_ticket_types(tx, discount_id, wanted)


def delete_discount(ctx: OrganizationContext, discount_id: UUID, *, version: int | None) -> None:
    """Delete a discount that no order ever used; DiscountInUse otherwise."""
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        before = queries.lock_discount(tx, discount_id)
        policies.require_can_read(ctx, before.event_id)
        policies.require_can_edit_of(ctx, before.event_id)
        require_version(version, before.version)
        if queries.is_used(tx, discount_id):
            raise DiscountInUse
        queries.delete_discount(tx, discount_id)
        tx.publish(DiscountChanged(discount_id=discount_id, event_id=before.event_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedCodes:
    """What codes do at an event: prices with them, and the hidden ticket types that they open."""

    component: ClassVar[str] = "DiscountsCheckedCodes"
    codes: list[CheckedCode]
    prices: Annotated[list[DiscountedPrice], "Of each ticket type whose price they lower."]
    opened: Annotated[list[catalog.ShopItem], "Hidden ticket types that they open."]


def check_codes(
    ctx: PublicContext,
    event_id: UUID,
    codes: Sequence[str],
    *,
    language: str = "",
    currency: str = "",
    access_code: str | None = None,
    partner: str = "",
) -> CheckedCodes:
    """Say what codes do before anything is ordered; DiscountCodeRefused names the wrong one."""
    is_member = events.sees_private(ctx, event_id)
    seller = ticket_prices.Seller.of(ctx, partner)
    with transaction(ctx) as tx:
        event = events.get_visible(tx, event_id, code=access_code, is_member=is_member)
        found = find_codes(tx, event_id, codes, email="")
        shop = catalog.get_opened_storefront(
            tx,
            event,
            opened=lambda type_id: rules.opens(found, type_id),
            language=language,
            currency=currency,
            seller=seller,
        )
    offers = [item.offer for item in shop.items]
    offs = {each.ticket_type_id: rules.off_each(found, line_of(each)) for each in offers}
    return CheckedCodes(
        codes=[CheckedCode.of(each) for each in found],
        prices=[
            DiscountedPrice(
                ticket_type_id=each.ticket_type_id,
                unit_minor=each.price.minor - offs[each.ticket_type_id],
                discount_minor=offs[each.ticket_type_id],
            )
            for each in offers
            if offs[each.ticket_type_id]
        ],
        opened=[catalog.ShopItem.of(item) for item in shop.items if item.offer.is_hidden],
    )


def line_of(
    offer: catalog.Offer, quantity: int = 1, unit_minor: int | None = None
) -> DiscountableLine:
    """A line of a basket as codes see it."""
    return DiscountableLine(
        ticket_type_id=offer.ticket_type_id,
        quantity=quantity,
        unit_minor=offer.price.minor if unit_minor is None else unit_minor,
        currency=offer.price.currency,
        own_currency=(offer.own_price or offer.price).currency,
        is_fixed=offer.kind != catalog.TicketTypeKind.DONATION,
        is_hidden=offer.is_hidden,
    )


def find_codes(
    tx: Transaction, event_id: UUID, codes: Sequence[str], *, email: str
) -> list[RedeemableCode]:
    """A basket's codes, in one statement; DiscountCodeRefused by the first that does not count."""
    try:
        keys = rules.require_keys(codes)
        found = queries.find_codes(tx, event_id, keys, email=email)
        return rules.require_usable(keys, found, now=tx.now, has_buyer=bool(email))
    except DiscountCodeRefused as refusal:
        REFUSED.add(reason=refusal.reason.value)
        raise


def apply_codes(
    codes: Sequence[RedeemableCode], lines: Sequence[DiscountableLine]
) -> AppliedDiscounts:
    """What codes take off a basket; DiscountCodeRefused by the first that does not fit."""
    try:
        return rules.apply(codes, lines)
    except DiscountCodeRefused as refusal:
        REFUSED.add(reason=refusal.reason.value)
        raise


def return_uses(tx: Transaction, order_id: UUID) -> None:
    """Give the uses of an order back: it ended before anything was paid."""
    queries.return_uses(tx, order_id)


def take_uses_again(tx: Transaction, order_id: UUID, *, email: str) -> bool:
    """Take the uses of an order that comes back to life; False when they are left no more."""
    try:
        with tx.savepoint():
            queries.take_again(tx, order_id, email=email)
    except queries.NoneLeft:
        return False
    return True


def readdress_uses(tx: Transaction, order_id: UUID, *, email: str) -> None:
    """Count an order's uses for a buyer who became known; DiscountCodeRefused at their limit."""
    try:
        with tx.savepoint():
            queries.readdress(tx, order_id, email=email)
    except queries.NoneLeft as error:
        REFUSED.add(reason=CodeReason.USED_BY_YOU.value)
        raise DiscountCodeRefused(0, CodeReason.USED_BY_YOU) from error
