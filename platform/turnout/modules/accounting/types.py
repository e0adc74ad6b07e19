"""Values of accounting: statement lines, payouts, reconciliation runs, findings, settings."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxAccount:
    """Under which account and tax key sales of one rate (basis points) are booked."""

    rate_bp: int
    account: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSettings:
    """How the tax adviser keeps our accounts; `accounts` maps ours to numbers of the chart."""

    chart: str
    accounts: dict[str, Any]
    tax_accounts: list[TaxAccount]
    adviser_number: int
    client_number: int
    account_length: int
    fiscal_year_month: int
    is_final: bool
    """The adviser's program shall lock what it imports."""
    version: int = 0


class Chart(StrEnum):
    """The German charts of accounts whose numbers we know by default."""

    SKR03 = "skr03"
    SKR04 = "skr04"
