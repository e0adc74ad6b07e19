"""Decisions about overviews: what a person sees of which organization; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from turnout.kernel.spreadsheet_files import Cell
from turnout.modules.organizations import api as organizations
from turnout.modules.overviews.types import (
    Attention,
    Counted,
    Figures,
    Money,
    OrganizationFigures,
    Overview,
    OverviewFilter,
    ReportLine,
    ReportRow,
)
from turnout.modules.roles import api as roles

COLUMNS: Final = (
    "organization", "event", "state", "starts_at", "time_zone", "capacity", "sold", "open_orders",
    "orders_to_decide", "currency", "revenue", "counted_at",
)  # fmt: skip
OPEN: Final = frozenset({"held", "awaiting_approval", "awaiting_payment", "under_review"})
TO_DECIDE: Final = frozenset({"awaiting_approval", "under_review"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What a person may see of one organization."""

    mine: organizations.MyAccess
    sees_events: bool
    sees_orders: bool
    needs_second_factor: bool
    kept_out_by: roles.AgencySignIn | None = None

    @property
    def is_counted(self) -> bool:
        return self.sees_events and not self.needs_second_factor and self.kept_out_by is None


def sights_of(
    access: Iterable[organizations.MyAccess],
    wanted: OverviewFilter,
    *,
    second_factor_at: datetime | None,
    sso_organization_id: UUID | None = None,
    now: datetime,
    reads: tuple[str, str],
) -> list[Sight]:
    """What the person may see of each organization, once for each, filtered by agency and name.

    `reads` are the permissions to read events and orders. A membership of one's own comes before
    what an agency gives, as at the door.
    """
    best: dict[object, organizations.MyAccess] = {}
    for each in access:
        known = best.get(each.organization.id)
        chosen = each.access if known is None else roles.best_access([known.access, each.access])
        best[each.organization.id] = each if chosen is each.access else known or each
    return [
        _sight(
            each,
            second_factor_at,
            sso_organization_id=sso_organization_id,
            now=now,
            reads=reads,
        )
        for each in best.values()
        if _is_wanted(each.organization, wanted)
    ]


def overview_of(
    sights: Sequence[Sight], counted: Sequence[Counted], *, needs_attention: bool
) -> Overview:
    """The figures in the order of names, and their sums."""
    by_id = {each.organization_id: each for each in counted}
    shown = [_figures_of(each, by_id.get(each.mine.organization.id)) for each in sights]
    to_look_at = [each for each in shown if each.figures and each.figures.attention.is_needed]
    listed = to_look_at if needs_attention else shown
    figures = [each.figures for each in listed if each.figures]
    revenue: dict[str, int] = {}
    for money in (money for each in figures for money in each.revenue or ()):
        revenue[money.currency] = revenue.get(money.currency, 0) + money.amount_minor
    return Overview(
        organizations=listed,
        upcoming_events=sum(each.upcoming_events for each in figures),
        capacity=sum(each.capacity for each in figures),
        sold=sum(each.sold for each in figures),
        open_orders=sum(each.open_orders or 0 for each in figures),
        revenue=_moneys(revenue),
        organizations_to_look_at=len(to_look_at),
    )


def report_rows(sights: Sequence[Sight], lines: Iterable[ReportLine]) -> list[ReportRow]:
    """A row for each event and currency, one for an event that sold nothing."""
    by_id = {each.mine.organization.id: each for each in sights}
    return [
        _report_row(line, by_id[line.organization_id], currency, revenue)
        for line in lines
        for currency, revenue in _moneys_of(line, by_id[line.organization_id])
    ]


def cells_of(row: ReportRow) -> list[Cell]:
    """A row as a spreadsheet has it: revenue in major units, what is not known empty."""
    open_orders, to_decide, revenue = row.open_orders, row.orders_to_decide, row.revenue
    return [
        row.organization,
        row.title,
        row.state,
        row.starts_at.isoformat() if row.starts_at else "",
        row.time_zone,
        row.capacity,
        row.sold,
        "" if open_orders is None else open_orders,
        "" if to_decide is None else to_decide,
        row.currency or "",
        "" if revenue is None else revenue,
        row.counted_at.isoformat(),
    ]


