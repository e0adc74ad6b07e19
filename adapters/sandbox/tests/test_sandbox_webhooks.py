import json
import threading
from dataclasses import replace

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from turnout_sandbox.provider.events import PAUSES
from turnout_sandbox.signatures import signature
from turnout_sdk.errors import Untrusted
from turnout_sdk.payments import Delivery, FactKind
from turnout_sdk.testing.provider.webhooks import CLAIM_SECONDS, Sender

HEADER = "turnout-sandbox-signature"


def paid(sandbox, charge, **webhooks):
    gateway = sandbox.gateway()
    ref = gateway.start(charge).provider_ref
    sandbox.complete(ref, "success", webhooks=webhooks or None)
    return gateway, ref


def test_a_genuine_delivery_is_trusted_and_read(sandbox, make_charge):
    gateway, ref = paid(sandbox, make_charge())
    for delivery in sandbox.deliver():
        gateway.verify(delivery)
    updates = {gateway.read(each) for each in sandbox.inbox}
    assert updates == set(gateway.fetch(ref).facts)


def forge_body(delivery, _):
    return replace(delivery, body=delivery.body.replace(b"4200", b"4300"))


def drop_header(delivery, _):
    return Delivery(headers={}, body=delivery.body)


def garble_signature(delivery, _):
    return Delivery(headers={HEADER: delivery.headers[HEADER][:-1] + "é"}, body=delivery.body)


def add_second_time(delivery, _):
    return Delivery(headers={HEADER: "t=1," + delivery.headers[HEADER]}, body=delivery.body)


def relabel_scheme(delivery, _):
    header = delivery.headers[HEADER].replace("v1=", "v0=")
    return Delivery(headers={HEADER: header}, body=delivery.body)


def sign_by_another(delivery, sandbox):
    header = signature(["guess"], delivery.body, at=int(sandbox.clock.now().timestamp()))
    return Delivery(headers={HEADER: header}, body=delivery.body)


def let_it_age(delivery, sandbox):
    sandbox.clock.advance(301)
    return delivery


def turn_the_clock_back(delivery, sandbox):
    sandbox.clock.advance(-301)
    return delivery


@pytest.mark.parametrize(
    "spoil",
    [
        forge_body,
        drop_header,
        garble_signature,
        add_second_time,
        relabel_scheme,
        sign_by_another,
        let_it_age,
        turn_the_clock_back,
    ],
)
def test_a_spoiled_delivery_is_untrusted(sandbox, make_charge, spoil):
    gateway, _ = paid(sandbox, make_charge())
    delivery = sandbox.deliver()[0]
    gateway.verify(delivery)
    with pytest.raises(Untrusted):
        gateway.verify(spoil(delivery, sandbox))


def test_a_delivery_for_another_account_is_untrusted_though_signed(sandbox, make_charge):
    paid(sandbox, make_charge())
    delivery = sandbox.deliver()[0]
    body = delivery.body.replace(b'"account": "demo"', b'"account": "other"')
    header = signature(["shared-secret"], body, at=int(sandbox.clock.now().timestamp()))
    shared = sandbox.gateway(webhook_secret="shared-secret")
    with pytest.raises(Untrusted, match="another account"):
        shared.verify(Delivery(headers={HEADER: header}, body=body))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(st.sampled_from(["id", "type", "account", "data"]) | st.text(), inner)
    ),
)


