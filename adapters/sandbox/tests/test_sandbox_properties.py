"""Whatever is done to a payment, the books of the provider hold and its facts tell them all."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from turnout_sdk.errors import Declined
from turnout_sdk.money import Money
from turnout_sdk.payments import Capture, FactKind, Refund, Void

OUTCOMES = (
    "success",
    "decline",
    "requires_action",
    "pending",
    "dispute",
    "dispute_won",
    "dispute_lost",
)
STEPS = st.lists(
    st.tuples(st.sampled_from(("refund", "capture", "void", *OUTCOMES)), st.integers(1, 1200)),
    max_size=12,
)
IN = (FactKind.PAYMENT_SUCCEEDED, FactKind.PAYMENT_CAPTURED)


def act(sandbox, gateway, ref, step, amount, key):
    money = Money(amount, "EUR")
    try:
        if step == "refund":
            gateway.refund(Refund(key=key, provider_ref=ref, amount=money))
        elif step == "capture":
            gateway.capture(Capture(key=key, provider_ref=ref, amount=money))
        elif step == "void":
            gateway.void(Void(key=key, provider_ref=ref))
        else:
            sandbox.complete(ref, step)
    except Declined:
        return


@given(steps=STEPS, capture=st.booleans(), duplicates=st.integers(0, 2), again=st.integers(0, 1))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_webhooks_and_fetch_tell_the_same_facts_and_the_sums_hold(
    make_sandbox, make_charge, steps, capture, duplicates, again
):
    sandbox = make_sandbox()
    gateway = sandbox.gateway()
    ref = gateway.start(make_charge(amount=Money(1000, "EUR"), capture=capture)).provider_ref
    for index, (step, amount) in enumerate(steps):
        act(sandbox, gateway, ref, step, amount, f"step-{index}")

    payment = sandbox.call("GET", f"/v1/payments/{ref}").json()
    facts = gateway.fetch(ref).facts
    collected = sum(fact.amount.minor for fact in facts if fact.kind in IN)
    returned = sum(fact.amount.minor for fact in facts if fact.kind is FactKind.REFUND_SUCCEEDED)
    assert (collected, returned) == (payment["captured_minor"], payment["refunded_minor"])
    assert returned <= collected <= 1000

    told = {gateway.read(delivery) for delivery in sandbox.deliver()}
    assert told == set(facts)
    assert len({(fact.kind, fact.object_id) for fact in facts}) == len(facts)
