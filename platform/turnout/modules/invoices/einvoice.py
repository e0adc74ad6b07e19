"""The machine-readable invoice: EN 16931 as UN/CEFACT Cross Industry Invoice XML. Pure.

Business terms (BT-…) are those of the European norm. Our prices include tax and are rounded per
line; the norm counts net: each line states its net amount for its whole quantity, so that no
unit price has to be rounded, and the tax of a rate is the sum of its lines.
"""

import html
import re
from datetime import date
from typing import Final

from turnout.modules.invoices.texts import words_of
from turnout.modules.invoices.types import Document, DocumentKind, InvoiceParty, Line, TaxTotal
from turnout.modules.taxes import api as taxes
from turnout_sdk.currencies import exponent_of
from turnout_sdk.money import Money

GUIDELINE: Final = "urn:cen.eu:en16931:2017"
FILE_NAME: Final = "factur-x.xml"
MOST_DECIMALS: Final = 2
TYPE_CODES: Final = {DocumentKind.INVOICE: "380", DocumentKind.CREDIT_NOTE: "381"}
PIECE: Final = "C62"
_SPACES: Final = {
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "qdt": "urn:un:unece:uncefact:data:standard:QualifiedDataType:100",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
}
_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def is_possible(document: Document) -> bool:
    """Whether the norm's mandatory terms can all be filled.

    A business is billed, both sides have an address with a country, the seller has a tax id, and
    the currency has no third decimal.
    """
    seller, buyer = document.seller, document.buyer
    return (
        document.is_business
        and bool(seller.country and seller.tax_id and buyer.country)
        and document.total_minor > 0
        and exponent_of(document.currency) <= MOST_DECIMALS
    )


def build_xml(document: Document) -> bytes:
    """The document as CII, UTF-8. The same document gives the same bytes."""
    spaces = {f"xmlns:{prefix}": name for prefix, name in _SPACES.items()}
    root = _node(
        "rsm:CrossIndustryInvoice",
        _node(
            "rsm:ExchangedDocumentContext",
            _node("ram:GuidelineSpecifiedDocumentContextParameter", _text("ram:ID", GUIDELINE)),
        ),
        _header(document),
        _node(
            "rsm:SupplyChainTradeTransaction",
            *(_line(document, number, line) for number, line in enumerate(document.lines, 1)),
            _agreement(document),
            _delivery(document),
            _settlement(document),
        ),
        **spaces,
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}\n'.encode()


def category_of(document: Document, rate_bp: int) -> str:
    """BT-151: S taxed, AE the buyer owes it, E exempt with a reason, Z taxed with zero."""
    if document.treatment is taxes.Treatment.REVERSE_CHARGE:
        return "AE"
    if rate_bp:
        return "S"
    return "E" if document.exemption_note else "Z"


def _header(document: Document) -> str:
    words = words_of(document.language)
    notes = [document.event_title, document.footer]
    if document.treatment is taxes.Treatment.REVERSE_CHARGE:
        notes.append(words.reverse_charge)
    return _node(
        "rsm:ExchangedDocument",
        _text("ram:ID", document.number),  # BT-1
        _text("ram:TypeCode", TYPE_CODES[document.kind]),  # BT-3
        _node("ram:IssueDateTime", _day("udt", document.issued_on)),  # BT-2
        *(_node("ram:IncludedNote", _text("ram:Content", note)) for note in notes if note),
    )


def _line(document: Document, number: int, line: Line) -> str:
    quantity = str(line.quantity)
    net = _amount(document, line.net_minor)
    return _node(
        "ram:IncludedSupplyChainTradeLineItem",
        _node("ram:AssociatedDocumentLineDocument", _text("ram:LineID", str(number))),
        _node("ram:SpecifiedTradeProduct", _text("ram:Name", line.name)),
        _node(
            "ram:SpecifiedLineTradeAgreement",
            _node(
                "ram:NetPriceProductTradePrice",
                _text("ram:ChargeAmount", net),
                _text("ram:BasisQuantity", quantity, unitCode=PIECE),
            ),
        ),
        _node(
            "ram:SpecifiedLineTradeDelivery",
            _text("ram:BilledQuantity", quantity, unitCode=PIECE),
        ),
        _node(
            "ram:SpecifiedLineTradeSettlement",
            _node("ram:ApplicableTradeTax", *_rate(document, line.rate_bp)),
            _node(
                "ram:SpecifiedTradeSettlementLineMonetarySummation",
                _text("ram:LineTotalAmount", net),
            ),
        ),
    )


def _agreement(document: Document) -> str:
    parts = [
        _party("ram:SellerTradeParty", document.seller),
        _party("ram:BuyerTradeParty", document.buyer),
    ]
    if document.buyer_reference:
        parts.insert(0, _text("ram:BuyerReference", document.buyer_reference))  # BT-10
    parts.append(
        _node(
            "ram:SellerOrderReferencedDocument",
            _text("ram:IssuerAssignedID", document.order_number),  # BT-14
        )
    )
    return _node("ram:ApplicableHeaderTradeAgreement", *parts)


