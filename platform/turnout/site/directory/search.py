"""The directory: the search that an address states, its filters, results and suggestions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

from werkzeug.datastructures import MultiDict

from turnout.kernel import clock
from turnout.kernel.values import attributes_of
from turnout.modules.public_search import api as public_search
from turnout.modules.public_search.api import EventSearch, Facet, FacetLabels, SearchResult
from turnout.places.lookup import find_city
from turnout.places.types import DISTANCES
from turnout.site.directory import maps, query_params, searched_places
from turnout.site.directory.maps import MapPoint
from turnout.site.directory.query_params import MEANT, MORE, PATH, Pairs, address, pairs_of, without
from turnout.site.directory.searched_places import SearchedPlace
from turnout.site.events.page import event_cards
from turnout.site.l10n import formats, languages
from turnout.site.l10n.formats import category_name
from turnout.site.l10n.i18n import _, language, marked, ngettext
from turnout.site.layout.views import Choice, EventCard, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryFilters:
    text: str = ""
    place: str = ""
    starts_from: date | None = None
    starts_until: date | None = None
    kinds: tuple[Choice, ...] = ()
    categories: tuple[Choice, ...] = ()
    counts_are_least: bool = False
    """Whether kinds and categories have at least as many events as are said."""
    labels_are_least: bool = False
    """Likewise tags, languages and kinds of tickets."""
    tags: tuple[Choice, ...] = ()
    languages: tuple[Choice, ...] = ()
    free_only: bool = False
    most: str = ""
    """In whole units of the currency."""
    currencies: tuple[Choice, ...] = ()
    speaker: str = ""
    ticket_kinds: tuple[Choice, ...] = ()
    ticket_name: str = ""
    ticket_names: tuple[Choice, ...] = ()
    """What may be typed as the ticket's name, the commonest first."""
    orders: tuple[Choice, ...] = ()
    distances: tuple[Choice, ...] = ()
    is_around_point: bool = False
    """Whether a point was given, and no place."""
    kept: tuple[tuple[str, str], ...] = ()
    """What goes along with the form unseen: point, part of the map, way of looking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateSpan:
    """Dates that many ask for, and the address of the same search in them."""

    label: str
    url: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryMap:
    points: tuple[MapPoint, ...]
    here_url: str
    """The same search in another part of the map, which the script puts for `BOX`."""
    whole_url: str | None
    """The same search everywhere, where only a part was asked for."""
    missing: int
    """How many of the results have no place on a map; 0 where it cannot show all that have one."""
    most: int
    """How many it shows, the soonest, where there may be more; otherwise 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryPage:
    filters: DirectoryFilters
    events: tuple[EventCard, ...]
    total: int = 0
    is_total_least: bool = False
    """Whether there are more than `total`."""
    place: SearchedPlace | None = None
    corrected: str = ""
    """What the events were found by, where nothing has the words as they were typed."""
    did_you_mean: Link | None = None
    """Words that more events have, where little was found, and the search for them."""
    speakers_like: tuple[Link, ...] = ()
    """Who has a name like the one typed, where nothing was found, and the search for them."""
    is_degraded: bool = False
    """Whether a simpler search answered, because the search server did not."""
    spans: tuple[DateSpan, ...] = ()
    chosen: tuple[Link, ...] = ()
    """Each filter in force, and the address without it."""
    chips: tuple[Link, ...] = ()
    """The same without the dates where one of the spans says them."""
    look: Literal["cards", "map"] = "cards"
    cards_url: str = "/events"
    map_url: str = ""
    """Empty where the installation has no maps."""
    map: DirectoryMap | None = None
    next_url: str | None = None
    first_url: str | None = None
    feed_url: str = "/events/feed.xml"
    calendar_url: str = "/events/calendar.ics"
    save_url: str = "/events/save"


KINDS: Final[Mapping[str, str]] = {
    "in_person": marked("In person"),
    "online": marked("Online"),
    "hybrid": marked("In person and online"),
}
TICKET_KINDS: Final[Mapping[str, str]] = {
    "free": marked("Free tickets"),
    "paid": marked("Tickets at a fixed price"),
    "donation": marked("Pay what you want"),
    "group": marked("Group tickets"),
    "pass": marked("Passes for several events"),
}
ORDERS: Final[Mapping[str, str]] = {
    "date": marked("Soonest first"),
    "relevance": marked("Best match first"),
    "popularity": marked("Most popular first"),
    "price": marked("Cheapest first"),
    "distance": marked("Nearest first"),
}
SAME: Final = (
    "text", "starts_from", "starts_until", "free_only", "speaker", "ticket_name",
)  # fmt: skip
"""What the form takes of the search as it is."""
PART_OF_MAP: Final = "BOX"
UNSEEN: Final = ("near", "box", "view", "city", "plain")


