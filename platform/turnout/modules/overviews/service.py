"""Overviews: figures are counted in each organization, and read by a person over all of theirs.

Nobody gets a context over several organizations: the person reads one table, by its own policy,
that has nothing but counts. What they may see in each organization is asked first.
"""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext, PersonContext, SystemContext, system_in
from turnout.kernel.db.tx import Transaction, report_transaction, transaction
from turnout.kernel.file_formats import FileFormat, ReportFile
from turnout.kernel.security import permissions
from turnout.kernel.spreadsheet_files import report_file
from turnout.l10n.report_pages import Heading
from turnout.modules.events import api as events
from turnout.modules.identity import api as identity
from turnout.modules.inventory import api as inventory
from turnout.modules.orders import api as orders
from turnout.modules.organizations import api as organizations
from turnout.modules.overviews import pdf, policies, queries, rules
from turnout.modules.overviews.errors import TooManyEvents
from turnout.modules.overviews.types import EventFigures, Overview, OverviewFilter

JOB: Final = "overviews.count"
MOST_LINES: Final = 10_000


def get_overview(ctx: PersonContext, wanted: OverviewFilter) -> Overview:
    """The figures of every organization that the person may enter: three statements in all."""
    policies.require_person(ctx)
    with report_transaction(ctx) as tx:
        sights = _sights(tx, ctx, wanted)
        counted = queries.count_organizations(
            tx, _ids(sights), limits=_limits(sights), wanted=wanted
        )
    return rules.overview_of(sights, counted, needs_attention=wanted.needs_attention)


def export_report(
    ctx: PersonContext, wanted: OverviewFilter, *, format_: FileFormat, language: str | None
) -> ReportFile:
    """The same by event; TooManyEvents above ten thousand.

    `language` is that of a PDF's words, else the person's.
    """
    policies.require_person(ctx)
    with report_transaction(ctx) as tx:
        sights = _sights(tx, ctx, wanted)
        lines = queries.list_lines(
            tx, _ids(sights), limits=_limits(sights), wanted=wanted, limit=MOST_LINES + 1
        )
        counted_at = tx.now
    if len(lines) > MOST_LINES:
        raise TooManyEvents
    rows = rules.report_rows(sights, lines)
    person = identity.get_me(ctx)
    heading = Heading(
        name=person.display_name,
        language=language or person.locale,
        time_zone=person.time_zone,
        counted_at=counted_at,
    )
    return report_file(
        "overview",
        format_,
        line_count=len(rows),
        draw=lambda: pdf.draw_report(rows, heading),
        columns=rules.COLUMNS,
        rows=map(rules.cells_of, rows),
    )


def mark_event(ctx: OrganizationContext, event_id: UUID) -> None:
    """Have an event counted again within half a minute."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        queries.mark_stale(tx, event_id)


def forget_event(ctx: OrganizationContext, event_id: UUID) -> None:
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        queries.delete_figures(tx, event_id)


def count_stale(ctx: SystemContext, *, limit: int = 500) -> int:
    """Count the events that changed, each in its own organization; how many."""
    with transaction(ctx) as tx:
        stale = queries.list_stale(tx, limit=limit)
    for organization_id, event_id in stale:
        with transaction(system_in(organization_id, JOB)) as tx:
            if queries.claim_stale(tx, event_id):
                _count(tx, event_id)
    return len(stale)


def _count(tx: Transaction, event_id: UUID) -> None:
    event = events.find_event(tx, event_id)
    if event is None or event.is_template:
        queries.delete_figures(tx, event_id)
        return
    capacity, taken = inventory.totals_of_event(tx, event_id)
    open_orders, to_decide, revenue = rules.figures_of_orders(orders.count_of_event(tx, event_id))
    queries.store_figures(
        tx,
        EventFigures(
            event_id=event_id,
            title=event.title,
            state=event.state,
            starts_at=event.starts_at,
            ends_at=event.ends_at,
            time_zone=event.time_zone,
            capacity=capacity,
            sold=taken,
            open_orders=open_orders,
            orders_to_decide=to_decide,
            revenue=revenue,
        ),
    )


def _sights(tx: Transaction, ctx: PersonContext, wanted: OverviewFilter) -> list[rules.Sight]:
    return rules.sights_of(
        organizations.list_my_access(tx),
        wanted,
        second_factor_at=ctx.second_factor_at,
        sso_organization_id=ctx.sso_organization_id,
        now=tx.now,
        reads=policies.READS,
    )


def _ids(sights: list[rules.Sight]) -> list[UUID]:
    return [each.mine.organization.id for each in sights if each.is_counted]


def _limits(sights: list[rules.Sight]) -> dict[UUID, Iterable[UUID]]:
    """The events of those organizations in which the person has only some."""
    return {
        each.mine.organization.id: each.mine.access.event_ids
        for each in sights
        if each.mine.access.event_ids is not None
    }
