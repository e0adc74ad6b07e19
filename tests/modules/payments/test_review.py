"""What does not fit is held until a person decides; both decisions end with honest books."""

import json

import pytest
from tests.factories.people import add_member
from tests.modules.payments import acme as playing

from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.payments import api as payments
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind

SUCCEEDED = FactKind.PAYMENT_SUCCEEDED


def underpaid(shop, *, minor=4100, **values):
    """A payment for 42.00 of which the provider says that another sum came in."""
    payment_id, ref = shop.start(**values)
    shop.hear(shop.acme.tell(ref, SUCCEEDED, amount=playing.eur(minor), fee=playing.eur(50)))
    assert shop.till.view(payment_id).review_reason == "amount"
    return payment_id, ref


def decide(shop, payment_id, word, reason="The buyer called."):
    return shop.till.post(f"/payments/{payment_id}/{word}", {"reason": reason})


def test_an_approved_payment_counts_as_it_is(shop):
    payment_id, _ = underpaid(shop)

    answer = decide(shop, payment_id, "approve")

    assert answer.status_code == 200
    assert (answer.json["review_reason"], answer.json["review_decision"]) == (None, "approved")
    name, fact = shop.till.told()[-1]
    assert (name, fact["amount_minor"]) == ("payments.settled.v1", 4100)
    assert shop.till.balances() == {"provider_receivable": 4050, "fees": 50, "sales": -4100}


def test_an_approved_payment_is_not_held_again_for_the_same_thing(shop):
    payment_id, ref = underpaid(shop)
    decide(shop, payment_id, "approve")

    shop.hear(shop.acme.facts[ref][0])
    payments.refresh_payment(shop.till.ctx, payment_id)

    assert shop.till.view(payment_id).review_reason is None
    assert shop.till.names_told().count("payments.settled.v1") == 1


def test_what_does_not_fit_after_an_approval_holds_the_payment_again(shop):
    payment_id, ref = underpaid(shop)
    decide(shop, payment_id, "approve")

    shop.hear(shop.acme.tell(ref, SUCCEEDED, object_id="another", amount=playing.eur(7)))

    assert shop.till.view(payment_id).review_reason == "amount"


def test_a_refused_payment_goes_back_by_itself_and_leaves_nothing_held(shop):
    payment_id, ref = underpaid(shop)

    answer = decide(shop, payment_id, "refuse")
    assert answer.json["review_decision"] == "refused"
    assert shop.till.balances()["held_for_review"] == -4100
    shop.till.work()

    [refund] = shop.acme.refunds
    assert (refund.provider_ref, refund.amount) == (ref, Money(4100, "EUR"))
    view = shop.till.view(payment_id)
    assert (view.state, view.refunded_minor, view.is_open) == ("refunded", 4100, False)
    assert shop.till.names_told() == [
        "payments.held-for-review.v1",
        "payments.failed.v1",
        "payments.refunded.v1",
    ]
    assert shop.till.balances() == {"provider_receivable": -50, "fees": 50}


def test_a_refusal_is_for_good_and_later_money_goes_back_too(shop):
    payment_id, ref = underpaid(shop)
    decide(shop, payment_id, "refuse")
    shop.till.work()

    shop.hear(shop.acme.tell(ref, SUCCEEDED, object_id="late", amount=playing.eur(100)))

    assert [each.amount.minor for each in shop.acme.refunds] == [4100, 100]
    assert decide(shop, payment_id, "approve").status_code == 409
    assert decide(shop, payment_id, "refuse").status_code == 409
    assert "sales" not in shop.till.balances()


def test_a_refund_of_a_refused_payment_that_fails_is_left_to_a_person(shop):
    payment_id, ref = underpaid(shop)
    shop.acme.refunds_refused = True
    decide(shop, payment_id, "refuse")
    shop.till.work()

    for _ in range(3):
        payments.refresh_payment(shop.till.ctx, payment_id)
        shop.till.work()

    found = payments.get_payment(shop.till.ctx, payment_id).refunds
    assert [(each.amount_minor, each.state) for each in found] == [(4100, "failed")]
    assert shop.till.balances()["held_for_review"] == -4100
    shop.acme.refunds_refused = False
    shop.till.refund(payment_id, 4100)
    shop.till.work()
    assert [each.provider_ref for each in shop.acme.refunds] == [ref]
    assert "held_for_review" not in shop.till.balances()


