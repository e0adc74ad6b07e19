"""Platform statistics: days are counted in each organization, and read over all by operators.

What is counted are things that happened, each on its UTC day: an order on the day that it was
confirmed, money on the day that it was booked. A cancelled order stays counted, and its refund is
counted on a day of its own. Thus a day that is over does not change any more, and it stays as it
is when an event or a person is erased, and when the organization is deleted: sums name nobody,
and what the platform sold does not become less.

Facts mark an organization, and a timed job counts it from the day up to which it was counted
before. A fact that comes twice counts nothing twice, one that is lost is made up for by the next.
An organization of long ago begins with its first day, in portions that are committed one by one.
"""

from datetime import UTC, timedelta
from typing import Final
from uuid import UUID

from turnout.kernel import clock, runtime
from turnout.kernel.context import OperatorContext, OrganizationContext, SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.file_formats import FileFormat, ReportFile
from turnout.kernel.security import permissions
from turnout.kernel.spreadsheet_files import report_file
from turnout.l10n.languages import ENGLISH
from turnout.l10n.report_pages import Heading
from turnout.modules.organizations import api as organizations
from turnout.modules.platform_statistics import pdf, policies, queries, rules
from turnout.modules.platform_statistics.types import (
    PlatformStatistics,
    Report,
    StatisticsFilter,
    TopOrganization,
)

JOB: Final = "platform_statistics.count"
READ_JOB: Final = "platform_statistics.get"
LATE: Final = timedelta(days=1)


def get_statistics(ctx: OperatorContext, wanted: StatisticsFilter) -> PlatformStatistics:
    """A period beside the one before it: six statements, however many organizations and days.

    Invalid names the parameter of a period that is backwards or too long.
    """
    policies.require_can_read(ctx)
    period = rules.period_of(wanted, today=clock.now().astimezone(UTC).date())
    with transaction(ctx.job(READ_JOB)) as tx:
        sums = queries.list_sums(tx, period)
        active = queries.count_active(tx, period)
        people = queries.list_people(tx, period)
        top = queries.list_top(tx, period, currency=wanted.currency, limit=wanted.limit)
        names = organizations.list_tenant_names(tx, (each.organization_id for each in top))
        uncounted = queries.count_uncounted(tx, since=tx.now - LATE)
    numbers = {each.scope: each.number for each in active if each.scope != "bucket"}
    return PlatformStatistics(
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        by=period.by,
        totals=rules.figures_of(
            (each for each in sums if each.day is not None),
            active=numbers.get("period", 0),
            people=sum(each.number for each in people if each.scope == "bucket"),
        ),
        before=rules.figures_of(
            (each for each in sums if each.day is None),
            active=numbers.get("before", 0),
            people=sum(each.number for each in people if each.scope == "before"),
        ),
        series=rules.series_of(period, sums, active, people),
        organizations=[
            TopOrganization(
                organization_id=each.organization_id,
                name=names[each.organization_id],
                orders=each.order_count,
                tickets=each.ticket_count,
                money=each.money,
            )
            for each in top
        ],
        uncounted=uncounted,
    )


def export_statistics(
    ctx: OperatorContext, wanted: StatisticsFilter, *, format_: FileFormat, language: str | None
) -> ReportFile:
    """The same as a file: by day, week or month, or by organization.

    `language` is that of a PDF's words, English without one.
    """
    policies.require_can_read(ctx)
    found = get_statistics(ctx, wanted)
    report = Report(wanted.report)
    rows = list(rules.rows_of(found, report))
    heading = Heading(
        name=runtime.current().settings.public_host,
        language=language or ENGLISH,
        time_zone="UTC",
        counted_at=clock.now(),
        days=(found.starts_on, found.ends_on),
    )
    return report_file(
        f"platform-{report}-{found.starts_on:%Y%m%d}-{found.ends_on:%Y%m%d}",
        format_,
        line_count=len(rows) * max(len(found.totals.money), 1),
        draw=lambda: pdf.draw_report(found, report, heading),
        columns=rules.columns_of(found, report),
        rows=rows,
    )


def mark_organization(ctx: OrganizationContext) -> None:
    """Have the organization counted within a minute."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        queries.mark_stale(tx)


def count_organizations(ctx: SystemContext, *, limit: int = 200) -> int:
    """Count the organizations that were marked, each in its own context; how many there were."""
    with transaction(ctx) as tx:
        stale = queries.list_stale(tx, limit=limit)
    for organization_id in stale:
        while count_portion(organization_id):
            pass
    return len(stale)


def count_portion(organization_id: UUID) -> bool:
    """Count what comes next of an organization and commit it; whether there is more to count."""
    with transaction(system_in(organization_id, JOB)) as tx:
        cursor = queries.lock_stale(tx)
        if cursor is None:
            return False
        if cursor.counted_until is None:
            begin = queries.find_first(tx) or tx.now
        else:
            begin = cursor.counted_until - rules.OVERLAP
        since, until, is_last = rules.portion_of(min(begin, tx.now), now=tx.now)
        queries.count_days(tx, since=since, until=until)
        reached = tx.now if is_last else until + rules.OVERLAP
        queries.move_cursor(tx, reached, is_stale=not is_last)
    return not is_last


def count_people(ctx: SystemContext) -> None:
    """Count who signed up since the last time, in portions that are committed one by one."""
    with transaction(ctx) as tx:
        last, first = queries.find_people_days(tx)
        today = tx.now.astimezone(UTC).date()
    for begin, end in rules.people_days(last, first, today=today):
        with transaction(ctx) as tx:
            queries.count_people(tx, first=begin, last=end)
