"""Books that agree say so; books that do not are named, and mended where that is safe."""

import json
from uuid import UUID

import pytest
from click.testing import CliRunner
from tests.factories import payments as making
from tests.factories import work
from tests.factories.counter import open_counter
from tests.factories.people import add_member, bearer

from turnout.kernel.context import system_in
from turnout.kernel.tx import transaction
from turnout.modules.accounting import api as accounting
from turnout.modules.accounting import rules
from turnout.modules.orders import api as orders
from turnout.modules.payments import api as payments

ID = UUID(int=1)


@pytest.fixture(scope="module")
def provider(tmp_path_factory):
    with making.running_provider(tmp_path_factory.mktemp("provider")) as started:
        yield started


@pytest.fixture
def counter(client, queued, provider):
    with open_counter(client, provider) as opened:
        yield opened


def job(counter):
    return system_in(counter.ctx.organization_id, "test")


def spoil(counter, statement, **values):
    with transaction(job(counter)) as tx:
        tx.run(statement, values)


def kinds(report):
    return [each.kind.value for each in report.differences]


def test_books_that_agree_have_no_difference(counter):
    counter.order(quantity=2).pay().refund(amount_minor=1000)
    work.drain()
    counter.order().start()
    report = accounting.reconcile(job(counter), repair=False)
    assert (report.orders, report.payments, report.differences) == (2, 2, [])


def test_a_confirmation_that_was_never_heard_is_made_up_for(counter):
    bought = counter.order()
    bought.start()
    bought.settle("success")
    counter.deliver(bought.told())
    from turnout.kernel import tasks

    functions = {each.name: each.function for each in tasks.registered()}
    for name, arguments in work.QUEUED.copy():
        functions[name](*arguments)  # the delivery is read; its fact is never handed out
    work.QUEUED.clear()
    found = accounting.reconcile(job(counter), repair=False)
    assert set(kinds(found)) == {"order_paid", "not_confirmed"}
    mended = accounting.reconcile(job(counter), repair=True)
    assert (mended.differences, mended.repaired) == ([], 2)
    assert bought.now()["state"] == "confirmed"


def test_a_lost_webhook_is_found_by_asking_the_provider(counter):
    bought = counter.order()
    bought.start()
    bought.settle("success")
    assert accounting.reconcile(job(counter), repair=True).differences == []
    report = accounting.reconcile(job(counter), repair=True, ask_provider=True)
    assert (report.asked, report.differences) == (1, [])
    work.drain()
    assert bought.now()["state"] == "confirmed"


def test_an_amount_that_somebody_changed_is_named_and_set_right(counter):
    bought = counter.order().pay()
    spoil(counter, "UPDATE orders SET paid_minor = 1 WHERE id = %(id)s", id=bought.id)
    found = accounting.reconcile(job(counter), repair=False)
    assert kinds(found) == ["order_paid"]
    [difference] = found.differences
    assert (difference.expected, difference.found) == (2500, 1)
    assert accounting.reconcile(job(counter), repair=True).differences == []
    assert bought.now()["paid_minor"] == 2500


def test_a_missing_ticket_is_raised_and_not_invented(counter):
    bought = counter.order(quantity=2).pay()
    spoil(
        counter,
        "UPDATE tickets SET state = 'void', voided_at = now(), void_reason = 'x' WHERE id = %(id)s",
        id=bought.now()["tickets"][0]["id"],
    )
    report = accounting.reconcile(job(counter), repair=True)
    assert (kinds(report), report.repaired) == (["tickets"], 0)


def test_managers_may_reconcile_over_http_and_staff_may_not(counter):
    organization = counter.shop.organization
    path = f"/api/v1/organizations/{organization.id}/reconciliations"
    counter.order().pay()
    answer = counter.client.post(path, json={}, headers=bearer(organization.owner))
    assert (answer.status_code, answer.json["orders"]) == (200, 1)
    staff = bearer(add_member(organization, "staff"))
    assert counter.client.post(path, json={}, headers=staff).status_code == 403


def test_the_books_are_printed_as_json(counter):
    counter.order().pay()
    found = accounting.books(job(counter))
    assert json.loads(json.dumps(found, default=str))["orders"][0]["paid_minor"] == 2500
    assert sum(each["balance_minor"] for each in found["ledger"]) == 0


def test_the_command_says_by_its_exit_code_whether_books_agree(counter, running, monkeypatch):
    import click

    group = click.Group()
    accounting.add_commands(group, lambda: None)
    bought = counter.order().pay()
    one = ["reconcile", "--organization", str(counter.ctx.organization_id)]
    assert CliRunner().invoke(group, one).exit_code == 0
    spoil(counter, "UPDATE orders SET paid_minor = 1 WHERE id = %(id)s", id=bought.id)
    broken = CliRunner().invoke(group, one)
    assert broken.exit_code == 1
    assert json.loads(broken.output)["differences"][0]["kind"] == "order_paid"


def order(**changes):
    values = {
        "id": ID, "number": "REG-1", "state": "confirmed", "money_state": "paid",
        "currency": "EUR", "total_minor": 100, "paid_minor": 100, "refunded_minor": 0,
        "asked_back_minor": 0, "places": 1, "valid_tickets": 1,
    }  # fmt: skip
    return orders.OrderMoney(**{**values, **changes})


def payment(**changes):
    values = {
        "id": ID, "reference": ID, "currency": "EUR", "state": "succeeded",
        "captured_minor": 100, "refunded_minor": 0, "is_under_review": False,
        "booked": {"sales": -100, "provider_receivable": 100},
    }  # fmt: skip
    return payments.BookedPayment(**{**values, **changes})


@pytest.mark.parametrize(
    ("changed_order", "changed_payment", "expected"),
    [
        ({}, {}, []),
        ({"paid_minor": 0}, {}, ["order_paid"]),
        ({}, {"refunded_minor": 40}, ["order_refunded"]),
        ({"state": "awaiting_payment", "valid_tickets": 0}, {}, ["not_confirmed"]),
        ({"state": "cancelled", "valid_tickets": 0}, {}, ["kept_too_much"]),
        ({"state": "cancelled", "valid_tickets": 0, "asked_back_minor": 100}, {}, []),
        ({"valid_tickets": 2}, {}, ["tickets"]),
        ({"state": "under_review", "paid_minor": 0, "valid_tickets": 0},
         {"is_under_review": True}, []),
    ],
)  # fmt: skip
def test_each_disagreement_has_its_name(changed_order, changed_payment, expected):
    found = rules.of_order(order(**changed_order), [payment(**changed_payment)])
    assert [each.kind.value for each in found] == expected


def test_a_payment_is_held_against_the_ledger():
    assert rules.of_payment(payment(), has_order=True) == []
    unbooked = rules.of_payment(payment(booked={}), has_order=True)
    assert [each.kind.value for each in unbooked] == ["ledger_collected"]
    stray = rules.of_payment(payment(), has_order=False)
    assert [each.kind.value for each in stray] == ["money_without_order"]
