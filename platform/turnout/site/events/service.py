"""What pages of events and series ask for: stock, passes, drafts, and links that lapse."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import msgspec

from turnout.kernel import cache, clock, codec, runtime
from turnout.kernel.context import OrganizationContext, PublicContext, SystemContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import NotFound
from turnout.kernel.messaging import live
from turnout.modules.catalog import api as catalog
from turnout.modules.discovery import api as discovery
from turnout.modules.events import api as events
from turnout.modules.files import api as files
from turnout.modules.inventory import api as inventory
from turnout.modules.organizations import api as organizations
from turnout.modules.price_rules import api as price_rules
from turnout.modules.series.api import find_series_by_slug

FRESH_SECONDS: Final = 1
FILE_LINK_SECONDS: Final = 300
LISTING: Final = SystemContext(job="site.list-events")
"""Lists show events of many organizations; the operator may read how many places are left."""

Stock = dict[UUID, int]
"""What is left of each pool, and the units sold of ticket types whose price depends on that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An event in whatever state, with what its preview shows around it."""

    event: events.Event
    branding: organizations.Branding
    cover: files.Picture | None


def draws_of(offer: discovery.OfferEntry) -> dict[UUID, int]:
    """How many units of each pool one unit of the offer takes."""
    return offer.draws or {offer.pool_id: 1}


def pools_of(offers: Iterable[discovery.OfferEntry]) -> list[UUID]:
    return list(dict.fromkeys(pool_id for offer in offers for pool_id in draws_of(offer)))


def stock_of(event: discovery.PublishedEvent) -> Stock:
    """What is left of each pool: from the cache, and once a second from the counters."""
    pool_ids = pools_of(event.page.offers)
    if not pool_ids:
        return {}
    organization_id = event.summary.organization.id
    priced = counted_types(event.page.offers)
    name = _stock_name(organization_id, [*pool_ids, *priced])
    known = cache.get(runtime.current().redis, name)
    if isinstance(known, dict):
        return {UUID(pool): int(left) for pool, left in known.items()}
    return _count_stock(organization_id, pool_ids, name, priced=priced)


def counted_types(offers: Iterable[discovery.OfferEntry]) -> list[UUID]:
    """The ticket types whose price depends on how many are sold."""
    return [
        offer.id
        for offer in offers
        if any(each.sold_from or each.sold_until is not None for each in offer.price_rules)
    ]


def count_stock(event: discovery.PublishedEvent) -> Stock:
    """What is left of each pool by the counters, now; pages get it from the cache."""
    pool_ids = pools_of(event.page.offers)
    priced = counted_types(event.page.offers)
    organization_id = event.summary.organization.id
    name = _stock_name(organization_id, [*pool_ids, *priced])
    return _count_stock(organization_id, pool_ids, name, priced=priced)


def _count_stock(
    organization_id: UUID, pool_ids: list[UUID], name: str, *, priced: list[UUID]
) -> Stock:
    with transaction(PublicContext(organization_id=organization_id)) as tx:
        left = inventory.remaining(tx, pool_ids) | price_rules.units_sold(tx, priced)
    known = {str(pool): left[pool] for pool in left}
    cache.put(runtime.current().redis, name, known, ttl_seconds=FRESH_SECONDS)
    return left


def _stock_name(organization_id: UUID, pool_ids: list[UUID]) -> str:
    return cache.key(organization_id, "site", "stock", *sorted(map(str, pool_ids)))


def stream_url(organization_id: UUID, event_id: UUID) -> str:
    """Where browsers hear of every change; empty where no realtime role runs."""
    return live_url(live.TICKETS, organization_id, event_id)


def live_url(topic: str, organization_id: UUID, event_id: UUID) -> str:
    """Where the realtime role serves a topic of an event; empty where none runs."""
    base = runtime.current().settings.realtime_url.rstrip("/")
    return base and f"{base}{live.path(topic, organization_id, event_id)}"


def events_selling_from(organization_id: UUID, pool_ids: Collection[UUID]) -> list[UUID]:
    """Events on whose pages places of these pools are sold."""
    with transaction(PublicContext(organization_id=organization_id)) as tx:
        return catalog.list_events_selling_from(tx, pool_ids)


def stock_of_list(listed: Iterable[discovery.EventSummary]) -> Stock:
    """What is left for every event of a list, whosever they are: at most one statement."""
    now = clock.now()
    pools = {
        pool_id: each.organization.id
        for each in listed
        if each.ends_at > now
        for pool_id in pools_of(each.offers)
    }
    if not pools:
        return {}
    link = runtime.current().redis
    names = hashlib.sha256("".join(sorted(map(str, pools))).encode()).hexdigest()
    name = cache.key(None, "site", "stock", names)
    known = cache.get(link, name)
    if isinstance(known, dict):
        return {UUID(pool): int(left) for pool, left in known.items()}
    with transaction(LISTING) as tx:
        left = inventory.remaining_anywhere(tx, pools)
    cache.put(link, name, {str(pool): left[pool] for pool in left}, ttl_seconds=FRESH_SECONDS)
    return left


def passes_of(
    series: discovery.PublishedSeries, *, language: str
) -> tuple[catalog.SeriesPass, ...]:
    """The passes of a public series; what is left is at most a second old."""
    organization_id = series.organization.id
    link = runtime.current().redis
    name = cache.key(organization_id, "site", "passes", series.slug, language)
    known: Any = cache.get(link, name)
    if isinstance(known, list):
        return codec.convert(known, tuple[catalog.SeriesPass, ...])
    with transaction(PublicContext(organization_id=organization_id)) as tx:
        there = find_series_by_slug(tx, series.slug)
        if there is None:
            return ()
        found = catalog.passes_of_series(tx, there.id, language=language)
    cache.put(link, name, msgspec.to_builtins(found), ttl_seconds=FRESH_SECONDS)
    return found


def get_draft(ctx: PublicContext | OrganizationContext, event_id: UUID) -> Draft:
    """The event whatever its state, but for the bin; NotFound while its organization is closed."""
    with transaction(ctx) as tx:
        event = events.get_event(tx, event_id)
        if (
            organizations.get_organization(tx).state != "active"
            or event.state is events.State.DELETED
        ):
            raise NotFound
        chosen = event.cover_file_id
        image = files.picture(tx, chosen) if chosen else None
        return Draft(
            event=event,
            branding=organizations.branding_of(tx),
            cover=image and image.focused(event.cover_focus_x, event.cover_focus_y),
        )


def get_file_url(event: discovery.EventSummary, file_id: UUID) -> str:
    """Where a public file of the event is for some minutes; NotFound for any other."""
    with transaction(PublicContext(organization_id=event.organization.id)) as tx:
        found = files.list_event_files(
            tx, event.id, claim=files.Audience.PUBLIC, seconds=FILE_LINK_SECONDS
        )
    link = next((each.link for each in found if each.id == file_id), None)
    if link is None:
        raise NotFound
    return link.url


def get_feed_url(event: discovery.EventSummary) -> str:
    """The calendar feed of a private event, for whoever opened it."""
    with transaction(PublicContext(organization_id=event.organization.id)) as tx:
        return events.feed_url(tx, event.id)