def directory_view(given: MultiDict[str, str], *, has_map: bool) -> DirectoryPage:
    """A fixed number of statements: the page, its facets, their words; one more for the map.

    A place that nothing is at may be a mistyped city: then it is asked again.
    """
    wanted = query_params.search_of(given)
    typed, within = query_params.place_of(given), query_params.within_of(given)
    found, meaning = public_search.search_near(
        wanted, query_params.page_of(given), None,
        kilometres=within if wanted.place and not query_params.is_plain(given) else 0,
    )  # fmt: skip
    if meaning:
        given = searched_places.in_place_of_typed(given, meaning.city)
        wanted = query_params.search_of(given)
    meant = replace(wanted, text=found.corrected or wanted.text, loosely=found.is_loose)
    words = public_search.facet_labels_of(meant)
    pairs = pairs_of(given)
    following = found.events.next_cursor
    shows_map = has_map and given.get("view") == "map"
    spans = tuple(date_spans(wanted, pairs, today=clock.now().date()))
    in_a_span = any(each.is_chosen for each in spans)
    return DirectoryPage(
        filters=_filters(wanted, found, words, given=given),
        events=event_cards(found.events.items),
        total=words.total,
        is_total_least=words.is_total_least,
        spans=spans,
        chosen=tuple(chosen_filters(pairs)),
        chips=tuple(chosen_filters(pairs, unsaid=("from", "until") if in_a_span else ())),
        look="map" if shows_map else "cards",
        cards_url=address(without(pairs, "view", "box")),
        map_url=address([*without(pairs, "view"), ("view", "map")]) if has_map else "",
        place=searched_places.searched_place(given, typed, meaning),
        corrected=found.corrected,
        did_you_mean=_did_you_mean(found, pairs),
        speakers_like=tuple(
            Link(label=each, url=address([*without(pairs, "speaker"), ("speaker", each)]))
            for each in found.speakers_like
        ),
        is_degraded=found.is_degraded,
        map=_map(meant, pairs, words) if shows_map else None,
        next_url=address([*pairs, ("cursor", following)]) if following else None,
        first_url=address(pairs) if "cursor" in given else None,
        feed_url=address(without(pairs, *query_params.HOW), PATH + "/feed.xml"),
        calendar_url=address(without(pairs, *query_params.HOW), PATH + "/calendar.ics"),
        save_url=_save_url(pairs, found.corrected),
    )


def _did_you_mean(found: SearchResult, pairs: Pairs) -> Link | None:
    words = found.did_you_mean
    if not words:
        return None
    return Link(label=words, url=address([("q", words), *without(pairs, "q")]))


def _save_url(pairs: Pairs, corrected: str) -> str:
    """Where this search is saved: by the words that its events were found by."""
    kept = without(pairs, *query_params.HOW)
    meant = [("q", corrected), *without(kept, "q")] if corrected else kept
    return address(meant, PATH + "/save")


def _map(wanted: EventSearch, pairs: Pairs, words: FacetLabels) -> DirectoryMap:
    spots = public_search.list_map_points(wanted)
    missing = max(0, words.total - len(spots))
    is_full = len(spots) >= public_search.MOST_MAP_POINTS and (missing or words.is_total_least)
    elsewhere = without(pairs, "box")
    return DirectoryMap(
        points=tuple(maps.point_of(each) for each in spots),
        here_url=address([*elsewhere, ("box", PART_OF_MAP)]),
        whole_url=address(elsewhere) if wanted.box else None,
        missing=0 if is_full or words.is_total_least else missing,
        most=len(spots) if is_full else 0,
    )


def _filters(
    wanted: EventSearch,
    found: SearchResult,
    words: FacetLabels,
    *,
    given: MultiDict[str, str],
) -> DirectoryFilters:
    """The form, filled in as it was sent."""
    currency = query_params.currency_of(given)
    return DirectoryFilters(
        **attributes_of(wanted, SAME),
        place=query_params.place_of(given),
        kinds=_kinds(KINDS, found.kinds, wanted.kinds),
        categories=_named(_choices(found.categories, wanted.categories)),
        counts_are_least=found.counts_are_least,
        labels_are_least=words.counts_are_least,
        tags=_choices(words.tags, wanted.tags),
        languages=tuple(
            replace(each, label=languages.name_of(each.value))
            for each in _choices(words.languages, wanted.languages)
        ),
        most=given.get("most", "") if wanted.most_minor is not None else "",
        currencies=_choices(words.currencies, tuple(filter(None, (currency,)))),
        ticket_kinds=_kinds(TICKET_KINDS, words.ticket_kinds, wanted.ticket_kinds),
        ticket_names=_choices(words.ticket_names, ()),
        orders=tuple(_orders(wanted)),
        distances=tuple(
            Choice(value=str(each), label=_("%(number)s km", number=each),
                   chosen=each == query_params.within_of(given))
            for each in DISTANCES
        ),
        is_around_point=query_params.point_of(given) is not None,
        kept=tuple(each for each in pairs_of(given) if each[0] in UNSEEN),
    )  # fmt: skip


