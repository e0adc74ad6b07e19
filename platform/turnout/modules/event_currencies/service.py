"""Use cases of currencies of an event: seen, set for all ticket types at once, taken away."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.catalog import api as catalog
from turnout.modules.event_currencies import policies, rules
from turnout.modules.event_currencies.errors import CurrencyNotFound
from turnout.modules.event_currencies.metrics import SET
from turnout.modules.event_currencies.types import EventCurrency, NewPrice
from turnout.modules.events import api as events
from turnout.modules.ticket_prices import api as ticket_prices


def list_currencies(ctx: OrganizationContext, event_id: UUID) -> list[EventCurrency]:
    """The currencies in which an event is sold, its own first; none without a ticket type."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        return rules.currencies_of(catalog.list_offers(tx, event_id))


def set_prices(
    ctx: OrganizationContext, event_id: UUID, currency: str, prices: Sequence[NewPrice]
) -> EventCurrency:
    """Sell these ticket types at these prices in a currency, and no others; all or none.

    Orders that were placed keep what they cost. PreconditionFailed where a ticket type has another
    version than was seen, Invalid by field for what makes no sense.
    """
    policies.require_can_edit(ctx, event_id)
    ticket_prices.require_currency(currency)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        offers = catalog.list_offers(tx, event_id)
        if any(each.price.currency == currency for each in offers if each.price.minor):
            says = "This is the event's own currency: change the ticket types themselves."
            raise Invalid(FieldError("/currency", says, "own-currency"))
        faults = rules.faults_of(offers, currency, prices)
        if faults:
            raise Invalid(*faults)
        wanted = {each.ticket_type_id: each for each in prices}
        _write(tx, event_id, currency, types=[each.ticket_type_id for each in offers], said=wanted)
        tx.after_commit.append(partial(SET.add, action="set"))
        found = rules.currencies_of(catalog.list_offers(tx, event_id))
        return next(each for each in found if each.currency == currency)


def delete_currency(ctx: OrganizationContext, event_id: UUID, currency: str) -> None:
    """Sell the event in a currency no more; CurrencyNotFound where it is not, or is its own."""
    policies.require_can_edit(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
        offers = catalog.list_offers(tx, event_id, archived=True)
        types = [each.ticket_type_id for each in offers if currency in each.prices]
        if not types:
            raise CurrencyNotFound
        _write(tx, event_id, currency, types=types, said={})
        tx.after_commit.append(partial(SET.add, action="taken-away"))


def _write(
    tx: Transaction,
    event_id: UUID,
    currency: str,
    *,
    types: Sequence[UUID],
    said: Mapping[UUID, NewPrice],
) -> None:
    """Write the prices in the order of ids: two who do so never wait for each other in a ring."""
    for type_id in sorted(types):
        price = said.get(type_id)
        stored: dict[str, Any] | None = None
        if price is not None:
            stored = {
                "price_minor": price.price_minor,
                "minimum_price_minor": price.minimum_price_minor,
            }
        catalog.set_price_in(
            tx,
            event_id,
            ticket_type_id=type_id,
            currency=currency,
            price=stored,
            version=price.version if price else None,
        )
