"""The small bank's statements are read as what was booked, whichever form they take."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from turnout_banktransfer_fake import Bank

from turnout_banktransfer import Expected, match, read_statement
from turnout_banktransfer.references import printed, reference_for
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind
from turnout_sdk.statements import OpenRefund, Statements

REFERENCE = reference_for("first")
DAY = date(2026, 3, 2)


def bank():
    opened = Bank()
    opened.receive(Money(4200, "EUR"), printed(REFERENCE), on=DAY)
    opened.receive(Money(103050, "EUR"), "Müller & Söhne; Tickets", on=DAY, party="Jürgen Müller")
    opened.send(Money(4200, "EUR"), REFERENCE, on=date(2026, 3, 4), is_structured=True)
    return opened


def test_every_form_holds_the_same_lines():
    opened = bank()
    forms = [opened.camt053(), opened.german_csv(), opened.english_csv()]
    lines = [read_statement(each) for each in forms]
    assert lines[0] == lines[1] == lines[2]
    assert [each.amount.minor for each in lines[0]] == [4200, 103050, -4200]
    assert lines[0][1].party == "Jürgen Müller"


def test_the_days_of_two_statements_overlap_without_new_lines():
    opened = bank()
    first = {each.line_id for each in read_statement(opened.camt053(until=DAY))}
    assert len(first) == 2
    assert first < {each.line_id for each in read_statement(opened.german_csv())}


@given(st.text(st.characters(codec="cp1252", exclude_categories=("Cc",)), max_size=60))
def test_any_text_survives_the_way_through_xml(text):
    opened = Bank()
    opened.receive(Money(1, "EUR"), f"{text} {REFERENCE}", on=DAY)
    assert read_statement(opened.camt053())[0].references == (REFERENCE,)


def test_money_out_ends_the_open_refund_of_its_amount_once(make_gateway):
    opened = bank()
    opened.send(Money(4200, "EUR"), REFERENCE, on=date(2026, 3, 5))
    refund = OpenRefund(object_id="by-hand:1", amount=Money(4200, "EUR"))
    expected = Expected(provider_ref=REFERENCE, amount=Money(4200, "EUR"), refunds=(refund,))
    lines = read_statement(opened.camt053())
    told = [each for each in match(lines, [expected]).updates if each.amount.minor == 4200]
    objects = [each.object_id for each in told if each.kind is FactKind.REFUND_SUCCEEDED]
    assert objects == ["by-hand:1", lines[-1].line_id]


def test_a_line_that_a_person_assigns_tells_what_a_matched_one_would(make_gateway):
    gateway = make_gateway()
    assert isinstance(gateway, Statements)
    [line] = [each for each in gateway.read_statement(bank().camt053()) if not each.references]
    expected = Expected(provider_ref=REFERENCE, amount=Money(103050, "EUR"), reference="p-1")
    told = gateway.assigned(line, expected)
    assert (told.kind, told.object_id) == (FactKind.PAYMENT_SUCCEEDED, line.line_id)
    assert (told.provider_ref, told.reference) == (REFERENCE, "p-1")
