"""ISO 20022 statements: camt.053, .052 and .054, of any version since 001.02.

Source: the message definition reports of ISO 20022, Bank-to-Customer Cash Management.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException, ElementTree

from turnout_banktransfer.errors import UnreadableStatement
from turnout_sdk.money import Money
from turnout_sdk.statements import StatementLine

_NOTHING = ("", "NOTPROVIDED")
"""What stands where the payer wrote nothing."""
_ROOTS = ("BkToCstmrStmt", "BkToCstmrAcctRpt", "BkToCstmrDbtCdtNtfctn")


def read(content: bytes) -> list[StatementLine]:
    """Read every booked movement; what is only announced is left out."""
    try:
        root: Any = ElementTree.fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, LookupError, ValueError) as error:
        raise UnreadableStatement("This XML file cannot be read.") from error
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    if not any(root.find(each) is not None for each in _ROOTS):
        raise UnreadableStatement("This XML file is no account statement (camt.053).")
    entries = (
        entry
        for entry in root.iter("Ntry")
        if (entry.findtext("Sts/Cd") or entry.findtext("Sts") or "BOOK").strip() == "BOOK"
    )
    return [line for number, entry in enumerate(entries, start=1) for line in _entry(entry, number)]


def _entry(entry: Element, number: int) -> Iterator[StatementLine]:
    """One line for each payment of a collective booking, if the bank says what each came to."""
    try:
        booked_on = _date(entry)
        whole = _amount(entry.find("Amt"))
        details = entry.findall("NtryDtls/TxDtls")
        parts = [_own_amount(each) for each in details]
        if len(details) > 1 and None not in parts:
            for detail, part in zip(details, parts, strict=True):
                if part is not None:
                    yield _line([detail], booked_on, part * _sign(detail, entry))
        else:
            yield _line(details or [entry], booked_on, whole * _sign(entry, entry))
    except (ValueError, TypeError) as error:
        raise UnreadableStatement(f"Entry {number} of this statement cannot be read.") from error


def _line(details: list[Element], booked_on: date, amount: Money) -> StatementLine:
    who = "Dbtr" if amount.is_positive else "Cdtr"
    first = details[0]
    structured = [text for each in details for text in _texts(each, "RmtInf/Strd/CdtrRefInf/Ref")]
    free = ["".join(_texts(each, "RmtInf/Ustrd")) for each in details]
    end_to_end = [text for each in details for text in _texts(each, "Refs/EndToEndId")]
    return StatementLine(
        booked_on=booked_on,
        amount=amount,
        text=" ".join(part for part in (*structured, *free, *end_to_end) if part not in _NOTHING),
        party=_first(first, f"RltdPties/{who}/Nm", f"RltdPties/{who}/Pty/Nm"),
        party_iban=_first(first, f"RltdPties/{who}Acct/Id/IBAN"),
    )


def _date(entry: Element) -> date:
    text = _first(entry, "BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")
    return date.fromisoformat((text or "")[:10])


def _own_amount(detail: Element) -> Money | None:
    found = detail.find("AmtDtls/TxAmt/Amt")
    found = detail.find("Amt") if found is None else found
    return None if found is None else _amount(found)


def _amount(element: Element | None) -> Money:
    if element is None:
        raise ValueError("there is no amount")
    # Banks write 42.00000 as well; what is finer than the currency is refused by Money.
    return Money.of((element.text or "").strip(), element.get("Ccy", ""))


def _sign(detail: Element, entry: Element) -> int:
    """Say which way the money went: a reversal carries the other side's indicator already."""
    side = detail.findtext("CdtDbtInd") or entry.findtext("CdtDbtInd")
    if side not in ("CRDT", "DBIT"):
        raise ValueError("the entry is neither credit nor debit")
    return 1 if side == "CRDT" else -1


def _texts(element: Element, path: str) -> list[str]:
    return [(each.text or "").strip() for each in element.findall(path)]


def _first(element: Element, *paths: str) -> str | None:
    texts = (element.findtext(path) for path in paths)
    return next((text.strip() for text in texts if text and text.strip()), None)