def _kinds(
    names: Mapping[str, str], facets: Sequence[Facet], chosen: Sequence[str]
) -> tuple[Choice, ...]:
    """Options of a fixed set in its order: those that something has, and chosen ones."""
    counts = {facet.value: facet.count for facet in facets}
    return tuple(
        Choice(value=kind, label=_(label), count=counts.get(kind, 0), chosen=kind in chosen)
        for kind, label in names.items()
        if kind in counts or kind in chosen
    )


def _choices(facets: Sequence[Facet], chosen: Sequence[str]) -> tuple[Choice, ...]:
    """Options of a filter, the commonest first, and chosen ones even without a result."""
    listed = {facet.value: facet.count for facet in facets}
    return tuple(
        Choice(value=value, label=value, count=listed.get(value, 0), chosen=value in chosen)
        for value in dict.fromkeys((*listed, *chosen))
    )


def _named(categories: tuple[Choice, ...]) -> tuple[Choice, ...]:
    return tuple(replace(each, label=category_name(each.value)) for each in categories)


def _orders(wanted: EventSearch) -> Iterable[Choice]:
    sensible = {"relevance": bool(wanted.text), "distance": wanted.near is not None}
    for value, label in ORDERS.items():
        if sensible.get(value, True):
            yield Choice(value=value, label=_(label), chosen=value == wanted.order)


def date_spans(wanted: EventSearch, pairs: Pairs, *, today: date) -> Iterable[DateSpan]:
    """Pressing the one in force again asks for any date. What is over is listed nowhere anyway."""
    friday = today + timedelta(days=4 - today.weekday())
    sunday = friday + timedelta(days=2)
    spans = (
        (_("This weekend"), friday if friday > today else None, sunday),
        (_("Next 7 days"), None, today + timedelta(days=7)),
        (_("Next 30 days"), None, today + timedelta(days=30)),
    )
    rest = without(pairs, "from", "until")
    for label, first, last in spans:
        chosen = (wanted.starts_from, wanted.starts_until) == (first, last)
        dates = [(name, str(day)) for name, day in (("from", first), ("until", last)) if day]
        url = address(rest if chosen else [*rest, *dates])
        yield DateSpan(label=label, url=url, is_chosen=chosen)


def chosen_filters(pairs: Pairs, *, unsaid: Sequence[str] = ()) -> Iterable[Link]:
    """The filters in use, in words, each with the address of the search without it."""
    for pair in without(pairs, *MORE, *unsaid):
        meant = MEANT if pair[0] == "place" else ()
        rest = [each for each in without(pairs, *meant) if each != pair]
        yield Link(label=_said(*pair), url=address(rest))


def _said(name: str, value: str) -> str:
    texts = {
        "q": _("“%(text)s”", text=value),
        "place": _("in %(place)s", place=value),
        "from": _("from %(day)s", day=_day_text(value)),
        "until": _("until %(day)s", day=_day_text(value)),
        "kind": _(KINDS.get(value, "")),
        "spoken": languages.name_of(value),
        "category": category_name(value),
        "free": _("Free"),
        "speaker": _("Speaker: %(name)s", name=value),
        "ticket_kind": _(TICKET_KINDS.get(value, "")),
        "ticket_name": _("Ticket: %(name)s", name=value),
        "most": _("at most %(amount)s", amount=value),
        "near": _("near you"),
        "box": _("this part of the map"),
    }
    return texts.get(name) or value


def _day_text(value: str) -> str:
    day = query_params.day_of(value)
    return formats.day(day) if day else value


def speakers(typed: str) -> list[dict[str, str]]:
    """Who may be meant by what was typed as a speaker's name, and at how many events they speak."""
    return [
        {"label": each.value, "kind": ngettext("%(num)s event", "%(num)s events", each.count)}
        for each in public_search.complete_speakers(typed)
    ]


def suggested(typed: str) -> list[dict[str, str]]:
    """Events lead to their pages, words to the search for them; one statement, none for too few."""
    if len(typed) < public_search.LEAST_LETTERS:
        return []
    names = {
        "event": _("Event"),
        "organization": _("Organizer"),
        "category": _("Category"),
        "city": _("City"),
    }
    found = (
        {"kind": names[each.kind], "label": label, "url": _url(each, label)}
        for each in public_search.suggest(typed)
        for label in (_label(each),)
    )
    return list({(each["kind"], each["url"]): each for each in found}.values())


def _label(each: public_search.Suggestion) -> str:
    """Cities have the name that they have in the language of the page."""
    if each.kind == "city" and (city := find_city(each.label)):
        return city.name_in(language())
    return category_name(each.label) if each.kind == "category" else each.label


def _url(each: public_search.Suggestion, label: str) -> str:
    if each.kind in ("event", "organization"):
        return each.path
    return address([("place", label) if each.kind == "city" else (each.kind, each.label)])
