"""Books that agree say so; books that do not are named, and mended where that is safe."""

import json
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from click.testing import CliRunner
from tests.factories import payments as making
from tests.factories import work
from tests.factories.people import add_member, bearer

from turnout.kernel import clock
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.orders import api as orders
from turnout.modules.payments import api as payments
from turnout.modules.reconciliation import api as reconciliation
from turnout.modules.reconciliation import rules, types
from turnout.modules.reconciliation.service import payouts
from turnout_sandbox.fake import fake
from turnout_sdk.money import Money

ID = UUID(int=1)


def job(counter):
    return system_in(counter.ctx.organization_id, "test")


def spoil(counter, statement, **values):
    with transaction(job(counter)) as tx:
        tx.query(statement, values)


def kinds(report):
    return [each.kind.value for each in report.differences]


def test_books_that_agree_have_no_difference(counter):
    counter.order(quantity=2).pay().refund(amount_minor=1000)
    work.drain()
    counter.order().start()
    report = reconciliation.reconcile(job(counter), repair=False)
    assert (report.orders, report.payments, report.differences) == (2, 2, [])


def test_a_confirmation_that_was_never_heard_is_made_up_for(counter):
    bought = counter.order()
    bought.start()
    bought.settle("success")
    counter.deliver(bought.told())
    from turnout.kernel.messaging import tasks

    functions = {each.name: each.function for each in tasks.registered()}
    for name, arguments in work.QUEUED.copy():
        functions[name](*arguments)  # the delivery is read; its fact is never handed out
    work.QUEUED.clear()
    found = reconciliation.reconcile(job(counter), repair=False)
    assert set(kinds(found)) == {"order_paid", "not_confirmed"}
    mended = reconciliation.reconcile(job(counter), repair=True)
    assert (mended.differences, mended.repaired) == ([], 2)
    assert bought.now()["state"] == "confirmed"


TAKEN = "UPDATE inventory_counters SET taken = %(taken)s WHERE pool_id = %(pool)s"


def test_a_pool_that_counts_wrongly_is_set_right_by_its_orders_and_holds(counter):
    counter.order(quantity=2).pay()
    counter.order()
    pool = counter.shop.pools[counter.type_id]
    for wrong in (0, 5):
        spoil(counter, TAKEN, taken=wrong, pool=pool)
        [found] = reconciliation.reconcile(job(counter), repair=False).differences
        assert (found.kind.value, found.expected, found.found) == ("stock", 3, wrong)
        assert found.name == str(pool)
        mended = reconciliation.reconcile(job(counter), repair=True)
        assert (mended.differences, mended.repaired) == ([], 1)
        assert counter.left() == 2


def test_a_pool_in_which_more_is_sold_than_it_has_is_left_to_a_person(counter):
    counter.order(quantity=3).pay()
    pool = counter.shop.pools[counter.type_id]
    fewer = "UPDATE inventory_counters SET taken = 1, capacity = 2 WHERE pool_id = %(pool)s"
    spoil(counter, fewer, pool=pool)
    report = reconciliation.reconcile(job(counter), repair=True)
    assert [(each.expected, each.found) for each in report.differences] == [(3, 1)]
    assert report.repaired == 0


def test_a_lost_webhook_is_found_by_asking_the_provider(counter):
    bought = counter.order()
    bought.start()
    bought.settle("success")
    assert reconciliation.reconcile(job(counter), repair=False).differences == []
    report = reconciliation.reconcile(job(counter), repair=True, ask_provider=True)
    assert (report.asked, report.differences) == (1, [])
    assert bought.now()["state"] == "confirmed"


def test_a_lost_webhook_is_found_in_the_providers_report(counter):
    bought = counter.order()
    bought.start()
    bought.settle("success")
    report = reconciliation.reconcile(job(counter), repair=True)
    assert (report.asked, report.items, report.differences) == (0, 1, [])
    assert report.repaired >= 1
    assert bought.now()["state"] == "confirmed"
    again = reconciliation.reconcile(job(counter), repair=True)
    assert (again.repaired, again.differences) == (0, [])


def test_an_amount_that_somebody_changed_is_named_and_set_right(counter):
    bought = counter.order().pay()
    spoil(counter, "UPDATE orders SET paid_minor = 1 WHERE id = %(id)s", id=bought.id)
    found = reconciliation.reconcile(job(counter), repair=False)
    assert kinds(found) == ["order_paid"]
    [difference] = found.differences
    assert (difference.expected, difference.found) == (2500, 1)
    assert reconciliation.reconcile(job(counter), repair=True).differences == []
    assert bought.now()["paid_minor"] == 2500


