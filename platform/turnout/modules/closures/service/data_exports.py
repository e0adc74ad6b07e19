"""Data exports: everything that an organization takes along, as one ZIP, made while it is sent.

The archive is a folder that `turnout tenants apply` takes (manifest, pictures, events with their
files), with tables of orders, attendees and answers beside it, and the files of answers.
"""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final, TypeVar
from uuid import UUID

from turnout.kernel import clock
from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.db.pagination import Page, PageRequest, every_page
from turnout.kernel.db.tx import transaction
from turnout.kernel.spreadsheets import BYTE_ORDER_MARK, csv_rows
from turnout.modules.catalog import api as catalog
from turnout.modules.closures import policies
from turnout.modules.closures.service import answered
from turnout.modules.events import api as events
from turnout.modules.manifests import api as manifests
from turnout.modules.order_search import api as order_search
from turnout.modules.organizations import api as organizations
from turnout.modules.security_events.api import SecurityEventKind, record_security_event

Row = TypeVar("Row")
JOB: Final = "closures.export-data"
ORDER_COLUMNS: Final = (
    "number", "state", "money_state", "currency", "total_minor", "paid_minor", "refunded_minor",
    "buyer_name", "buyer_email", "channel", "placed_at", "confirmed_at", "attendee_count",
    "checked_in_count",
)  # fmt: skip
ATTENDEE_COLUMNS: Final = (
    "order_number", "order_state", "state", "name", "email", "is_transferred", "is_checked_in",
    "placed_at",
)  # fmt: skip


def export_data(ctx: OrganizationContext) -> tuple[str, Iterator[bytes]]:
    """The name of a ZIP and its bytes as they are made; each page is read in its own transaction.

    That it was taken out is recorded first.
    """
    policies.require_can_export_data(ctx)
    with transaction(ctx) as tx:
        slug = organizations.get_organization(tx).slug
        told = {"what": "organization"}
        record_security_event(tx, SecurityEventKind.EXPORTED, user_id=ctx.user_id, details=told)
    inside = system_in(ctx.organization_id, JOB, request_id=ctx.request_id)
    return f"{slug}.zip", _archive(inside, slug)


class _Outlet(io.RawIOBase):
    """Takes what the archive writes until it is sent; nothing can be gone back to."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._waiting += data
        return len(data)

    def take(self) -> bytes:
        """What was written since the last time."""
        taken = bytes(self._waiting)
        self._waiting.clear()
        return taken


def _archive(ctx: OrganizationContext, slug: str) -> Iterator[bytes]:
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, pieces in _contents(ctx, slug):
            entry = zipfile.ZipInfo(name, date_time=clock.now().timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w", force_zip64=True) as file:
                for piece in pieces:
                    file.write(piece)
                    yield outlet.take()
    yield outlet.take()


def _contents(ctx: OrganizationContext, slug: str) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The names of the files with what they hold; equal contents stand there once."""
    labels = _Labels(ctx)
    yield "orders.csv", _orders(ctx, labels)
    yield "attendees.csv", _attendees(ctx, labels)
    yield "answers.csv", _answers(ctx, labels)
    yield from answered.files_of(ctx, _order_ids(ctx))
    job = SystemContext(job=JOB, request_id=ctx.request_id)
    manifest, held = manifests.export_with_files(job, slug)
    copies, written = [], set(held)
    yield from ((name, [data]) for name, data in held.items())
    for copy, contents in manifests.export_events_of(job, slug):
        copies.append(copy)
        yield from ((name, [contents[name]]) for name in contents if name not in written)
        written |= set(contents)
    said = manifests.as_yaml(replace(manifest, event_copies=tuple(copies)))
    yield f"{slug}.yaml", [said.encode()]


class _Labels:
    """Titles of events and names of their ticket types, each looked up once."""

    def __init__(self, ctx: OrganizationContext) -> None:
        self._ctx = ctx
        self._known: dict[UUID, tuple[str, dict[UUID, str]]] = {}

    def title(self, event_id: UUID) -> str:
        return self._of(event_id)[0]

    def ticket_type(self, event_id: UUID, ticket_type_id: UUID) -> str:
        return self._of(event_id)[1].get(ticket_type_id, "")

    def _of(self, event_id: UUID) -> tuple[str, dict[UUID, str]]:
        if event_id not in self._known:
            with transaction(self._ctx) as tx:
                event = events.find_event(tx, event_id)
                offers = catalog.list_offers(tx, event_id) if event else []
            names = {each.ticket_type_id: each.name for each in offers}
            self._known[event_id] = (event.title if event else "", names)
        return self._known[event_id]


def _orders(ctx: OrganizationContext, labels: _Labels) -> Iterator[bytes]:
    wanted, oldest = order_search.OrderFilter(), order_search.OrderSort.OLDEST
    yield from _table(
        ("event", *ORDER_COLUMNS),
        lambda request: order_search.search_orders(ctx, wanted, request, sort=oldest),
        lambda each: (labels.title(each.event_id), *_cells(each, ORDER_COLUMNS)),
    )


def _attendees(ctx: OrganizationContext, labels: _Labels) -> Iterator[bytes]:
    wanted, oldest = order_search.AttendeeFilter(), order_search.AttendeeSort.OLDEST
    yield from _table(
        ("event", "ticket_type", *ATTENDEE_COLUMNS),
        lambda request: order_search.search_attendees(ctx, wanted, request, sort=oldest),
        lambda each: (
            labels.title(each.event_id),
            labels.ticket_type(each.event_id, each.ticket_type_id),
            *_cells(each, ATTENDEE_COLUMNS),
        ),
    )


def _answers(ctx: OrganizationContext, labels: _Labels) -> Iterator[bytes]:
    yield BYTE_ORDER_MARK + csv_rows([("event", *answered.COLUMNS)])
    for ids in _order_ids(ctx):
        rows = answered.rows_of(ctx, ids)
        yield csv_rows([(labels.title(event_id), *cells) for event_id, cells in rows])


def _order_ids(ctx: OrganizationContext) -> Iterator[list[UUID]]:
    """The orders of `orders.csv`, page by page."""
    wanted, oldest = order_search.OrderFilter(), order_search.OrderSort.OLDEST
    for found in every_page(
        lambda each: order_search.search_orders(ctx, wanted, each, sort=oldest)
    ):
        yield [order.id for order in found]


def _table(
    columns: Sequence[str],
    read: Callable[[PageRequest], Page[Row]],
    cells: Callable[[Row], Sequence[str]],
) -> Iterator[bytes]:
    """A table page by page, safe to open in a spreadsheet."""
    yield BYTE_ORDER_MARK + csv_rows([columns])
    for found in every_page(read):
        yield csv_rows([cells(each) for each in found])


def _cells(found: object, columns: Sequence[str]) -> list[str]:
    return [_cell(getattr(found, name)) for name in columns]


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
