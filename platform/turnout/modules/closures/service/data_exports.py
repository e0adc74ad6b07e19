"""Data exports: everything that an organization takes along, as one ZIP, made while it is sent.

The archive is a folder that `turnout tenants apply` takes (manifest, pictures, events with their
files), with tables of orders, attendees and answers beside it, and the files of answers.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.db.pagination import every_page
from turnout.kernel.db.tx import transaction
from turnout.kernel.file_formats import FileFormat
from turnout.kernel.spreadsheet_files import long_sheet
from turnout.kernel.zip_stream import zipped
from turnout.modules.closures import policies
from turnout.modules.closures.service import answered
from turnout.modules.manifests import api as manifests
from turnout.modules.order_search import api as order_search
from turnout.modules.organizations import api as organizations
from turnout.modules.security_events.api import record_export

JOB: Final = "closures.export-data"
CSV: Final = FileFormat.CSV


def export_data(ctx: OrganizationContext) -> tuple[str, Iterator[bytes]]:
    """The name of a ZIP and its bytes as they are made; each page is read in its own transaction.

    That it was taken out is recorded first.
    """
    policies.require_can_export_data(ctx)
    with transaction(ctx) as tx:
        slug = organizations.get_organization(tx).slug
        record_export(tx, "organization", user_id=ctx.user_id)
    inside = system_in(ctx.organization_id, JOB, request_id=ctx.request_id)
    return f"{slug}.zip", zipped(_contents(inside, slug))


def _contents(ctx: OrganizationContext, slug: str) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The names of the files with what they hold; equal contents stand there once."""
    labels = order_search.EventLabels(ctx)
    orders, attendees = order_search.OrderFilter(), order_search.AttendeeFilter()
    yield "orders.csv", order_search.orders_table(ctx, orders, labels, format_=CSV)
    yield "attendees.csv", order_search.attendees_table(ctx, attendees, labels, format_=CSV)
    yield "answers.csv", long_sheet(CSV, ("event", *answered.COLUMNS), _answers(ctx, labels))
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


def _answers(
    ctx: OrganizationContext, labels: order_search.EventLabels
) -> Iterator[list[tuple[str, ...]]]:
    for ids in _order_ids(ctx):
        rows = answered.rows_of(ctx, ids)
        yield [(labels.title(event_id), *cells) for event_id, cells in rows]


def _order_ids(ctx: OrganizationContext) -> Iterator[list[UUID]]:
    """The orders of `orders.csv`, page by page."""
    wanted, oldest = order_search.OrderFilter(), order_search.OrderSort.OLDEST
    for found in every_page(
        lambda each: order_search.search_orders(ctx, wanted, each, sort=oldest)
    ):
        yield [order.id for order in found]
