"""Placing an order: the stock, the order and its facts commit together or not at all."""

from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel import runtime
from turnout.kernel.context import Idempotency, OrganizationContext, PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, TurnoutError, Unavailable
from turnout.kernel.http import idempotency
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.inventory import api as inventory
from turnout.modules.orders import answers, consent, drafting, policies, rules
from turnout.modules.orders.errors import EventNotFound
from turnout.modules.orders.queries import placing
from turnout.modules.orders.rules import Basket, Wish
from turnout.modules.orders.service import limits
from turnout.modules.orders.types import OrderView

DRAWS = 5
"""How often a number is drawn again: two of 2^30 a day seldom meet, five never."""


def place_order(ctx: PublicContext | OrganizationContext, basket: Basket) -> OrderView:
    """Hold the stock and write the order; confirm it at once when it is complete and free.

    Where the organization has terms, whoever names a buyer agrees to the version in force:
    TermsNotAccepted or TermsChanged otherwise. A hold without a buyer agrees to nothing yet.
    SoldOut when a pool has too little; Invalid names the field that is wrong. The same
    Idempotency-Key answers what it answered before, whatever has changed since.
    """
    policies.require_can_buy(ctx)
    try:
        return _placed(ctx, basket)
    except EventNotFound:
        if not events.sees_private(ctx, basket.event_id):
            raise
    return _placed(ctx, basket, is_member=True)


def _placed(
    ctx: PublicContext | OrganizationContext, basket: Basket, *, is_member: bool = False
) -> OrderView:
    short: list[UUID] = []
    for _ in range(DRAWS):
        try:
            with transaction(ctx) as tx:
                return _place(tx, basket, is_member=is_member, short=short)
        except placing.NumberTaken:
            continue
        except placing.Short as found:
            short = found.pools
        except (placing.KeyTaken, TurnoutError) as refusal:
            _answer_earlier(ctx)
            if isinstance(refusal, placing.KeyTaken):
                raise idempotency.InProgress from refusal
            raise
    raise Unavailable


def _place(tx: Transaction, basket: Basket, *, is_member: bool, short: list[UUID]) -> OrderView:
    """`short` are the pools of which a first try found too little."""
    shop = placing.find_shop(tx, basket.event_id, [wish.ticket_type_id for wish in basket.lines])
    if shop is None or not (is_member or _is_open(tx, shop, basket)):
        raise EventNotFound
    quote = rules.quote(shop, _merged(basket.lines), now=tx.now)
    rules.require_fitting(quote.seats, basket.attendees)
    limits.require_within(tx, basket.event_id, basket.buyer_email, limited=quote.limited)
    is_complete = bool(basket.buyer_email) and rules.is_complete(quote.seats, basket.attendees)
    confirmed = quote.total_minor == 0 and is_complete and not _asks(tx, shop, quote)

    order = drafting.draft(
        basket,
        quote,
        now=tx.now,
        local_now=tx.now.astimezone(ZoneInfo(shop.time_zone)),
        hold=None if confirmed else timedelta(seconds=runtime.current().settings.hold_seconds),
        accepted=_agreed(shop, basket),
    )
    rows = drafting.ticket_rows(order, quote) if confirmed else []
    order.tickets.extend(drafting.issued(row, order) for row in rows)
    values = drafting.values_of(order, quote, rows=rows) | _who_and_when(tx)
    key = tx.ctx.idempotency if isinstance(tx.ctx, PublicContext | OrganizationContext) else None
    if key is not None:
        values |= _answer_to(key, order)
    may_collect = not short
    if not may_collect:
        inventory.collect_expired(tx, short)
    while not placing.place(
        tx, values, pools=quote.pools, keyed=key is not None, confirmed=confirmed
    ):
        if may_collect and len(quote.pools) > 1:
            raise placing.Short(list(quote.pools))
        if not may_collect or not inventory.collect_expired(tx, list(quote.pools)):
            raise inventory.SoldOut(ticket_types=[str(each.ticket_type_id) for each in quote.lines])
        may_collect = False
    return order


def _agreed(shop: rules.Shop, basket: Basket) -> consent.Accepted | None:
    if not basket.buyer_email and basket.accepted_terms is None:
        return None
    return consent.judge(shop.in_force, basket.accepted_terms)


def _is_open(tx: Transaction, shop: rules.Shop, basket: Basket) -> bool:
    """Whether the event is there for who buys; only a private one asks the database again."""
    if shop.event_state not in events.SHOWN:
        return False
    if shop.visibility != events.Visibility.PRIVATE:
        return True
    return bool(basket.access_code) and events.is_valid_code(
        tx, basket.event_id, basket.access_code or ""
    )


def _asks(tx: Transaction, shop: rules.Shop, quote: rules.Quote) -> bool:
    """Whether the event asks something that must be answered before the order is complete."""
    return shop.form_version_id is not None and answers.are_needed(
        catalog.get_form(tx, shop.form_version_id),
        lines=[line.ticket_type_id for line in quote.lines],
        seats=quote.seats,
    )


def _merged(wishes: tuple[Wish, ...]) -> tuple[Wish, ...]:
    """One line per ticket type; a type said twice is a mistake, not a sum."""
    seen: set[UUID] = set()
    for index, wish in enumerate(wishes):
        if wish.ticket_type_id in seen:
            raise Invalid(
                FieldError(f"/lines/{index}/ticket_type_id", "This ticket type is listed twice.")
            )
        seen.add(wish.ticket_type_id)
    return wishes


def _answer_to(key: Idempotency, order: OrderView) -> dict[str, Any]:
    return {
        "scope": key.scope,
        "key": key.key,
        "fingerprint": key.fingerprint,
        "answer": idempotency.answer_text(order),
    }


def _who_and_when(tx: Transaction) -> dict[str, Any]:
    return {
        "organization_id": tx.organization_id,
        "now": tx.now,
        "user_id": getattr(tx.ctx, "user_id", None),
        "actor": str(tx.ctx.actor),
        "request_id": tx.ctx.request_id,
    }


def _answer_earlier(ctx: PublicContext | OrganizationContext) -> None:
    """Raise what the same Idempotency-Key was answered before, if it was."""
    if ctx.idempotency is None:
        return
    with transaction(ctx) as tx:
        idempotency.raise_earlier(tx, ctx.idempotency)
