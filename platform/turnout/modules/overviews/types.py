"""What crosses this module's border: plain values, never rows."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.spreadsheet_files import amount


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFigures:
    """What is counted of one event."""

    event_id: UUID
    title: str
    state: str
    starts_at: datetime | None
    ends_at: datetime | None
    time_zone: str
    capacity: int
    sold: int
    open_orders: int
    orders_to_decide: int
    revenue: dict[str, int]
    """By currency, in minor units: what was paid less what went back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    component = "OverviewsRevenue"
    currency: str
    amount_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """What somebody should look at, by number of events or orders."""

    orders_to_decide: Annotated[int, "Orders that wait for the organizer, or are under review"]
    drafts_soon: Annotated[int, "Drafts that begin within two weeks"]
    nothing_on_sale: Annotated[int, "Published events ahead without a capacity"]
    nearly_sold_out: Annotated[int, "Published events ahead of which nine tenths are sold"]

    @property
    def is_needed(self) -> bool:
        return bool(
            self.orders_to_decide
            or self.drafts_soon
            or self.nothing_on_sale
            or self.nearly_sold_out
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What is counted of an organization's events."""

    upcoming_events: int
    capacity: int
    sold: int
    open_orders: Annotated[int | None, "Null: this takes the permission to read orders"]
    revenue: Annotated[
        list[Money] | None, "Paid less refunded, by currency; null as for open_orders"
    ]
    attention: Attention
    counted_at: Annotated[datetime | None, "When the oldest of these figures was counted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationFigures:
    """An organization that the person may enter, with its figures."""

    organization_id: UUID
    slug: str
    name: str
    state: str
    role: str
    agency_id: Annotated[UUID | None, "The agency through which the person enters it"]
    figures: Annotated[
        Figures | None, "Null: this client asks for a second factor first, or no events are shown"
    ]
    needs_second_factor: bool
    agency_sign_in: Annotated[
        str | None,
        "What keeps the person out as they are signed in now: `own_sso`, to sign in by the agency's"
        " own identity provider; `refused`, this client lets no agency in",
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    organizations: list[OrganizationFigures]
    upcoming_events: int
    capacity: int
    sold: int
    open_orders: int
    revenue: list[Money]
    organizations_to_look_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewFilter:
    """Which organizations and events are counted; None leaves a filter out."""

    agency_id: UUID | None = None
    text: str = ""
    starts_from: datetime | None = None
    starts_before: datetime | None = None
    needs_attention: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The sums of one organization, as they come from the database."""

    organization_id: UUID
    upcoming_events: int
    capacity: int
    sold: int
    open_orders: int
    orders_to_decide: int
    drafts_soon: int
    nothing_on_sale: int
    nearly_sold_out: int
    counted_at: datetime | None
    revenue: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """One event of one organization."""

    organization_id: UUID
    event_id: UUID
    title: str
    state: str
    starts_at: datetime | None
    time_zone: str
    capacity: int
    sold: int
    open_orders: int
    orders_to_decide: int
    revenue: dict[str, int]
    counted_at: datetime

    @classmethod
    def of(cls, **row: Any) -> "ReportLine":
        return cls(**row)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """One event in one currency, as a file has it."""

    organization: str
    title: str
    state: str
    starts_at: datetime | None
    time_zone: str
    capacity: int
    sold: int
    open_orders: int | None
    """None, as the next three are: the person may not see orders there."""
    orders_to_decide: int | None
    currency: str | None
    """None also where nothing was paid yet."""
    revenue_minor: int | None
    counted_at: datetime

    @property
    def first_day(self) -> date | None:
        """The day on which it begins, where it takes place."""
        return (
            self.starts_at.astimezone(ZoneInfo(self.time_zone)).date() if self.starts_at else None
        )

    @property
    def revenue(self) -> Decimal | None:
        """In major units."""
        if self.currency is None or self.revenue_minor is None:
            return None
        return amount(self.revenue_minor, self.currency)
