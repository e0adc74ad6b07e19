"""Journal entries: ledger entries between two accounts each, sales split by tax rate. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from turnout.modules.accounting import chart_of_accounts
from turnout.modules.accounting.types import BookSettings
from turnout.modules.payments.api import Account, ExportedEntry

HUBS: Final = (
    Account.PROVIDER_RECEIVABLE,
    Account.BANK,
    Account.PLATFORM_PAYABLE,
    Account.HELD_FOR_REVIEW,
)


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
    totals: dict[str, int] = {}
    for line in entry.lines:
        totals[line.account] = totals.get(line.account, 0) + line.amount_minor
    moved = {account: amount for account, amount in totals.items() if amount}
    if not moved:
        return []
    hub = _hub(moved)
    number = chart_of_accounts.number_of(settings, hub)
    return [
        JournalEntry(account=number, contra=contra, tax_key=key, amount=-part)
        for account, amount in moved.items()
        if account != hub
        for contra, key, part in _parts(account, amount, settings, taxes)
        if part
    ]


def split(amount: int, weights: Sequence[int]) -> list[int]:
    """Divide by weights without losing a cent: what is left over goes to the largest remainders."""
    total = sum(weights)
    size, sign = abs(amount), -1 if amount < 0 else 1
    parts = [size * each // total for each in weights]
    by_remainder = sorted(
        range(len(weights)), key=lambda place: (-(size * weights[place] % total), place)
    )
    for place in by_remainder[: size - sum(parts)]:
        parts[place] += 1
    return [sign * each for each in parts]


def _hub(moved: Iterable[str]) -> str:
    accounts = sorted(moved)
    known = (each.value for each in HUBS if each.value in accounts)
    untaxed = (each for each in accounts if Account(each) not in chart_of_accounts.TAXED)
    return next(known, next(untaxed, accounts[0]))


def _parts(
    account: str, amount: int, settings: BookSettings, taxes: Mapping[int, int]
) -> list[tuple[str, str, int]]:
    """(number, tax key, amount); of an order that costs nothing no rate is known."""
    rates = [rate for rate in sorted(taxes) if taxes[rate] > 0]
    if Account(account) not in chart_of_accounts.TAXED or not rates:
        return [(chart_of_accounts.number_of(settings, account), "", amount)]
    shares = split(amount, [taxes[rate] for rate in rates])
    return [
        (*chart_of_accounts.tax_of(settings, account, rate), share)
        for rate, share in zip(rates, shares, strict=True)
    ]
