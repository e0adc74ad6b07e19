"""Days of sales counted ahead: a report of many orders adds up days instead.

A zone's days are counted once, day by day, and those that changed are counted anew every few
minutes. What changed is read from the audit log, into which each change is written by its own
transaction; so a report knows which days it has to look at itself, and is never behind.
"""

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import NotFound
from turnout.kernel.messaging import tasks
from turnout.kernel.security import permissions
from turnout.modules.audit import api as audit
from turnout.modules.organizations import api as organizations
from turnout.modules.sales_reports import rules
from turnout.modules.sales_reports.metrics import COUNTED
from turnout.modules.sales_reports.queries import counted_days
from turnout.modules.sales_reports.types import CountedZone

JOB: Final = "sales-reports.count"
TASK: Final = "sales_reports.count_zone"
PAUSE: Final = timedelta(minutes=5)
MOST_TOUCHED: Final = 60
"""Days that are counted anew at once; with more of them the zone is counted as at first."""
MOST_ZONES: Final = 200


def find_touched(tx: Transaction, time_zone: str) -> list[date] | None:
    """The days of a zone that changed since they were counted; None: a report counts them all.

    Of an organization with many orders a zone that nobody has counted is counted then, whatever
    becomes of the report: it may take too long without.
    """
    zone = counted_days.find_zone(tx, time_zone)
    if zone is None and counted_days.has_more_orders(tx, rules.COUNTED_FROM):
        tasks.enqueue(TASK, str(tx.organization_id), time_zone)
    if zone is None or not zone.is_counted:
        return None
    touched = counted_days.touched_days(tx, zone)
    return touched if len(touched) <= MOST_TOUCHED else None


def list_due_zones(ctx: SystemContext) -> list[tuple[UUID, str]]:
    """(organization, zone) whose days are due to be counted anew."""
    with transaction(ctx) as tx:
        return counted_days.list_due(tx, before=tx.now - PAUSE, limit=MOST_ZONES)


def count_if_many(ctx: OrganizationContext) -> None:
    """Count the days of an organization of many orders before anybody asks for a report."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        time_zone = organizations.get_organization(tx).time_zone
        is_new = counted_days.find_zone(tx, time_zone) is None
        is_needed = is_new and counted_days.has_more_orders(tx, rules.COUNTED_FROM)
    if is_needed:
        count_zone(ctx, time_zone)


def count_zone(ctx: OrganizationContext, time_zone: str) -> None:
    """Count what changed in a zone since the last time; all of its days at first.

    Whoever does the same at the same time waits, and a worker that dies leaves days that the next
    one counts again: until all of them are there, reports take none.
    """
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        covered = audit.last_position(tx, organization_id=tx.organization_id)
        counted_days.add_zone(tx, time_zone, covered=covered)
        if _count_touched(tx, time_zone, covered=covered):
            return
        bounds = counted_days.first_and_last(tx)
    for day in _days(bounds, ZoneInfo(time_zone)):
        with transaction(ctx) as tx:
            zone = _locked(tx, time_zone)
            counted_days.count_days(tx, time_zone, [day])
            counted_days.store_zone(tx, time_zone, covered=zone.covered, is_counted=False)
    with transaction(ctx) as tx:
        zone = _locked(tx, time_zone)
        counted_days.store_zone(tx, time_zone, covered=zone.covered, is_counted=True)
    COUNTED.add(part="whole")


def _count_touched(tx: Transaction, time_zone: str, *, covered: int) -> bool:
    """Count what was touched in a zone that is counted; False: all of it is to be counted."""
    zone = _locked(tx, time_zone)
    if not zone.is_counted:
        return False
    touched = counted_days.touched_days(tx, zone)
    is_done = len(touched) <= MOST_TOUCHED
    if is_done and touched:
        counted_days.count_days(tx, time_zone, touched)
        COUNTED.add(part="touched")
    counted_days.store_zone(tx, time_zone, covered=covered, is_counted=is_done)
    return is_done


def _days(bounds: tuple[datetime, datetime] | None, zone: ZoneInfo) -> list[date]:
    """The days between two instants, and one more on either side."""
    if bounds is None:
        return []
    first, last = (at.astimezone(zone).date() for at in bounds)
    return rules.days_between(first - rules.DAY, last + rules.DAY)


def _locked(tx: Transaction, time_zone: str) -> CountedZone:
    zone = counted_days.find_zone(tx, time_zone, lock=True)
    if zone is None:
        raise NotFound
    return zone