@given(body=st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_signed_nonsense_is_untrusted_and_never_a_crash(sandbox, body):
    gateway = sandbox.gateway(webhook_secret="shared-secret")
    header = signature(["shared-secret"], body, at=int(sandbox.clock.now().timestamp()))
    with pytest.raises(Untrusted):
        gateway.verify(Delivery(headers={HEADER: header}, body=body))


def test_both_secrets_are_trusted_while_one_is_rotated(sandbox, make_charge):
    secrets = ["new-secret-1", "old-secret-1"]
    sandbox.call("PUT", "/v1/account", {"webhook_secrets": secrets})
    paid(sandbox, make_charge())
    delivery = sandbox.deliver()[0]
    for secret in secrets:
        sandbox.gateway(webhook_secret=secret).verify(delivery)
    sandbox.gateway(webhook_secret="x", previous_webhook_secrets=["old-secret-1"]).verify(delivery)


def test_an_unknown_event_type_is_no_news(sandbox, make_charge):
    gateway, _ = paid(sandbox, make_charge())
    event = json.loads(sandbox.deliver()[0].body) | {"type": "payout.sent"}
    assert gateway.read(Delivery(headers={}, body=json.dumps(event).encode())) is None


def test_a_duplicate_is_the_same_event_and_a_retold_fact_is_another(sandbox, make_charge):
    gateway, _ = paid(sandbox, make_charge(), duplicate=2, same_fact_other_event=1)
    updates = [gateway.read(each) for each in sandbox.deliver()]
    succeeded = [each for each in updates if each.kind is FactKind.PAYMENT_SUCCEEDED]
    assert len(succeeded) == 6
    assert len({each.delivery_id for each in succeeded}) == 2
    assert len({(each.kind, each.object_id) for each in succeeded}) == 1


def test_disordered_deliveries_bring_the_newest_first(sandbox, make_charge):
    gateway, _ = paid(sandbox, make_charge(), disordered=True)
    first = [gateway.read(each).kind for each in sandbox.deliver()]
    sandbox.clock.advance(1)
    second = [gateway.read(each).kind for each in sandbox.deliver()]
    assert (first, second) == ([FactKind.PAYMENT_SUCCEEDED], [FactKind.PAYMENT_AUTHORIZED])


def test_delayed_deliveries_wait_and_lost_ones_never_come(sandbox, make_charge):
    paid(sandbox, make_charge("key-1"), delay_seconds=60)
    paid(sandbox, make_charge("key-2"), lost=True)
    assert sandbox.deliver() == []
    sandbox.clock.advance(60)
    assert len(sandbox.deliver()) == 2
    sandbox.clock.advance(1_000_000)
    assert sandbox.deliver() == []


def test_a_refused_delivery_is_tried_again_freshly_signed(sandbox, make_charge):
    sandbox.answers += [500, 500]
    gateway, _ = paid(sandbox, make_charge())
    first = sandbox.deliver()
    assert sandbox.deliver() == []
    sandbox.clock.advance(400)
    again = sandbox.deliver()
    assert {each.body for each in again} == {each.body for each in first}
    for delivery in again:
        gateway.verify(delivery)
    sandbox.clock.advance(400)
    assert sandbox.deliver() == []


def test_a_delivery_nobody_takes_dies_and_can_be_replayed(sandbox, make_charge):
    sandbox.answers += [500] * 100
    _, ref = paid(sandbox, make_charge())
    for pause in (0, *PAUSES, 1_000_000):
        sandbox.clock.advance(pause)
        sandbox.deliver()
    assert len(sandbox.inbox) == 2 * (1 + len(PAUSES))
    listed = sandbox.call("GET", f"/v1/events?payment={ref}").json()["items"]
    assert {each["state"] for item in listed for each in item["deliveries"]} == {"dead"}
    sandbox.answers.clear()
    sandbox.call("POST", f"/v1/events/{listed[0]['event']['id']}/deliver")
    assert len(sandbox.deliver()) == 1


def claim(sandbox):
    """Take what is due and die before delivering it."""
    return len(sandbox.sender.claim(8))


def test_a_claim_that_nobody_finishes_lapses(sandbox, make_charge):
    paid(sandbox, make_charge())
    assert claim(sandbox) == 2
    assert sandbox.deliver() == []
    sandbox.clock.advance(CLAIM_SECONDS)
    assert len(sandbox.deliver()) == 2


def test_a_new_process_takes_up_what_the_old_one_had_claimed(sandbox, make_charge):
    paid(sandbox, make_charge())
    assert claim(sandbox) == 2
    arrived = threading.Semaphore(0)

    def receive(_):
        arrived.release()
        return httpx.Response(204)

    shop = httpx.Client(transport=httpx.MockTransport(receive))
    successor = Sender(sandbox.provider, shop)
    successor.start()
    try:
        assert arrived.acquire(timeout=10)
        assert arrived.acquire(timeout=10)
    finally:
        successor.stop()


def test_a_pending_payment_ends_by_itself_when_its_time_comes(sandbox, make_charge):
    gateway = sandbox.gateway()
    ref = gateway.start(make_charge()).provider_ref
    sandbox.complete(ref, "pending", then="decline", after_seconds=30)
    sandbox.clock.advance(29)
    assert [gateway.read(each).kind for each in sandbox.deliver()] == [FactKind.PAYMENT_PENDING]
    sandbox.clock.advance(1)
    assert [gateway.read(each).kind for each in sandbox.deliver()] == [FactKind.PAYMENT_FAILED]
