"""CSV as banks export it: a preamble, a header in their language, and their way with numbers."""

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from turnout_banktransfer.errors import UnreadableStatement
from turnout_sdk.currencies import EXPONENTS, exponent_of
from turnout_sdk.money import Money
from turnout_sdk.statements import StatementLine

DEFAULT_CURRENCY = "EUR"
LONGEST_PREAMBLE = 30

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "date": (
        "booking date", "date", "buchungstag", "buchungsdatum", "buchung",
        "date de comptabilisation", "date operation", "fecha",
    ),
    "amount": ("amount", "betrag", "umsatz", "betrag (eur)", "montant", "importe"),
    "side": ("soll/haben", "s/h", "debit/credit", "credit/debit"),
    "currency": ("currency", "währung", "waehrung", "devise", "divisa", "moneda"),
    "text": (
        "remittance information", "reference", "purpose", "description", "details",
        "verwendungszweck", "buchungstext/verwendungszweck", "libellé", "libelle", "concepto",
        "end to end reference", "end-to-end-referenz", "kundenreferenz (end-to-end)",
    ),
    "party": (
        "payer", "name", "counterparty", "partner name", "auftraggeber",
        "beguenstigter/zahlungspflichtiger", "zahlungspflichtige*r", "name zahlungsbeteiligter",
        "nom", "ordenante",
    ),
    "party_iban": ("payer iban", "counterparty iban", "iban", "kontonummer/iban", "partner iban"),
}  # fmt: skip
_FORMATS = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y", "%Y%m%d")
_OUT = frozenset({"s", "soll", "debit", "dbit", "d"})
_AMOUNT = re.compile(r"(?P<sign>[+-]?)(?P<digits>[0-9][0-9.,]*)(?P<late>[+-]?)")


def read(content: bytes) -> list[StatementLine]:
    """Find the header, then read every row below it that has a date."""
    rows = list(_rows(_text(content)))
    for number, row in enumerate(rows[:LONGEST_PREAMBLE]):
        columns = _columns(row)
        if {"date", "amount"} <= columns.keys():
            below = enumerate(rows[number + 1 :], start=number + 2)
            return [
                _line(each, columns, place)
                for place, each in below
                if _cell(each, columns, "date") and _cell(each, columns, "amount")
            ]
    raise UnreadableStatement("No column of this file is a booking date and another an amount.")


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What is left in Europe's banks is Windows; every byte of it but five means something.
        text = content.decode("cp1252", "replace")
    if "\0" in text:
        raise UnreadableStatement("This file is neither XML nor CSV.")
    return text


def _rows(text: str) -> Iterator[list[str]]:
    head = text[:5000]
    delimiter = max(";,\t", key=head.count)
    try:
        yield from csv.reader(text.splitlines(), delimiter=delimiter)
    except csv.Error as error:
        raise UnreadableStatement("This file is no CSV.") from error


def _columns(row: list[str]) -> dict[str, list[int]]:
    """Find where each kind of column stands, in the order in which their names are listed."""
    names = [cell.strip().strip('"').lower() for cell in row]
    places = {
        kind: [names.index(known) for known in several if known in names]
        for kind, several in _COLUMNS.items()
    }
    return {kind: several for kind, several in places.items() if several}


def _line(row: list[str], columns: Mapping[str, list[int]], number: int) -> StatementLine:
    try:
        return StatementLine(
            booked_on=read_date(_cell(row, columns, "date")),
            amount=_signed(row, columns),
            text=" ".join(_cells(row, columns, "text")),
            party=_cell(row, columns, "party") or None,
            party_iban=_cell(row, columns, "party_iban") or None,
        )
    except ValueError as error:
        raise UnreadableStatement(f"Line {number} of this file cannot be read: {error}.") from error


def _signed(row: list[str], columns: Mapping[str, list[int]]) -> Money:
    written = _cell(row, columns, "amount")
    code = _cell(row, columns, "currency").upper() or _code_in(written) or DEFAULT_CURRENCY
    amount = read_amount(written, code)
    return -abs(amount) if _cell(row, columns, "side").lower() in _OUT else amount


def read_date(text: str) -> date:
    """Take the day first where a date is ambiguous; ValueError for none."""
    for pattern in _FORMATS:
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise ValueError("there is no date")


def read_amount(text: str, currency: str) -> Money:
    """Read `1.234,56`, `1,234.56`, `-42`, `42,00-`; ValueError for what may mean two things."""
    squeezed = re.sub(r"[\s\u00a0\u202f'’]|[A-Za-z€$£]", "", text).replace("−", "-")
    found = _AMOUNT.fullmatch(squeezed)
    if found is None:
        raise ValueError("there is no amount")
    amount = Money.of(_plain(found["digits"], exponent_of(currency)), currency)
    return -amount if "-" in (found["sign"], found["late"]) else amount


def _plain(digits: str, exponent: int) -> str:
    """Write with a point, and without marks between thousands."""
    point = max(digits.rfind("."), digits.rfind(","))
    if point < 0:
        return digits
    mark = digits[point]
    other = "," if mark == "." else "."
    whole, rest = digits[:point], digits[point + 1 :]
    is_decimal = other in whole or len(rest) in (1, exponent)
    if exponent and is_decimal and re.fullmatch(_grouped(other, "*") + "|[0-9]+", whole):
        return f"{whole.replace(other, '')}.{rest}"
    if re.fullmatch(_grouped(mark, "+"), digits):
        return digits.replace(mark, "")
    raise ValueError("it is open where the decimals of the amount begin")


def _grouped(mark: str, how_often: str) -> str:
    return rf"[0-9]{{1,3}}(?:\{mark}[0-9]{{3}}){how_often}"


def _code_in(text: str) -> str | None:
    found = re.search(r"\b[A-Z]{3}\b", text)
    return found[0] if found and found[0] in EXPONENTS else None


def _cell(row: list[str], columns: Mapping[str, list[int]], kind: str) -> str:
    return next(iter(_cells(row, columns, kind)), "")


def _cells(row: list[str], columns: Mapping[str, list[int]], kind: str) -> list[str]:
    cells = (row[place].strip() for place in columns.get(kind, []) if place < len(row))
    return [cell for cell in cells if cell]
