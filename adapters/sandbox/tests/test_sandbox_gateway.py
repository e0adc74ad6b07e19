import pytest

from turnout_sandbox import adapter
from turnout_sdk.errors import Declined, Misconfigured, Unavailable, Unclear
from turnout_sdk.money import Money
from turnout_sdk.payments import (
    Capture,
    Captures,
    FactKind,
    Fetches,
    Finds,
    OperationState,
    Reads,
    Refund,
    Refunds,
    Starts,
    Verifies,
    Void,
    Voids,
)

EUR = "EUR"


def test_the_gateway_can_do_what_its_capabilities_declare(sandbox):
    gateway = sandbox.gateway()
    for port in (Starts, Verifies, Reads, Refunds, Captures, Voids, Fetches, Finds):
        assert isinstance(gateway, port)


def test_a_started_payment_sends_the_buyer_to_the_hosted_page(sandbox, make_charge):
    operation = sandbox.gateway().start(make_charge())
    assert operation.state is OperationState.NEEDS_ACTION
    assert operation.redirect_url == f"http://sandbox.test/pay/{operation.provider_ref}"
    assert operation.amount == Money(4200, EUR)


def test_the_same_key_makes_one_payment(sandbox, make_charge):
    gateway = sandbox.gateway()
    assert gateway.start(make_charge()).provider_ref == gateway.start(make_charge()).provider_ref


def test_a_key_with_another_amount_is_refused(sandbox, make_charge):
    gateway = sandbox.gateway()
    gateway.start(make_charge())
    with pytest.raises(Declined, match="idempotency_conflict"):
        gateway.start(make_charge(amount=Money(1, EUR)))


@pytest.mark.parametrize(
    ("outcome", "state", "kinds"),
    [
        ("success", OperationState.SUCCEEDED, ["payment.authorized", "payment.succeeded"]),
        ("decline", OperationState.FAILED, ["payment.failed"]),
        ("requires_action", OperationState.NEEDS_ACTION, []),
        ("pending", OperationState.PENDING, ["payment.pending"]),
        (
            "dispute",
            OperationState.SUCCEEDED,
            ["payment.authorized", "payment.succeeded", "dispute.opened"],
        ),
    ],
)
def test_fetch_tells_the_state_and_every_fact(sandbox, make_charge, outcome, state, kinds):
    gateway = sandbox.gateway()
    ref = gateway.start(make_charge()).provider_ref
    assert sandbox.complete(ref, outcome).status_code == 200
    operation = gateway.fetch(ref)
    assert operation.state is state
    assert [fact.kind.value for fact in operation.facts] == kinds
    for fact in operation.facts:
        assert (fact.provider_ref, fact.reference, fact.account) == (ref, "order-7", "demo")


def test_a_fee_of_two_per_cent_is_kept(sandbox, make_charge):
    gateway = sandbox.gateway()
    ref = gateway.start(make_charge(amount=Money(1234, "KWD"))).provider_ref
    sandbox.complete(ref, "success")
    assert gateway.fetch(ref).facts[-1].fee == Money(25, "KWD")


def test_a_lost_dispute_follows_an_open_one_only(sandbox, make_charge):
    gateway = sandbox.gateway()
    ref = gateway.start(make_charge()).provider_ref
    sandbox.complete(ref, "success")
    assert sandbox.complete(ref, "dispute_lost").status_code == 409
    sandbox.complete(ref, "dispute")
    assert sandbox.complete(ref, "dispute").status_code == 409
    sandbox.complete(ref, "dispute_lost")
    facts = gateway.fetch(ref).facts
    assert [fact.kind for fact in facts[-2:]] == [FactKind.DISPUTE_OPENED, FactKind.DISPUTE_LOST]
    assert facts[-1].object_id == facts[-2].object_id


def test_partial_refunds_add_up_and_never_exceed_what_was_collected(sandbox, make_charge):
    gateway = sandbox.gateway()
    ref = gateway.start(make_charge()).provider_ref
    sandbox.complete(ref, "success")
    first = gateway.refund(Refund(key="r1", provider_ref=ref, amount=Money(4000, EUR)))
    assert first.state is OperationState.SUCCEEDED
    with pytest.raises(Declined, match="refund_exceeds_captured"):
        gateway.refund(Refund(key="r2", provider_ref=ref, amount=Money(201, EUR)))
    gateway.refund(Refund(key="r3", provider_ref=ref, amount=Money(200, EUR)))
    assert gateway.fetch(ref).state is OperationState.REFUNDED


def test_a_refused_refund_stays_refused_under_its_key(sandbox, make_charge):
    gateway = sandbox.gateway()
    ref = gateway.start(make_charge()).provider_ref
    refund = Refund(key="r1", provider_ref=ref, amount=Money(1, EUR))
    with pytest.raises(Declined):
        gateway.refund(refund)
    sandbox.complete(ref, "success")
    with pytest.raises(Declined):
        gateway.refund(refund)
    with pytest.raises(Declined, match="refund_exceeds_captured"):
        gateway.find("r1")


def test_a_pending_refund_that_fails_can_be_repeated_with_a_new_key(sandbox, make_charge):
    gateway = sandbox.gateway()
    ref = gateway.start(make_charge()).provider_ref
    sandbox.complete(ref, "success")
    sandbox.script("pending", operation="refund")
    pending = gateway.refund(Refund(key="r1", provider_ref=ref, amount=Money(4200, EUR)))
    assert pending.state is OperationState.PENDING
    answer = sandbox.call(
        "POST", f"/v1/refunds/{pending.provider_ref}/complete", {"outcome": "failure"}
    )
    assert answer.status_code == 200
    again = gateway.refund(Refund(key="r2", provider_ref=ref, amount=Money(4200, EUR)))
    assert again.state is OperationState.SUCCEEDED
    kinds = [fact.kind for fact in gateway.fetch(ref).facts[-3:]]
    assert kinds == [FactKind.REFUND_PENDING, FactKind.REFUND_FAILED, FactKind.REFUND_SUCCEEDED]


