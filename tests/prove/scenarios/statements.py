"""Bank statements of payments' lives: overlapping periods, two formats, other people's lines."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.prove.scenarios.cases import PART, REST, WHOLE
from tests.prove.scenarios.history import End

FIRST_DAY = date(2026, 3, 2)
DAYS = 5
MOST_STRANGERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One line at the bank: minor units of EUR, money out below zero."""

    day: int
    minor: int
    is_ours: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What moves at the bank because of one payment, and how that ends."""

    name: str
    movements: tuple[Movement, ...]
    end: End


def on(day: int, minor: int) -> Movement:
    return Movement(day=day, minor=minor)


ACCOUNTS = (
    Account(
        name="paid in one go",
        movements=(on(1, WHOLE),),
        end=End(state="succeeded", collected=WHOLE),
    ),
    Account(
        name="paid in two parts",
        movements=(on(0, PART), on(2, REST)),
        end=End(state="succeeded", collected=WHOLE),
    ),
    Account(
        name="paid in equal parts on one day",
        movements=(on(1, WHOLE // 2), on(1, WHOLE // 2)),
        end=End(state="succeeded", collected=WHOLE),
    ),
    Account(
        name="paid in part only",
        movements=(on(3, PART),),
        end=End(state="succeeded", collected=PART),
    ),
    Account(
        name="paid, and sent back in part",
        movements=(on(1, WHOLE), on(3, -PART)),
        end=End(state="part_refunded", collected=WHOLE, returned=PART),
    ),
    Account(
        name="paid, and sent back in two parts",
        movements=(on(1, WHOLE), on(2, -PART), on(4, -REST)),
        end=End(state="refunded", collected=WHOLE, returned=WHOLE),
    ),
    Account(name="never paid", movements=(), end=End(state="processing")),
)


def files(account: Account, reference: str, source: Random) -> list[bytes]:
    """Statements of whole days, in any order, each day in at least one of them."""
    lines = [*account.movements, *_strangers(source)]
    periods = [(day, source.randint(day, DAYS - 1)) for day in range(DAYS)]
    periods += source.choices(periods, k=source.randint(0, 2))
    source.shuffle(periods)
    return [
        source.choice((_csv, _camt))(
            [each for each in lines if first <= each.day <= last], reference
        )
        for first, last in periods
    ]


def _strangers(source: Random) -> list[Movement]:
    return [
        Movement(day=source.randrange(DAYS), minor=source.choice((WHOLE, PART, -77)), is_ours=False)
        for _ in range(source.randint(0, MOST_STRANGERS))
    ]


def _csv(lines: Sequence[Movement], reference: str) -> bytes:
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(["Date", "Description", "Amount", "Currency", "Counterparty"])
    for each in lines:
        amount = f"{each.minor / 100:.2f}"
        rows.writerow([_day(each), _said(each, reference), amount, "EUR", "Ada Lovelace"])
    return text.getvalue().encode()


def _camt(lines: Sequence[Movement], reference: str) -> bytes:
    entries = "".join(
        f'<Ntry><Amt Ccy="EUR">{abs(each.minor) / 100:.2f}</Amt>'
        f"<CdtDbtInd>{'CRDT' if each.minor > 0 else 'DBIT'}</CdtDbtInd>"
        f"<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{_day(each)}</Dt></BookgDt>"
        f"<NtryDtls><TxDtls><RmtInf><Ustrd>{_said(each, reference)}</Ustrd></RmtInf></TxDtls>"
        "</NtryDtls></Ntry>"
        for each in lines
    )
    return (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>'
        f"<Id>1</Id>{entries}</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def _day(movement: Movement) -> str:
    return (FIRST_DAY + timedelta(days=movement.day)).isoformat()


def _said(movement: Movement, reference: str) -> str:
    return f"tickets {reference} thanks" if movement.is_ours else "rent and heating"
