"""Checkout: place an order with its stock and facts in one commit; purchase limits; terms."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext, TenantContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, RowsMoved, TurnoutError, Unavailable
from turnout.kernel.http import idempotency
from turnout.kernel.ids import human_number, new_id
from turnout.modules.catalog import api as catalog
from turnout.modules.discounts import api as discounts
from turnout.modules.embeds import api as embeds
from turnout.modules.events import api as events
from turnout.modules.forms import api as forms
from turnout.modules.member_lists import api as member_lists
from turnout.modules.orders import hooks, policies, queries
from turnout.modules.orders import rules as order_rules
from turnout.modules.orders.answers import rules as answer_rules
from turnout.modules.orders.checkout import (
    allotments,
    fraud_rules,
    placement,
    waiting_room,
)
from turnout.modules.orders.checkout import queries as checkout
from turnout.modules.orders.checkout import rules as checkout_rules
from turnout.modules.orders.checkout.rules import (
    AcceptedTerms,
    Basket,
    BasketLine,
    BuyerChecks,
    PurchaseLimit,
    Quote,
    SaleContext,
)
from turnout.modules.orders.errors import EventNotFound
from turnout.modules.orders.models import MoneyState, OrderRow, OrderState
from turnout.modules.orders.service import review_holds
from turnout.modules.orders.service.free_orders import require_own_address
from turnout.modules.orders.types import (
    Order,
    OrderAttendee,
    OrderDiscount,
    OrderLine,
)
from turnout.modules.organizations import api as organizations
from turnout.modules.price_rules import api as price_rules
from turnout.modules.sales_partners import api as sales_partners

T = TypeVar("T")
NUMBER_DRAWS = 5
"""Tries to draw an order number: two of 2^30 a day seldom meet, five never."""
NO_ORDER = UUID(int=0)


def place_order(ctx: TenantContext, basket: Basket) -> Order:
    """Hold the stock and write the order; confirm it at once when it is complete and free.

    Complete and in need of approval, it is an application at once, whatever it costs; held by a
    fraud rule it is confirmed after a review only.
    Where the organization has terms, whoever names a buyer agrees to the version in force:
    TermsNotAccepted or TermsChanged otherwise. A hold without a buyer agrees to nothing yet.
    SoldOut when a pool has too little; AddressUnconfirmed as `require_own_address` says; Invalid
    names the field that is wrong. The same Idempotency-Key answers what it answered
    before, whatever has changed since.
    """
    policies.require_can_buy(ctx)
    try:
        return _place_with_retries(ctx, basket)
    except EventNotFound:
        if not events.sees_private(ctx, basket.event_id):
            raise
    return _place_with_retries(ctx, basket, is_member=True)


def place_complimentary_order(ctx: OrganizationContext, basket: Basket) -> Order:
    """Give tickets away: confirmed at once, for nothing, from the same stock as what is sold.

    The buyer needs a name for each ticket and has agreed to nothing; the event's questions may be
    answered afterwards. SoldOut when a pool has too little.
    """
    policies.require_can_give_away(ctx, basket.event_id)
    if not basket.buyer_email:
        raise Invalid(FieldError("/buyer", "Say whose the tickets are."))
    return _place_with_retries(ctx, basket, is_member=True)


def place_desk_order(
    ctx: OrganizationContext, basket: Basket, *, follow: Callable[[Transaction, Order], T]
) -> T:
    """Sell tickets at the desk: held for nobody's terms or questions, and followed up at once.

    Order and follow-up, such as its payment, commit together or not at all. Each ticket needs a
    name; the buyer may leave no address, and then is mailed nothing. Who calls has asked who may.
    """
    return _place_and_follow(ctx, basket, is_member=True, follow=follow)


def get_sale(tx: Transaction, event_id: UUID, ticket_type_ids: Sequence[UUID]) -> SaleContext:
    """What an event sells of these, whoever may see it; EventNotFound while it cannot sell."""
    lines = tuple(BasketLine(each, 1) for each in ticket_type_ids)
    return _get_sale(tx, Basket(event_id=event_id, lines=lines), is_member=True)


def place_order_in(tx: Transaction, basket: Basket) -> Order:
    """Give tickets away as a part of something larger, for who has asked whether they may.

    A refusal leaves the transaction as it was.
    """
    short: list[UUID] = []
    for _ in range(NUMBER_DRAWS):
        try:
            with tx.savepoint():
                return _place(tx, basket, is_member=True, short=short)
        except (checkout.NumberTaken, checkout.UseTaken):
            continue
        except checkout.InsufficientStock as found:
            short = found.pools
    raise Unavailable


def _place_with_retries(ctx: TenantContext, basket: Basket, *, is_member: bool = False) -> Order:
    return _retried(
        ctx, lambda tx, short: _place(tx, basket, is_member=is_member, short=short, is_last=True)
    )


def _place_and_follow(
    ctx: TenantContext,
    basket: Basket,
    *,
    is_member: bool,
    follow: Callable[[Transaction, Order], T],
) -> T:
    return _retried(
        ctx, lambda tx, short: follow(tx, _place(tx, basket, is_member=is_member, short=short))
    )


def _retried(ctx: TenantContext, place: Callable[[Transaction, list[UUID]], T]) -> T:
    short: list[UUID] = []
    for _ in range(NUMBER_DRAWS):
        try:
            with transaction(ctx) as tx:
                return place(tx, short)
        except (checkout.NumberTaken, checkout.UseTaken, RowsMoved):
            continue
        except checkout.InsufficientStock as found:
            short = found.pools
        except (checkout.KeyTaken, TurnoutError) as refusal:
            _raise_earlier_answer(ctx)
            if isinstance(refusal, checkout.KeyTaken):
                raise idempotency.InProgress from refusal
            raise
    raise Unavailable


def _place(
    tx: Transaction, basket: Basket, *, is_member: bool, short: list[UUID], is_last: bool = False
) -> Order:
    """Price the basket, build its order and write it; `short`, `is_last` as for `write`."""
    sale = _get_sale(tx, basket, is_member=is_member)
    origin = basket.origin(sale.sales_partner_id)
    sale, settings = allotments.at_channel(tx, sale, origin)
    sale = sale.in_currency(basket.currency, basket.lines)
    held_pass = waiting_room.require_pass(sale, basket)
    codes = _find_codes(tx, basket)
    if basket.complimentary is None:
        found = price_rules.find_prices(tx, sale.wanted(basket.lines), buyer=basket.member)
        sale = sale.at_prices(found)
    quote = checkout_rules.quote(sale, _one_line_per_type(basket.lines), now=tx.now, codes=codes)
    if codes:
        quote = checkout_rules.discounted(sale, quote, codes)
    if basket.complimentary is not None:
        quote = checkout_rules.given_away(quote, basket.complimentary)
    if basket.is_of_team:
        quote = replace(quote, needs_approval=False)  # whoever sells it has approved it
        checkout_rules.require_all_attendees(quote.seats, basket.attendees)
    checkout_rules.require_matching_attendees(quote.seats, basket.attendees)
    _require_limits(tx, basket, quote)
    reasons = fraud_rules.require_allowed(tx, sale, basket, quote)
    state = _first_state(tx, sale, basket, quote, is_held=bool(reasons))
    order = _build_order(
        basket,
        quote,
        state=state,
        now=tx.now,
        local_now=tx.now.astimezone(ZoneInfo(sale.time_zone)),
        expires_at=_expires_at(tx, sale, state, event_id=basket.event_id),
        accepted=_accepted_terms(sale, basket),
    )
    waiting_room.claim_pass(tx, held_pass, order.id)
    if basket.waitlist_offer:
        hooks.take_offered_places(tx, basket.waitlist_offer, order, quote)
    quote = allotments.with_allotments(quote, settings, basket=basket)
    placement.write(
        tx,
        order,
        quote,
        basket=basket,
        origin=origin,
        short=short,
        is_last=is_last and not quote.member_units,
        reasons=reasons,
    )
    if quote.member_units:
        member_lists.take_uses(tx, order.id, quote.member_units)
    return order


def _require_limits(tx: Transaction, basket: Basket, quote: Quote) -> None:
    """Refuse more than one person may have; a buyer at the desk may be nobody known."""
    require_purchase_limits(tx, basket.event_id, basket.buyer_email, limited=quote.limited)
    if basket.is_at_desk and not basket.buyer_email:
        checkout_rules.require_within(quote.limited, {})


def _first_state(
    tx: Transaction, sale: SaleContext, basket: Basket, quote: Quote, *, is_held: bool
) -> OrderState:
    """The state in which an order begins; AddressUnconfirmed as `require_own_address` says."""
    has_people = bool(basket.buyer_email or basket.is_at_desk) and checkout_rules.is_complete(
        quote.seats, basket.attendees
    )
    is_asked = not basket.is_of_team and _asks(tx, sale, quote)
    is_complete = has_people and not is_asked
    state = checkout_rules.first_state(quote, is_complete=is_complete, is_held=is_held)
    if state is not OrderState.HELD:
        require_own_address(
            tx, basket.buyer_email, placed=sale.free_orders, proof=basket.address_proof
        )
    return state


def _expires_at(
    tx: Transaction, sale: SaleContext, state: OrderState, *, event_id: UUID
) -> datetime | None:
    """Until when the places are kept; None where they are the buyer's at once."""
    if state is OrderState.CONFIRMED:
        return None
    if state is OrderState.UNDER_REVIEW:
        return review_holds.review_until(
            tx, event_id, starts_at=sale.starts_at, ends_at=sale.ends_at
        )
    if state is OrderState.AWAITING_APPROVAL:
        return order_rules.decide_by(sale.starts_at, sale.ends_at, applied_at=tx.now)
    return tx.now + timedelta(seconds=runtime.current().settings.hold_seconds)


