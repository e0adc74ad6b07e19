"""Decisions of the catalog: what is on sale, and what a line costs. Pure."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from turnout_sdk.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One ticket type as a buyer sees it. Prices include tax; the rate is in basis points."""

    ticket_type_id: UUID
    pool_id: UUID
    name: str
    description: str
    kind: str
    price: Money
    tax_rate_bp: int
    minimum: int
    maximum: int
    sales_start_at: datetime | None
    sales_end_at: datetime | None
    state: str
    is_hidden: bool
    position: int
    version: int

    def is_on_sale(self, now: datetime) -> bool:
        """Whether it may be bought at an instant: not paused, inside its window [start, end)."""
        return (
            self.state == "on_sale"
            and (self.sales_start_at is None or self.sales_start_at <= now)
            and (self.sales_end_at is None or now < self.sales_end_at)
        )


@dataclass(frozen=True, slots=True)
class LinePrice:
    """What one line costs, in minor units: `net + tax == gross`."""

    net: int
    tax: int
    gross: int


def price_line(unit_minor: int, quantity: int, *, tax_rate_bp: int) -> LinePrice:
    """Price a line of tax-inclusive units; the tax is rounded half up once for the line."""
    gross = unit_minor * quantity
    divisor = 10_000 + tax_rate_bp
    tax = (2 * gross * tax_rate_bp + divisor) // (2 * divisor)
    return LinePrice(gross - tax, tax, gross)
