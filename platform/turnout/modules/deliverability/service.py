"""The use case of deliverability: what became of the mails of some days."""

from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import report_transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.time_zones import day_bounds
from turnout.modules.connections import api as connections
from turnout.modules.deliverability import policies, queries, rules
from turnout.modules.deliverability.types import DeliverabilityReport, MailGrouping
from turnout.modules.organizations import api as organizations
from turnout_sdk.adapter import Kind

BACKWARDS: Final = "Choose a last day that is not before the first."
TOO_LONG: Final = f"Choose {rules.MOST_DAYS} days at most."


def get_report(
    ctx: OrganizationContext,
    *,
    first_day: date | None,
    last_day: date | None,
    group_by: MailGrouping,
) -> DeliverabilityReport:
    """Counted when asked: providers tell of mails for days after they left."""
    policies.require_can_read(ctx)
    with report_transaction(ctx) as tx:
        time_zone = organizations.get_organization(tx).time_zone
        zone = ZoneInfo(time_zone)
        today = tx.now.astimezone(zone).date()
        first, last = rules.period(first_day, last_day, today=today)
        _require_sound(first, last)
        starts_at, ends_at = day_bounds(first, last, zone)
        where = {"starts_at": starts_at, "ends_at": ends_at, "time_zone": time_zone}
        total, figures = queries.list_figures(tx, group_by, where)
        is_by_connection = group_by is MailGrouping.CONNECTION
        names = connections.list_names(tx, Kind.EMAIL) if is_by_connection else {}
        counted_at = tx.now
    ordered = rules.in_order(figures, is_in_time=group_by is MailGrouping.DAY)
    by_key = {str(key): name for key, name in names.items()}
    return DeliverabilityReport(
        first_day=first,
        last_day=last,
        group_by=group_by.value,
        time_zone=time_zone,
        counted_at=counted_at,
        total=rules.report_line(total, {}),
        lines=[rules.report_line(each, by_key) for each in ordered[: rules.MOST_LINES]],
        is_cut=len(ordered) > rules.MOST_LINES,
    )


def _require_sound(first: date, last: date) -> None:
    if last < first:
        raise Invalid(FieldError("?last_day", BACKWARDS))
    if (last - first).days >= rules.MOST_DAYS:
        raise Invalid(FieldError("?first_day", TOO_LONG))
