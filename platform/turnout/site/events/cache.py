"""Rendered event pages, kept by the process while nothing they show has changed.

There is a copy for every language in which a page was asked for.

A page is looked at again after a second at the earliest: its version comes from Redis, where
`discovery.service.invalidate` ends it; what is left comes
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
from turnout.site.events import availability, service
from turnout.site.events.currencies import chosen_currency
from turnout.site.events.others import others_of
from turnout.site.events.page import dates_of, event_view, today_of
from turnout.site.events.views import EventPage
from turnout.site.l10n.languages import Copy, copy_for_reader, in_language
from turnout.site.layout.addresses import oembed_links
from turnout.site.layout.views import Page
from turnout.site.machines import json_ld
from turnout.site.rendering.renderer import PANEL, Renderer

LOOK_SECONDS: Final = 1.0
MOST_PAGES: Final = 192
COMPRESSION: Final = 5

Names = tuple[str, str]
"""Organization and event, as the address names them."""
Key = tuple[Names, Copy, str]
"""With the currency that is shown; empty where there is nothing to choose."""


@dataclass(slots=True)
class CachedPage:
    """One page and what it was made from."""

    event: discovery.PublishedEvent
    """As it was found: in its own language."""
    currency: str
    """In which it shows prices; empty where there is one only."""
    dates: list[discovery.NextDate]
    """What the page names of the series' other events."""
    states: tuple[str, ...]
    stock: service.Stock
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
        """Whether nothing but the numbers left of tickets differs."""
        return self.event is event and self.states == states and self.dates == dates


class EventPages:
    """The most recently used event pages of this process."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self._kept: OrderedDict[Key, CachedPage] = OrderedDict()
        self._events: OrderedDict[Names, discovery.PublishedEvent] = OrderedDict()
        self._lock = threading.Lock()
        self._rendering: dict[Key, threading.Lock] = {}

    def find(self, names: Names) -> CachedPage | None:
        """The page as it is now, in the reader's language; None without one at this address."""
        known = self._events.get(names)
        event = known or discovery.find_event(*names)
        if event is None:
            return None
        key = (names, copy_for_reader(event), chosen_currency(event.page.offers))
        kept = self._kept.get(key)
        if kept is not None and monotonic() - kept.looked_at < LOOK_SECONDS:
            return kept
        with self._lock:
            lock = self._rendering.setdefault(key, threading.Lock())
        if not lock.acquire(blocking=kept is None) and kept is not None:
            return kept  # another thread is looking; this copy was right a moment ago
        try:
            return self._look(key, event, is_new=known is None)
        finally:
            lock.release()

    def _look(
        self, key: Key, event: discovery.PublishedEvent, *, is_new: bool
    ) -> CachedPage | None:
        names, copy, currency = key
        kept = self._kept.get(key)
        found = event if is_new or self._is_current(event) else discovery.find_event(*names)
        if found is None:
            self._drop(key)
            return None
        fresh = self._refreshed(kept, found, copy=copy, currency=currency)
        self._keep(key, fresh)
        return fresh

    def _is_current(self, event: discovery.PublishedEvent) -> bool:
        summary = event.summary
        version = discovery.version_of_event(summary.organization.id, summary.id)
        return version == summary.version_tag

    def _refreshed(
        self,
        kept: CachedPage | None,
        event: discovery.PublishedEvent,
        *,
        copy: Copy,
        currency: str,
    ) -> CachedPage:
        stock = service.stock_of(event)
        tickets = availability.tickets_of(
            event.summary, event.page.offers, stock, now=clock.now(), currency=currency
        )
        today = today_of(event)
        others = others_of(event, tickets)
        states = (
            *(f"{ticket.state} {ticket.price.minor}" for ticket in tickets),
            str(today),
            *(o.url for o in others),
        )
        dates = dates_of(event)
        same = kept is not None and kept.was_made_of(event, states, dates=dates)
        if kept is not None and same and kept.stock == stock:
            kept.looked_at = monotonic()
            return kept
        shown = in_language(event, copy.text)
        view = event_view(
            shown, tickets, dates=dates, others=others, today=today, currency=currency
        )
        panel = self._renderer.panel(view).encode()
        if kept is not None and same:
            before, after = kept.before, kept.after
        else:
            before, after = self._around(view)
        body = b"".join((before, panel, after))
        return CachedPage(
            event=event,
            currency=currency,
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
        text = self._renderer.page("event.html", page_of(view), view)
        before, _, after = text.encode().partition(PANEL.encode())
        return before, after

    def _keep(self, key: Key, kept: CachedPage) -> None:
        with self._lock:
            self._kept[key] = kept
            self._kept.move_to_end(key)
            self._events[key[0]] = kept.event
            self._events.move_to_end(key[0])
            while len(self._kept) > MOST_PAGES:
                gone, _ = self._kept.popitem(last=False)
                self._rendering.pop(gone, None)
            while len(self._events) > MOST_PAGES:
                self._events.popitem(last=False)

    def _drop(self, key: Key) -> None:
        with self._lock:
            self._events.pop(key[0], None)
            self._kept.pop(key, None)
            self._rendering.pop(key, None)


def page_of(view: EventPage) -> Page:
    return Page(
        title=view.title,
        description=view.summary,
        canonical_url=view.canonical_url,
        image_url=view.image_url,
        embeddable=oembed_links(view.canonical_url),
        indexable=view.indexable,
        path=view.url,
        kind="article",
        alternates=view.locales,
        json_ld=json_ld.event_json(view),
        home=view.organization,
    )
