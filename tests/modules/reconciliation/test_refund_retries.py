"""The daily repair asks again only what may succeed, ever less often, and leaves the rest by name."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from tests.factories import work
from tests.factories.people import bearer
from tests.modules.reconciliation.return_scenarios import (
    HALF,
    bought_under,
    give_back,
    hear,
    hold_refunds,
    job,
    later,
    look,
    refunds_of,
    returned_in_vain,
    returns_of,
    tell,
)

from turnout.kernel import clock
from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.kernel.messaging import tasks
from turnout.modules.reconciliation import api as reconciliation
from turnout_sdk.payments import FactKind


def repair(counter):
    """What the daily job does, with all that follows from it."""
    report = reconciliation.reconcile(job(counter), repair=True)
    work.drain()
    return [(each.kind.value, each.name) for each in report.differences]


def findings(counter, **query):
    path = f"/api/v1/organizations/{counter.ctx.organization_id}/reconciliation-findings"
    headers = bearer(counter.shop.organization.owner)
    return counter.client.get(path, query_string=query, headers=headers).json["items"]


def settle(counter, finding):
    path = f"/api/v1/organizations/{counter.ctx.organization_id}/reconciliation-findings"
    answer = counter.client.post(
        f"{path}/{finding['id']}/settle",
        json={"reason": "sent by bank transfer"},
        headers=bearer(counter.shop.organization.owner),
    )
    assert answer.status_code == 200, answer.json


def failed_on_its_way(counter):
    """A return whose refund the provider took in and could not carry out."""
    bought = bought_under(counter, HALF, quantity=3)
    hold_refunds(counter)
    give_back(bought, 1250, number=1)
    work.drain()
    tell(bought, FactKind.REFUND_FAILED)
    work.drain()
    return bought


def asked(bought):
    """Keys and attempts of what was asked of the provider to give back, oldest first."""
    with transaction(bought.counter.ctx) as tx:
        return tx.query(
            "SELECT key, attempts, state FROM payment_operations WHERE kind = 'refund'"
            " ORDER BY planned_at"
        )


def carry_out(counter, key):
    """The job that hands out operations comes to this one."""
    with transaction(counter.ctx) as tx:
        rows = tx.query("SELECT id FROM payment_operations WHERE key = %(key)s", {"key": key})
    functions = {each.name: each.function for each in tasks.registered()}
    functions["payments.carry_out"](str(counter.ctx.organization_id), str(rows[0][0]))
    work.drain()


def test_what_the_provider_refused_is_never_asked_again_and_named_until_a_person_settles_it(
    counter,
):
    bought = returned_in_vain(counter)
    [return_id] = returns_of(bought)
    for days in (0, 1, 2, 9):
        with later(days=days):
            assert repair(counter) == [("refund_refused", return_id)]
    assert refunds_of(bought) == [(1250, "failed")]
    [finding] = findings(counter, state="open")
    assert finding["subject"] == f"{bought.id}/{return_id}"
    settle(counter, finding)
    with later(days=10):
        assert repair(counter) == []
    assert [each["state"] for each in findings(counter)] == ["settled"]
    assert refunds_of(bought) == [(1250, "failed")]


def test_a_refund_for_another_orders_return_is_refused_and_sends_nothing(counter):
    [foreign] = returns_of(returned_in_vain(counter))
    bought = bought_under(counter, HALF, quantity=1)
    for number, return_id in enumerate((foreign, str(new_id()))):
        answer = bought.refund(f"refund-{number}", return_id=return_id)
        assert (answer.status_code, answer.json["code"]) == (404, "orders.no-such-return")
    work.drain()
    assert refunds_of(bought) == []


def test_what_was_settled_by_hand_is_not_given_out_again(counter):
    bought = returned_in_vain(counter)
    repair(counter)
    settle(counter, *findings(counter, state="open"))
    rest = bought.refund()
    assert (rest.status_code, rest.json["amount_minor"]) == (202, 7500 - 1250)


def test_what_failed_on_its_way_is_asked_again_ever_less_often_and_then_left_to_a_person(counter):
    bought = failed_on_its_way(counter)
    [return_id] = returns_of(bought)
    since = clock.now()
    for count, hours in enumerate((12, 24, 48, 96), start=2):
        with clock.frozen(since + timedelta(hours=hours, minutes=-1)):
            assert repair(counter) == [("return_not_paid", return_id)]
        hold_refunds(counter)
        with clock.frozen(since + timedelta(hours=hours, minutes=1)):
            assert repair(counter) == []
            assert len(refunds_of(bought)) == count
            tell(bought, FactKind.REFUND_FAILED)
            work.drain()
        since += timedelta(hours=hours, minutes=1)
    for days in (8, 16, 60):
        with clock.frozen(since + timedelta(days=days)):
            assert ("refund_refused", return_id) in repair(counter)
    assert refunds_of(bought) == [(1250, "failed")] * 5
    assert len({key for key, _, _ in asked(bought)}) == 5
    kinds = {each["kind"]: each["state"] for each in findings(counter)}
    assert (kinds["return_not_paid"], kinds["refund_refused"]) == ("gone", "open")
    with transaction(SystemContext(job="tests.read-outbox")) as tx:
        told = tx.query(
            "SELECT payload FROM outbox WHERE organization_id = %(id)s"
            " AND name = 'accounting.differences-found.v1'",
            {"id": counter.ctx.organization_id},
        )
    assert len(told) >= 2  # that it waits, and that it waits for a person


def test_what_is_settled_while_it_waits_is_asked_no_more(counter):
    bought = failed_on_its_way(counter)
    assert [kind for kind, _ in repair(counter)] == ["return_not_paid"]
    settle(counter, *findings(counter, state="open"))
    with later(days=3):
        assert repair(counter) == []
    assert refunds_of(bought) == [(1250, "failed")]


def test_what_the_organizer_sent_since_is_not_sent_once_more_by_itself(counter):
    bought = failed_on_its_way(counter)
    [return_id] = returns_of(bought)
    bought.refund(amount_minor=1250, reason="the other one failed")
    hear(bought)
    with later(days=1):
        assert repair(counter) == [("return_not_paid", return_id)]
    assert refunds_of(bought) == [(1250, "failed"), (1250, "succeeded")]


def test_what_only_our_settings_kept_back_is_asked_again(counter):
    bought = bought_under(counter, HALF, quantity=3)
    connection = (
        f"/api/v1/organizations/{counter.ctx.organization_id}/connections/{counter.connection_id}"
    )
    headers = bearer(counter.shop.organization.owner)
    switched = counter.client.patch(connection, json={"state": "disabled"}, headers=headers)
    assert switched.status_code == 200, switched.json
    give_back(bought, 1250, number=1)
    work.drain()
    assert look(counter) == [("return_not_paid", 1250, 0)]
    counter.client.patch(connection, json={"state": "active"}, headers=headers)
    with later(hours=13):
        assert repair(counter) == []
    assert refunds_of(bought) == [(1250, "failed"), (1250, "succeeded")]


def test_two_repairs_at_once_ask_once(counter):
    bought = failed_on_its_way(counter)
    with later(hours=13), ThreadPoolExecutor(3) as pool:
        for _ in pool.map(lambda _: reconciliation.reconcile(job(counter), repair=True), range(3)):
            pass
        work.drain()
    assert refunds_of(bought) == [(1250, "failed"), (1250, "succeeded")]


def test_the_same_refund_keeps_its_key_until_it_is_answered_and_the_next_has_its_own(counter):
    bought = bought_under(counter, HALF, quantity=3)
    counter.provider.script(counter.ctx, "refund", "unavailable", times=20)
    give_back(bought, 1250, number=1)
    work.drain()
    [(first, attempts, state)] = asked(bought)
    assert (attempts, state) == (1, "planned")
    counter.provider.call(counter.ctx, "DELETE", "/v1/scripts")
    hold_refunds(counter)
    with later(minutes=5):
        carry_out(counter, first)
    assert asked(bought) == [(first, 2, "done")]
    tell(bought, FactKind.REFUND_FAILED)
    work.drain()
    with later(hours=13):
        repair(counter)
    (again, *_), (second, attempts, _) = asked(bought)
    assert (again, attempts) == (first, 1)
    assert second != first


def test_a_provider_that_does_not_answer_for_days_is_named_and_asked_on(counter):
    bought = bought_under(counter, HALF, quantity=3)
    counter.provider.script(counter.ctx, "refund", "unavailable", times=20)
    give_back(bought, 1250, number=1)
    work.drain()
    with later(days=2):
        assert look(counter) == []
    with later(days=4):
        [(kind, _)] = repair(counter)
        assert kind == "refund_unanswered"
        counter.provider.call(counter.ctx, "DELETE", "/v1/scripts")
        [(key, *_)] = asked(bought)
        carry_out(counter, key)
    with later(days=4, hours=1):
        assert repair(counter) == []
    assert refunds_of(bought) == [(1250, "succeeded")]
    assert [each["state"] for each in findings(counter)] == ["gone"]
