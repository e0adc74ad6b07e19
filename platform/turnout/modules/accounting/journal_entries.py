"""Journal entries: a ledger entry under the account numbers of a chart of accounts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from turnout.modules.accounting.types import BookSettings, Chart, TaxAccount
from turnout.modules.payments.api import Account, ExportedEntry
from turnout.modules.taxes.api import allocate

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
        Account.CASH: "1000",
        Account.CARD_TERMINAL: "1361",
        Account.OTHER_RECEIPTS: "1362",
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
        Account.CASH: "1600",
        Account.CARD_TERMINAL: "1461",
        Account.OTHER_RECEIPTS: "1462",
    },
}
TAXED: Final = frozenset({Account.SALES, Account.REFUNDS})
"""What is booked by tax rate."""
TAX_KEYS: Final = (
    TaxAccount(rate_bp=1900, account="", key="3"),
    TaxAccount(rate_bp=700, account="", key="2"),
)
"""The usual tax keys of sales; without an account of its own, a rate goes to that of sales."""
SHORTEST_ACCOUNT, LONGEST_ACCOUNT = 4, 8
DEFAULT_SETTINGS: Final = BookSettings(
    chart=Chart.SKR03.value,
    accounts={},
    tax_accounts=list(TAX_KEYS),
    adviser_number=0,
    client_number=0,
    account_length=SHORTEST_ACCOUNT,
    fiscal_year_month=1,
    is_final=False,
)

HUBS: Final = (
    Account.PROVIDER_RECEIVABLE,
    Account.BANK,
    Account.CASH,
    Account.CARD_TERMINAL,
    Account.OTHER_RECEIPTS,
    Account.PLATFORM_PAYABLE,
    Account.HELD_FOR_REVIEW,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """`amount` minor units go from `contra` to `account` (debit) if positive, else back."""

    account: str
    contra: str
    tax_key: str
    amount: int


def journal_entries_of(
    entry: ExportedEntry, settings: BookSettings, taxes: Mapping[int, int]
) -> list[JournalEntry]:
    """The same balances, two accounts at a time.

    Every line is booked against the one account that the entry turns on, so that sales stand in
    one sum by rate: their tax, which the adviser's program takes out, is rounded once. `taxes`
    maps a rate (basis points) to what the order charges by it, gross.
    """
    totals: Counter[str] = Counter()
    for line in entry.lines:
        totals[line.account] += line.amount_minor
    moved = {account: amount for account, amount in totals.items() if amount}
    if not moved:
        return []
    hub = _hub(moved)
    number = number_of(settings, hub)
    return [
        JournalEntry(account=number, contra=contra, tax_key=key, amount=-part)
        for account, amount in moved.items()
        if account != hub
        for contra, key, part in _parts(account, amount, settings, taxes)
        if part
    ]


def _hub(moved: Iterable[str]) -> str:
    accounts = sorted(moved)
    known = (each.value for each in HUBS if each.value in accounts)
    untaxed = (each for each in accounts if Account(each) not in TAXED)
    return next(known, next(untaxed, accounts[0]))


def _parts(
    account: str, amount: int, settings: BookSettings, taxes: Mapping[int, int]
) -> list[tuple[str, str, int]]:
    """(number, tax key, amount); of an order that costs nothing no rate is known."""
    rates = [rate for rate in sorted(taxes) if taxes[rate] > 0]
    if Account(account) not in TAXED or not rates:
        return [(number_of(settings, account), "", amount)]
    sign = -1 if amount < 0 else 1
    shares = allocate(abs(amount), [taxes[rate] for rate in rates])
    return [
        (*tax_of(settings, account, rate), sign * share)
        for rate, share in zip(rates, shares, strict=True)
    ]
