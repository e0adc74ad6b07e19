"""Events and series of a manifest: made with what they sell and ask, or finished."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel import clock
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import FieldError
from turnout.kernel.security import permissions
from turnout.kernel.values import attributes_of
from turnout.manifest_files.errors import BadManifest
from turnout.manifest_files.types import Event, Moment, Pass, Series, TicketType, local
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.forms import api as forms
from turnout.modules.inventory import api as inventory
from turnout.modules.manifests.service.pictures import dress
from turnout.modules.organizations import api as organizations
from turnout.modules.price_rules import api as price_rules
from turnout.modules.series import api as series

Offers = dict[str, catalog.Offer]
"""By their names."""
SAME_OF_PASS = (
    "name", "description", "price_minor", "tax_rate_bp", "places", "maximum_per_order", "benefits",
    "translations",
)  # fmt: skip
SAME = (
    *SAME_OF_PASS, "sold_as", "minimum_price_minor", "minimum_per_order", "maximum_per_person",
    "maximum_per_ticket", "needs_approval",
)  # fmt: skip
SAME_WORDS = ("title", "slug", "summary", "description")


def create_ticket_types(
    ctx: OrganizationContext,
    event: events.Event,
    *,
    wanted: Sequence[TicketType],
    currency: str,
) -> Offers:
    """Put on sale what is not there yet by its name; each commits by itself. All that is there."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        offers = {offer.name: offer for offer in catalog.list_offers(tx, event.id)}
    for each in wanted:
        if each.name not in offers:
            pool_id = _stock(ctx, event.id, ticket_type=each, offers=offers)
            new = _new_ticket_type(each, event, pool_id=pool_id, currency=currency, offers=offers)
            offers[each.name] = catalog.create_ticket_type(ctx, event.id, new)
    return offers


def set_prices(
    ctx: OrganizationContext,
    event: events.Event,
    *,
    wanted: Sequence[TicketType],
    offers: Offers,
) -> None:
    """Sell ticket types in the currencies that they have no price in yet; one commit for all."""
    permissions.require_platform(ctx)
    missing = [
        (offers[each.name], currency, price)
        for each in wanted
        for currency, price in each.prices.items()
        if currency not in offers[each.name].prices
    ]
    with transaction(ctx) as tx:
        for offer, currency, price in missing:
            type_id = offer.ticket_type_id
            catalog.set_price_in(
                tx, event.id, ticket_type_id=type_id, currency=currency, price=_whole(price)
            )


def _whole(price: Mapping[str, int]) -> dict[str, int]:
    return {"minimum_price_minor": 0, **price}


def create_price_rules(
    ctx: OrganizationContext,
    event: events.Event,
    *,
    wanted: Sequence[TicketType],
    offers: Offers,
) -> None:
    """Make the price rules that a ticket type does not have yet by their names; each commits."""
    permissions.require_platform(ctx)
    if not any(each.price_rules for each in wanted):
        return
    with transaction(ctx) as tx:
        found = price_rules.rules_of_event(tx, event.id)
    there = {(each.ticket_type_id, each.name) for each in found}
    for each in wanted:
        type_id = offers[each.name].ticket_type_id
        for said in each.price_rules:
            if (type_id, said["name"]) not in there:
                price_rules.create_rule(ctx, event.id, _new_price_rule(said, type_id, event))


def _new_price_rule(
    said: Mapping[str, Any], type_id: UUID, event: events.Event
) -> price_rules.NewPriceRule:
    terms = {name: value for name, value in said.items() if name not in ("starts", "ends", "kind")}
    return price_rules.NewPriceRule(
        **terms,
        ticket_type_id=type_id,
        kind=said.get("kind", "early_bird"),
        starts_at=_instant(said.get("starts"), event.time_zone),
        ends_at=_instant(said.get("ends"), event.time_zone),
    )


def create_form(
    ctx: OrganizationContext, event: events.Event, *, form: Mapping[str, Any], offers: Offers
) -> None:
    """Give the event its form, unless it has one already."""
    permissions.require_platform(ctx)
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


