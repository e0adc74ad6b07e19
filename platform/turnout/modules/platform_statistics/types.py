"""What crosses this module's border: plain values, never rows."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from turnout.kernel.http.answers import one_of


class Step(StrEnum):
    """How many days stand together; a week begins on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Report(StrEnum):
    PERIODS = "periods"
    ORGANIZATIONS = "organizations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Whole days in UTC, the last one included."""

    starts_on: date
    ends_on: date
    by: str

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days + 1

    @property
    def before(self) -> "Period":
        """As many days, which end the day before."""
        length = timedelta(days=self.days)
        return Period(starts_on=self.starts_on - length, ends_on=self.ends_on - length, by=self.by)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsFilter:
    """What is asked for; None leaves it to the service."""

    starts_on: date | None = None
    ends_on: date | None = None
    by: str = Step.DAY
    currency: str | None = None
    limit: int = 10
    report: str = Report.PERIODS


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsMoney:
    """Money of one currency, in its minor units, on the days that it was booked."""

    component: ClassVar[str] = "PlatformStatisticsMoney"
    currency: str
    gross_minor: Annotated[int, "What buyers paid"]
    refunds_minor: Annotated[int, "What went back to them, disputes that were lost included"]
    platform_fees_minor: Annotated[int, "The platform's fees, less what refunds gave back of them"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsFigures:
    """What happened on some days; what happened later to it is counted on its own day."""

    component: ClassVar[str] = "PlatformStatisticsFigures"
    organizations_signed_up: int = 0
    organizations_active: Annotated[int, "Those with an order that was confirmed"] = 0
    people_signed_up: int = 0
    events_published: Annotated[int, "For the first time"] = 0
    orders: Annotated[int, "Confirmed, those that were cancelled later too"] = 0
    tickets: Annotated[int, "Sold in these orders, those that were returned later too"] = 0
    money: list[StatisticsMoney] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsBucket:
    """A day, week or month of the period; the first and the last may be cut by it."""

    component: ClassVar[str] = "PlatformStatisticsBucket"
    starts_on: date
    ends_on: Annotated[date, "The last day, included"]
    figures: StatisticsFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class TopOrganization:
    """An organization that sold in the period."""

    component: ClassVar[str] = "PlatformStatisticsOrganization"
    organization_id: UUID
    name: str
    orders: int
    tickets: int
    money: list[StatisticsMoney]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformStatistics:
    """A period of the whole platform beside the one before it."""

    component: ClassVar[str] = "PlatformStatistics"
    starts_on: date
    ends_on: Annotated[date, "The last day, included"]
    by: Annotated[str, one_of(Step)]
    totals: StatisticsFigures
    before: Annotated[StatisticsFigures, "As many days, which end the day before `starts_on`"]
    series: Annotated[list[StatisticsBucket], "Without gaps, the earliest first"]
    organizations: Annotated[
        list[TopOrganization],
        "The first by gross revenue in `currency`, without one by tickets; then by tickets and id",
    ]
    uncounted: Annotated[int, "Organizations whose history is not counted to the end yet"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BucketSums:
    """Sums of one currency (empty: none) in one bucket, or with `day` None, of the days before."""

    day: date | None
    currency: str
    sign_ups: int
    event_count: int
    order_count: int
    ticket_count: int
    gross_minor: int
    refunds_minor: int
    fees_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BucketCount:
    """How many in one bucket, in the whole period, or in the days before it."""

    scope: str
    day: date | None
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationSums:
    """What one organization sold in a period."""

    organization_id: UUID
    order_count: int
    ticket_count: int
    money: list[StatisticsMoney]

    @classmethod
    def of(cls, *, money: list[dict[str, Any]] | None, **row: Any) -> "OrganizationSums":
        return cls(money=[StatisticsMoney(**each) for each in money or ()], **row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """How far an organization is counted; None: nothing of it is."""

    counted_until: datetime | None
