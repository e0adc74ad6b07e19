"""Ways to pay: which are offered, what the buyer does next, and what a reloaded page shows."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.modules.payments import acme as playing
from tests.modules.payments.conftest import connect_acme

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.connections import api as connections
from turnout.modules.payments import api as payments
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind

TOKEN = "tok_only_for_the_buyer"
IBAN = "DE02120300000000202051"


def offered(till, amount=None, **where):
    with transaction(till.ctx) as tx:
        found = payments.list_methods(tx, amount or Money(4200, "EUR"), **where)
    return [(each.connection_id, each.method) for each in found]


def of_acme(shop, amount=None, **where):
    return [
        method
        for connection_id, method in offered(shop.till, amount, **where)
        if connection_id == shop.connection_id
    ]


def set_options(shop, **options):
    connections.update_connection(shop.till.ctx, shop.connection_id, options=options)


def test_every_method_is_offered_in_the_order_of_the_connections(shop):
    mine = [(shop.connection_id, each) for each in ("card", "fields", "transfer")]
    others = [(shop.till.connection_id, each) for each in ("card", "transfer", "card-fields")]
    assert offered(shop.till) == others + mine

    connections.update_connection(shop.till.ctx, shop.till.connection_id, options={"position": 99})

    assert offered(shop.till) == mine + others


def test_what_a_buyer_sees_names_no_adapter(shop):
    with transaction(shop.till.ctx) as tx:
        found = payments.list_methods(tx, Money(4200, "EUR"))

    transfer = next(each for each in found if each.title == "Transfer")
    assert (transfer.flow, transfer.mode) == ("instructions", "test")
    assert transfer.longest_pending_seconds == 864_000
    assert "acme" not in repr(found).lower()
    assert "sandbox" not in repr(found).lower()


@pytest.mark.parametrize(
    ("amount", "country", "methods"),
    [
        (Money(4200, "EUR"), None, ["card", "fields", "transfer"]),
        (Money(4200, "EUR"), "DE", ["card", "fields", "transfer"]),
        (Money(4200, "EUR"), "FR", ["card", "fields"]),
        (Money(4200, "PLN"), "DE", ["card", "fields"]),
        (Money(49, "EUR"), "DE", []),
        (Money(1_000_001, "EUR"), "DE", []),
        (Money(4200, "KES"), None, []),
    ],
)
def test_only_what_fits_amount_currency_and_country_is_offered(shop, amount, country, methods):
    assert of_acme(shop, amount, country=country) == methods


def test_a_connection_is_limited_to_countries_and_currencies_by_its_options(shop):
    set_options(shop, countries=["AT"], currencies=["EUR"])

    assert of_acme(shop, country="AT") == ["card", "fields", "transfer"]
    assert of_acme(shop, country="DE") == []
    assert of_acme(shop, Money(4200, "PLN"), country="AT") == []


def test_real_money_keeps_test_money_out(shop):
    live = connect_acme(shop.till, name="Real", mode="live")

    assert {connection_id for connection_id, _ in offered(shop.till)} == {live}


def test_a_connection_that_is_off_or_missing_offers_nothing(shop):
    connections.update_connection(shop.till.ctx, shop.till.connection_id, state="disabled")
    assert {each for each, _ in offered(shop.till)} == {shop.connection_id}


def test_a_quarantined_adapter_offers_nothing(till):
    with playing.installed(playing.Acme()):
        connect_acme(till)

    assert {each for each, _ in offered(till)} == {till.connection_id}


def test_a_method_that_does_not_fit_is_refused_before_anything_is_written(shop):
    for wrong in ("cheque", "transfer"):
        with pytest.raises(payments.MethodNotOffered):
            shop.open(method=wrong, country="FR")


def test_without_a_wish_the_adapter_decides_unless_its_first_choice_does_not_fit(till):
    provider = playing.Acme()
    first, *others = playing.CAPABILITIES.methods
    methods = (replace(first, currencies=frozenset({"PLN"})), *others)
    with playing.installed(provider, methods=methods):
        connection_id = connect_acme(till)
        for currency in ("PLN", "EUR"):
            payments.start(till.ctx, till.open(connection_id=connection_id, currency=currency))

    assert [each.method for each in provider.charges.values()] == [None, "fields"]


def test_a_quick_method_keeps_stock_no_longer_than_it_may_take(shop):
    """That another method of the same connection takes days says nothing about a card."""
    untils = {}
    for method, kind in (("card", "card"), ("transfer", "transfer")):
        reference = new_id()
        _, ref = shop.start(reference=reference, method=method)
        shop.hear(shop.acme.tell(ref, FactKind.PAYMENT_PENDING))
        with transaction(shop.till.ctx) as tx:
            untils[kind] = payments.under_way_until(tx, reference) - clock.now()

    assert untils["card"] <= timedelta(seconds=900)
    assert timedelta(days=9) < untils["transfer"] <= timedelta(days=10)


def test_an_authorization_keeps_stock_until_it_lapses(shop):
    reference = new_id()
    lapses = clock.now() + timedelta(days=7)
    _, ref = shop.start(reference=reference, capture=False)
    shop.hear(shop.acme.tell(ref, FactKind.PAYMENT_AUTHORIZED, expires_at=lapses))

    with transaction(shop.till.ctx) as tx:
        assert payments.under_way_until(tx, reference) == lapses


def test_the_provider_hears_method_and_country(shop):
    _, ref = shop.start(method="transfer", country="AT")

    charge = shop.acme.charges[ref]
    assert (charge.method, charge.country, charge.capture) == ("transfer", "AT", True)


def test_a_token_for_fields_on_our_page_is_shown_again_and_kept_sealed(shop):
    payment_id = shop.open(method="fields")

    started = payments.start(shop.till.ctx, payment_id)
    again = payments.start(shop.till.ctx, payment_id)

    assert started.next_action == again.next_action
    assert (started.next_action.flow, started.next_action.client_token) == ("embedded", TOKEN)
    assert shop.till.view(payment_id).next_action.client_token == TOKEN
    assert started.next_action.client_options == {"publishable_key": "pk_1"}
    assert TOKEN not in repr(started)
    with transaction(shop.till.ctx) as tx:
        [(sealed,)] = tx.query(
            "SELECT client_token FROM payments WHERE id = %(id)s", {"id": payment_id}
        )
        audit = tx.query("SELECT before, after FROM audit_entries WHERE table_name = 'payments'")
        told = tx.query("SELECT payload FROM outbox")
    assert TOKEN.encode() not in bytes(sealed)
    assert audit
    assert all("client_token" not in json.dumps(row) for row in audit)
    assert TOKEN not in json.dumps(told)


def test_a_token_is_not_among_what_managers_see(shop):
    payment_id, _ = shop.start(method="fields")

    assert TOKEN not in shop.till.get(f"/payments/{payment_id}").text
    assert TOKEN not in shop.till.get("/payments").text


def test_instructions_stay_while_the_bank_is_waited_for_and_go_when_it_is_over(shop):
    payment_id, ref = shop.start(method="transfer", country="DE")
    action = shop.till.view(payment_id).next_action
    assert list(action.instructions.items()) == [("IBAN", IBAN), ("About", "REG-1")]

    shop.hear(shop.acme.tell(ref, FactKind.PAYMENT_PENDING))
    assert shop.till.view(payment_id).next_action == action
    shop.hear(shop.acme.tell(ref, FactKind.PAYMENT_SUCCEEDED))

    assert shop.till.view(payment_id).next_action is None
    with transaction(shop.till.ctx) as tx:
        rows = tx.query("SELECT instructions, client_token FROM payments")
        audit = tx.query("SELECT before, after FROM audit_entries WHERE table_name = 'payments'")
    assert (None, None) in rows
    assert IBAN not in json.dumps(audit)


def test_an_action_that_is_out_of_date_is_shown_no_more(till):
    payment_id, _ = till.begin()
    with transaction(till.ctx) as tx:
        tx.query(
            "UPDATE payments SET action_expires_at = %(at)s WHERE id = %(id)s",
            {"at": clock.now() + timedelta(seconds=5), "id": payment_id},
        )

    assert till.view(payment_id).next_action.redirect_url
    with till.later(10):
        assert till.view(payment_id).next_action is None


# Asking sooner than the schedule says


def test_a_pending_webhook_has_the_provider_asked_at_once(shop):
    """Some providers collect only when they are asked after the buyer agreed."""
    payment_id, ref = shop.start()
    pending = shop.acme.tell(ref, FactKind.PAYMENT_PENDING)
    shop.acme.tell(ref, FactKind.PAYMENT_SUCCEEDED)

    shop.hear(pending)

    assert shop.acme.asked[-1] == f"fetch {ref}"
    assert shop.till.view(payment_id).state == "succeeded"


def test_a_pending_webhook_that_comes_again_asks_no_more(shop):
    _, ref = shop.start()
    pending = shop.acme.tell(ref, FactKind.PAYMENT_PENDING)
    shop.hear(pending)
    count = len(shop.acme.asked)

    shop.hear(replace(pending, delivery_id="evt_again", fee=None))

    assert len(shop.acme.asked) == count


def test_whoever_comes_back_from_the_providers_page_has_it_asked(shop):
    reference = new_id()
    payment_id, ref = shop.start(reference=reference)
    shop.acme.tell(ref, FactKind.PAYMENT_SUCCEEDED)

    with transaction(shop.till.ctx) as tx:
        payments.schedule_poll(tx, reference)
    assert shop.till.view(payment_id).state == "needs_action", "a worker does it"
    shop.till.work()

    assert shop.till.view(payment_id).state == "succeeded"


def test_whoever_reloads_the_page_has_the_provider_asked_no_more_often(shop):
    reference = new_id()
    shop.start(reference=reference)

    for _ in range(5):
        with transaction(shop.till.ctx) as tx:
            payments.schedule_poll(tx, reference)
        shop.till.work()
    assert len([each for each in shop.acme.asked if "fetch" in each]) == 1
    with shop.till.later(6), transaction(shop.till.ctx) as tx:
        payments.schedule_poll(tx, reference)
    with shop.till.later(7):
        shop.till.work()

    assert len([each for each in shop.acme.asked if "fetch" in each]) == 2


def test_a_payment_that_is_over_is_not_asked_after(shop):
    reference = new_id()
    _, ref = shop.start(reference=reference)
    shop.hear(shop.acme.tell(ref, FactKind.PAYMENT_FAILED))

    with transaction(shop.till.ctx) as tx:
        payments.schedule_poll(tx, reference)
    shop.till.work()

    assert not [each for each in shop.acme.asked if "fetch" in each]