def test_a_missing_ticket_is_raised_and_not_invented(counter):
    bought = counter.order(quantity=2).pay()
    spoil(
        counter,
        "UPDATE tickets SET state = 'void', voided_at = now(), void_reason = 'x' WHERE id = %(id)s",
        id=bought.now()["tickets"][0]["id"],
    )
    report = reconciliation.reconcile(job(counter), repair=True)
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
    found = reconciliation.books(job(counter))
    assert json.loads(json.dumps(found, default=str))["orders"][0]["paid_minor"] == 2500
    assert sum(each["balance_minor"] for each in found["ledger"]) == 0


def test_the_command_says_by_its_exit_code_whether_books_agree(counter, running, monkeypatch):
    import click

    group = click.Group()
    reconciliation.add_commands(group, lambda: None)
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
        "asked_back_minor": 0, "forfeited_minor": 0, "released_minor": 0,
        "places": 1, "valid_tickets": 1,
    }  # fmt: skip
    return orders.OrderMoney(**{**values, **changes})


def payment(**changes):
    values = {
        "id": ID, "reference": ID, "currency": "EUR", "state": "succeeded",
        "captured_minor": 100, "refunded_minor": 0, "is_under_review": False,
        "booked": {"sales": -100, "provider_receivable": 100},
        "should": {"sales": -100, "provider_receivable": 100},
        "told_captured_minor": 100, "told_refunded_minor": 0,
    }  # fmt: skip
    return payments.BookedPayment(**{**values, **changes})


def missing(minor, *, of=40, is_left=False):
    return orders.ReturnMoney(id=ID, amount_minor=of, missing_minor=minor, is_left=is_left)


