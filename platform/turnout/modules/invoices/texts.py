"""The fixed words of an invoice by language; English where a language is missing."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """`tax` takes the rate, `corrects` number and date, `page` number and count."""

    invoice: str
    credit_note: str
    receipt: str
    number: str
    date: str
    order: str
    event: str
    supplied: str
    seller: str
    buyer: str
    tax_id: str
    registration: str
    reference: str
    item: str
    quantity: str
    rate: str
    net: str
    gross: str
    net_total: str
    tax: str
    total: str
    paid: str
    paid_back: str
    corrects: str
    reverse_charge: str
    partial_refund: str
    page: str


_ENGLISH: Final = Words(
    invoice="Invoice",
    credit_note="Credit note",
    receipt="Receipt",
    number="Number",
    date="Date",
    order="Order",
    event="Event",
    supplied="Date of supply",
    seller="From",
    buyer="Billed to",
    tax_id="Tax id",
    registration="Registration",
    reference="Your reference",
    item="Item",
    quantity="Quantity",
    rate="Tax",
    net="Net",
    gross="Amount",
    net_total="Net total",
    tax="Tax {rate}",
    total="Total",
    paid="Paid in full.",
    paid_back="This amount was paid back.",
    corrects="Corrects invoice {number} of {date}.",
    reverse_charge="Reverse charge: the recipient of the service owes the tax.",
    partial_refund="Partial refund",
    page="Page {number} of {count}",
)
_GERMAN: Final = Words(
    invoice="Rechnung",
    credit_note="Rechnungskorrektur",
    receipt="Quittung",
    number="Nummer",
    date="Datum",
    order="Bestellung",
    event="Veranstaltung",
    supplied="Leistungsdatum",
    seller="Von",
    buyer="An",
    tax_id="Steuernummer / USt-IdNr.",
    registration="Register",
    reference="Ihr Zeichen",
    item="Leistung",
    quantity="Menge",
    rate="Steuer",
    net="Netto",
    gross="Betrag",
    net_total="Summe netto",
    tax="Umsatzsteuer {rate}",
    total="Gesamtbetrag",
    paid="Der Betrag ist bezahlt.",
    paid_back="Dieser Betrag wurde erstattet.",
    corrects="Berichtigt die Rechnung {number} vom {date}.",
    reverse_charge="Steuerschuldnerschaft des Leistungsempfängers (reverse charge).",
    partial_refund="Teilerstattung",
    page="Seite {number} von {count}",
)
_FRENCH: Final = Words(
    invoice="Facture",
    credit_note="Avoir",
    receipt="Reçu",
    number="Numéro",
    date="Date",
    order="Commande",
    event="Événement",
    supplied="Date de la prestation",
    seller="De",
    buyer="Facturé à",
    tax_id="N° de TVA",
    registration="Immatriculation",
    reference="Votre référence",
    item="Désignation",
    quantity="Quantité",
    rate="Taxe",
    net="HT",
    gross="Montant",
    net_total="Total HT",
    tax="TVA {rate}",
    total="Total TTC",
    paid="Facture acquittée.",
    paid_back="Ce montant a été remboursé.",
    corrects="Annule ou corrige la facture {number} du {date}.",
    reverse_charge="Autoliquidation : la taxe est due par le preneur.",
    partial_refund="Remboursement partiel",
    page="Page {number} sur {count}",
)
_SPANISH: Final = Words(
    invoice="Factura",
    credit_note="Factura rectificativa",
    receipt="Recibo",
    number="Número",
    date="Fecha",
    order="Pedido",
    event="Evento",
    supplied="Fecha de la prestación",
    seller="De",
    buyer="Facturado a",
    tax_id="NIF / IVA",
    registration="Registro",
    reference="Su referencia",
    item="Concepto",
    quantity="Cantidad",
    rate="Impuesto",
    net="Base",
    gross="Importe",
    net_total="Base imponible",
    tax="IVA {rate}",
    total="Total",
    paid="Factura pagada.",
    paid_back="Este importe fue devuelto.",
    corrects="Rectifica la factura {number} del {date}.",
    reverse_charge="Inversión del sujeto pasivo.",
    partial_refund="Devolución parcial",
    page="Página {number} de {count}",
)
_ARABIC: Final = Words(
    invoice="فاتورة",
    credit_note="إشعار دائن",
    receipt="إيصال",
    number="الرقم",
    date="التاريخ",
    order="الطلب",
    event="الفعالية",
    supplied="تاريخ التوريد",
    seller="من",
    buyer="إلى",
    tax_id="الرقم الضريبي",
    registration="السجل التجاري",
    reference="مرجعكم",
    item="البيان",
    quantity="الكمية",
    rate="الضريبة",
    net="الصافي",
    gross="المبلغ",
    net_total="المجموع قبل الضريبة",
    tax="الضريبة {rate}",
    total="الإجمالي",
    paid="تم دفع المبلغ كاملا.",
    paid_back="تمت إعادة هذا المبلغ.",
    corrects="تصحيح للفاتورة {number} بتاريخ {date}.",
    reverse_charge="احتساب عكسي: الضريبة مستحقة على متلقي الخدمة.",
    partial_refund="استرداد جزئي",
    page="صفحة {number} من {count}",
)
_BY_LANGUAGE: Final = {
    "en": _ENGLISH,
    "de": _GERMAN,
    "fr": _FRENCH,
    "es": _SPANISH,
    "ar": _ARABIC,
}
LANGUAGES: Final = tuple(_BY_LANGUAGE)
RIGHT_TO_LEFT: Final = frozenset({"ar"})


def language_of(tag: str) -> str:
    """The language that a BCP 47 tag is written in here: one of LANGUAGES."""
    primary = tag.replace("_", "-").partition("-")[0].lower()
    return primary if primary in _BY_LANGUAGE else "en"


def words_of(tag: str) -> Words:
    return _BY_LANGUAGE[language_of(tag)]