def test_money_of_another_currency_can_only_go_back(shop):
    payment_id, ref = shop.start()
    shop.hear(shop.acme.tell(ref, SUCCEEDED, amount=Money(4200, "PLN")))

    refusal = decide(shop, payment_id, "approve")
    assert (refusal.status_code, refusal.json["code"]) == (409, "payments.other-currency")
    decide(shop, payment_id, "refuse")
    shop.till.work()

    assert [each.amount for each in shop.acme.refunds] == [Money(4200, "PLN")]
    assert shop.till.balances() == {}


def test_money_in_another_payment_of_the_provider_goes_back_from_there(shop):
    payment_id, ref = shop.start()
    other_id, other = shop.start()
    told = shop.acme.tell(other, SUCCEEDED, reference=str(payment_id))
    shop.hear(told)
    assert shop.till.view(other_id).review_reason == "reference"

    decide(shop, other_id, "refuse")
    shop.till.work()

    assert [each.provider_ref for each in shop.acme.refunds] == [other]
    assert shop.till.view(payment_id).state == "needs_action"
    assert ref != other


@pytest.mark.parametrize("order", ["ours first", "the other first"])
def test_a_second_payment_for_the_same_thing_does_not_keep_the_first_from_counting(shop, order):
    payment_id, ref = shop.start()
    _, other = shop.start()
    ours = shop.acme.tell(ref, SUCCEEDED)
    astray = shop.acme.tell(other, SUCCEEDED, reference=str(payment_id), object_id="other")
    astray = shop.acme.replace(astray, provider_ref="acme_9")
    shop.acme.facts["acme_9"] = [astray]
    shop.acme.charges["acme_9"] = shop.acme.charges[ref]
    for told in (ours, astray) if order == "ours first" else (astray, ours):
        shop.hear(told)

    view = shop.till.view(payment_id)
    assert (view.review_reason, view.captured_minor, view.stray_minor) == (None, 4200, 4200)
    assert shop.till.names_told().count("payments.settled.v1") == 1
    assert shop.till.balances()["held_for_review"] == -4200
    [listed] = shop.till.get("/payments?is_held=true").json["items"]
    assert listed["id"] == str(payment_id)

    refusal = decide(shop, payment_id, "approve")
    assert (refusal.status_code, refusal.json["code"]) == (409, "payments.other-payment")
    assert decide(shop, payment_id, "refuse").status_code == 200
    shop.till.work()

    assert [(each.provider_ref, each.amount.minor) for each in shop.acme.refunds] == [
        ("acme_9", 4200)
    ]
    view = shop.till.view(payment_id)
    assert (view.state, view.stray_minor, view.refunded_minor) == ("succeeded", 0, 0)
    assert shop.till.balances() == {"provider_receivable": 4200, "sales": -4200}
    assert shop.till.get("/payments?is_held=true").json["items"] == []


def test_money_that_lies_elsewhere_is_never_approved(shop):
    payment_id, _ = shop.start()
    other_id, other = shop.start()
    told = shop.acme.tell(other, SUCCEEDED, reference=str(payment_id))
    shop.acme.facts["acme_9"] = [shop.acme.replace(told, provider_ref="acme_9")]
    shop.acme.charges["acme_9"] = shop.acme.charges[other]
    shop.hear(shop.acme.facts["acme_9"][0])
    assert shop.till.view(payment_id).review_reason == "reference"

    assert decide(shop, payment_id, "approve").json["code"] == "payments.other-payment"
    decide(shop, payment_id, "refuse")
    shop.till.work()

    assert [each.provider_ref for each in shop.acme.refunds] == ["acme_9"]
    assert shop.till.view(other_id).review_reason is None


