"""Statements of the bank: what is certain is told to payments, the rest waits for a person."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.factories import work
from tests.factories.people import add_member, bearer
from tests.factories.sales import make_shop
from turnout_banktransfer_fake import Bank

from turnout.kernel.db.tx import transaction
from turnout.modules.reconciliation import api as reconciliation
from turnout.modules.reconciliation import queries
from turnout_sdk.money import Money

from .conftest import DAY

BOMB = b"""<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;">]>
<Document><BkToCstmrStmt><Stmt>&c;</Stmt></BkToCstmrStmt></Document>"""


def test_a_transfer_with_its_reference_pays_the_order(desk):
    bought = desk.order(quantity=2)
    bought.send(5000)
    answer = desk.bring(desk.bank.camt053())
    assert answer.status_code == 200, answer.json
    assert (answer.json["lines"], answer.json["matched"], answer.json["unmatched"]) == (1, 1, 0)
    order = bought.now()
    assert (order["state"], order["money_state"], len(order["tickets"])) == ("confirmed", "paid", 2)
    assert desk.balances() == {"bank": 5000, "provider_receivable": 0, "sales": -5000}
    assert reconciliation.reconcile(desk.job, repair=False).differences == []


def test_the_same_file_twice_changes_nothing_in_either_form(desk):
    bought = desk.order()
    bought.send(2500)
    desk.bank.receive(Money(700, "EUR"), "membership fee", on=DAY)
    desk.bring(desk.bank.camt053())
    before = desk.balances(), desk.lines()
    again = desk.bring(desk.bank.camt053())
    table = desk.bring(desk.bank.german_csv(), content_type="text/csv")
    assert (again.json["known"], again.json["matched"]) == (2, 0)
    assert (table.json["known"], table.json["unmatched"]) == (2, 0)
    assert (desk.balances(), desk.lines()) == before


def test_a_dry_run_says_what_would_happen_and_does_nothing(desk):
    bought = desk.order()
    bought.send(2500)
    answer = desk.bring(desk.bank.camt053(), dry_run="true")
    assert (answer.json["matched"], answer.json["is_dry_run"]) == (1, True)
    assert desk.lines() == []
    assert bought.now()["state"] == "awaiting_payment"


def test_too_little_is_a_part_and_the_rest_completes_it(desk):
    bought = desk.order()
    bought.send(2000)
    answer = desk.bring(desk.bank.camt053())
    [wrong] = answer.json["wrong_sums"]
    assert (wrong["asked_minor"], wrong["received_minor"]) == (2500, 2000)
    order = bought.now()
    assert (order["state"], order["money_state"]) == ("awaiting_payment", "part_paid")
    bought.send(500)
    desk.bring(desk.bank.camt053())
    assert bought.now()["state"] == "confirmed"


def test_a_transfer_that_somebody_saw_first_is_shown_by_its_line_and_counts_once(desk):
    bought = desk.order()
    reference = bought.payment.provider_ref
    bought.send(2500)
    path = f"{desk.shop.orders_path}/{bought.id}/received-payments"
    headers = {**desk.headers, "Idempotency-Key": "seen"}
    seen = desk.client.post(path, json={"method": "transfer"}, headers=headers)
    assert seen.status_code == 201, seen.json
    assert desk.bring(desk.bank.camt053()).json["matched"] == 1
    assert [each["payment_id"] for each in desk.lines(state="applied")] == [seen.json["payment_id"]]
    order = bought.now()
    assert (order["state"], order["paid_minor"], order["refunded_minor"]) == ("confirmed", 2500, 0)
    assert desk.balances() == {"bank": 2500, "sales": -2500}
    bought.send(2500, text=reference)
    desk.bring(desk.bank.camt053())
    assert bought.now()["paid_minor"] == 5000
    assert reconciliation.reconcile(desk.job, repair=False).differences == []


def test_too_much_is_held_for_review_and_sells_nothing(desk):
    bought = desk.order()
    bought.send(9900)
    desk.bring(desk.bank.camt053())
    assert bought.payment.review_reason == "amount"
    assert bought.now()["tickets"] == []
    assert desk.balances()["held_for_review"] == -9900


def test_too_much_that_is_refused_goes_back_by_hand(desk):
    bought = desk.order()
    bought.send(9900)
    desk.bring(desk.bank.camt053())
    payment = bought.payment
    refused = desk.client.post(
        desk.path(f"payments/{payment.id}/refuse"), json={"reason": "x"}, headers=desk.headers
    )
    assert refused.status_code == 200, refused.json
    work.drain()
    [refund] = bought.refunds()
    assert (refund["amount_minor"], refund["state"]) == (9900, "pending")
    desk.bank.send(Money(9900, "EUR"), payment.provider_ref, on=DAY)
    desk.bring(desk.bank.camt053())
    assert [each["state"] for each in bought.refunds()] == ["succeeded"]
    assert set(desk.balances().values()) == {0}
    assert reconciliation.reconcile(desk.job, repair=False).differences == []


def test_too_much_that_is_approved_counts(desk):
    bought = desk.order()
    bought.send(9900)
    desk.bring(desk.bank.camt053())
    approved = desk.client.post(
        desk.path(f"payments/{bought.payment.id}/approve"),
        json={"reason": "a donation"},
        headers=desk.headers,
    )
    assert approved.status_code == 200, approved.json
    work.drain()
    assert bought.now()["state"] == "confirmed"
    assert desk.balances()["bank"] == 9900


def test_money_that_nobody_can_place_is_assigned_by_the_orders_number(desk):
    bought = desk.order()
    bought.send(2500, text="for my ticket, Ada")
    answer = desk.bring(desk.bank.camt053())
    assert answer.json["unmatched"] == 1
    [line] = desk.lines(state="unmatched")
    assert (line["party"], line["party_account"]) == ("Ada Lovelace", "GB33…5555")
    assigned = desk.decide(line, "assign", order_number=bought.number.lower())
    assert (assigned.status_code, assigned.json["state"]) == (200, "applied")
    assert assigned.json["payment_id"] == str(bought.payment.id)
    assert bought.now()["state"] == "confirmed"
    assert desk.lines(state="unmatched") == []
    assert desk.decide(line, "assign", order_number=bought.number).status_code == 409
    desk.bring(desk.bank.camt053())
    assert desk.balances()["sales"] == -2500


def test_a_line_is_assigned_by_the_payments_id(desk):
    bought = desk.order()
    bought.send(2500, text="?")
    desk.bring(desk.bank.camt053())
    [line] = desk.lines()
    assert desk.decide(line, "assign", payment_id=str(bought.payment.id)).status_code == 200
    assert bought.now()["state"] == "confirmed"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"order_number": "REG-NOBODY"}, 409),
        ({"payment_id": "00000000-0000-0000-0000-000000000001"}, 409),
        ({}, 422),
        ({"payment_id": "00000000-0000-0000-0000-000000000001", "order_number": "X"}, 422),
    ],
)
def test_what_cannot_be_assigned_is_refused_and_stays_open(desk, body, status):
    desk.bank.receive(Money(700, "EUR"), "?", on=DAY)
    desk.bring(desk.bank.camt053())
    [line] = desk.lines()
    assert desk.decide(line, "assign", **body).status_code == status
    assert [each["state"] for each in desk.lines()] == ["unmatched"]


def test_an_ignored_line_keeps_its_sum_and_forgets_who_paid(desk):
    desk.bank.receive(Money(700, "EUR"), "membership fee of Ada", on=DAY)
    desk.bring(desk.bank.camt053())
    [line] = desk.lines()
    ignored = desk.decide(line, "ignore", reason="a membership fee")
    assert (ignored.json["state"], ignored.json["reason"]) == ("ignored", "a membership fee")
    assert (ignored.json["text"], ignored.json["party"], ignored.json["amount_minor"]) == (
        "", "", 700,
    )  # fmt: skip
    assert desk.decide(line, "ignore", reason="again").status_code == 409
    assert desk.bring(desk.bank.camt053()).json["known"] == 1


def test_a_line_that_moves_nothing_is_nothing_and_no_amount_breaks_the_reader(desk):
    bought = desk.order()
    bought.send(0)
    answer = desk.bring(desk.bank.camt053())
    assert (answer.status_code, answer.json["lines"], desk.lines()) == (200, 0, [])
    bought.send(10**19)
    assert desk.bring(desk.bank.camt053()).json["code"] == "accounting.unreadable-statement"
    bought.send(10**40)
    assert desk.bring(desk.bank.english_csv(), content_type="text/csv").status_code == 422


def test_money_out_that_no_payment_is_about_is_not_kept(desk):
    desk.bank.send(Money(120000, "EUR"), "rent March", on=DAY, party="Landlord")
    answer = desk.bring(desk.bank.camt053())
    assert (answer.json["passed_over"], desk.lines()) == (1, [])


def test_a_refund_that_a_person_sent_counts_once_even_if_the_statement_shows_it(desk):
    bought = desk.order(quantity=2)
    bought.send(5000)
    desk.bring(desk.bank.camt053())
    assert bought.refund(amount_minor=1000).status_code in (200, 202)
    [refund] = bought.refunds()
    assert refund["state"] == "pending"
    path = desk.path(f"payments/{bought.payment.id}/refunds/{refund['id']}/sent")
    sent = desk.client.post(path, headers=desk.headers)
    assert (sent.status_code, sent.json["state"]) == (200, "succeeded")
    assert desk.client.post(path, headers=desk.headers).json["state"] == "succeeded"
    work.drain()
    assert bought.now()["refunded_minor"] == 1000
    assert desk.balances()["provider_receivable"] == -1000
    desk.bank.send(Money(1000, "EUR"), bought.payment.provider_ref, on=DAY)
    desk.bring(desk.bank.camt053())
    assert bought.now()["refunded_minor"] == 1000
    assert desk.balances() == {
        "bank": 4000, "provider_receivable": 0, "refunds": 1000, "sales": -5000,
    }  # fmt: skip
    assert reconciliation.reconcile(desk.job, repair=True).differences == []


def test_a_refund_in_the_statement_ends_the_one_that_was_asked_for(desk):
    bought = desk.order(quantity=2)
    bought.send(5000)
    desk.bring(desk.bank.camt053())
    bought.refund(amount_minor=1500)
    desk.bank.send(Money(1500, "EUR"), bought.payment.provider_ref, on=DAY)
    desk.bring(desk.bank.camt053())
    assert [each["state"] for each in bought.refunds()] == ["succeeded"]
    assert bought.now()["refunded_minor"] == 1500


def test_a_card_providers_refund_is_sent_by_nobodys_hand(counter):
    bought = counter.order(quantity=2).pay()
    bought.refund(amount_minor=1000)
    work.drain()
    organization = counter.shop.organization
    base = f"/api/v1/organizations/{organization.id}/payments"
    owner = bearer(organization.owner)
    [paid] = counter.client.get(base, headers=owner).json["items"]
    details = counter.client.get(f"{base}/{paid['id']}", headers=owner).json
    path = f"{base}/{paid['id']}/refunds/{details['refunds'][0]['id']}/sent"
    answer = counter.client.post(path, headers=owner)
    assert (answer.status_code, answer.json["code"]) == (409, "payments.not-by-hand")


def test_a_crash_between_keeping_and_telling_is_made_up_for(desk, monkeypatch):
    bought = desk.order()
    bought.send(2500)
    with monkeypatch.context() as crash:
        crash.setattr(queries, "list_waiting_lines", stop)
        with pytest.raises(KeyboardInterrupt):
            desk.bring(desk.bank.camt053())
    assert [each["state"] for each in desk.lines()] == ["matched"]
    work.run_timed("reconciliation.apply_lines")
    work.drain()
    assert [each["state"] for each in desk.lines()] == ["applied"]
    assert bought.now()["state"] == "confirmed"
    assert desk.bring(desk.bank.camt053()).json["known"] == 1
    assert desk.balances()["bank"] == 2500


def test_two_imports_of_a_file_at_once_book_it_once(desk, running):
    bought = [desk.order() for _ in range(3)]
    for each in bought:
        each.send(2500)
    content = desk.bank.camt053()
    with ThreadPoolExecutor(4) as pool:
        reports = [
            pool.submit(reconciliation.import_statement, desk.job, desk.connection_id, content)
            for _ in range(4)
        ]
    assert sorted(type(each.exception()).__name__ for each in reports) in (
        ["NoneType"] * 4,
        *(["NoneType"] * (4 - busy) + ["Unavailable"] * busy for busy in (1, 2, 3)),
    )
    work.drain()
    assert desk.balances() == {"bank": 7500, "provider_receivable": 0, "sales": -7500}
    assert {each.now()["state"] for each in bought} == {"confirmed"}


def stop(*_):
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("content", "content_type", "status", "code"),
    [
        (b"hello", "text/csv", 422, "accounting.unreadable-statement"),
        (BOMB, "application/xml", 422, "accounting.unreadable-statement"),
        (b"<html/>", "application/xml", 422, "accounting.unreadable-statement"),
        (b"{}", "application/json", 415, "accounting.wrong-statement-type"),
        (b"x" * 5_000_001, "text/csv", 413, "accounting.statement-too-large"),
    ],
)
def test_what_is_no_statement_is_refused(desk, content, content_type, status, code):
    answer = desk.bring(content, content_type=content_type)
    assert (answer.status_code, answer.json["code"]) == (status, code)


def test_a_connection_that_calls_its_provider_reads_no_statements(counter):
    organization = counter.shop.organization
    answer = counter.client.post(
        f"/api/v1/organizations/{organization.id}/payment-statements",
        data=Bank().camt053(),
        content_type="application/xml",
        query_string={"connection_id": str(counter.connection_id)},
        headers=bearer(organization.owner),
    )
    assert (answer.status_code, answer.json["code"]) == (409, "accounting.no-statements")


def test_only_managers_bring_statements_and_only_their_own(desk):
    staff = bearer(add_member(desk.shop.organization, "staff"))
    path = desk.path("payment-statement-lines")
    assert desk.client.get(path, headers=staff).status_code == 403
    desk.bank.receive(Money(700, "EUR"), "?", on=DAY)
    desk.bring(desk.bank.camt053())
    [line] = desk.lines()
    other = make_shop().organization
    stranger = f"/api/v1/organizations/{other.id}/payment-statement-lines/{line['id']}/ignore"
    answer = desk.client.post(stranger, json={"reason": "x"}, headers=bearer(other.owner))
    assert answer.status_code == 404


def test_nothing_of_who_paid_is_in_the_log_of_changes(desk, owner_connection):
    desk.bank.receive(Money(700, "EUR"), "secret words of Ada", on=DAY, party="Ada Unique")
    desk.bring(desk.bank.camt053())
    found = owner_connection.execute(
        "SELECT count(*) FROM audit_entries e WHERE e::text LIKE '%Ada Unique%'"
        " OR e::text LIKE '%secret words%'"
    ).fetchone()
    assert found == (0,)
    with transaction(desk.job) as tx:
        assert tx.query("SELECT 1 FROM payment_statement_lines WHERE party = 'Ada Unique'", {})
