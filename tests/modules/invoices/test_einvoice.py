"""The XML of EN 16931. `python -m tests.einvoice` asks an independent validator as well."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.invoices import a_document, a_line

from turnout.modules.invoices import rules
from turnout.modules.invoices.einvoice import build_xml
from turnout.modules.taxes.api import Treatment

RAM = "{urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100}"


def read(document):
    return ElementTree.fromstring(build_xml(document))


def values(root, name):
    return [each.text for each in root.iter(RAM + name)]


def test_the_mandatory_terms_are_there():
    root = read(a_document())
    assert values(root, "TypeCode")[0] == "380"
    assert values(root, "ID")[:2] == ["urn:cen.eu:en16931:2017", "INV-2026-000001"]
    assert values(root, "InvoiceCurrencyCode") == ["EUR"]
    assert values(root, "CountryID") == ["DE", "FR"]
    assert values(root, "GrandTotalAmount") == ["119.00"]
    assert values(root, "TotalPrepaidAmount") == ["119.00"]
    assert values(root, "DuePayableAmount") == ["0.00"]
    registered = [each.find(f"{RAM}ID") for each in root.iter(f"{RAM}SpecifiedTaxRegistration")]
    assert [(each.attrib["schemeID"], each.text) for each in registered] == [
        ("VA", "DE136695976"),
        ("VA", "FR40303265045"),
    ]


def test_a_national_tax_number_of_the_seller_is_told_apart():
    seller = replace(a_document().seller, tax_id="12/345/67890")
    root = read(a_document(seller=seller))
    [first, _] = root.iter(f"{RAM}SpecifiedTaxRegistration")
    assert first.find(f"{RAM}ID").attrib["schemeID"] == "FC"


@pytest.mark.parametrize(
    ("rate", "treatment", "note", "category", "reason"),
    [
        (1900, Treatment.STANDARD, "", "S", []),
        (0, Treatment.STANDARD, "", "Z", []),
        (0, Treatment.STANDARD, "§ 4", "E", ["§ 4"]),
        (0, Treatment.REVERSE_CHARGE, "§ 4", "AE", ["VATEX-EU-AE"]),
    ],
)
def test_the_category_says_why_there_is_tax_or_none(rate, treatment, note, category, reason):
    line = a_line(tax=1900 if rate else 0, rate=rate)
    root = read(a_document(line, treatment=treatment, exemption_note=note))
    assert values(root, "CategoryCode") == [category, category]
    tag = "ExemptionReasonCode" if category == "AE" else "ExemptionReason"
    assert values(root, tag) == reason


def test_a_credit_note_is_of_type_381_and_names_the_invoice():
    invoice = a_document()
    note = rules.draft_credit_note(invoice, [], 5000, issued_on=date(2026, 11, 21))
    root = read(replace(note, number="CRN-2026-000001"))
    assert values(root, "TypeCode")[0] == "381"
    [referenced] = root.iter(f"{RAM}InvoiceReferencedDocument")
    assert referenced.find(f"{RAM}IssuerAssignedID").text == "INV-2026-000001"


@given(st.text(max_size=60))
def test_any_text_stays_well_formed(text):
    root = read(a_document(a_line(name=text), event_title=text))
    assert len(values(root, "Name")) == 3


@given(
    st.lists(
        st.tuples(st.integers(0, 10**7), st.sampled_from([0, 700, 1900]), st.integers(1, 9)),
        min_size=1,
        max_size=8,
    )
)
def test_its_sums_always_agree(sold):
    lines = [
        a_line(gross, gross * rate // (10_000 + rate), rate, quantity=quantity)
        for gross, rate, quantity in sold
    ]
    root = read(a_document(*lines))

    def total(name):
        return sum(Decimal(value) for value in values(root, name))

    line_totals = [Decimal(value) for value in values(root, "LineTotalAmount")]
    assert sum(line_totals[:-1]) == line_totals[-1] == total("TaxBasisTotalAmount")
    assert total("BasisAmount") == total("TaxBasisTotalAmount")
    assert total("CalculatedAmount") == total("TaxTotalAmount")
    assert total("TaxBasisTotalAmount") + total("TaxTotalAmount") == total("GrandTotalAmount")
