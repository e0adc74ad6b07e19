"""The event's page beside a bare view of the same size: whole, and as an answer of 304."""

import itertools
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from tests.bench.figures import Figure, Side, compare, measure
from tests.bench.load import Request
from tests.bench.setup import Sale, Server

WHOLE_BAR: Final = 0.35
CLIENTS: Final = 16
ROUNDS: Final = 3


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page is, how long it is, and its ETag."""

    path: str
    length: int
    etag: str

    def asks(self) -> Iterator[Request]:
        return itertools.repeat(Request(self.path, {}, {}, method="GET"))

    def asks_again(self) -> Iterator[Request]:
        """As a browser that has it already."""
        return itertools.repeat(Request(self.path, {}, {"If-None-Match": self.etag}, method="GET"))


def find_page(sale: Sale, ours: Server) -> Page:
    """Have the directory know the sale's event, and look at its page once."""
    from turnout.kernel.db.tx import transaction
    from turnout.modules.discovery import api as discovery
    from turnout.modules.events import api as events

    ctx: Any = sale.organizer
    discovery.index_organization(ctx)
    discovery.index_event(ctx, sale.event_id)
    with transaction(ctx) as tx:
        slug = events.get_event(tx, sale.event_id).slug
    path = f"/{sale.organization_slug}/{slug}"
    with urllib.request.urlopen(ours.base + path, timeout=20) as answer:  # noqa: S310  our own
        return Page(path, len(answer.read()), answer.headers.get("ETag", ""))


def measure_pages(page: Page, ours: Server, floor: Server, *, seconds: float) -> list[Figure]:
    bare = itertools.repeat(Request(f"/page/{page.length}", {}, {}, method="GET"))
    least = measure(Side(floor, bare, (200,)), clients=CLIENTS, seconds=seconds, rounds=ROUNDS)
    whole = measure(
        Side(ours, page.asks(), (200,)), clients=CLIENTS, seconds=seconds, rounds=ROUNDS
    )
    found = compare("event page, 16 clients", whole, least, bar=WHOLE_BAR)
    if page.etag:
        again = measure(
            Side(ours, page.asks_again(), (304,)), clients=CLIENTS, seconds=seconds, rounds=ROUNDS
        )
        found += compare("event page known already, 16 clients", again, least, bar=None)
    return found