def _moneys_of(line: ReportLine, sight: Sight) -> list[tuple[str | None, int | None]]:
    moneys = sorted(line.revenue.items()) if sight.sees_orders else []
    return [*moneys] or [(None, None)]


def _report_row(
    line: ReportLine, sight: Sight, currency: str | None, revenue_minor: int | None
) -> ReportRow:
    return ReportRow(
        organization=sight.mine.organization.name,
        title=line.title,
        state=line.state,
        starts_at=line.starts_at,
        time_zone=line.time_zone,
        capacity=line.capacity,
        sold=line.sold,
        open_orders=line.open_orders if sight.sees_orders else None,
        orders_to_decide=line.orders_to_decide if sight.sees_orders else None,
        currency=currency,
        revenue_minor=revenue_minor,
        counted_at=line.counted_at,
    )


def figures_of_orders(
    counts: Iterable[tuple[str, str, int, int]],
) -> tuple[int, int, dict[str, int]]:
    """Open orders, those to decide, revenue by currency; of (state, currency, number, money)."""
    open_orders = to_decide = 0
    revenue: dict[str, int] = {}
    for state, currency, number, money in counts:
        open_orders += number if state in OPEN else 0
        to_decide += number if state in TO_DECIDE else 0
        if money:
            revenue[currency] = revenue.get(currency, 0) + money
    return open_orders, to_decide, revenue


def _sight(
    mine: organizations.MyAccess,
    second_factor_at: datetime | None,
    *,
    sso_organization_id: UUID | None,
    now: datetime,
    reads: tuple[str, str],
) -> Sight:
    rights = roles.permissions_of(mine.access) if mine.access.state == "active" else frozenset()
    return Sight(
        mine=mine,
        sees_events=reads[0] in rights,
        sees_orders=reads[1] in rights,
        needs_second_factor=not (
            roles.is_proved(mine.access, second_factor_at, now=now)
            and roles.has_required_factor(
                mine.access,
                has_factor=second_factor_at is not None,
                is_own_sso=mine.organization.id == sso_organization_id,
                now=now,
            )
        ),
        kept_out_by=roles.agency_refusal(mine.access, sso_organization_id),
    )


def _is_wanted(organization: organizations.MyOrganization, wanted: OverviewFilter) -> bool:
    if wanted.agency_id is not None and organization.agency_id != wanted.agency_id:
        return False
    text = wanted.text.casefold()
    return text in organization.name.casefold() or text in organization.slug


def _figures_of(sight: Sight, counted: Counted | None) -> OrganizationFigures:
    organization = sight.mine.organization
    return OrganizationFigures(
        organization_id=organization.id,
        slug=organization.slug,
        name=organization.name,
        state=organization.state,
        role=organization.role,
        agency_id=organization.agency_id,
        figures=_figures(sight, counted) if sight.is_counted else None,
        needs_second_factor=sight.needs_second_factor,
        agency_sign_in=sight.kept_out_by and sight.kept_out_by.value,
    )


def _figures(sight: Sight, counted: Counted | None) -> Figures:
    sees = sight.sees_orders
    attention = Attention(
        orders_to_decide=counted.orders_to_decide if counted and sees else 0,
        drafts_soon=counted.drafts_soon if counted else 0,
        nothing_on_sale=counted.nothing_on_sale if counted else 0,
        nearly_sold_out=counted.nearly_sold_out if counted else 0,
    )
    return Figures(
        upcoming_events=counted.upcoming_events if counted else 0,
        capacity=counted.capacity if counted else 0,
        sold=counted.sold if counted else 0,
        open_orders=(counted.open_orders if counted else 0) if sees else None,
        revenue=_moneys(counted.revenue if counted else {}) if sees else None,
        attention=attention,
        counted_at=counted.counted_at if counted else None,
    )


def _moneys(revenue: dict[str, int]) -> list[Money]:
    return [Money(currency=each, amount_minor=revenue[each]) for each in sorted(revenue)]
