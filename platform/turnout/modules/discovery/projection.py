"""An event and all that belongs to its page, as one row of the read model."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from turnout.kernel import clock
from turnout.kernel.values import attributes_of, from_attributes
from turnout.modules.catalog import api as catalog
from turnout.modules.discovery import rules
from turnout.modules.discovery.sources import EventSources, small
from turnout.modules.discovery.types import (
    AdmittedEntry,
    FieldEntry,
    LinkEntry,
    OfferEntry,
    PageEntry,
    ProgrammeEntry,
    SessionEntry,
    SessionText,
    SpeakerEntry,
    SpeakerText,
    TextsEntry,
)
from turnout.modules.events import api as events
from turnout.modules.price_rules.api import TypePrices
from turnout.modules.programme.api import Programme
from turnout.modules.ticket_prices.api import listed
from turnout.places.lookup import find_city
from turnout.search_words.texts import (
    document,
    name_of,
    natural,
    plain,
    plain_names,
    stemmer_of,
    vocabulary,
)

SAME: Final = (
    "id", "slug", "title", "summary", "starts_at", "ends_at", "time_zone", "category", "language",
    "cover_file_id",
)  # fmt: skip
"""What the row takes of an event as it is."""


def row_of(found: EventSources, *, organization_name: str) -> dict[str, Any]:
    """The columns of `discovery_events`; JSON as text. The event must have its dates."""
    event = found.event
    cheapest = _cheapest(found.shown_offers)
    entry = programme_of(found)
    place = event.location
    city = find_city(place.city, place.country) if place else None
    return {
        **attributes_of(event, SAME),
        "kind": event.kind.value,
        "state": event.state.value,
        "place": place_of(event),
        "city": place.city if place else "",
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "city_latitude": city.latitude if city else None,
        "city_longitude": city.longitude if city else None,
        "tags": _json(list(event.tags)),
        "languages": _json(list(dict.fromkeys((event.language, *event.translations)))),
        "price_minor": cheapest.least_minor if cheapest else None,
        "currency": cheapest.price.currency if cheapest else None,
        "speaker_names": _json(plain_names(each.name for each in entry.speakers)),
        "ticket_names": _json(plain_names(each.name for each in _tickets(found.shown_offers))),
        "ticket_kinds": _json(ticket_kinds_of(found.shown_offers)),
        "cover": _json(found.cover) if found.cover else None,
        "series_id": found.series.id if found.series else None,
        "series_slug": found.series.slug if found.series else "",
        "is_public": event.is_shown,
        "is_listed": is_listed(event),
        "page": _json(page_of(found)),
        "programme": _json(entry),
        "session_texts": _json(texts_of(found)),
        "speaker_texts": _json(speaker_texts_of(found)),
        **_search(event, entry, organization_name),
    }


def is_listed(event: events.Event) -> bool:
    """Whether directories, feeds and search engines may know of it."""
    return event.is_shown and event.visibility is events.Visibility.PUBLIC


def page_of(found: EventSources) -> PageEntry:
    event, now = found.event, clock.now()
    place = event.location
    return PageEntry(
        description_html=event.description,
        address=_address(event),
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        contact_email=event.contact_email or "",
        contact_name=event.contact_name,
        contact_phone=event.contact_phone,
        fields=[from_attributes(FieldEntry, each) for each in found.fields],
        offers=[
            _offer(
                each,
                now,
                prices=found.prices_by_type.get(each.ticket_type_id, TypePrices()),
                waited=found.waited,
                stated=found.stated[each.ticket_type_id],
            )
            for each in found.shown_offers
        ],
        language=event.language,
        translations={
            tag: from_attributes(TextsEntry, each, description_html=each.description)
            for tag, each in event.translations.items()
        },
        cover=found.cover,
        downloads=list(found.attached),
        gallery=list(found.gallery),
        sponsors=list(found.sponsors),
        series=found.series,
        is_listed=is_listed(event),
        state_reason=event.state_reason,
        orders_fate=found.orders_fate,
        buyer_terms=found.buyer_terms,
        has_waiting_room=found.has_waiting_room,
    )


def programme_of(found: EventSources) -> ProgrammeEntry:
    """The programme with positions instead of ids; cancelled items are left out."""
    programme = found.programme
    keys = keys_of(programme)
    in_order = sorted(programme.rooms, key=lambda room: natural(room.name))
    tracks = {each.id: index for index, each in enumerate(programme.tracks)}
    rooms = {each.id: index for index, each in enumerate(in_order)}
    speakers = {each.id: index for index, each in enumerate(programme.speakers)}
    names = speaker_keys_of(programme)
    return ProgrammeEntry(
        tracks=[each.name for each in programme.tracks],
        colours=[each.colour or "" for each in programme.tracks],
        rooms=[each.name for each in in_order],
        speakers=[
            from_attributes(
                SpeakerEntry,
                each,
                title=each.professional_title,
                photo=small(found.images.get(each.photo_file_id)) if each.photo_file_id else None,
                key=names[each.id],
            )
            for each in programme.speakers
        ],
        sessions=[
            from_attributes(
                SessionEntry,
                each,
                key=keys[each.id],
                track=_position(tracks, each.track_id),
                room=_position(rooms, each.room_id),
                speakers=[speakers[one] for one in each.speaker_ids if one in speakers],
                language=each.language or "",
                files=len(found.session_files.get(each.id, ())),
            )
            for each in programme.sessions
            if each.state.value == "scheduled"
        ],
    )


def texts_of(found: EventSources) -> dict[str, SessionText]:
    programme = found.programme
    keys = keys_of(programme)
    return {
        keys[each.id]: SessionText(
            subtitle=each.subtitle,
            abstract_html=each.abstract,
            description_html=each.description,
            links=[
                LinkEntry(label=link.title or link.href, url=link.href)
                for link in (*each.links, *each.attachments)
            ],
            kind=each.kind,
            tags=list(each.tags),
            files=list(found.session_files.get(each.id, ())),
        )
        for each in programme.sessions
        if each.state.value == "scheduled"
    }


def speaker_texts_of(found: EventSources) -> dict[str, SpeakerText]:
    keys = speaker_keys_of(found.programme)
    return {
        keys[each.id]: SpeakerText(
            biography_html=each.biography,
            links=[LinkEntry(label=link.title or link.href, url=link.href) for link in each.links],
            photo=found.images.get(each.photo_file_id) if each.photo_file_id else None,
        )
        for each in found.programme.speakers
    }


def speaker_keys_of(programme: Programme) -> dict[UUID, str]:
    """Each speaker's part of the address: their name where nobody else's looks like it, or the id.

    Former names lead on (`find_moved_part`), and so does the id.
    """
    names = {each.id: name_of(each.name) for each in programme.speakers}
    often = Counter(names.values())
    return {
        speaker_id: name if name and often[name] == 1 else str(speaker_id)
        for speaker_id, name in names.items()
    }


def keys_of(programme: Programme) -> dict[UUID, str]:
    """Each item's part of the address: its slug where that is a name of its own, else its id."""
    slugs = Counter(each.slug for each in programme.sessions)
    return {
        each.id: each.slug
        if each.slug and slugs[each.slug] == 1 and rules.are_names(each.slug)
        else str(each.id)
        for each in programme.sessions
    }


