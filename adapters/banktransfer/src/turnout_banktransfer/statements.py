"""Bank statements: CAMT or CSV is recognized and read into lines."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from turnout_banktransfer import camt, tables
from turnout_banktransfer.errors import UnreadableStatement
from turnout_banktransfer.references import compact, references_in
from turnout_sdk.statements import StatementLine

LARGEST_STATEMENT = 20_000_000


def read_statement(content: bytes) -> list[StatementLine]:
    """Read CAMT.053 (or .052, .054) and CSV; raise UnreadableStatement."""
    if len(content) > LARGEST_STATEMENT:
        raise UnreadableStatement("This file is too large for a statement.")
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    lines = camt.read(content) if start == b"<" else tables.read(content)
    return numbered(lines)


def numbered(lines: Iterable[StatementLine]) -> list[StatementLine]:
    """Give every line its references and its name.

    The name is the same in either format: day, amount and reference, and a number among lines
    that are alike, so statements hold whole days.
    """
    seen: Counter[str] = Counter()
    named = []
    for line in lines:
        references = tuple(dict.fromkeys(references_in(line.text)))
        subject = " ".join(references) or compact(line.text)
        alike = f"{line.booked_on}|{line.amount}|{subject}"
        seen[alike] += 1
        digest = hashlib.sha256(f"{alike}|{seen[alike]}".encode()).hexdigest()
        named.append(replace(line, line_id=f"line_{digest[:24]}", references=references))
    return named
