"""What an event of a manifest sells and asks: made by names, each once."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel import clock
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import transaction
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.forms import api as forms
from turnout.modules.inventory import api as inventory
from turnout.modules.manifests import policies
from turnout.modules.manifests.documents import Moment, TicketType, local

Offers = dict[str, catalog.Offer]
"""By their names."""
SAME = (
    "name", "description", "sold_as", "price_minor", "minimum_price_minor", "tax_rate_bp",
    "places", "minimum_per_order", "maximum_per_order", "maximum_per_person",
    "maximum_per_ticket", "benefits", "translations",
)  # fmt: skip


def create_ticket_types(
    ctx: OrganizationContext,
    event: events.Event,
    *,
    wanted: Sequence[TicketType],
    currency: str,
) -> Offers:
    """Put on sale what is not there yet by its name; each commits by itself. All that is there."""
    policies.require_platform(ctx)
    with transaction(ctx) as tx:
        offers = {offer.name: offer for offer in catalog.list_offers(tx, event.id)}
    for each in wanted:
        if each.name not in offers:
            pool_id = _stock(ctx, event.id, ticket_type=each, offers=offers)
            new = _new(each, event, pool_id=pool_id, currency=currency, offers=offers)
            offers[each.name] = catalog.create_ticket_type(ctx, event.id, new)
    return offers


def create_form(
    ctx: OrganizationContext, event: events.Event, *, form: Mapping[str, Any], offers: Offers
) -> None:
    """Give the event its form, unless it has one already."""
    policies.require_platform(ctx)
    with transaction(ctx) as tx:
        if forms.find_version_id(tx, event.id) is not None:
            return
    questions = [_question(each, offers) for each in form["questions"]]
    forms.save_form(ctx, event.id, {"language": form.get("language", "en"), "questions": questions})


def _stock(
    ctx: OrganizationContext, event_id: UUID, *, ticket_type: TicketType, offers: Offers
) -> UUID | None:
    """The pool it draws on: another's, its own, or none for a bundle without a limit."""
    if ticket_type.shares_stock_with is not None:
        return offers[ticket_type.shares_stock_with].pool_id
    if ticket_type.capacity is None:
        return None
    name, capacity = ticket_type.name, ticket_type.capacity
    return inventory.create_pool(ctx, event_id, name=name, capacity=capacity).id


def _new(
    wanted: TicketType,
    event: events.Event,
    *,
    pool_id: UUID | None,
    currency: str,
    offers: Offers,
) -> catalog.NewTicketType:
    same = {name: getattr(wanted, name) for name in SAME}
    return catalog.NewTicketType(
        **same,
        pool_id=pool_id,
        kind=wanted.kind or ("paid" if wanted.price_minor else "free"),
        currency=currency,
        is_hidden=wanted.hidden,
        sales_start_at=_instant(wanted.sales_start, event.time_zone),
        sales_end_at=_instant(wanted.sales_end, event.time_zone),
        add_on_to=[offers[name].ticket_type_id for name in wanted.add_on_to],
        parts={offers[name].ticket_type_id: number for name, number in wanted.parts.items()},
    )


def _instant(moment: Moment | None, time_zone: str) -> datetime | None:
    """The instant of a local time, days counted from today there."""
    if moment is None:
        return None
    zone = ZoneInfo(time_zone)
    return local(moment, clock.now().astimezone(zone).date()).replace(tzinfo=zone).astimezone(UTC)


def _question(said: Mapping[str, Any], offers: Offers) -> dict[str, Any]:
    question = {name: value for name, value in said.items() if name != "ticket_types"}
    if "ticket_types" in said:
        question["ticket_type_ids"] = [
            str(offers[name].ticket_type_id) for name in said["ticket_types"]
        ]
    return question