def _get_sale(tx: Transaction, basket: Basket, *, is_member: bool) -> SaleContext:
    """The sale of the basket's event; EventNotFound unless it is open to who buys."""
    sale = checkout.find_sale(
        tx,
        basket.event_id,
        [line.ticket_type_id for line in basket.lines],
        email=basket.buyer_email,
        network=basket.sender.network,
        sold_by=basket.sold_by,
    )
    if sale is None:
        organizations.require_open(tx)
    if sale is None or not (is_member or _is_open(tx, sale, basket)):
        raise EventNotFound
    sales_partners.require_known(basket.sold_by.partner, sale.sales_partner_id)
    if basket.sold_by.embedding_origin:
        embeds.require_allowed(tx, basket.sold_by.embedding_origin)
    return sale


def _build_order(
    basket: Basket,
    quote: Quote,
    *,
    state: OrderState,
    now: datetime,
    local_now: datetime,
    expires_at: datetime | None,
    accepted: AcceptedTerms | None,
) -> Order:
    """The order before its tickets."""
    return Order(
        id=new_id(),
        number=human_number("REG", local_now.date()),
        event_id=basket.event_id,
        state=state,
        money_state=MoneyState.UNPAID if quote.total_minor else MoneyState.PAID,
        currency=quote.currency,
        net_minor=quote.total_minor - quote.tax_minor,
        tax_minor=quote.tax_minor,
        total_minor=quote.total_minor,
        paid_minor=0,
        refunded_minor=0,
        buyer_email=basket.buyer_email,
        buyer_name=basket.buyer_name,
        locale=basket.locale,
        placed_at=now,
        expires_at=expires_at,
        confirmed_at=now if state is OrderState.CONFIRMED else None,
        lines=_lines(quote),
        attendees=[
            OrderAttendee(
                id=new_id(), ticket_type_id=each.ticket_type_id, name=each.name, email=each.email
            )
            for each in basket.attendees
        ],
        tickets=[],
        accepted_terms=accepted.terms if accepted else None,
        accepted_privacy=accepted.privacy if accepted else None,
        accepted_at=now if accepted else None,
        needs_approval=quote.needs_approval,
        applied_at=now if state is OrderState.AWAITING_APPROVAL else None,
        discounts=[OrderDiscount.of(each) for each in quote.redemptions],
    )


