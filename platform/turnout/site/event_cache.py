"""Rendered event pages, kept by the process while nothing they show has changed.

A page is looked at again after a second at the earliest: its mark comes from Redis, what is left
from the counters' cache. Only what changed is rendered again: the tickets when numbers move, the
whole page when the event, its organization or the state of a ticket type did.
"""

import gzip
import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from time import monotonic
from typing import Final

from turnout.kernel import clock
from turnout.modules.discovery import api as discovery
from turnout.site import availability, event_page, structured
from turnout.site.event_views import EventPage
from turnout.site.languages import in_language
from turnout.site.rendering import PANEL, Renderer
from turnout.site.views import Page

LOOK_SECONDS: Final = 1.0
MOST_PAGES: Final = 64
COMPRESSION: Final = 5

Names = tuple[str, str]
"""Organization and event, as the address names them."""
Key = tuple[str, str, str]
"""Those, and the language of this copy; empty for the event's own."""


@dataclass(slots=True)
class Kept:
    """One page and what it was made from."""

    event: discovery.PublishedEvent
    """As it was found: in its own language."""
    dates: list[discovery.NextDate]
    """What the page names of the series' other events."""
    states: tuple[str, ...]
    stock: availability.Stock
    before: bytes
    after: bytes
    body: bytes
    packed: bytes
    etag: str
    looked_at: float

    def was_made_of(
        self,
        event: discovery.PublishedEvent,
        states: tuple[str, ...],
        *,
        dates: list[discovery.NextDate],
    ) -> bool:
        """Whether all but the numbers is as it was."""
        return self.event is event and self.states == states and self.dates == dates


class EventPages:
    """The pages of this process, the last used ones."""

    def __init__(self, renderer: Renderer, base_url: str) -> None:
        self._renderer = renderer
        self._base_url = base_url
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._lock = threading.Lock()
        self._rendering: dict[Key, threading.Lock] = {}

    def find(self, names: Names, language: str = "") -> Kept | None:
        """The page as it is now, or None when there is none at this address."""
        key = (*names, language)
        kept = self._kept.get(key)
        if kept is not None and monotonic() - kept.looked_at < LOOK_SECONDS:
            return kept
        with self._lock:
            lock = self._rendering.setdefault(key, threading.Lock())
        if not lock.acquire(blocking=kept is None) and kept is not None:
            return kept  # another thread is looking; this copy was right a moment ago
        try:
            return self._look(key)
        finally:
            lock.release()

    def _look(self, key: Key) -> Kept | None:
        kept = self._kept.get(key)
        event = kept.event if kept is not None and self._is_current(kept) else None
        if event is None:
            event = discovery.find_event(*key[:2])
        if event is None:
            self._drop(key)
            return None
        fresh = self._refreshed(kept, event, language=key[2])
        self._keep(key, fresh)
        return fresh

    def _is_current(self, kept: Kept) -> bool:
        summary = kept.event.summary
        mark = discovery.version_of_event(summary.organization.id, summary.id)
        return mark == summary.mark

    def _refreshed(
        self, kept: Kept | None, event: discovery.PublishedEvent, *, language: str
    ) -> Kept:
        stock = availability.stock_of(
            event.summary.organization.id, availability.pools_of(event.page.offers)
        )
        tickets = availability.tickets_of(event, stock, clock.now())
        states = tuple(ticket.state for ticket in tickets)
        dates = dates_of(event)
        same = kept is not None and kept.was_made_of(event, states, dates=dates)
        if kept is not None and same and kept.stock == stock:
            kept.looked_at = monotonic()
            return kept
        shown = in_language(event, language)
        view = event_page.event_view(shown, tickets, base_url=self._base_url, dates=dates)
        panel = self._renderer.panel(view).encode()
        if kept is not None and same:
            before, after = kept.before, kept.after
        else:
            before, after = self._around(view)
        body = b"".join((before, panel, after))
        return Kept(
            event=event,
            dates=dates,
            states=states,
            stock=stock,
            before=before,
            after=after,
            body=body,
            packed=gzip.compress(body, COMPRESSION, mtime=0),
            etag=hashlib.sha256(body).hexdigest()[:24],
            looked_at=monotonic(),
        )

    def _around(self, view: EventPage) -> tuple[bytes, bytes]:
        text = self._renderer.page("event.html", page_of(view, self._base_url), view)
        before, _, after = text.encode().partition(PANEL.encode())
        return before, after

    def _keep(self, key: Key, kept: Kept) -> None:
        with self._lock:
            self._kept[key] = kept
            self._kept.move_to_end(key)
            while len(self._kept) > MOST_PAGES:
                gone, _ = self._kept.popitem(last=False)
                self._rendering.pop(gone, None)

    def _drop(self, key: Key) -> None:
        with self._lock:
            self._kept.pop(key, None)
            self._rendering.pop(key, None)


def dates_of(event: discovery.PublishedEvent) -> list[discovery.NextDate]:
    """The next dates of the event's series; at most one statement, and mostly none."""
    series = event.page.series
    if series is None:
        return []
    return discovery.next_dates(event.summary.organization.id, series.id)


def page_of(view: EventPage, base_url: str) -> Page:
    return Page(
        title=view.title,
        description=view.summary,
        canonical_url=view.canonical_url,
        image_url=base_url + view.cover.src if view.cover else "",
        indexable=view.indexable,
        kind="article",
        alternates=view.locales,
        json_ld=structured.event_json(view, base_url),
    )
