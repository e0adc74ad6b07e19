"""Chart of accounts: the German numbers of our accounts, until an organization sets others."""

from collections.abc import Mapping
from typing import Final

from turnout.modules.accounting.enums import Chart
from turnout.modules.accounting.types import BookSettings, TaxAccount
from turnout.modules.payments.api import Account

NUMBERS: Final[Mapping[Chart, Mapping[Account, str]]] = {
    Chart.SKR03: {
        Account.PROVIDER_RECEIVABLE: "1360",
        Account.BANK: "1200",
        Account.SALES: "8200",
        Account.REFUNDS: "8700",
        Account.FEES: "4970",
        Account.DISPUTES: "1590",
        Account.DISPUTE_LOSSES: "2400",
        Account.HELD_FOR_REVIEW: "1700",
        Account.PLATFORM_FEES: "4760",
        Account.PLATFORM_PAYABLE: "1701",
        Account.ADJUSTMENTS: "2300",
    },
    Chart.SKR04: {
        Account.PROVIDER_RECEIVABLE: "1460",
        Account.BANK: "1800",
        Account.SALES: "4200",
        Account.REFUNDS: "4700",
        Account.FEES: "6855",
        Account.DISPUTES: "1370",
        Account.DISPUTE_LOSSES: "6930",
        Account.HELD_FOR_REVIEW: "3500",
        Account.PLATFORM_FEES: "6770",
        Account.PLATFORM_PAYABLE: "3501",
        Account.ADJUSTMENTS: "6300",
    },
}
TAXED: Final = frozenset({Account.SALES, Account.REFUNDS})
"""What is booked by tax rate."""
KEYS: Final = (
    TaxAccount(rate_bp=1900, account="", key="3"),
    TaxAccount(rate_bp=700, account="", key="2"),
)
"""The usual tax keys of sales; without an account of its own, a rate goes to that of sales."""
SHORTEST, LONGEST = 4, 8
DEFAULTS: Final = BookSettings(
    chart=Chart.SKR03.value,
    accounts={},
    tax_accounts=list(KEYS),
    adviser_number=0,
    client_number=0,
    account_length=SHORTEST,
    fiscal_year_month=1,
    is_final=False,
)


def number_of(settings: BookSettings, account: str) -> str:
    """The number under which the adviser keeps one of our accounts."""
    own = settings.accounts.get(account)
    default = NUMBERS[Chart(settings.chart)][Account(account)]
    return str(own) if own else default.ljust(settings.account_length, "0")


def tax_of(settings: BookSettings, account: str, rate_bp: int) -> tuple[str, str]:
    """Account and tax key of a rate; an account that knows its tax has no key."""
    found = next((each for each in settings.tax_accounts if each.rate_bp == rate_bp), None)
    if found is None:
        return number_of(settings, account), ""
    is_sale = Account(account) is Account.SALES
    return (found.account if is_sale and found.account else number_of(settings, account)), found.key
