"""What a provider tells late or takes back: the books follow, once, in whatever order."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from tests.modules.payments import acme as playing

from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import TurnoutError
from turnout.modules.payments import api as payments
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind

SUCCEEDED, BACK, BACK_FAILED = (
    FactKind.PAYMENT_SUCCEEDED,
    FactKind.REFUND_SUCCEEDED,
    FactKind.REFUND_FAILED,
)


def entries(till):
    return [each["kind"] for each in reversed(till.get("/ledger?limit=100").json["items"])]


def paid(shop, **values):
    payment_id, ref = shop.start(**values)
    shop.hear(shop.acme.tell(ref, SUCCEEDED))
    return payment_id, ref


def test_a_fee_that_only_a_fetch_knows_is_booked_once(shop):
    payment_id, ref = paid(shop)
    [told] = shop.acme.facts[ref]
    shop.acme.replace(told, fee=playing.eur(84))

    for _ in range(3):
        payments.refresh_payment(shop.till.ctx, payment_id)

    assert shop.till.view(payment_id).fee_minor == 84
    assert entries(shop.till) == ["payment.collected", "payment.corrected"]
    assert shop.till.balances() == {"provider_receivable": 4116, "fees": 84, "sales": -4200}
    assert shop.till.names_told() == ["payments.settled.v1"]


def test_a_fee_that_the_fetch_knew_first_is_not_unbooked_by_the_webhook(shop):
    payment_id, ref = shop.start()
    told = shop.acme.tell(ref, SUCCEEDED, fee=playing.eur(84))
    payments.refresh_payment(shop.till.ctx, payment_id)

    shop.hear(shop.acme.replace(told, fee=None))

    assert shop.till.view(payment_id).fee_minor == 84
    assert entries(shop.till) == ["payment.collected"]


def refunded(shop, minor=1000):
    payment_id, ref = paid(shop)
    refund_id = shop.till.refund(payment_id, minor)
    shop.till.work()
    return payment_id, ref, refund_id


def test_a_refund_that_fails_after_it_succeeded_is_undone(shop):
    payment_id, ref, refund_id = refunded(shop)

    shop.hear(shop.acme.tell(ref, BACK_FAILED, object_id="re_1", amount=playing.eur(1000)))

    [refund] = payments.get_payment(shop.till.ctx, payment_id).refunds
    assert (refund.id, refund.state) == (refund_id, "failed")
    view = shop.till.view(payment_id)
    assert (view.state, view.refunded_minor) == ("succeeded", 0)
    name, fact = shop.till.told()[-1]
    assert (name, fact["refund_id"]) == ("payments.refund-failed.v1", str(refund_id))
    assert shop.till.balances() == {"provider_receivable": 4200, "sales": -4200}
    shop.till.refund(payment_id, 4200)
    shop.till.work()
    assert shop.till.view(payment_id).state == "refunded"


def test_the_news_of_the_failure_may_come_first(shop):
    payment_id, ref = paid(shop)
    shop.acme.lose_answers = 1
    shop.till.refund(payment_id, 1000)
    shop.till.work()
    [succeeded] = [each for each in shop.acme.facts[ref] if each.kind is BACK]

    shop.hear(
        shop.acme.tell(
            ref, BACK_FAILED, object_id="re_1", amount=playing.eur(1000), key=succeeded.key
        )
    )
    shop.hear(succeeded)

    assert shop.till.balances() == {"provider_receivable": 4200, "sales": -4200}
    assert shop.till.names_told() == ["payments.settled.v1", "payments.refund-failed.v1"]
    [refund] = payments.get_payment(shop.till.ctx, payment_id).refunds
    assert refund.state == "failed"


def test_a_refund_made_at_the_provider_may_fail_as_well(shop):
    payment_id, ref = paid(shop)
    shop.hear(shop.acme.tell(ref, BACK, object_id="re_9", amount=playing.eur(1000)))
    shop.hear(shop.acme.tell(ref, BACK_FAILED, object_id="re_9", amount=playing.eur(1000)))

    names = shop.till.names_told()
    assert names == ["payments.settled.v1", "payments.refunded.v1", "payments.refund-failed.v1"]
    ids = {fact["refund_id"] for name, fact in shop.till.told() if "refund" in name}
    assert len(ids) == 1
    assert shop.till.view(payment_id).refunded_minor == 0


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1)])
def test_a_dispute_lost_and_then_won_gives_the_money_back(shop, order):
    payment_id, ref = paid(shop)
    kinds = (FactKind.DISPUTE_OPENED, FactKind.DISPUTE_LOST, FactKind.DISPUTE_WON)
    for index in order:
        fee = playing.eur(1500) if kinds[index] is FactKind.DISPUTE_OPENED else None
        shop.hear(
            shop.acme.tell(ref, kinds[index], object_id="dp", amount=playing.eur(2000), fee=fee)
        )

    view = shop.till.view(payment_id)
    assert (view.dispute, view.disputed_minor, view.fee_minor) == ("won", 0, 1500)
    assert shop.till.balances() == {"provider_receivable": 2700, "fees": 1500, "sales": -4200}
    stages = [fact["stage"] for name, fact in shop.till.told() if "disputed" in name]
    assert len(stages) == 3
    assert stages[-1] == "won"


def test_what_was_lost_to_the_bank_is_not_given_back_a_second_time(shop):
    payment_id, ref = paid(shop)
    shop.hear(
        shop.acme.tell(ref, FactKind.DISPUTE_OPENED, object_id="dp", amount=Money(3000, "EUR"))
    )
    with pytest.raises(payments.Disputed):
        shop.till.refund(payment_id, 100)
    shop.hear(shop.acme.tell(ref, FactKind.DISPUTE_LOST, object_id="dp", amount=Money(3000, "EUR")))

    with pytest.raises(payments.TooMuchToRefund) as refusal:
        shop.till.refund(payment_id, 1201)
    assert refusal.value.details["refundable_minor"] == 1200
    shop.till.refund(payment_id, 1200)


def test_a_dispute_after_a_refund_leaves_both_in_the_books(shop):
    payment_id, ref, _ = refunded(shop, 1200)

    shop.hear(
        shop.acme.tell(ref, FactKind.DISPUTE_OPENED, object_id="dp", amount=Money(3000, "EUR"))
    )

    view = shop.till.view(payment_id)
    assert (view.refunded_minor, view.disputed_minor) == (1200, 3000)
    assert shop.till.balances() == {"refunds": 1200, "disputes": 3000, "sales": -4200}


@pytest.mark.parametrize("keys", ["one", "many"])
def test_ten_full_refunds_at_once_move_the_money_once(shop, keys):
    payment_id, _ = paid(shop)

    def ask(number):
        try:
            return str(
                shop.till.refund(payment_id, 4200, key="k" if keys == "one" else f"k{number}")
            )
        except TurnoutError as refusal:
            return refusal.code

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(ask, range(10)))
    shop.till.work()

    assert len(shop.acme.refunds) == 1
    if keys == "one":
        assert len(set(answers)) == 1
    else:
        assert answers.count("payments.too-much-to-refund") == 9
    assert shop.till.view(payment_id).refunded_minor == 4200


def test_what_is_told_by_a_report_goes_the_same_way_as_a_webhook(shop):
    payment_id, ref = shop.start()
    told = shop.acme.tell(ref, SUCCEEDED)
    foreign = replace(told, provider_ref="acme_77", reference=None)

    for _ in range(2):
        found = payments.apply_report(
            shop.till.ctx, shop.connection_id, [told, foreign], source=payments.Source.REPORT
        )

    assert found == [payment_id, None]
    assert shop.till.names_told() == ["payments.settled.v1"]
    [fact] = payments.get_payment(shop.till.ctx, payment_id).facts
    assert fact.source == "report"


def test_entries_of_before_subjects_are_known_again(shop):
    """What an earlier release booked is found by its source."""
    payment_id, ref = paid(shop)
    [told] = shop.acme.facts[ref]
    with transaction(shop.till.ctx) as tx:
        tx.query(
            "INSERT INTO ledger_entries (organization_id, id, payment_id, kind, source, currency,"
            " occurred_at, recorded_at) SELECT organization_id, gen_random_uuid(), payment_id,"
            " 'refund.succeeded', payment_id || ':refund.succeeded:re_old', currency,"
            " occurred_at, recorded_at FROM ledger_entries"
        )
        tx.query(
            "INSERT INTO ledger_lines (organization_id, id, entry_id, account, amount_minor)"
            " SELECT organization_id, gen_random_uuid(), id, account, amount FROM ledger_entries,"
            " (VALUES ('refunds', 700), ('provider_receivable', -700)) AS line (account, amount)"
            " WHERE kind = 'refund.succeeded'"
        )

    shop.hear(shop.acme.tell(ref, BACK, object_id="re_old", amount=playing.eur(700)))

    assert shop.till.balances() == {"provider_receivable": 3500, "refunds": 700, "sales": -4200}
    assert shop.till.view(payment_id).refunded_minor == 700
    assert told.kind is SUCCEEDED