def test_an_authorization_that_is_refused_is_let_go(shop):
    payment_id, ref = shop.start(capture=False)
    shop.hear(shop.acme.tell(ref, FactKind.PAYMENT_AUTHORIZED, reference="another shop's"))
    shop.hear(shop.acme.tell(ref, FactKind.PAYMENT_AUTHORIZED, object_id="auth_1"))
    assert shop.till.view(payment_id).review_reason == "reference"

    decide(shop, payment_id, "refuse")
    shop.till.work()

    assert shop.till.view(payment_id).state == "cancelled"
    assert "payments.authorized.v1" not in shop.till.names_told()


def test_an_authorization_that_is_approved_is_announced(shop):
    payment_id, ref = shop.start(capture=False)
    shop.hear(shop.acme.tell(ref, FactKind.PAYMENT_AUTHORIZED, reference="another shop's"))

    decide(shop, payment_id, "approve")

    assert shop.till.names_told()[-1] == "payments.authorized.v1"
    assert shop.till.view(payment_id).authorized_minor == 4200


def test_a_refusal_is_no_failure_while_another_payment_is_open(shop):
    reference = new_id()
    payment_id, _ = underpaid(shop, reference=reference)
    shop.start(reference=reference)

    decide(shop, payment_id, "refuse")

    assert "payments.failed.v1" not in shop.till.names_told()


def test_those_that_wait_for_a_decision_are_listed(shop):
    held, _ = underpaid(shop)
    refused, _ = underpaid(shop)
    decide(shop, refused, "refuse")
    shop.start()

    found = shop.till.get("/payments?is_held=true").json["items"]

    assert [each["id"] for each in found] == [str(held)]


def test_a_payment_that_is_not_held_is_not_decided(shop):
    payment_id, _ = shop.start()

    for word in ("approve", "refuse"):
        answer = decide(shop, payment_id, word)
        assert (answer.status_code, answer.json["code"]) == (409, "payments.not-under-review")


def test_two_decisions_at_once_count_as_one(shop):
    payment_id, _ = underpaid(shop)

    assert decide(shop, payment_id, "approve").status_code == 200
    assert decide(shop, payment_id, "refuse").status_code == 409


@pytest.mark.parametrize("reason", ["", "   ", None, "x" * 501])
def test_a_decision_needs_a_reason(shop, reason):
    payment_id, _ = underpaid(shop)

    assert decide(shop, payment_id, "approve", reason).status_code == 422


def test_deciding_is_for_those_who_may_and_is_audited_with_its_reason(shop):
    payment_id, _ = underpaid(shop)
    staff = add_member(shop.till.organization, "staff")
    path = f"/payments/{payment_id}/refuse"
    assert shop.till.post(path, {"reason": "Qty"}, user=staff).status_code == 403

    decide(shop, payment_id, "approve", "It was our own mistake.")

    with transaction(shop.till.ctx) as tx:
        rows = tx.query(
            "SELECT actor, after FROM audit_entries WHERE table_name = 'payments'"
            " AND after ->> 'review_decision' = 'approved'"
        )
    assert rows
    actor, after = rows[0]
    assert actor.startswith("user:")
    assert "It was our own mistake." in json.dumps(after)


def test_a_second_payment_at_the_provider_does_not_pass_for_ours(shop):
    """It names our reference and comes before the provider's answer to us does."""
    payment_id = shop.open()
    shop.acme.lose_answers = 1
    payments.start(shop.till.ctx, payment_id)
    ref = shop.acme.ref(payment_id)
    shop.acme.charges["acme_0"] = shop.acme.charges[ref]
    shop.acme.facts["acme_0"] = []
    shop.hear(shop.acme.tell("acme_0", FactKind.PAYMENT_PENDING, object_id="acme_0"))

    started = payments.start(shop.till.ctx, payment_id)

    view = shop.till.view(payment_id)
    assert (view.provider_ref, view.review_reason) == (ref, "reference")
    assert started.next_action is None
    shop.hear(shop.acme.tell(ref, SUCCEEDED))
    faults = {
        each.object_id: each.fault for each in payments.get_payment(shop.till.ctx, payment_id).facts
    }
    assert faults == {"acme_0": "reference", ref: None}