def test_an_authorization_is_captured_once_and_in_part(sandbox, make_charge):
    gateway = sandbox.gateway()
    ref = gateway.start(make_charge(capture=False)).provider_ref
    sandbox.complete(ref, "success")
    assert gateway.fetch(ref).state is OperationState.AUTHORIZED
    with pytest.raises(Declined, match="capture_exceeds_authorized"):
        gateway.capture(Capture(key="c0", provider_ref=ref, amount=Money(4201, EUR)))
    captured = gateway.capture(Capture(key="c1", provider_ref=ref, amount=Money(3000, EUR)))
    assert captured.state is OperationState.SUCCEEDED
    assert captured.facts[-1].kind is FactKind.PAYMENT_CAPTURED
    assert captured.facts[-1].amount == Money(3000, EUR)
    with pytest.raises(Declined, match="wrong_state"):
        gateway.capture(Capture(key="c2", provider_ref=ref, amount=Money(1, EUR)))
    with pytest.raises(Declined, match="refund_exceeds_captured"):
        gateway.refund(Refund(key="r1", provider_ref=ref, amount=Money(3001, EUR)))


def test_a_void_lets_go_before_money_is_in_and_not_after(sandbox, make_charge):
    gateway = sandbox.gateway()
    held = gateway.start(make_charge("key-1", capture=False)).provider_ref
    sandbox.complete(held, "success")
    assert gateway.void(Void(key="v1", provider_ref=held)).state is OperationState.CANCELLED
    paid = gateway.start(make_charge("key-2")).provider_ref
    sandbox.complete(paid, "success")
    with pytest.raises(Declined, match="wrong_state"):
        gateway.void(Void(key="v2", provider_ref=paid))


def test_a_hanging_start_is_unclear_and_found_by_its_key(sandbox, make_charge):
    gateway = sandbox.gateway()
    sandbox.script("hang", operation="start", times=3)
    with pytest.raises(Unclear):
        gateway.start(make_charge())
    found = gateway.find("key-1")
    assert found is not None
    assert gateway.start(make_charge()).provider_ref == found.provider_ref


def test_a_start_that_times_out_once_succeeds_with_the_same_key(sandbox, make_charge):
    sandbox.script("hang", operation="start")
    gateway = sandbox.gateway()
    operation = gateway.start(make_charge())
    found = gateway.find("key-1")
    assert found is not None
    assert found.provider_ref == operation.provider_ref


@pytest.mark.parametrize("behaviour", ["error", "drop"])
def test_an_error_after_the_effect_is_unclear(sandbox, make_charge, behaviour):
    sandbox.script(behaviour, operation="start", times=3)
    with pytest.raises(Unclear):
        sandbox.gateway().start(make_charge())


def test_an_unavailable_provider_did_nothing(sandbox, make_charge):
    gateway = sandbox.gateway()
    sandbox.script("unavailable", operation="start", times=3)
    with pytest.raises(Unavailable):
        gateway.start(make_charge())
    assert gateway.find("key-1") is None


def test_a_slow_payment_is_paid_and_answers_late(sandbox, make_charge):
    gateway = sandbox.gateway()
    ref = gateway.start(make_charge()).provider_ref
    sandbox.complete(ref, "slow", seconds=60, times=3)
    with pytest.raises(Unavailable):
        gateway.fetch(ref)
    assert gateway.fetch(ref).state is OperationState.SUCCEEDED


def test_a_scripted_decline_reaches_the_buyer_as_a_sentence(sandbox, make_charge):
    sandbox.script("decline", operation="start")
    with pytest.raises(Declined) as declined:
        sandbox.gateway().start(make_charge())
    assert declined.value.message == "The bank declined. Please use another card."


def test_another_account_sees_nothing(sandbox, make_charge):
    ref = sandbox.gateway("demo").start(make_charge()).provider_ref
    other = sandbox.gateway("other")
    with pytest.raises(Declined, match="not_found"):
        other.fetch(ref)
    with pytest.raises(Declined, match="not_found"):
        other.refund(Refund(key="r1", provider_ref=ref, amount=Money(1, EUR)))
    assert other.find("key-1") is None


def test_a_second_key_does_not_open_an_account(sandbox):
    assert sandbox.gateway("demo").health().account == "demo"
    with pytest.raises(Misconfigured):
        sandbox.gateway("demo", api_key="sk_test_demo_guess").health()


def test_an_address_without_a_sandbox_is_a_wrong_setting(sandbox):
    with pytest.raises(Misconfigured):
        sandbox.gateway(api_base="http://sandbox.test/assets/").health()


def test_secrets_stay_out_of_reprs_errors_and_schema(sandbox):
    gateway = sandbox.gateway(api_key="sk_test_demo_verysecret", webhook_secret="hush-hush")
    shown = repr(gateway) + repr(vars(gateway)) + str(adapter.describe())
    assert "verysecret" not in shown
    assert "hush-hush" not in shown
    with pytest.raises(Misconfigured) as wrong:
        adapter.configure({"api_key": "verysecret", "webhook_secret": "hush-hush"})
    assert "api_key" in str(wrong.value)
    assert "verysecret" not in str(wrong.value)
    assert adapter.secret_names() == {"api_key", "webhook_secret", "previous_webhook_secrets"}
