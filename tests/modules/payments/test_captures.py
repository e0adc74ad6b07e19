"""Authorizing now, collecting or letting go later: never more than was authorized."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from tests.factories import payments as making
from tests.factories import work
from tests.factories.people import add_member
from tests.modules.payments import acme as playing
from tests.modules.payments.conftest import connect_acme

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import TurnoutError
from turnout.kernel.ids import new_id
from turnout.modules.connections import api as connections
from turnout.modules.payments import api as payments
from turnout_sdk.money import Money
from turnout_sdk.payments import FactKind


def capture(till, payment_id, minor, *, key=None):
    with transaction(till.ctx) as tx:
        return payments.request_capture(
            tx, payment_id=payment_id, amount=Money(minor, "EUR"), key=key or new_id().hex
        )


def void(till, payment_id, *, key=None):
    with transaction(till.ctx) as tx:
        return payments.request_void(tx, payment_id=payment_id, key=key or new_id().hex)


def authorized(shop, **values):
    payment_id, ref = shop.start(capture=False, **values)
    shop.hear(shop.acme.tell(ref, FactKind.PAYMENT_AUTHORIZED))
    return payment_id, ref


def sandbox_authorized(till):
    payment_id, ref = till.begin(capture=False)
    till.provider.complete(till.ctx, ref, "success")
    till.deliver_all(ref)
    assert till.view(payment_id).state == "authorized"
    return payment_id, ref


def operations(till, payment_id, kind):
    found = payments.get_payment(till.ctx, payment_id).operations
    return [(each.amount_minor, each.state, each.error) for each in found if each.kind == kind]


def test_an_authorization_is_announced_and_collects_nothing(shop):
    lapses = clock.now() + timedelta(days=7)
    payment_id, ref = shop.start(capture=False)
    assert not shop.acme.charges[ref].capture

    shop.hear(shop.acme.tell(ref, FactKind.PAYMENT_AUTHORIZED, expires_at=lapses))

    view = shop.till.view(payment_id)
    assert (view.state, view.authorized_minor, view.captured_minor) == ("authorized", 4200, 0)
    assert view.authorized_until == lapses
    [(name, fact)] = shop.till.told()
    assert name == "payments.authorized.v1"
    assert (fact["amount_minor"], fact["currency"]) == (4200, "EUR")
    assert shop.till.balances() == {}


def test_a_payment_says_what_can_still_be_collected_or_let_go(till):
    payment_id, _ = sandbox_authorized(till)
    seen = till.get(f"/payments/{payment_id}").json
    assert (seen["capturable_minor"], seen["is_voidable"]) == (4200, True)

    capture(till, payment_id, 1200)

    seen = till.get(f"/payments/{payment_id}").json
    assert seen["is_voidable"] is False
    assert seen["capturable_minor"] <= 3000
    paid, _ = till.pay()
    seen = till.get(f"/payments/{paid}").json
    assert (seen["capturable_minor"], seen["is_voidable"]) == (0, False)


def test_a_payment_that_is_being_let_go_collects_nothing_more(till):
    payment_id, _ = sandbox_authorized(till)
    void(till, payment_id)
    seen = till.get(f"/payments/{payment_id}").json
    assert (seen["capturable_minor"], seen["is_voidable"]) == (0, False)


def test_a_payment_that_collects_by_itself_announces_no_authorization(till):
    till.pay()

    assert till.names_told() == ["payments.settled.v1"]


def test_collecting_all_of_it_settles_the_payment(till):
    payment_id, ref = sandbox_authorized(till)

    capture(till, payment_id, 4200)
    assert till.provider.payment(till.ctx, ref)["captured_minor"] == 0, "a worker does it"
    till.work()

    view = till.view(payment_id)
    assert (view.state, view.captured_minor) == ("succeeded", 4200)
    assert till.names_told() == ["payments.authorized.v1", "payments.settled.v1"]
    assert till.balances()["sales"] == -4200


def test_the_same_key_collects_once(shop):
    payment_id, _ = authorized(shop)

    first = capture(shop.till, payment_id, 1000, key="row-1")
    assert capture(shop.till, payment_id, 1000, key="row-1") == first
    shop.till.work()

    assert shop.till.view(payment_id).captured_minor == 1000
    with pytest.raises(payments.OperationKeyReused):
        capture(shop.till, payment_id, 999, key="row-1")


def test_parts_add_up_to_what_was_authorized_and_no_further(shop):
    payment_id, _ = authorized(shop)

    capture(shop.till, payment_id, 1200)
    capture(shop.till, payment_id, 2000)
    with pytest.raises(payments.TooMuchToCapture) as refusal:
        capture(shop.till, payment_id, 1001)
    assert refusal.value.details == {"capturable_minor": 1000, "currency": "EUR"}
    shop.till.work()
    capture(shop.till, payment_id, 1000)
    shop.till.work()

    assert shop.till.view(payment_id).captured_minor == 4200
    assert shop.till.names_told().count("payments.settled.v1") == 3


def test_a_provider_that_collects_once_leaves_nothing_after_a_part(till):
    payment_id, _ = sandbox_authorized(till)
    capture(till, payment_id, 1200)
    till.work()

    with pytest.raises(payments.TooMuchToCapture):
        capture(till, payment_id, 100)


def test_many_captures_at_once_stay_within_the_authorization(shop):
    payment_id, _ = authorized(shop)

    def ask(_):
        try:
            capture(shop.till, payment_id, 1000)
        except TurnoutError as refusal:
            return refusal.code
        return "asked"

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(ask, range(10)))
    shop.till.work()

    assert sorted(answers) == ["asked"] * 4 + ["payments.too-much-to-capture"] * 6
    assert shop.till.view(payment_id).captured_minor == 4000


@pytest.mark.parametrize("amount", [Money(0, "EUR"), Money(-1, "EUR"), Money(100, "PLN")])
def test_odd_amounts_are_not_collected(shop, amount):
    payment_id, _ = authorized(shop)

    with pytest.raises(payments.TooMuchToCapture), transaction(shop.till.ctx) as tx:
        payments.request_capture(tx, payment_id=payment_id, amount=amount, key="k")


def test_an_answer_that_got_lost_is_looked_for_and_not_collected_twice(shop):
    payment_id, ref = authorized(shop)
    shop.acme.lose_answers = 1
    capture(shop.till, payment_id, 4200)
    shop.till.work()
    assert operations(shop.till, payment_id, "capture")[0][:2] == (4200, "unknown")
    with pytest.raises(payments.TooMuchToCapture):
        capture(shop.till, payment_id, 1)

    with shop.till.later(60):
        work.run_timed("payments.carry_out_due")
        shop.till.work()

    assert operations(shop.till, payment_id, "capture") == [(4200, "done", "")]
    captured = [each for each in shop.acme.facts[ref] if each.kind is FactKind.PAYMENT_CAPTURED]
    assert len(captured) == 1
    assert shop.acme.asked.count(captured[0].key) == 1, "asked for it again instead of looking"
    assert shop.till.view(payment_id).captured_minor == 4200
    assert shop.till.names_told().count("payments.settled.v1") == 1


def test_a_capture_that_the_provider_refuses_is_shown_and_the_payment_looked_at(till):
    payment_id, ref = sandbox_authorized(till)
    till.provider.call(till.ctx, "POST", f"/v1/payments/{ref}/void")
    capture(till, payment_id, 4200)

    till.work()

    [(_, state, error)] = operations(till, payment_id, "capture")
    assert (state, bool(error)) == ("failed", True)
    assert till.view(payment_id).state == "cancelled", "the provider was asked why"


def test_letting_go_is_announced_and_ends_the_payment(till):
    payment_id, ref = sandbox_authorized(till)

    void(till, payment_id)
    till.work()

    assert till.view(payment_id).state == "cancelled"
    assert till.names_told() == ["payments.authorized.v1", "payments.voided.v1"]
    assert till.provider.payment(till.ctx, ref)["state"] == "voided"
    assert till.balances() == {}


def test_what_was_let_go_cannot_be_collected(shop):
    payment_id, _ = authorized(shop)
    void(shop.till, payment_id)

    with pytest.raises(payments.BeingVoided):
        capture(shop.till, payment_id, 4200)
    shop.till.work()
    with pytest.raises(payments.NotAuthorized):
        capture(shop.till, payment_id, 4200)


def test_what_is_being_collected_cannot_be_let_go(shop):
    payment_id, _ = authorized(shop)
    capture(shop.till, payment_id, 100)

    with pytest.raises(payments.BeingCaptured):
        void(shop.till, payment_id)


def test_a_payment_is_let_go_once_whatever_the_keys(shop):
    payment_id, _ = authorized(shop)

    first = void(shop.till, payment_id, key="a")
    assert void(shop.till, payment_id, key="a") == first
    assert void(shop.till, payment_id, key="b") == first
    shop.till.work()

    assert shop.till.names_told().count("payments.voided.v1") == 1


def test_a_payment_that_collects_by_itself_is_not_collected_by_hand(till):
    payment_id, _ = till.begin()

    with pytest.raises(payments.NotAuthorized):
        capture(till, payment_id, 4200)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"partial_capture": False}, payments.OnlyInFull),
        ({"separate_capture": False}, payments.NotOffered),
    ],
)
def test_a_part_is_collected_only_where_the_provider_offers_that(till, changes, refusal):
    provider = playing.Acme()
    with playing.installed(provider, **changes):
        payment_id = till.open(connection_id=connect_acme(till), capture=False)
        payments.start(till.ctx, payment_id)
        provider.tell(provider.ref(payment_id), FactKind.PAYMENT_AUTHORIZED)
        payments.refresh_payment(till.ctx, payment_id)

        with pytest.raises(refusal):
            capture(till, payment_id, 4199)


def test_what_the_provider_cannot_let_go_is_not_asked_for(till):
    reference, provider = new_id(), playing.Acme()
    with playing.installed(provider, void=False):
        connection_id = connect_acme(till)
        payment_id = till.open(connection_id=connection_id, reference=reference)
        payments.start(till.ctx, payment_id)

        with pytest.raises(payments.NotOffered):
            void(till, payment_id)
        with transaction(till.ctx) as tx:
            payments.abandon(tx, reference)
        till.work()

    assert operations(till, payment_id, "void") == []
    assert not till.view(payment_id).is_open


SWEEPS = 10
"""A sweep takes so many at a time, and other tests leave payments of their own behind."""


def test_an_authorization_that_lapses_at_the_provider_is_noticed_without_a_webhook(shop):
    payment_id, ref = shop.start(capture=False)
    lapses = clock.now() + timedelta(days=7)
    shop.hear(shop.acme.tell(ref, FactKind.PAYMENT_AUTHORIZED, expires_at=lapses))
    shop.acme.tell(ref, FactKind.PAYMENT_VOIDED)

    with clock.frozen(lapses + timedelta(minutes=1)):
        for _ in range(SWEEPS):
            work.run_timed("payments.poll_due")
            shop.till.work()
            if shop.till.view(payment_id).state == "cancelled":
                break

    assert shop.till.view(payment_id).state == "cancelled"
    assert shop.till.names_told()[-1] == "payments.voided.v1"


def test_a_connection_that_collects_by_hand_authorizes_only(till):
    provider = playing.Acme()
    with playing.installed(provider):
        options = connections.Options(collects="by_hand")
        connection_id = connect_acme(till, name="By hand", options=options)
        payment_id = till.open(connection_id=connection_id)
        payments.start(till.ctx, payment_id)

    assert not provider.charges[provider.ref(payment_id)].capture


# Payments that nobody wants any more


def test_a_page_that_nobody_wants_any_more_is_closed(till):
    reference = new_id()
    payment_id, ref = till.begin(reference=reference)

    with transaction(till.ctx) as tx:
        payments.abandon(tx, reference)
    assert not till.view(payment_id).is_open
    till.work()

    assert till.provider.payment(till.ctx, ref)["state"] == "voided"
    assert till.view(payment_id).state == "cancelled"
    assert till.names_told() == ["payments.voided.v1"]


def test_a_payment_that_was_never_sent_is_not_sent_any_more(till):
    reference = new_id()
    payment_id = till.open(reference=reference)
    with transaction(till.ctx) as tx:
        payments.abandon(tx, reference)

    started = payments.start(till.ctx, payment_id)

    assert (started.state, started.next_action) == ("cancelled", None)
    assert till.names_told() == ["payments.voided.v1"]


def test_a_page_whose_address_got_lost_is_closed_once_it_is_found(till):
    reference = new_id()
    till.provider.script(till.ctx, "start", "drop", times=20)
    payment_id = till.open(reference=reference)
    payments.start(till.ctx, payment_id)
    till.provider.call(till.ctx, "DELETE", "/v1/scripts")
    with transaction(till.ctx) as tx:
        payments.abandon(tx, reference)

    with till.later(60):
        work.run_timed("payments.carry_out_due")
        till.work()

    assert till.view(payment_id).state == "cancelled"


def test_money_that_comes_after_all_is_settled(shop):
    reference = new_id()
    payment_id, ref = shop.start(reference=reference)
    shop.acme.voids_refused = True
    paid = shop.acme.tell(ref, FactKind.PAYMENT_SUCCEEDED)
    with transaction(shop.till.ctx) as tx:
        payments.abandon(tx, reference)
    shop.till.work()

    assert shop.till.view(payment_id).state == "succeeded", "asked because the void was refused"
    shop.hear(paid)
    assert shop.till.names_told() == ["payments.settled.v1"]
    [(_, state, error)] = operations(shop.till, payment_id, "void")
    assert (state, error) == ("failed", "collected")


def test_what_the_bank_works_on_is_not_let_go(till):
    reference = new_id()
    payment_id, ref = till.begin(reference=reference)
    till.provider.complete(till.ctx, ref, "pending")
    till.deliver_all(ref)

    with transaction(till.ctx) as tx:
        payments.abandon(tx, reference)
    till.work()

    assert till.view(payment_id).state == "processing"
    assert operations(till, payment_id, "void") == []
    with transaction(till.ctx) as tx:
        assert payments.under_way_until(tx, reference) is None, "it keeps no places any more"


# Over HTTP


def test_a_manager_collects_and_lets_go_over_http(shop):
    payment_id, _ = authorized(shop)

    answer = shop.till.post(
        f"/payments/{payment_id}/capture", {"amount_minor": 1200}, key="capture-one"
    )
    again = shop.till.post(
        f"/payments/{payment_id}/capture", {"amount_minor": 1200}, key="capture-one"
    )

    assert (answer.status_code, answer.json["kind"]) == (202, "capture")
    assert again.json == answer.json
    shop.till.work()
    rest = shop.till.post(f"/payments/{payment_id}/capture", {}, key="capture-two")
    assert rest.json["amount_minor"] == 3000
    assert shop.till.post(f"/payments/{payment_id}/void").status_code == 409
    other, _ = authorized(shop)
    assert shop.till.post(f"/payments/{other}/void").json["kind"] == "void"


def test_a_capture_needs_a_key_and_a_permission(shop):
    payment_id, _ = authorized(shop)
    staff = add_member(shop.till.organization, "staff")

    assert shop.till.post(f"/payments/{payment_id}/capture", {}).status_code == 422
    for path in ("capture", "void"):
        answer = shop.till.post(f"/payments/{payment_id}/{path}", {}, user=staff, key="k")
        assert answer.status_code == 403
    assert shop.till.post(f"/payments/{new_id()}/void").status_code == 404


def test_the_key_that_the_provider_sees_is_short_and_our_own(shop):
    payment_id, _ = authorized(shop)
    shop.till.post(f"/payments/{payment_id}/capture", {}, key="x" * 255)
    shop.till.work()

    assert shop.till.view(payment_id).captured_minor == 4200
    assert all(len(each) < 60 for each in shop.acme.asked)
    assert making.account_of(shop.till.ctx) not in " ".join(shop.acme.asked)
