from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout_banktransfer import (
    Expected,
    StatementLine,
    UnreadableStatement,
    match,
    read_statement,
)
from turnout_banktransfer.references import printed, reference_for
from turnout_banktransfer.statements import numbered
from turnout_banktransfer.tables import read_amount, read_date
from turnout_sdk.currencies import EXPONENTS, exponent_of
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind

FIRST, SECOND = reference_for("first"), reference_for("second")
EUR = "EUR"
DAY = date(2026, 3, 2)


def expected(first=4200, second=3000, currency=EUR):
    return [
        Expected(provider_ref=FIRST, amount=Money(first, currency), reference="payment-1"),
        Expected(provider_ref=SECOND, amount=Money(second, currency), reference="payment-2"),
    ]


def line(minor, text=FIRST, currency=EUR):
    return StatementLine(booked_on=DAY, amount=Money(minor, currency), text=text)


def test_a_camt_statement_is_read_entry_by_entry(statement):
    lines = read_statement(statement("camt053.xml", FIRST=FIRST, SECOND=SECOND))
    assert [each.amount for each in lines] == [
        Money(4200, EUR),
        Money(3000, EUR),
        Money(2550, EUR),
        Money(-4200, EUR),
    ]
    assert lines[0].references == (FIRST,)
    assert (lines[0].party, lines[0].party_iban) == ("Ada Lovelace", "GB33BUKB20201555555555")
    assert lines[1].references == (SECOND,)
    assert [each.booked_on for each in lines] == [DAY, DAY, DAY, date(2026, 3, 3)]


def test_statements_of_older_versions_and_other_messages_are_read_too(statement):
    content = statement("camt053.xml", FIRST=FIRST, SECOND=SECOND)
    older = content.replace(b"camt.053.001.08", b"camt.053.001.02")
    older = older.replace(b"<Sts><Cd>BOOK</Cd></Sts>", b"<Sts>BOOK</Sts>")
    older = older.replace(b"<Sts><Cd>PDNG</Cd></Sts>", b"<Sts>PDNG</Sts>")
    notice = content.replace(b"BkToCstmrStmt", b"BkToCstmrDbtCdtNtfctn")
    assert read_statement(older) == read_statement(content) == read_statement(notice)


def test_a_german_export_is_read_below_its_preamble(statement):
    content = statement("german.csv", FIRST=printed(FIRST), SECOND=SECOND.lower())
    for encoded in (content, content.decode().encode("cp1252"), b"\xef\xbb\xbf" + content):
        lines = read_statement(encoded)
        assert [each.amount.minor for each in lines] == [4200, 103050, -12000]
        assert lines[1].party == "Jürgen Müller"
        assert [each.references for each in lines] == [(FIRST,), (SECOND,), ()]


def test_an_english_export_is_read_with_its_currencies(statement):
    lines = read_statement(statement("english.csv", FIRST=FIRST, SECOND=SECOND))
    assert [each.amount for each in lines] == [Money(104200, "GBP"), Money(4200, "JPY")]


def test_the_same_movement_has_the_same_name_in_either_format(statement):
    camt = read_statement(statement("camt053.xml", FIRST=FIRST, SECOND=SECOND))
    table = read_statement(statement("german.csv", FIRST=FIRST, SECOND=SECOND))
    assert camt[0].line_id == table[0].line_id
    assert len({each.line_id for each in (*camt, *table)}) == len(camt) + len(table) - 1


def test_equal_movements_of_one_day_stay_two():
    first, second = numbered([line(100), line(100)])
    assert first.line_id != second.line_id


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"\x00\x01\x02",
        b"a;b\n1;2\n",
        b"<html></html>",
        b"<Document><BkToCstmrStmt>",
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><Document><BkToCstmrStmt/></Document>',
        b"Date;Amount\n2026-13-01;1,00\n",
        b"Date;Amount\n2026-01-01;1,23,4\n",
        b"<Document><BkToCstmrStmt><Stmt><Ntry/></Stmt></BkToCstmrStmt></Document>",
        b"x" * 20_000_001,
    ],
)
def test_what_is_no_statement_is_refused_with_a_reason(content):
    with pytest.raises(UnreadableStatement) as caught:
        read_statement(content)
    assert str(caught.value).endswith(".")


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(content):
    for prefix in (b"", b"Date;Amount\n", b"<Document><BkToCstmrStmt>"):
        try:
            read_statement(prefix + content)
        except UnreadableStatement:
            continue


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("42", EUR, 4200),
        ("42,00", EUR, 4200),
        ("42.5", EUR, 4250),
        ("1.234,56", EUR, 123456),
        ("1,234.56", EUR, 123456),
        ("1 234,56 €", EUR, 123456),
        ("1'234.50", "CHF", 123450),
        ("-42,00", EUR, -4200),
        ("42,00-", EUR, -4200),
        ("+42,00 EUR", EUR, 4200),
        ("1.234.567,89", EUR, 123456789),
        ("1.234", "JPY", 1234),
        ("1.234", "KWD", 1234),
        ("−1,00", EUR, -100),
    ],
)
def test_amounts_are_read_as_banks_write_them(text, currency, minor):
    assert read_amount(text, currency) == Money(minor, currency)