@pytest.mark.parametrize(
    ("changed_order", "changed_payment", "expected"),
    [
        ({}, {}, []),
        ({"paid_minor": 0}, {}, ["order_paid"]),
        ({}, {"refunded_minor": 40}, ["order_refunded"]),
        ({"state": "awaiting_payment", "valid_tickets": 0}, {}, ["not_confirmed"]),
        ({"state": "cancelled", "valid_tickets": 0}, {}, ["kept_too_much"]),
        ({"state": "cancelled", "valid_tickets": 0, "asked_back_minor": 100}, {}, []),
        ({"state": "expired", "valid_tickets": 0, "forfeited_minor": 100}, {}, []),
        ({"released_minor": 40}, {}, ["kept_too_much"]),
        ({"released_minor": 40, "asked_back_minor": 40}, {}, []),
        ({"released_minor": 40, "refunded_minor": 40}, {"refunded_minor": 40}, []),
        ({"released_minor": 40, "returns": (missing(40),)}, {}, ["return_not_paid"]),
        ({"released_minor": 40, "returns": (missing(40, is_left=True),)}, {}, ["refund_refused"]),
        ({"released_minor": 40, "returns": (missing(40),), "refunded_minor": 40},
         {"refunded_minor": 40}, ["return_not_paid"]),
        ({"released_minor": 40, "returns": (missing(0),), "settled_minor": 40}, {}, []),
        ({"released_minor": 60, "returns": (missing(40),)}, {},
         ["return_not_paid", "kept_too_much"]),
        ({"released_minor": 80, "returns": (missing(40), missing(40)), "asked_back_minor": 100},
         {}, []),
        ({"state": "cancelled", "valid_tickets": 0, "left_minor": 100}, {}, ["refund_refused"]),
        ({"state": "cancelled", "valid_tickets": 0, "left_minor": 99}, {}, ["kept_too_much"]),
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
    lopsided = rules.of_payment(payment(booked={"sales": -100}), has_order=True)
    assert [(each.kind.value, each.found) for each in lopsided] == [("ledger_unbalanced", -100)]
    unbooked = rules.of_payment(payment(booked={}), has_order=True)
    assert [each.kind.value for each in unbooked] == ["ledger_receivable", "ledger_collected"]
    assert [each.name for each in unbooked] == ["provider_receivable", "sales"]
    changed = rules.of_payment(payment(captured_minor=90), has_order=True)
    assert [(each.kind.value, each.expected, each.found) for each in changed] == [
        ("payment_collected", 100, 90)
    ]
    stray = rules.of_payment(payment(), has_order=False)
    assert [each.kind.value for each in stray] == ["money_without_order"]


def test_a_refund_without_an_answer_is_named_with_its_sum():
    [found] = rules.of_payment(payment(unanswered=((ID, 40),)), has_order=True)
    assert (found.kind.value, found.expected, found.found) == ("refund_unanswered", 40, 0)
    assert (found.currency, found.name) == ("EUR", str(ID))


def test_of_two_returns_the_older_counts_as_paid_by_what_is_gone():
    two = (missing(40), replace(missing(40), id=UUID(int=2)))
    found = rules.of_order(
        order(released_minor=80, returns=two, refunded_minor=70), [payment(refunded_minor=70)]
    )
    assert [(each.name, each.expected, each.found) for each in found] == [
        (str(UUID(int=2)), 40, 10)
    ]


@contextmanager
def tampering(postgres, database_name):
    """As whoever has the database's superuser: no trigger, no row security."""
    with psycopg.connect(postgres.superuser_url(database_name)) as connection:
        connection.execute("SET LOCAL session_replication_role = replica")
        yield connection


@pytest.fixture
def tamper(postgres, database_name):
    with tampering(postgres, database_name) as connection:

        def run(statement, *values):
            connection.execute(statement, values)
            connection.commit()
            connection.execute("SET LOCAL session_replication_role = replica")

        yield run
        connection.rollback()


def controls(counter):
    account = making.account_of(counter.ctx)
    return fake.controls_for(account, base_url=counter.provider.address)


def mended(counter, *expected):
    """What is named, and that mending takes it away and a second time finds nothing to do."""
    named = reconciliation.reconcile(job(counter), repair=False)
    assert set(kinds(named)) == set(expected)
    first = reconciliation.reconcile(job(counter), repair=True)
    assert first.differences == []
    work.drain()
    second = reconciliation.reconcile(job(counter), repair=True)
    assert (second.differences, second.repaired) == ([], 0)


def raised(counter, *expected):
    """What mending leaves is kept as findings, and a second run adds none."""
    first = reconciliation.reconcile(job(counter), repair=True)
    assert set(kinds(first)) == set(expected)
    found = findings(counter)
    second = reconciliation.reconcile(job(counter), repair=True)
    assert (kinds(second), second.repaired) == (kinds(first), 0)
    again = findings(counter)
    assert [{**each, "last_seen_at": ""} for each in again] == [
        {**each, "last_seen_at": ""} for each in found
    ]
    return found


def findings(counter, **query):
    path = f"/api/v1/organizations/{counter.ctx.organization_id}/reconciliation-findings"
    owner = bearer(counter.shop.organization.owner)
    return counter.client.get(path, query_string=query, headers=owner).json["items"]


def balances(counter):
    with transaction(job(counter)) as tx:
        return {each.account: each.balance_minor for each in payments.ledger_balance(tx)}


def test_a_payment_that_somebody_changed_is_set_to_its_facts_and_moves_no_money(counter, tamper):
    bought = counter.order().pay()
    tamper("UPDATE payments SET captured_minor = 9900 WHERE provider_ref = %s", bought.ref)
    mended(counter, "payment_collected", "order_paid", "kept_too_much")
    assert (bought.now()["paid_minor"], bought.now()["refunded_minor"]) == (2500, 0)
    assert counter.provider.payment(counter.ctx, bought.ref)["refunded_minor"] == 0


def test_a_missing_posting_is_posted(counter, tamper):
    counter.order().pay()
    before = balances(counter)
    for table in ("ledger_lines", "ledger_entries"):
        tamper(f"DELETE FROM {table} WHERE organization_id = %s", counter.ctx.organization_id)
    mended(counter, "ledger_collected", "ledger_receivable", "ledger_fees")
    assert balances(counter) == before


def test_a_posting_that_nobody_can_explain_is_taken_back(counter, tamper):
    bought = counter.order().pay()
    before = balances(counter)
    for account, minor in (("sales", -100), ("refunds", 100)):
        tamper(
            "INSERT INTO ledger_lines SELECT organization_id, gen_random_uuid(), id, %s, %s"
            " FROM ledger_entries WHERE organization_id = %s",
            account, minor, counter.ctx.organization_id,
        )  # fmt: skip
    mended(counter, "ledger_collected", "ledger_refunded")
    assert balances(counter) == before | {"refunds": 0}
    assert bought.now()["refunded_minor"] == 0


@pytest.mark.parametrize("account", ["fees", "sales"])
def test_an_entry_that_does_not_add_up_is_raised_and_no_entry_is_added(counter, tamper, account):
    counter.order().pay()
    tamper(
        "DELETE FROM ledger_lines WHERE organization_id = %s AND account = %s",
        counter.ctx.organization_id, account,
    )  # fmt: skip
    before = balances(counter)
    raised(counter, "ledger_unbalanced")
    assert balances(counter) == before


def test_a_refund_that_nobody_told_us_of_is_taken_in_from_the_report(counter):
    bought = counter.order(quantity=2).pay()
    controls(counter).refund_outside(bought.ref, 1000)
    payouts_of(counter)
    named = reconciliation.reconcile(job(counter), repair=False)
    [difference] = named.differences
    assert (difference.kind.value, difference.found) == ("provider_not_told", -1000)
    mended(counter, "provider_not_told")
    assert bought.now()["refunded_minor"] == 1000


def test_a_lost_dispute_webhook_is_taken_in_from_the_report(counter):
    bought = counter.order().pay()
    controls(counter).dispute(bought.ref)
    payouts_of(counter)
    mended(counter, "provider_not_told")
    assert balances(counter)["disputes"] == 2500


def test_a_fee_that_only_the_report_knows_is_booked(counter):
    bought = counter.order().pay()
    controls(counter).add_to_balance(
        "charge", 0, fee_minor=30, payment=bought.ref, object=bought.ref
    )
    payouts_of(counter)
    mended(counter, "provider_fee")
    assert balances(counter)["fees"] == 80


def test_a_payout_that_is_not_in_the_ledger_is_booked(counter, tamper):
    counter.order().pay()
    controls(counter).pay_out()
    payouts_of(counter)
    before = balances(counter)
    tamper(
        "DELETE FROM ledger_lines WHERE organization_id = %s AND entry_id IN"
        " (SELECT id FROM ledger_entries WHERE kind = 'payout.paid')",
        counter.ctx.organization_id,
    )
    tamper(
        "DELETE FROM ledger_entries WHERE organization_id = %s AND kind = 'payout.paid'",
        counter.ctx.organization_id,
    )
    mended(counter, "report_not_booked")
    assert balances(counter) == before


def test_a_payment_that_only_the_provider_knows_is_raised(counter):
    controls(counter).add_to_balance("charge", 777, payment="pay_foreign", object="pay_foreign")
    [finding] = raised(counter, "provider_unknown")
    assert (finding["expected"], finding["found"], finding["currency"]) == (0, 777, "EUR")
    assert "pay_foreign" in finding["subject"]
    assert finding["says"] == "The provider's report names a payment that we do not know."


def test_money_for_what_is_no_order_is_raised(counter):
    with transaction(job(counter)) as tx:
        payment_id = payments.open_payment(
            tx,
            reference=new_id(),
            amount=Money(2500, "EUR"),
            description="nothing",
            buyer_email="ada@people.example",
            locale="en",
            return_url="http://turnout.test/thanks",
            cancel_url="http://turnout.test/basket",
            connection_id=counter.connection_id,
        )
    started = payments.start(job(counter), payment_id)
    counter.provider.complete(counter.ctx, making.ref_of(started.redirect_url), "success")
    [finding] = raised(counter, "money_without_order")
    assert (finding["order_id"], finding["payment_id"]) == (None, str(payment_id))


def test_an_amount_that_the_report_has_otherwise_is_raised(counter):
    bought = counter.order().pay()
    controls(counter).add_to_balance("charge", -500, payment=bought.ref, object=bought.ref)
    [finding] = raised(counter, "provider_amount")
    assert (finding["expected"], finding["found"]) == (2500, 2000)
    assert finding["order_id"] == bought.id


def test_a_currency_that_the_report_has_otherwise_is_raised(counter):
    bought = counter.order().pay()
    controls(counter).add_to_balance(
        "charge", 2700, payment=bought.ref, object=bought.ref, currency="USD"
    )
    raised(counter, "provider_currency")


def test_money_that_the_report_does_not_show_in_time_is_raised(counter, tamper):
    bought = counter.order().pay()
    payouts_of(counter)
    tamper(
        "UPDATE payout_items SET provider_ref = NULL, kind = 'adjustment'"
        " WHERE organization_id = %s",
        counter.ctx.organization_id,
    )
    assert "provider_missing" not in kinds(reconciliation.reconcile(job(counter), repair=False))
    with clock.frozen(clock.now() + timedelta(days=8)):
        payouts_of(counter)
        report = reconciliation.reconcile(job(counter), repair=False)
    [missing] = [each for each in report.differences if each.kind == "provider_missing"]
    assert (missing.expected, missing.found) == (2500, 0)
    assert bought.ref in missing.name


def test_a_payment_and_a_dispute_that_somebody_changed_are_set_right(counter, tamper):
    bought = counter.order(quantity=2).pay()
    bought.refund(amount_minor=1000)
    work.drain()
    controls(counter).dispute(bought.ref)
    payouts_of(counter)
    reconciliation.reconcile(job(counter), repair=True)
    work.drain()
    tamper("UPDATE payments SET refunded_minor = 0 WHERE provider_ref = %s", bought.ref)
    for account, minor in (("disputes", 70), ("dispute_losses", -70)):
        tamper(
            "INSERT INTO ledger_lines SELECT organization_id, gen_random_uuid(), id, %s, %s"
            " FROM ledger_entries WHERE organization_id = %s AND kind = 'dispute.opened'",
            account, minor, counter.ctx.organization_id,
        )  # fmt: skip
    mended(counter, "payment_refunded", "order_refunded", "ledger_disputes")


def test_a_finding_is_dealt_with_and_comes_back_only_with_other_amounts(counter):
    controls(counter).add_to_balance("charge", 777, payment="pay_foreign", object="pay_foreign")
    reconciliation.reconcile(job(counter), repair=True)
    [finding] = findings(counter, state="open")
    path = f"/api/v1/organizations/{counter.ctx.organization_id}/reconciliation-findings"
    owner = bearer(counter.shop.organization.owner)
    settle = f"{path}/{finding['id']}/settle"
    reason = {"reason": "sold at the door with the same account"}
    settled = counter.client.post(settle, json=reason, headers=owner)
    assert (settled.status_code, settled.json["state"]) == (200, "settled")
    assert settled.json["settled_by"].startswith("user:")
    assert counter.client.post(settle, json=reason, headers=owner).status_code == 409
    reconciliation.reconcile(job(counter), repair=True)
    assert findings(counter, state="open") == []
    controls(counter).add_to_balance("charge", 1, payment="pay_foreign", object="pay_foreign")
    reconciliation.reconcile(job(counter), repair=True)
    assert [each["found"] for each in findings(counter, state="open")] == [778]
    staff = bearer(add_member(counter.shop.organization, "staff"))
    assert counter.client.post(settle, json=reason, headers=staff).status_code == 403


def test_a_finding_whose_books_agree_again_is_gone(counter):
    bought = counter.order().pay()
    controls(counter).add_to_balance("charge", -500, payment=bought.ref, object=bought.ref)
    reconciliation.reconcile(job(counter), repair=True)
    controls(counter).add_to_balance("charge", 500, payment=bought.ref, object=bought.ref)
    reconciliation.reconcile(job(counter), repair=True)
    assert [each["state"] for each in findings(counter)] == ["gone"]


def test_what_is_new_is_announced_once(counter):
    controls(counter).add_to_balance("charge", 777, payment="pay_foreign", object="pay_foreign")
    for _ in range(2):
        reconciliation.reconcile(job(counter), repair=True)
    with transaction(SystemContext(job="tests.read-outbox")) as tx:
        told = tx.query(
            "SELECT payload FROM outbox WHERE organization_id = %(id)s"
            " AND name = 'accounting.differences-found.v1'",
            {"id": counter.ctx.organization_id},
        )
    assert [each[0]["count"] for each in told] == [1]


def test_the_daily_job_reads_reports_and_mends(counter):
    bought = counter.order()
    bought.start()
    bought.settle("success")
    controls(counter).pay_out()
    work.run_timed("reconciliation.reconcile_all")
    ours = ("reconciliation.reconcile_one", (str(counter.ctx.organization_id),))
    assert work.QUEUED.count(ours) == 1
    work.QUEUED[:] = [ours]  # every organization gets one; those of other tests are none of ours
    work.drain()
    assert bought.now()["state"] == "confirmed"
    assert balances(counter)["bank"] == 2450


def test_every_run_leaves_a_line(counter):
    counter.order().pay()
    reconciliation.reconcile(job(counter), repair=True)
    path = f"/api/v1/organizations/{counter.ctx.organization_id}/reconciliations"
    owner = bearer(counter.shop.organization.owner)
    [run] = counter.client.get(path, headers=owner).json["items"]
    assert (run["orders"], run["payments"], run["items"], run["is_repairing"]) == (1, 1, 1, True)
    assert (run["differences"], run["repaired"]) == (0, 0)


def payouts_of(counter):
    payouts.refresh_payouts(job(counter), counter.connection_id)


def test_every_kind_of_difference_says_what_it_means_and_is_planted_here():
    assert set(types.SAYS) == set(types.Kind)
    own = Path(__file__).read_text() + Path(__file__).with_name("test_payouts.py").read_text()
    assert [kind for kind in types.Kind if f'"{kind}"' not in own] == []
