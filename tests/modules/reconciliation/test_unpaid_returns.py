"""What buyers gave back is owed to them until it arrived: the return that was not paid is named."""

from itertools import permutations

import pytest
from tests.factories import work
from tests.modules.reconciliation.return_scenarios import (
    FULL_LESS_A_FEE,
    HALF,
    bought_under,
    give_back,
    hear,
    hold_refunds,
    job,
    later,
    look,
    named,
    refunds_of,
    refuses,
    returned_in_vain,
    returns_of,
    tell,
)

from turnout.kernel.messaging import tasks
from turnout.modules.reconciliation import api as reconciliation
from turnout_sdk.payments import FactKind

LAST_WORDS = (FactKind.REFUND_PENDING, FactKind.REFUND_SUCCEEDED, FactKind.REFUND_FAILED)


def test_a_refund_that_was_refused_after_some_tickets_went_back_is_named(counter):
    bought = returned_in_vain(counter)
    assert bought.now()["refunded_minor"] == 0
    assert look(counter) == [("refund_refused", 1250, 0)]
    assert list(named(counter)) == returns_of(bought)


def test_what_the_organizer_gave_besides_hides_no_return(counter):
    bought = returned_in_vain(counter)
    assert bought.refund(amount_minor=1250, reason="sorry for the rain").status_code == 202
    hear(bought)
    assert bought.now()["refunded_minor"] == 1250
    assert look(counter) == [("refund_refused", 1250, 0)]


def test_what_the_organizer_gave_before_does_not_count_for_a_return(counter):
    bought = bought_under(counter, HALF, quantity=3)
    bought.refund(amount_minor=1000)
    hear(bought)
    refuses(counter)
    give_back(bought, 1250, number=1)
    hear(bought)
    assert look(counter) == [("refund_refused", 1250, 0)]


def test_a_return_is_paid_by_a_refund_that_names_it(counter):
    bought = returned_in_vain(counter)
    [return_id] = returns_of(bought)
    too_much = bought.refund("much", return_id=return_id, amount_minor=1251)
    assert (too_much.status_code, too_much.json["refundable_minor"]) == (409, 1250)
    paid = bought.refund("paid", return_id=return_id)
    assert (paid.status_code, paid.json["amount_minor"]) == (202, 1250)
    assert paid.json["return_id"] == return_id
    assert look(counter) == []
    hear(bought)
    assert (bought.now()["state"], bought.now()["refunded_minor"]) == ("confirmed", 1250)
    again = bought.refund("again", return_id=return_id)
    assert (again.status_code, again.json["refundable_minor"]) == (409, 0)


def test_a_refund_names_a_return_of_its_own_order_only(counter):
    bought, other = returned_in_vain(counter), counter.order().pay()
    refused = other.refund(return_id=returns_of(bought)[0])
    assert (refused.status_code, refused.json["code"]) == (404, "orders.no-such-return")


def test_the_rest_can_be_given_back_after_a_person_paid_what_had_failed(counter):
    bought = bought_under(counter, {"refund": "full"}, quantity=2)
    refuses(counter)
    give_back(bought, 2500, number=1)
    hear(bought)
    bought.refund(return_id=returns_of(bought)[0])
    hear(bought)
    give_back(bought, 2500)
    hear(bought)
    assert (bought.now()["state"], bought.now()["refunded_minor"]) == ("cancelled", 5000)
    assert look(counter) == []


def test_only_the_return_whose_money_is_missing_is_named(counter):
    bought = bought_under(counter, HALF, quantity=4)
    give_back(bought, 1250, number=1)
    hear(bought)
    refuses(counter)
    give_back(bought, 2500, number=2)
    hear(bought)
    assert named(counter) == {returns_of(bought)[1]: 2500}


def test_all_tickets_given_back_after_a_refund_that_failed_keep_nothing_of_it(counter):
    bought = returned_in_vain(counter)
    give_back(bought, 2500)
    hear(bought)
    assert (bought.now()["state"], bought.now()["refunded_minor"]) == ("cancelled", 2500)
    assert named(counter) == {returns_of(bought)[0]: 1250}


def test_what_is_gone_altogether_is_missing_nowhere(counter):
    bought = returned_in_vain(counter)
    assert bought.refund().status_code == 202
    hear(bought)
    assert bought.now()["refunded_minor"] == 7500
    assert look(counter) == []


def test_a_refund_that_failed_when_all_tickets_went_back_is_found_without_what_terms_keep(counter):
    bought = bought_under(counter, FULL_LESS_A_FEE, quantity=2)
    refuses(counter)
    give_back(bought, 4600)
    hear(bought)
    assert bought.now()["state"] == "cancelled"
    assert look(counter) == [("refund_refused", 4600, 0)]


@pytest.mark.parametrize(("amount", "number"), [(1250, 1), (3750, None)])
def test_a_refund_on_its_way_is_no_difference_and_neither_is_one_that_arrived(
    counter, amount, number
):
    bought = bought_under(counter, HALF, quantity=3)
    hold_refunds(counter)
    give_back(bought, amount, number=number)
    assert look(counter) == []  # no worker has asked the provider yet
    hear(bought)
    assert refunds_of(bought) == [(amount, "pending")]
    assert look(counter) == []
    tell(bought, FactKind.REFUND_SUCCEEDED)
    work.drain()
    assert bought.now()["refunded_minor"] == amount
    assert look(counter) == []


IN_ANY_ORDER = pytest.mark.parametrize("words", list(permutations(LAST_WORDS)), ids="-".join)


@IN_ANY_ORDER
def test_whatever_was_told_of_a_refund_before_it_failed_and_after_it_is_found(counter, words):
    bought = bought_under(counter, HALF, quantity=3)
    hold_refunds(counter)
    give_back(bought, 1250, number=1)
    work.drain()
    for word in words:
        tell(bought, word)
        work.drain()
    assert refunds_of(bought) == [(1250, "failed")]
    assert look(counter) == [("return_not_paid", 1250, 0)]


@IN_ANY_ORDER
def test_a_failure_of_which_the_order_hears_late_ends_with_the_money_back_once(counter, words):
    bought = bought_under(counter, HALF, quantity=3)
    hold_refunds(counter)
    give_back(bought, 1250, number=1)
    work.drain()
    for word in words:
        tell(bought, word)
    assert look(counter) == [("return_not_paid", 1250, 0)]
    work.drain()
    with later(hours=13):
        assert reconciliation.reconcile(job(counter), repair=True).differences == []
        work.drain()
    assert refunds_of(bought) == [(1250, "failed"), (1250, "succeeded")]
    assert bought.now()["refunded_minor"] == 1250
    assert look(counter) == []


def test_a_failure_of_which_the_order_never_heard_is_left_to_a_person(counter):
    bought = bought_under(counter, HALF, quantity=3)
    refuses(counter)
    give_back(bought, 1250, number=1)
    functions = {each.name: each.function for each in tasks.registered()}
    for name, arguments in work.QUEUED.copy():
        functions[name](*arguments)  # the provider refuses; the fact is never handed out
    work.QUEUED.clear()
    assert refunds_of(bought) == [(1250, "failed")]
    assert look(counter) == [("return_not_paid", 1250, 0)]
    with later(days=2):
        left = reconciliation.reconcile(job(counter), repair=True)
    assert [each.kind.value for each in left.differences] == ["return_not_paid"]
    assert refunds_of(bought) == [(1250, "failed")]
