"""What goes onto documents: pure."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.invoices import a_document, a_line

from turnout.modules.invoices import rules
from turnout.modules.invoices.types import DocumentKind

DAY = date(2026, 11, 21)
lines = st.lists(
    st.tuples(st.integers(0, 10**6), st.sampled_from([0, 550, 700, 1900, 2000])).map(
        lambda each: a_line(each[0], each[0] * each[1] // (10_000 + each[1]), each[1])
    ),
    min_size=1,
    max_size=8,
)


@given(lines, st.lists(st.integers(1, 10**6), max_size=6))
def test_credit_notes_in_any_parts_add_up_to_the_invoice_by_rate(sold, amounts):
    invoice = a_document(*sold)
    notes, left = [], invoice.total_minor
    for wanted in [*amounts, invoice.total_minor]:
        amount = min(wanted, left)
        if not amount:
            continue
        note = rules.draft_credit_note(invoice, notes, amount, issued_on=DAY)
        assert (note.kind, note.total_minor) == (DocumentKind.CREDIT_NOTE, amount)
        assert note.net_minor + note.tax_minor == note.total_minor
        assert all(line.net_minor >= 0 <= line.tax_minor for line in note.lines)
        notes.append(note)
        left -= amount
    assert left == 0
    for portion in rules.left_of(invoice, notes):
        assert (portion.gross_minor, portion.tax_minor) == (0, 0)


def test_more_than_the_invoice_is_never_credited():
    with pytest.raises(ValueError, match="more than is left"):
        rules.draft_credit_note(a_document(), [], 11901, issued_on=DAY)


def test_a_part_says_so_in_the_buyers_language():
    note = rules.draft_credit_note(a_document(), [], 5000, issued_on=DAY)
    assert [line.name for line in note.lines] == ["Teilerstattung"]
    assert (note.corrects_number, note.corrects_on) == ("INV-2026-000001", date(2026, 11, 20))


def test_the_rest_after_a_part_is_no_copy_of_the_invoice():
    invoice = a_document()
    first = rules.draft_credit_note(invoice, [], 1, issued_on=DAY)
    rest = rules.draft_credit_note(invoice, [first], 11899, issued_on=DAY)
    assert rest.tax_minor + first.tax_minor == invoice.tax_minor
    assert rest.lines != invoice.lines


def test_numbers_sort_as_they_were_issued():
    assert rules.number_of(DocumentKind.INVOICE, 2026, 42) == "INV-2026-000042"