def _lines(quote: Quote) -> list[OrderLine]:
    return [
        OrderLine(
            id=new_id(),
            ticket_type_id=line.ticket_type_id,
            name=line.name,
            quantity=line.quantity,
            unit_minor=line.unit_minor,
            tax_rate_bp=line.tax_rate_bp,
            net_minor=line.price.net,
            tax_minor=line.price.tax,
            gross_minor=line.price.gross,
            seats=line.seats,
            discount_minor=line.discount_minor,
            price_rule=line.units.rule if line.units else None,
        )
        for line in quote.lines
    ]


def _find_codes(tx: Transaction, basket: Basket) -> list[discounts.RedeemableCode]:
    """The codes of the basket; nothing is asked where there is none."""
    if not basket.codes:
        return []
    return discounts.find_codes(tx, basket.event_id, basket.codes, email=basket.buyer_email)


def _accepted_terms(sale: SaleContext, basket: Basket) -> AcceptedTerms | None:
    if basket.is_of_team or (not basket.buyer_email and basket.accepted_terms is None):
        return None
    return checkout_rules.check_acceptance(sale.current_terms, basket.accepted_terms)


def _is_open(tx: Transaction, sale: SaleContext, basket: Basket) -> bool:
    """Whether the event is there for who buys; only a private one asks the database again."""
    if sale.event_state not in events.SHOWN:
        return False
    if sale.visibility != events.Visibility.PRIVATE:
        return True
    return bool(basket.access_code) and events.is_valid_code(
        tx, basket.event_id, basket.access_code or ""
    )