@pytest.mark.parametrize("text", ["", "abc", "1,23,4", "1.2345", "--1", "1,2.3,4", "4,2,1.5.0"])
def test_an_amount_that_may_mean_two_things_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        read_amount(text, EUR)


@given(
    minor=st.integers(0, 10**14),
    currency=st.sampled_from(sorted(EXPONENTS)),
    style=st.sampled_from([",.", ".,", " ,", "'."]),
)
def test_whatever_is_written_with_thousands_is_read_back(minor, currency, style):
    amount = Money(minor, currency)
    if exponent_of(currency) in (0, 3, 4):
        return
    whole, _, rest = amount.decimal().partition(".")
    written = f"{int(whole):,}".replace(",", style[0]) + style[1] + rest
    assert read_amount(written, currency) == amount


@pytest.mark.parametrize("text", ["2026-03-02", "02.03.2026", "02.03.26", "02/03/2026", "20260302"])
def test_dates_are_read_day_first(text):
    assert read_date(text) == DAY


def test_whole_sums_are_payments_and_a_return_is_a_refund(statement):
    lines = read_statement(statement("camt053.xml", FIRST=FIRST, SECOND=SECOND))
    found = match(lines, expected())
    assert [(each.kind, each.provider_ref, each.reference) for each in found.updates] == [
        (FactKind.PAYMENT_SUCCEEDED, FIRST, "payment-1"),
        (FactKind.PAYMENT_SUCCEEDED, SECOND, "payment-2"),
        (FactKind.REFUND_SUCCEEDED, FIRST, "payment-1"),
    ]
    assert found.updates[2].amount == Money(4200, EUR)
    assert found.differences == ()
    assert [each.text for each in found.unmatched] == ["no reference at all"]


def test_the_same_statement_tells_the_same_facts_again(statement):
    content = statement("camt053.xml", FIRST=FIRST, SECOND=SECOND)
    again = match(read_statement(content), expected())
    assert match(read_statement(content), expected()) == again


@pytest.mark.parametrize(
    ("sums", "missing"), [([4100], 100), ([5000], -800), ([2000, 2000], 200), ([4200, 4200], -4200)]
)
def test_another_sum_is_told_as_parts_and_reported(sums, missing):
    found = match(numbered(line(each) for each in sums), expected())
    (difference,) = found.differences
    assert difference.missing == Money(missing, EUR)
    assert len(difference.lines) == len(found.updates) == len(sums)
    kinds = {each.kind for each in found.updates if each.amount.minor != 4200}
    assert kinds <= {FactKind.PAYMENT_CAPTURED}


def test_parts_that_add_up_are_no_difference():
    assert match(numbered([line(4000), line(200)]), expected()).differences == ()


def test_another_currency_is_told_and_reported():
    found = match(numbered([line(4200, currency="CHF")]), expected())
    (difference,) = found.differences
    assert (difference.missing, difference.received) == (None, Money(4200, "CHF"))
    assert [each.amount.currency for each in found.updates] == ["CHF"]


@pytest.mark.parametrize("text", ["", "Ada Lovelace", reference_for("nobody"), f"{FIRST} {SECOND}"])
def test_what_cannot_be_matched_for_sure_is_left_to_a_person(text):
    found = match(numbered([line(4200, text)]), expected())
    assert (found.updates, len(found.unmatched)) == ((), 1)
    assert match(numbered([line(-4200, text)]), expected()).unmatched == ()
