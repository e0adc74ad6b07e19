"""Read a bank's statement, whatever it calls its columns."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from turnout_banktransfer.references import compact, references_in
from turnout_sdk.money import Money

LARGEST_STATEMENT = 20_000_000


class UnreadableStatement(ValueError):
    """The file is no statement; the text says where and why, and may be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """One booked movement: money in is positive, money out negative.

    `line_id` is the same in every statement that holds the line, in either format: day, amount
    and reference, and a number among lines that are alike. Statements hold whole days.
    """

    booked_on: date
    amount: Money
    text: str
    party: str | None = None
    party_iban: str | None = None
    line_id: str = ""

    @property
    def references(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(references_in(self.text)))


def read_statement(content: bytes) -> list[StatementLine]:
    """Read CAMT.053 (or .052, .054) and CSV; raise UnreadableStatement."""
    from turnout_banktransfer import camt, tables

    if len(content) > LARGEST_STATEMENT:
        raise UnreadableStatement("This file is too large for a statement.")
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    lines = camt.read(content) if start == b"<" else tables.read(content)
    return numbered(lines)


def numbered(lines: Iterable[StatementLine]) -> list[StatementLine]:
    """Give every line its name; equal lines of one day are counted."""
    seen: Counter[str] = Counter()
    named = []
    for line in lines:
        subject = " ".join(line.references) or compact(line.text)
        alike = f"{line.booked_on}|{line.amount}|{subject}"
        seen[alike] += 1
        digest = hashlib.sha256(f"{alike}|{seen[alike]}".encode()).hexdigest()
        named.append(replace(line, line_id=f"line_{digest[:24]}"))
    return named