def _new_ticket_type(
    wanted: TicketType,
    event: events.Event,
    *,
    pool_id: UUID | None,
    currency: str,
    offers: Offers,
) -> catalog.NewTicketType:
    return catalog.NewTicketType(
        **attributes_of(wanted, SAME),
        prices={currency: _whole(price) for currency, price in wanted.prices.items()},
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


def finish_event(ctx: OrganizationContext, wanted: Event, *, folder: Path) -> None:
    """Make the event, what it sells, asks and shows, and publish it when the file says so.

    Each step commits by itself and is skipped when it is done; published comes last, so a run
    that was cut short leaves a draft.
    """
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        there = events.find_event_by_slug(tx, wanted.slug)
        home = organizations.branding_of(tx)
    if there is None:
        today = clock.now().astimezone(ZoneInfo(home.time_zone)).date()
        there = events.create_event(ctx, _new_event(wanted, today, language=home.locale))
    offers = create_ticket_types(ctx, there, wanted=wanted.ticket_types, currency=home.currency)
    set_prices(ctx, there, wanted=wanted.ticket_types, offers=offers)
    create_price_rules(ctx, there, wanted=wanted.ticket_types, offers=offers)
    if wanted.form:
        create_form(ctx, there, form=wanted.form, offers=offers)
    if there.state is events.State.DRAFT:
        dress(ctx, there, wanted, folder)
    if wanted.published and there.state is events.State.DRAFT:
        events.publish_event(ctx, there.id)


def _new_event(wanted: Event, today: date, *, language: str) -> events.NewEvent:
    return events.NewEvent(
        language=wanted.language or language,
        translations={tag: events.Texts(**said) for tag, said in wanted.translations.items()},
        **attributes_of(wanted, (*SAME_WORDS, "category", "tags")),
        kind=events.EventKind(wanted.kind),
        starts_at=wanted.starts_at(today),
        ends_at=wanted.ends_at(today),
        location=events.Location(**wanted.location) if wanted.location else None,
        online_url=wanted.online_url or None,
        is_template=wanted.template,
    )


Members = Mapping[str, UUID]
"""Slug of an event of the series → its id."""


def finish_series(ctx: OrganizationContext, wanted: Series, *, place: str) -> None:
    """Make the series, put its events into it, and their passes on sale.

    Each step commits by itself and is skipped when it is done. An event that the organization
    does not have, or a ticket type that it does not sell, is refused.
    """
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        there = series.find_series_by_slug(tx, wanted.slug)
        found = {slug: events.find_event_by_slug(tx, slug) for slug in wanted.events}
        home = organizations.branding_of(tx)
    lacking = [slug for slug, event in found.items() if event is None]
    if lacking:
        raise BadManifest(FieldError(f"{place}#/series/{wanted.slug}", f"No event {lacking[0]}."))
    if there is None:
        said = attributes_of(wanted, SAME_WORDS)
        there = series.create_series(ctx, series.NewSeries(**said, is_public=wanted.public))
    members = {slug: event for slug, event in found.items() if event is not None}
    for event in members.values():
        if event.series_id != there.id:
            series.add_event(ctx, there.id, event.id)
    ids = {slug: event.id for slug, event in members.items()}
    for each in wanted.passes:
        _sell_pass(ctx, each, ids, currency=home.currency, place=f"{place}#/series/{wanted.slug}")


def _sell_pass(
    ctx: OrganizationContext, wanted: Pass, members: Members, *, currency: str, place: str
) -> None:
    """Put the pass on sale unless its event sells one of this name."""
    seller = members[wanted.sold_by]
    with transaction(ctx) as tx:
        sold = {
            slug: {offer.name: offer.ticket_type_id for offer in catalog.list_offers(tx, event_id)}
            for slug, event_id in members.items()
            if slug in wanted.tickets or slug == wanted.sold_by
        }
    if wanted.name in sold[wanted.sold_by]:
        return
    for slug, name in wanted.tickets.items():
        if name not in sold[slug]:
            raise BadManifest(FieldError(f"{place}/passes", f"{slug} sells no {name}."))
    pool_id = None
    if wanted.capacity is not None:
        pool_id = inventory.create_pool(ctx, seller, name=wanted.name, capacity=wanted.capacity).id
    catalog.create_ticket_type(
        ctx,
        seller,
        catalog.NewTicketType(
            **attributes_of(wanted, SAME_OF_PASS),
            prices={currency: _whole(price) for currency, price in wanted.prices.items()},
            sold_as=catalog.SoldAs.PASS.value,
            kind="paid" if wanted.price_minor else "free",
            currency=currency,
            pool_id=pool_id,
            is_hidden=wanted.hidden,
            parts={sold[slug][name]: 1 for slug, name in wanted.tickets.items()},
        ),
    )
