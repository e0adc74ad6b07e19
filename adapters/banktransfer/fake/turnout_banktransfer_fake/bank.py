"""An account at the bank, what was booked on it, and its statements."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from xml.etree.ElementTree import Element, SubElement, tostring

from turnout_sdk.money import Money

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
GERMAN_COLUMNS = [
    "Buchungstag", "Auftraggeber", "Verwendungszweck", "Kontonummer/IBAN", "Betrag", "Währung",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """One movement: money in is positive. `text` is what the payer wrote."""

    day: date
    amount: Money
    text: str
    party: str = "Ada Lovelace"
    iban: str = "GB33BUKB20201555555555"
    is_structured: bool = False
    """The text is a creditor reference in its own field."""


@dataclass(slots=True)
class Bank:
    """One account; `receive` and `send` book, the rest writes statements of whole days."""

    iban: str = "DE02120300000000202051"
    holder: str = "Congress e. V."
    bookings: list[Booking] = field(default_factory=list)

    def receive(self, amount: Money, text: str, *, on: date, **more: object) -> Booking:
        """Book money that somebody sent to the account."""
        return self._book(Booking(day=on, amount=amount, text=text, **more))  # type: ignore[arg-type]

    def send(self, amount: Money, text: str, *, on: date, **more: object) -> Booking:
        """Book money that the holder sent: a refund, or the rent."""
        return self._book(Booking(day=on, amount=-amount, text=text, **more))  # type: ignore[arg-type]

    def camt053(self, *, since: date | None = None, until: date | None = None) -> bytes:
        """Write the statement of some days, all of them without bounds, both included."""
        root = Element("Document", xmlns=NAMESPACE)
        message = SubElement(root, "BkToCstmrStmt")
        header = SubElement(message, "GrpHdr")
        chosen = self._within(since, until)
        created = chosen[-1].day if chosen else date(2026, 1, 1)
        _text(header, "MsgId", f"MSG-{created:%Y%m%d}-{len(chosen)}")
        _text(header, "CreDtTm", datetime.combine(created, time(4), UTC).isoformat())
        statement = SubElement(message, "Stmt")
        _text(statement, "Id", f"STMT-{created:%Y%m%d}")
        _text(SubElement(SubElement(statement, "Acct"), "Id"), "IBAN", self.iban)
        for booking in chosen:
            _entry(statement, booking)
        body: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
        return body

    def german_csv(self, *, since: date | None = None, until: date | None = None) -> bytes:
        """Write a table as German banks do: a preamble, semicolons, decimal commas, Windows."""
        rows = [[f"Umsätze {self.holder}", self.iban], [], GERMAN_COLUMNS]
        for each in self._within(since, until):
            amount = each.amount.decimal().replace(".", ",")
            known = [each.party, each.text, each.iban, amount, each.amount.currency]
            rows.append([f"{each.day:%d.%m.%Y}", *known])
        return _table(rows, ";").encode("cp1252", "replace")

    def english_csv(self, *, since: date | None = None, until: date | None = None) -> bytes:
        """Write a table as English banks do: UTF-8, commas, decimal points."""
        header = ["Date", "Payer", "Payer IBAN", "Reference", "Amount", "Currency"]
        rows = [header]
        for each in self._within(since, until):
            known = [each.party, each.iban, each.text, each.amount.decimal(), each.amount.currency]
            rows.append([each.day.isoformat(), *known])
        return _table(rows, ",").encode("utf-8")

    def _book(self, booking: Booking) -> Booking:
        self.bookings.append(booking)
        return booking

    def _within(self, since: date | None, until: date | None) -> list[Booking]:
        first, last = since or date.min, until or date.max
        return sorted(
            (each for each in self.bookings if first <= each.day <= last), key=lambda each: each.day
        )


def _entry(statement: Element, booking: Booking) -> None:
    is_in = booking.amount.is_positive
    entry = SubElement(statement, "Ntry")
    amount = SubElement(entry, "Amt", Ccy=booking.amount.currency)
    amount.text = abs(booking.amount).decimal()
    _text(entry, "CdtDbtInd", "CRDT" if is_in else "DBIT")
    _text(SubElement(entry, "Sts"), "Cd", "BOOK")
    _text(SubElement(entry, "BookgDt"), "Dt", booking.day.isoformat())
    details = SubElement(SubElement(entry, "NtryDtls"), "TxDtls")
    _text(SubElement(details, "Refs"), "EndToEndId", "NOTPROVIDED")
    parties = SubElement(details, "RltdPties")
    side = "Dbtr" if is_in else "Cdtr"
    _text(SubElement(SubElement(parties, side), "Pty"), "Nm", booking.party)
    _text(SubElement(SubElement(parties, f"{side}Acct"), "Id"), "IBAN", booking.iban)
    remittance = SubElement(details, "RmtInf")
    if booking.is_structured:
        structured = SubElement(SubElement(remittance, "Strd"), "CdtrRefInf")
        _text(structured, "Ref", booking.text)
    else:
        _text(remittance, "Ustrd", booking.text)


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _table(rows: Sequence[Sequence[str]], delimiter: str) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()