def _party(tag: str, party: InvoiceParty) -> str:
    parts = [_text("ram:Name", party.name)]
    if party.registration_id:
        parts.append(
            _node("ram:SpecifiedLegalOrganization", _text("ram:ID", party.registration_id))
        )
    if party.contact:
        parts.append(_node("ram:DefinedTradeContact", _text("ram:PersonName", party.contact)))
    address = (
        ("ram:PostcodeCode", party.postal_code),
        ("ram:LineOne", party.street),
        ("ram:CityName", party.city),
        ("ram:CountryID", party.country),
    )
    parts.append(
        _node("ram:PostalTradeAddress", *(_text(name, value) for name, value in address if value))
    )
    if party.email:
        address_of_mail = _text("ram:URIID", party.email, schemeID="EM")
        parts.append(_node("ram:URIUniversalCommunication", address_of_mail))
    if party.tax_id:
        scheme = "VA" if taxes.is_vat_id(party.tax_id) else "FC"
        if scheme == "VA" or tag == "ram:SellerTradeParty":  # the norm has no FC of buyers
            registered = _text("ram:ID", party.tax_id, schemeID=scheme)
            parts.append(_node("ram:SpecifiedTaxRegistration", registered))
    return _node(tag, *parts)


def _delivery(document: Document) -> str:
    if document.supplied_on is None:
        return _node("ram:ApplicableHeaderTradeDelivery")
    when = _node("ram:OccurrenceDateTime", _day("udt", document.supplied_on))
    return _node(
        "ram:ApplicableHeaderTradeDelivery",
        _node("ram:ActualDeliverySupplyChainEvent", when),  # BT-72
    )


def _settlement(document: Document) -> str:
    total = _amount(document, document.total_minor)
    sums = (
        _text("ram:LineTotalAmount", _amount(document, document.net_minor)),
        _text("ram:TaxBasisTotalAmount", _amount(document, document.net_minor)),
        _text(
            "ram:TaxTotalAmount",
            _amount(document, document.tax_minor),
            currencyID=document.currency,
        ),
        _text("ram:GrandTotalAmount", total),
        _text("ram:TotalPrepaidAmount", total),  # issued when it is paid, or paid back
        _text("ram:DuePayableAmount", _amount(document, 0)),
    )
    parts = [
        _text("ram:InvoiceCurrencyCode", document.currency),
        *(_tax(document, each) for each in document.taxes),
        _node("ram:SpecifiedTradeSettlementHeaderMonetarySummation", *sums),
    ]
    if document.corrects_number and document.corrects_on:
        parts.append(
            _node(
                "ram:InvoiceReferencedDocument",
                _text("ram:IssuerAssignedID", document.corrects_number),  # BT-25
                _node("ram:FormattedIssueDateTime", _day("qdt", document.corrects_on)),
            )
        )
    return _node("ram:ApplicableHeaderTradeSettlement", *parts)


def _tax(document: Document, total: TaxTotal) -> str:
    category = category_of(document, total.rate_bp)
    reason, code = "", ""
    if category == "AE":
        reason, code = words_of(document.language).reverse_charge, "VATEX-EU-AE"
    elif category == "E":
        reason = document.exemption_note
    kind, *rate = _rate(document, total.rate_bp)
    parts = [_text("ram:CalculatedAmount", _amount(document, total.tax_minor)), kind]
    if reason:
        parts.append(_text("ram:ExemptionReason", reason))
    parts.append(_text("ram:BasisAmount", _amount(document, total.net_minor)))
    parts.append(rate[0])
    if code:
        parts.append(_text("ram:ExemptionReasonCode", code))
    return _node("ram:ApplicableTradeTax", *parts, rate[1])


def _rate(document: Document, rate_bp: int) -> tuple[str, str, str]:
    return (
        _text("ram:TypeCode", "VAT"),
        _text("ram:CategoryCode", category_of(document, rate_bp)),
        _text("ram:RateApplicablePercent", f"{rate_bp // 100}.{rate_bp % 100:02}"),
    )


def _amount(document: Document, minor: int) -> str:
    return Money(minor, document.currency).decimal()


def _day(space: str, day: date) -> str:
    return _text(f"{space}:DateTimeString", f"{day:%Y%m%d}", format="102")


def _text(tag: str, value: str, /, **attributes: str) -> str:
    return _node(tag, html.escape(_NOT_IN_XML.sub("", value)), **attributes)


def _node(tag: str, /, *children: str, **attributes: str) -> str:
    """`children` are XML already: text comes in through `_text`."""
    said = "".join(f' {name}="{html.escape(value)}"' for name, value in attributes.items())
    return f"<{tag}{said}>{''.join(children)}</{tag}>"
