"""Bookings in DATEV's format: EXTF 700, category 21 (Buchungsstapel), version 13. Pure.

Source: developer.datev.de, DATEV-Format, header and Buchungsstapel.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from turnout.modules.accounting.journal_entries import JournalEntry
from turnout.modules.accounting.types import BookSettings, Chart
from turnout_sdk.money import Money

ENCODING: Final = "cp1252"
END: Final = "\r\n"
MOST_ENTRIES: Final = 90_000
"""One file may hold 99,999 bookings; a ledger line by more than one tax rate is more than one."""
DECIMALS: Final = 2
LONGEST_TEXT, LONGEST_VOUCHER = 60, 36
COLUMNS: Final = (
    "Umsatz (ohne Soll/Haben-Kz)", "Soll/Haben-Kennzeichen", "WKZ Umsatz", "Kurs", "Basis-Umsatz",
    "WKZ Basis-Umsatz", "Konto", "Gegenkonto (ohne BU-Schlüssel)", "BU-Schlüssel", "Belegdatum",
    "Belegfeld 1", "Belegfeld 2", "Skonto", "Buchungstext", "Postensperre", "Diverse Adressnummer",
    "Geschäftspartnerbank", "Sachverhalt", "Zinssperre", "Beleglink",
    *(f"Beleginfo - {what} {place}" for place in range(1, 9) for what in ("Art", "Inhalt")),
    "KOST1 - Kostenstelle", "KOST2 - Kostenstelle", "Kost-Menge", "EU-Land u. UStID (Bestimmung)",
    "EU-Steuersatz (Bestimmung)", "Abw. Versteuerungsart", "Sachverhalt L+L",
    "Funktionsergänzung L+L", "BU 49 Hauptfunktionstyp", "BU 49 Hauptfunktionsnummer",
    "BU 49 Funktionsergänzung",
    *(f"Zusatzinformation{what} {at}" for at in range(1, 21) for what in (" - Art", "- Inhalt")),
    "Stück", "Gewicht", "Zahlweise", "Forderungsart", "Veranlagungsjahr", "Zugeordnete Fälligkeit",
    "Skontotyp", "Auftragsnummer", "Buchungstyp", "USt-Schlüssel (Anzahlungen)",
    "EU-Land (Anzahlungen)", "Sachverhalt L+L (Anzahlungen)", "EU-Steuersatz (Anzahlungen)",
    "Erlöskonto (Anzahlungen)", "Herkunft-Kz", "Buchungs GUID", "KOST-Datum",
    "SEPA-Mandatsreferenz", "Skontosperre", "Gesellschaftername", "Beteiligtennummer",
    "Identifikationsnummer", "Zeichnernummer", "Postensperre bis", "Bezeichnung SoBil-Sachverhalt",
    "Kennzeichen SoBil-Buchung", "Festschreibung", "Leistungsdatum", "Datum Zuord. Steuerperiode",
    "Fälligkeit", "Generalumkehr (GU)", "Steuersatz", "Land", "Abrechnungsreferenz", "BVV-Position",
    "EU-Land u. UStID (Ursprung)", "EU-Steuersatz (Ursprung)", "Abw. Skontokonto",
)  # fmt: skip
TEXTS: Final = frozenset(
    {
        *(2, 3, 6, 9, 11, 12, 14, 16, 20, 37, 38, 40, 42, 91, 95, 96, 98, 102, 103, 105, 107),
        *(109, 110, 112, 118, 120, 121, 123),
        *range(21, 37),
        *range(48, 88),
    }
)
"""Columns of text, counted from 1; they stand in quotation marks even when they are empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The values of a file's header, for all of its bookings."""

    settings: BookSettings
    since: date
    until: date
    """The last day, included."""
    fiscal_year: date
    """Its first day."""
    currency: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Voucher:
    """The day, number and text that the bookings of one entry share."""

    day: date
    number: str
    text: str


def head(batch: Batch) -> Iterator[bytes]:
    """The two first lines: about the file, and the names of the columns."""
    settings = batch.settings
    chart = "03" if Chart(settings.chart) is Chart.SKR03 else "04"
    fields = (
        *(_quoted("EXTF"), "700", "21", _quoted("Buchungsstapel"), "13"),
        batch.made_at.strftime("%Y%m%d%H%M%S") + f"{batch.made_at.microsecond // 1000:03d}",
        *("", _quoted(""), _quoted(""), _quoted("")),
        *(str(settings.adviser_number), str(settings.client_number)),
        *(f"{batch.fiscal_year:%Y%m%d}", str(settings.account_length)),
        *(f"{batch.since:%Y%m%d}", f"{batch.until:%Y%m%d}"),
        *(_quoted("Turnout"), _quoted(""), "1", "0", str(int(settings.is_final))),
        *(_quoted(batch.currency), "", _quoted(""), "", "", _quoted(chart), "", "", _quoted("")),
        _quoted(""),
    )
    yield _line(fields)
    yield _line(COLUMNS)


def line(booking: JournalEntry, voucher: Voucher, batch: Batch) -> bytes:
    """One booking; the amount is always positive, and the side is the first account's."""
    amount = Money(abs(booking.amount), batch.currency)
    values = {
        1: _amount(amount),
        2: "S" if booking.amount > 0 else "H",
        3: batch.currency,
        7: booking.account,
        8: booking.contra,
        9: booking.tax_key.zfill(4) if booking.tax_key else "",
        10: f"{voucher.day:%d%m}",
        11: re.sub(r"[^A-Za-z0-9$%&*+/-]", "", voucher.number)[:LONGEST_VOUCHER],
        14: voucher.text[:LONGEST_TEXT],
        114: str(int(batch.settings.is_final)),
    }
    return _line(
        _quoted(values.get(place, "")) if place in TEXTS else values.get(place, "")
        for place in range(1, len(COLUMNS) + 1)
    )


def fiscal_year_of(day: date, *, first_month: int) -> date:
    """The first day of the fiscal year that a day is in."""
    year = day.year if day.month >= first_month else day.year - 1
    return date(year, first_month, 1)


def _amount(amount: Money) -> str:
    whole, _, rest = amount.decimal().partition(".")
    return f"{whole},{rest.ljust(DECIMALS, '0')}"


def _quoted(text: str) -> str:
    """Control characters have no place in a text, and quotation marks are doubled."""
    plain = "".join(each if each.isprintable() else " " for each in text)
    return '"' + plain.replace('"', '""') + '"'


def _line(fields: Iterable[str]) -> bytes:
    return (";".join(fields) + END).encode(ENCODING, "replace")
