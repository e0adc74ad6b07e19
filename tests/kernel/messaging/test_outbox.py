"""The relay and the sweeper: every fact reaches every handler, whatever is lost between."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar
from uuid import UUID, uuid4

import pytest

from turnout.kernel import clock
from turnout.kernel.context import (
    Actor,
    ActorKind,
    OrganizationContext,
    PublicContext,
    SystemContext,
)
from turnout.kernel.db.tx import noting_claims, transaction
from turnout.kernel.messaging import broker, facts, outbox
from turnout.kernel.messaging.facts import Fact

pytestmark = pytest.mark.usefixtures("running")
SYSTEM = SystemContext(job="test")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelSent(Fact):
    name: ClassVar[str] = "kernel-test.parcel-sent.v1"
    parcel_id: UUID


@pytest.fixture
def heard():
    """What the handler of this test heard; it fails when told to."""
    log: dict = {"parcels": [], "fails": False}

    @facts.on(ParcelSent)
    def listen(ctx, fact):
        with transaction(ctx):
            if log["fails"]:
                raise LookupError
            log["parcels"].append(fact.parcel_id)

    yield log
    facts._subscriptions.pop(ParcelSent.name)


def send_parcel():
    ctx, parcel = PublicContext(organization_id=uuid4()), uuid4()
    with transaction(ctx) as tx:
        tx.publish(ParcelSent(parcel_id=parcel))
    return ctx, parcel


def deliver(deliveries):
    for each in deliveries:
        if each.fact_name != ParcelSent.name:
            continue
        outbox.handle(
            each.subscription.key,
            each.fact_name,
            organization_id=each.organization_id,
            fact_id=each.fact_id,
            payload=each.payload,
            request_id=each.request_id,
        )


def relay(send):
    while outbox.relay_once(send, limit=500):
        pass


def state(ctx):
    with transaction(ctx) as tx:
        return tx.query("SELECT dispatched_at, done_at, dead_at FROM outbox")[0]


def test_a_fact_reaches_its_handler_once_however_often_it_is_delivered(heard):
    _, parcel = send_parcel()
    caught: list = []
    relay(caught.extend)
    deliver(caught)
    deliver(caught)
    assert heard["parcels"].count(parcel) == 1


def test_a_message_that_the_broker_lost_is_handed_out_again(heard):
    ctx, parcel = send_parcel()
    relay(lambda deliveries: None)
    with clock.frozen(clock.now() + timedelta(seconds=outbox.FIRST_RETRY_SECONDS + 1)):
        outbox.sweep(deliver, limit=100_000)
    assert parcel in heard["parcels"]
    outbox.settle(SYSTEM)
    assert state(ctx)[1] is not None, "done"


def test_a_fact_just_handed_out_is_left_alone(heard):
    _, parcel = send_parcel()
    relay(lambda deliveries: None)
    outbox.sweep(deliver, limit=100_000)
    assert parcel not in heard["parcels"]


def test_what_keeps_failing_is_set_aside_and_can_be_replayed(heard):
    ctx, parcel = send_parcel()
    relay(lambda deliveries: None)
    at = clock.now()
    for attempt in range(outbox.MOST_ATTEMPTS + 1):
        at += timedelta(seconds=outbox.FIRST_RETRY_SECONDS * 2**attempt + 1)
        with clock.frozen(at):
            outbox.sweep(lambda deliveries: None, limit=100_000)
    assert state(ctx)[2] is not None, "dead"
    assert any(
        each["id"] for each in outbox.dead(SYSTEM, limit=100_000) if each["name"] == ParcelSent.name
    )
    assert outbox.replay(SYSTEM) >= 1
    relay(deliver)
    assert parcel in heard["parcels"]


def test_a_handler_that_failed_has_no_effect_and_is_tried_again(heard):
    _, parcel = send_parcel()
    heard["fails"] = True
    caught: list = []
    relay(caught.extend)
    with pytest.raises(LookupError):
        deliver([each for each in caught if each.fact_name == ParcelSent.name])
    heard["fails"] = False
    deliver(caught)
    assert heard["parcels"] == [parcel]


def test_a_handler_without_a_transaction_of_its_own_is_marked_all_the_same():
    @facts.on(ParcelSent)
    def look_away(ctx, fact):
        """Found nothing to change."""

    try:
        ctx, _ = send_parcel()
        relay(deliver)
    finally:
        facts._subscriptions.pop(ParcelSent.name)
    with transaction(ctx) as tx:
        assert tx.query("SELECT count(*) FROM handled_facts") == [(1,)]


def test_only_what_was_committed_counts_as_claimed():
    def reaction():
        return OrganizationContext(
            organization_id=uuid4(),
            actor=Actor(ActorKind.HANDLER, "kernel-test.look"),
            cause=("kernel-test.look", uuid4()),
        )

    kept, lost = reaction(), reaction()
    with noting_claims() as claimed:
        with transaction(kept):
            pass
        with suppress(LookupError), transaction(lost):
            raise LookupError
    assert claimed == {kept.cause}


def test_done_facts_are_forgotten_after_a_week(heard):
    ctx, _ = send_parcel()
    relay(deliver)
    outbox.settle(SYSTEM)
    with clock.frozen(clock.now() + timedelta(days=outbox.KEEP_DAYS + 1)):
        outbox.forget_old(SYSTEM)
    with transaction(ctx) as tx:
        assert tx.query("SELECT count(*) FROM outbox")[0][0] == 0


def test_what_waits_is_measured_facts_by_age_and_messages_by_queue(heard, settings):
    send_parcel()
    with clock.frozen(clock.now() + timedelta(seconds=90)):
        outbox.measure_backlog()
    celery = broker.make(settings)
    celery.send_task("kernel-test.nothing", queue="search")
    broker.measure_queues(celery)

    assert numbers(outbox.WAITING) >= 1
    assert numbers(outbox.OLDEST) >= 90
    assert numbers(broker.MESSAGES, queue="search") >= 1
    assert numbers(broker.MESSAGES, queue="webhooks") >= 0
    relay(deliver)
    with clock.frozen(clock.now() + timedelta(seconds=90)):
        outbox.settle(SYSTEM)
    assert heard["parcels"], "and no later test finds it"


def numbers(gauge, **labels):
    """What a gauge says now."""
    return gauge.child(labels)._value.get()
