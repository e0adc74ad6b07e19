"""What visitors put into the address of a page: read leniently, since a page always answers."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from werkzeug.datastructures import MultiDict

from turnout.kernel.errors import Invalid
from turnout.kernel.pagination import PageRequest, page_request
from turnout.modules.discovery import api as discovery
from turnout.site.event_views import ProgrammeFilters
from turnout.site.texts import _
from turnout.site.views import Choice, DirectoryFilters

PAGE_SIZE: Final = 24
LONGEST: Final = 200
KINDS: Final[Mapping[str, str]] = {
    "in_person": "In person",
    "online": "Online",
    "hybrid": "In person and online",
}


def search_of(given: MultiDict[str, str]) -> discovery.Search:
    """The search that an address stands for; what cannot be read is left out."""
    text = given.get("q", "").strip()[:LONGEST]
    return discovery.Search(
        text=text,
        place=given.get("place", "").strip()[:LONGEST],
        starts_from=_day(given.get("from")),
        starts_until=_day(given.get("until")),
        kinds=tuple(each for each in given.getlist("kind") if each in KINDS),
        categories=tuple(each[:LONGEST] for each in given.getlist("category")[:20]),
        free_only=given.get("free") == "1",
        order="relevance" if text else "date",
    )


def page_of(given: MultiDict[str, str]) -> PageRequest:
    """The page asked for; a cursor that is not ours begins at the start."""
    try:
        return page_request(given.get("cursor"), PAGE_SIZE)
    except Invalid:
        return page_request(None, PAGE_SIZE)


def programme_filters(given: MultiDict[str, str]) -> ProgrammeFilters:
    return ProgrammeFilters(
        day=given.get("day", "")[:LONGEST],
        track=given.get("track", "")[:LONGEST],
        room=given.get("room", "")[:LONGEST],
        text=given.get("text", "").strip()[:LONGEST],
    )


def filters_of(wanted: discovery.Search, found: discovery.Found) -> DirectoryFilters:
    """The form of the directory, filled in as it was sent."""
    counts = {facet.value: facet.count for facet in found.kinds}
    listed = [facet.value for facet in found.categories]
    chosen_only = [each for each in wanted.categories if each not in listed]
    return DirectoryFilters(
        text=wanted.text,
        place=wanted.place,
        starts_from=wanted.starts_from,
        starts_until=wanted.starts_until,
        kinds=tuple(
            Choice(
                value=kind, label=_(KINDS[kind]), count=counts.get(kind, 0),
                chosen=kind in wanted.kinds,
            )
            for kind in KINDS
            if kind in counts or kind in wanted.kinds
        ),
        categories=(
            *(
                Choice(
                    value=facet.value, label=facet.value, count=facet.count,
                    chosen=facet.value in wanted.categories,
                )
                for facet in found.categories
            ),
            *(Choice(value=each, label=each, count=0, chosen=True) for each in chosen_only),
        ),
        free_only=wanted.free_only,
        order="relevance" if wanted.order == "relevance" else "date",
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
