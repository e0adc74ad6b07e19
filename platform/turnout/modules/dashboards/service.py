"""Dashboards: figures counted as they are asked for, and again for whoever listens.

Nothing is kept: an event that nobody looks at costs nothing. While somebody does, each change of
its orders or its door has the relay count it again (`kernel/messaging/live.py`).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Final, TypeVar
from uuid import UUID

import msgspec

from turnout.kernel.context import OrganizationContext, system_in
from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.messaging import live
from turnout.modules.checkin import api as checkin
from turnout.modules.dashboards import policies, queries, rules
from turnout.modules.dashboards.types import (
    DashboardStream,
    EventDashboard,
    EventFigures,
    LinesOfDay,
    OrderSums,
    OrganizationDashboard,
)
from turnout.modules.events import api as events
from turnout.modules.inventory import api as inventory
from turnout.modules.tickets import api as tickets

JOB: Final = "dashboards.count"
ANNOUNCED: Final = (events.State.PUBLISHED, events.State.LIVE)
MOST_EVENTS: Final = 100
Row = TypeVar("Row", OrderSums, LinesOfDay)


def get_event_dashboard(ctx: OrganizationContext, event_id: UUID) -> EventDashboard:
    """The figures of an event now, with each day that has orders."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        event = events.get_event(tx, event_id)
        orders, lines = _sold(tx, [event])
        [figures] = _figures(tx, [event], orders, lines)
        return EventDashboard(
            title=event.title,
            state=event.state,
            time_zone=event.time_zone,
            starts_at=event.starts_at,
            figures=figures,
            days=rules.day_sales(orders, lines),
        )


def get_organization_dashboard(ctx: OrganizationContext) -> OrganizationDashboard:
    """The events that are announced or under way, of those that one may see."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return _organization(tx, only=ctx.event_ids)


def open_event_stream(ctx: OrganizationContext, event_id: UUID) -> DashboardStream:
    """Let somebody listen to an event's figures for some minutes; the address is the proof."""
    policies.require_can_read(ctx, event_id)
    with transaction(ctx) as tx:
        events.get_event(tx, event_id)
    return _open_stream(ctx, event_id)


def open_organization_stream(ctx: OrganizationContext) -> DashboardStream:
    """The same for all announced events of the organization together."""
    policies.require_can_hear_all(ctx)
    return _open_stream(ctx, live.WHOLE)


def live_dashboards(organization_id: UUID, ids: Collection[UUID]) -> dict[UUID, bytes]:
    """The figures of each event as JSON, of all together under `live.WHOLE`.

    As many statements for events of a time zone as for one of them.
    """
    found: dict[UUID, bytes] = {}
    with transaction(system_in(organization_id, JOB)) as tx:
        if live.WHOLE in ids:
            found[live.WHOLE] = msgspec.json.encode(_organization(tx, only=None))
        if one_by_one := [each for each in ids if each != live.WHOLE]:
            shown = events.events_by_id(tx, one_by_one)
            for figures in _figures(tx, shown, *_sold(tx, shown)):
                found[figures.event_id] = msgspec.json.encode(figures)
    return found


def _open_stream(ctx: OrganizationContext, event_id: UUID) -> DashboardStream:
    """What changed between the page and the stream is heard: counting begins with the mark."""
    with transaction(ctx) as tx:
        expires_at = tx.now + live.STREAM_LIFETIME
        address = live.open_stream(
            live.DASHBOARD,
            ctx.organization_id,
            event_id,
            user_id=ctx.user_id,
            expires_at=expires_at,
        )
        live.mark(tx, live.DASHBOARD, [event_id])
    return DashboardStream(url=address, expires_at=expires_at)


def _sold(
    tx: Transaction, shown: Sequence[events.Event]
) -> tuple[list[OrderSums], list[LinesOfDay]]:
    """Orders and tickets of events by day; two statements for each time zone."""
    orders: list[OrderSums] = []
    lines: list[LinesOfDay] = []
    for zone in {each.time_zone for each in shown}:
        ids = [each.id for each in shown if each.time_zone == zone]
        orders += queries.count_orders_by_day(tx, ids, time_zone=zone)
        lines += queries.count_lines(tx, ids, time_zone=zone)
    return orders, lines


def _figures(
    tx: Transaction,
    shown: Sequence[events.Event],
    orders: Sequence[OrderSums],
    lines: Sequence[LinesOfDay],
) -> list[EventFigures]:
    ids = [each.id for each in shown]
    people_in = checkin.people_inside(tx, ids)
    totals = inventory.totals_of_events(tx, ids)
    valid = tickets.count_valid_of_events(tx, ids)
    orders_of, lines_of = _by_event(orders), _by_event(lines)
    return [
        rules.event_figures(
            each,
            orders_of[each.id],
            lines_of[each.id],
            counted_at=tx.now,
            tickets=valid.get(each.id, 0),
            totals=totals.get(each.id, (0, 0)),
            people_in=people_in.get(each.id, {}),
        )
        for each in shown
    ]


def _by_event(rows: Iterable[Row]) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.event_id].append(row)
    return found


def _organization(tx: Transaction, *, only: Collection[UUID] | None) -> OrganizationDashboard:
    """Five statements, however many events."""
    request = PageRequest(limit=MOST_EVENTS)
    shown = events.list_events(tx, request, states=ANNOUNCED, only=only).items
    ids = [each.id for each in shown]
    counted = queries.count_orders(tx, ids)
    by_event = _by_event(counted)
    totals = inventory.totals_of_events(tx, ids)
    sums = rules.order_counts(counted)
    return OrganizationDashboard(
        counted_at=tx.now,
        capacity=sum(capacity for capacity, _ in totals.values()),
        taken=sum(taken for _, taken in totals.values()),
        placed=sums.placed,
        confirmed=sums.confirmed,
        waiting=sums.waiting,
        revenue=rules.revenue_of(counted),
        events=[
            rules.event_line(event, by_event[event.id], capacity=capacity, taken=taken)
            for event in shown
            for capacity, taken in [totals.get(event.id, (0, 0))]
        ],
    )
