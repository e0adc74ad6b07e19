"""Values of accounting: the chart of accounts, and how an organization's books are kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Self


class Chart(StrEnum):
    """The German charts of accounts whose numbers we know by default."""

    SKR03 = "skr03"
    SKR04 = "skr04"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxAccount:
    """Under which account and tax key sales of one rate (basis points) are booked."""

    rate_bp: int
    account: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSettings:
    """How the tax adviser keeps our accounts."""

    chart: str
    accounts: Annotated[dict[str, str], "The number of every account, set or the chart's."]
    tax_accounts: list[TaxAccount]
    adviser_number: Annotated[int, "0 while it is not set."]
    client_number: Annotated[int, "0 while it is not set."]
    account_length: int
    fiscal_year_month: int
    is_final: bool
    """The adviser's program shall lock what it imports."""
    version: int = 0

    @classmethod
    def of(cls, *, tax_accounts: Iterable[Mapping[str, Any]], **columns: Any) -> Self:
        """From the columns of a row, by name."""
        return cls(tax_accounts=[TaxAccount(**each) for each in tax_accounts], **columns)
