"""Asking a provider for a payment, and hearing from it."""

from turnout.modules.payments import api as payments


def test_a_started_payment_sends_the_buyer_to_the_provider(till):
    payment_id = till.open()

    started = payments.start(till.ctx, payment_id)

    assert started.state == "needs_action"
    assert started.redirect_url.startswith(till.provider.address)
    assert till.view(payment_id).is_open


def test_starting_again_leads_to_the_same_page(till):
    payment_id = till.open()

    assert payments.start(till.ctx, payment_id) == payments.start(till.ctx, payment_id)


def test_a_paid_payment_is_settled_once_and_booked(till):
    payment_id, _ = till.pay(minor=4200)

    view = till.view(payment_id)
    assert (view.state, view.captured_minor, view.fee_minor) == ("succeeded", 4200, 84)
    assert not view.is_open
    [(name, fact)] = till.told()
    assert name == "payments.settled.v1"
    assert fact == {
        "payment_id": str(payment_id),
        "reference": str(view.reference),
        "amount_minor": 4200,
        "currency": "EUR",
    }
    assert till.balances() == {"provider_receivable": 4116, "fees": 84, "sales": -4200}
