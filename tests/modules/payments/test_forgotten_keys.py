"""A provider keeps idempotency keys for a while: after that nothing is repeated, it is looked for."""

from collections.abc import Iterator

import pytest
from tests.factories import work
from tests.modules.payments import acme as playing
from tests.modules.payments.acme import Acme
from tests.modules.payments.conftest import Shop, Till, connect_acme

from turnout.modules.payments import api as payments
from turnout_sdk.payments import FactKind

HOUR = 3600


@pytest.fixture
def shop(till: Till) -> Iterator[Shop]:
    provider = Acme()
    with playing.installed(provider, keys_last_seconds=HOUR):
        yield Shop(till, provider, connect_acme(till))


def lost_refund(shop):
    """A refund that was carried out, and whose answer got lost."""
    payment_id, ref = shop.start()
    shop.hear(shop.acme.tell(ref, FactKind.PAYMENT_SUCCEEDED))
    shop.acme.lose_answers = 1
    shop.till.refund(payment_id, 1000)
    shop.till.work()
    [sent] = shop.acme.refunds
    return payment_id, ref, sent.key


def try_again(shop, seconds):
    with shop.till.later(seconds):
        work.run_timed("payments.carry_out_due")
        shop.till.work()


def refund_state(shop, payment_id):
    [refund] = payments.get_payment(shop.till.ctx, payment_id).refunds
    return refund.state


def test_while_the_provider_knows_the_key_it_is_repeated(shop):
    payment_id, _, key = lost_refund(shop)

    try_again(shop, HOUR - 60)

    assert shop.acme.asked.count(key) == 2
    assert refund_state(shop, payment_id) == "succeeded"


@pytest.mark.parametrize("seconds", [HOUR - 2, HOUR + 1, 24 * HOUR])
def test_after_that_it_is_looked_for_among_the_payment_s_facts(shop, seconds):
    payment_id, _, key = lost_refund(shop)

    try_again(shop, seconds)

    assert shop.acme.asked.count(key) == 1, "a second refund may have been made"
    assert refund_state(shop, payment_id) == "succeeded"
    assert shop.till.view(payment_id).refunded_minor == 1000


def test_what_is_not_found_then_is_never_sent_again(shop):
    payment_id, ref, key = lost_refund(shop)
    shop.acme.facts[ref] = [
        each for each in shop.acme.facts[ref] if each.kind is not FactKind.REFUND_SUCCEEDED
    ]

    for days in range(1, 4):
        try_again(shop, days * 24 * HOUR)

    assert shop.acme.asked.count(key) == 1
    assert refund_state(shop, payment_id) == "requested", "a person has to look at the provider"
    details = payments.get_payment(shop.till.ctx, payment_id)
    assert "forgotten the key" in [each.error for each in details.operations][-1]


def test_a_start_whose_answer_got_lost_is_not_started_again(shop):
    shop.acme.lose_answers = 1
    payment_id = shop.open()
    payments.start(shop.till.ctx, payment_id)

    try_again(shop, 2 * HOUR)

    assert len(shop.acme.charges) == 1
    assert sum(each.startswith("start-") for each in shop.acme.asked) == 1
    assert shop.till.view(payment_id).state == "unknown"