def _cheapest(offers: Sequence[catalog.Offer]) -> catalog.Offer | None:
    return min(_tickets(offers), key=lambda offer: offer.least_minor, default=None)


def _tickets(offers: Iterable[catalog.Offer]) -> list[catalog.Offer]:
    """What admits by itself: add-ons are bought besides."""
    return [offer for offer in offers if offer.sold_as != catalog.SoldAs.ADD_ON]


def ticket_kinds_of(offers: Iterable[catalog.Offer]) -> list[str]:
    """By which kinds of tickets an event is found (`rules.TICKET_KINDS`), in that order."""
    tickets = _tickets(offers)
    found = {each.kind for each in tickets}
    if any(each.is_pass for each in tickets):
        found.add("pass")
    if any(sum(each.seats.values()) > 1 for each in tickets):
        found.add("group")
    return [each for each in rules.TICKET_KINDS if each in found]


def _offer(
    offer: catalog.Offer,
    now: datetime,
    *,
    prices: TypePrices,
    waited: Collection[UUID],
    stated: catalog.Offer,
) -> OfferEntry:
    return from_attributes(
        OfferEntry,
        offer,
        id=offer.ticket_type_id,
        price_minor=offer.price.minor,
        currency=offer.price.currency,
        is_paused=offer.state != "on_sale" or not offer.has_all_parts(now),
        hosts=list(offer.requires_ticket_types),
        has_waitlist=offer.ticket_type_id in waited,
        draws=offer.pool_usage,
        benefits=list(offer.benefits),
        prices=dict(offer.prices),
        stated_prices=listed(stated.price, stated.prices) if offer.own_price is not None else {},
        admits_to=[
            from_attributes(AdmittedEntry, each, slug=each.slug if each.has_public_page else "")
            for each in offer.admits_to
        ],
        price_rules=list(prices.rules),
        demand=prices.demand,
    )


def _search(
    event: events.Event, programme: ProgrammeEntry, organization_name: str
) -> dict[str, str]:
    """The texts of the search by weight: A title, B what it is, C who speaks of what, D more."""
    titles, about = _titles_of(event), _about(event, organization_name)
    return {
        "stemmer": stemmer_of(event.language),
        "heaviest": document(titles),
        "heavy": document((event.summary, *about)),
        "light": document(
            (
                *(each.name for each in programme.speakers),
                *(each.title for each in programme.sessions),
            )
        ),
        "lightest": document((plain(event.description),)),
    }


def vocabulary_of(event: events.Event, programme: Programme, organization_name: str) -> list[str]:
    """By which words a mistyped one is put right; of what visitors see, and no person's name."""
    talks = (each.title for each in programme.sessions if each.state.value == "scheduled")
    return vocabulary(
        (*_titles_of(event), *_about(event, organization_name), event.summary, *talks)
    )


def _titles_of(event: events.Event) -> tuple[str, ...]:
    return event.title, *(each.title for each in event.translations.values())


def _about(event: events.Event, organization_name: str) -> tuple[str, ...]:
    return event.category, *event.tags, place_of(event), organization_name


def place_of(event: events.Event) -> str:
    """Where it happens, in few words: the place's name and its city."""
    if event.location is None:
        return ""
    parts = (event.location.name, event.location.city)
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _address(event: events.Event) -> str:
    if event.location is None:
        return ""
    where = event.location
    city = " ".join(part for part in (where.postal_code, where.city) if part)
    return ", ".join(part for part in (where.street, city, where.region, where.country) if part)


def _position(positions: dict[UUID, int], wanted: UUID | None) -> int | None:
    return positions.get(wanted) if wanted is not None else None


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
