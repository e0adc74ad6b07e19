"""Sources of an event's page: what other modules know of it, read in one transaction."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.values import from_attributes
from turnout.modules.catalog import api as catalog
from turnout.modules.discovery.types import FileEntry, GalleryEntry, SeriesEntry, SponsorEntry
from turnout.modules.events import api as events
from turnout.modules.files import api as files
from turnout.modules.orders import api as orders
from turnout.modules.price_rules import api as price_rules
from turnout.modules.programme.api import Programme, get_programme
from turnout.modules.series.api import find_series
from turnout.modules.session_files.api import PublishedSessionFile, list_published
from turnout.modules.sponsors import api as sponsors_api
from turnout.modules.waiting_room import api as waiting_room
from turnout.modules.waitlist import api as waitlist

SMALL_WIDTH: Final = 320
"""Photos and logos are shown small: their wider variants would only make pages long."""
WITH_ORDER_ACTION: Final = (events.State.CANCELLED, events.State.POSTPONED)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSources:
    """An event with everything that its page is made of; `images` by the file that they show."""

    event: events.Event
    offers: Sequence[catalog.Offer]
    """What the web sells, at its prices."""
    stated: Mapping[UUID, catalog.Offer]
    """The ticket types as they are stated, without any channel's prices."""
    programme: Programme
    images: Mapping[UUID, files.Picture] = field(default_factory=dict)
    attached: Sequence[FileEntry] = ()
    gallery: Sequence[GalleryEntry] = ()
    session_files: Mapping[UUID, Sequence[PublishedSessionFile]] = field(default_factory=dict)
    """By session."""
    fields: Sequence[events.ShownField] = ()
    sponsors: Sequence[SponsorEntry] = ()
    series: SeriesEntry | None = None
    orders_fate: str = ""
    buyer_terms: orders.BuyerTerms | None = None
    prices_by_type: Mapping[UUID, price_rules.TypePrices] = field(default_factory=dict)
    """What decides prices by ticket type; rules that are over are left out."""
    waited: Collection[UUID] = ()
    """The ticket types that people can wait for."""
    has_waiting_room: bool = False

    @property
    def cover(self) -> files.Picture | None:
        chosen = self.event.cover_file_id
        image = self.images.get(chosen) if chosen else None
        return image and image.focused(self.event.cover_focus_x, self.event.cover_focus_y)

    @property
    def shown_offers(self) -> list[catalog.Offer]:
        return [offer for offer in self.offers if not offer.is_hidden]


def get_sources(tx: Transaction, event: events.Event) -> EventSources:
    """Ask the owners; a fixed number of statements, however much there is."""
    programme = get_programme(tx, event.id)
    levels = sponsors_api.sponsors_of(tx, event.id)
    logos = [each.logo_file_id for level in levels for each in level.sponsors]
    photos = [each.photo_file_id for each in programme.speakers]
    attached = files.list_event_files(tx, event.id, claim=files.Audience.PUBLIC)
    drawn = [each.file.id for each in attached if each.file.kind is files.FileKind.IMAGE]
    wanted = dict.fromkeys(each for each in (event.cover_file_id, *photos, *logos, *drawn) if each)
    images = files.pictures(tx, list(wanted)) if wanted else {}
    every = catalog.list_offers(tx, event.id)
    offers = catalog.sold_by(tx, every)
    ruled = [each.ticket_type_id for each in offers if each.has_price_rules]
    return EventSources(
        event=event,
        offers=offers,
        stated={each.ticket_type_id: each for each in every},
        prices_by_type=price_rules.list_in_force(tx, ruled),
        programme=programme,
        images=images,
        attached=_downloads(attached, images),
        gallery=list(_gallery(attached, images)),
        session_files=list_published(tx, event.id, programme.sessions),
        fields=events.shown_fields(tx, event),
        sponsors=list(_sponsors(levels, images)),
        series=_series(tx, event.series_id),
        orders_fate=_order_handling(tx, event),
        buyer_terms=orders.terms_of_event(tx, event.id),
        waited=waitlist.list_open_types(tx, event.id, offers),
        has_waiting_room=waiting_room.is_on(tx, event.id),
    )


def small(image: files.Picture | None) -> files.Picture | None:
    """The picture with its narrowest variants only."""
    if image is None:
        return None
    sources = [replace(each, srcset=_narrow(each.srcset)) for each in image.sources]
    return replace(image, sources=tuple(each for each in sources if each.srcset))


def _narrow(srcset: str) -> str:
    """One variant at least: an image that is narrower itself has only its own width."""
    drawn = srcset.split(", ")
    fitting = [each for each in drawn if int(each.rsplit(" ", 1)[1][:-1]) <= SMALL_WIDTH]
    return ", ".join(fitting or drawn[:1])


def _sponsors(
    levels: Iterable[sponsors_api.SponsorsOfLevel], images: Mapping[UUID, files.Picture]
) -> Iterable[SponsorEntry]:
    for level in levels:
        for each in level.sponsors:
            logo = images.get(each.logo_file_id) if each.logo_file_id else None
            yield SponsorEntry(
                name=each.name, url=each.url or "", level=level.name, logo=small(logo)
            )


def _downloads(
    attached: Iterable[files.EventFile], images: Mapping[UUID, files.Picture]
) -> list[FileEntry]:
    """List the files that the virus scanner has passed, but for the pictures of the gallery."""
    return [
        from_attributes(FileEntry, each.file, id=each.id, title=each.title)
        for each in attached
        if each.link is not None and each.file.id not in images
    ]


def _gallery(
    attached: Iterable[files.EventFile], images: Mapping[UUID, files.Picture]
) -> Iterable[GalleryEntry]:
    """Public pictures in the organizer's order; the name of a file tells nobody what it shows."""
    for each in attached:
        if each.file.id in images:
            alt = "" if each.title == each.file.name else each.title
            yield GalleryEntry(picture=images[each.file.id], alt=alt)


def _series(tx: Transaction, series_id: UUID | None) -> SeriesEntry | None:
    found = find_series(tx, series_id) if series_id else None
    if found is None or not found.is_public:
        return None
    return from_attributes(SeriesEntry, found)


def _order_handling(tx: Transaction, event: events.Event) -> str:
    if event.state not in WITH_ORDER_ACTION:
        return ""
    action = events.find_order_action_of(tx, event.id)
    return action.orders.value if action else events.OrderHandling.KEEP.value