def _asks(tx: Transaction, sale: SaleContext, quote: Quote) -> bool:
    """Whether the event asks something that must be answered before the order is complete."""
    return sale.form_version_id is not None and answer_rules.are_needed(
        forms.get_form(tx, sale.form_version_id),
        lines=[line.ticket_type_id for line in quote.lines],
        seats=quote.seats,
    )


def _one_line_per_type(basket_lines: tuple[BasketLine, ...]) -> tuple[BasketLine, ...]:
    """One line per ticket type; a type said twice is a mistake, not a sum."""
    seen: set[UUID] = set()
    for index, basket_line in enumerate(basket_lines):
        if basket_line.ticket_type_id in seen:
            raise Invalid(
                FieldError(f"/lines/{index}/ticket_type_id", "This ticket type is listed twice.")
            )
        seen.add(basket_line.ticket_type_id)
    return basket_lines


def _raise_earlier_answer(ctx: TenantContext) -> None:
    """Raise what the same Idempotency-Key was answered before, if it was."""
    if ctx.idempotency is None:
        return
    with transaction(ctx) as tx:
        idempotency.raise_earlier(tx, ctx.idempotency)


def require_purchase_limits(
    tx: Transaction,
    event_id: UUID,
    email: str,
    *,
    limited: Mapping[UUID, PurchaseLimit],
    except_id: UUID = NO_ORDER,
) -> None:
    """Refuse more than one person may have. Costs nothing where no ticket type has a limit."""
    if not limited or not email:
        return
    bought = queries.bought_by(tx, event_id, email, type_ids=list(limited), except_id=except_id)
    checkout_rules.require_within(limited, bought)


def require_purchase_limits_of(tx: Transaction, order: OrderRow) -> None:
    """Require the purchase limits of an order whose buyer becomes known, or becomes another."""
    offers = {each.ticket_type_id: each for each in catalog.list_offers(tx, order.event_id)}
    limited = {}
    for index, line in enumerate(queries.list_lines(tx, order.id)):
        offer = offers.get(line.ticket_type_id)
        if offer is not None and offer.maximum_per_person is not None:
            limited[line.ticket_type_id] = PurchaseLimit(
                offer.maximum_per_person, line.quantity, f"/lines/{index}"
            )
    require_purchase_limits(
        tx, order.event_id, order.buyer_email, limited=limited, except_id=order.id
    )


def accept_terms(
    tx: Transaction, order: OrderRow, given: int | None, *, email: str = ""
) -> BuyerChecks:
    """Keep the version that the buyer says yes to; what was agreed to before stays without one.

    Returns by what a buyer with `email` is checked, which the same statement reads.
    """
    state, now, checks = checkout.find_terms(tx, order.event_id, email=email)
    organizations.require_open_state(state)
    accepted = checkout_rules.check_acceptance(
        now, given, has_accepted=order.accepted_terms is not None
    )
    if accepted is not None and accepted.terms != order.accepted_terms:
        order.accepted_terms = accepted.terms
        order.accepted_privacy = accepted.privacy
        order.accepted_at = tx.now
    return checks


def require_terms_accepted(tx: Transaction, order: OrderRow) -> None:
    """TermsNotAccepted for a held order that is about to count and agreed to nothing.

    What was agreed to in time holds, also when a newer version has been published since; and an
    order that has begun to be paid goes on as it began.
    """
    accept_terms(tx, order, None)
