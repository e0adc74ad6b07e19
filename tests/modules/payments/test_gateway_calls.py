"""Bursts of webhooks wait for their turn; one that hangs does not make the others wait."""

import threading
from concurrent.futures import ThreadPoolExecutor
from time import monotonic

import pytest
from tests.factories import payments as making

from turnout.kernel import runtime
from turnout.modules.payments import gateway_calls
from turnout.modules.payments.gateway_calls import NoSlot, Slots


def test_whoever_finds_no_place_gets_the_next_one_that_comes_free():
    places, inside, most = Slots(per_subject=2, in_all=3), [], []
    lock = threading.Lock()

    def enter(subject):
        with places.take(subject):
            with lock:
                inside.append(subject)
                most.append((inside.count("a"), len(inside)))
            threading.Event().wait(0.005)
            with lock:
                inside.remove(subject)

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(enter, ["a"] * 20 + ["b"] * 20))

    assert len(most) == 40
    assert max(mine for mine, _ in most) <= 2
    assert max(every for _, every in most) <= 3


def test_nobody_waits_behind_a_call_that_hangs():
    places = Slots(per_subject=1, in_all=2, wait_seconds=30, slow_seconds=0.05)
    leave = threading.Event()

    def hang():
        with places.take("a"):
            leave.wait(10)

    hanging = threading.Thread(target=hang)
    hanging.start()
    making.wait_until(lambda: "a" in places._since)
    started = monotonic()
    try:
        with pytest.raises(NoSlot), places.take("a"):
            pass
        assert monotonic() - started < 5
        with places.take("b"):
            pass
    finally:
        leave.set()
        hanging.join()


def test_a_place_is_free_again_after_an_error():
    places = Slots(per_subject=1, in_all=1)

    for _ in range(3):
        with pytest.raises(ZeroDivisionError), places.take("a"):
            raise ZeroDivisionError


def test_waiting_has_an_end():
    places = Slots(per_subject=1, in_all=1, wait_seconds=0.05, slow_seconds=60)

    with places.take("a"), pytest.raises(NoSlot), places.take("a"):
        pass


def test_a_burst_of_one_connection_is_taken_in_whole(till):
    _, ref = till.begin()
    till.provider.complete(till.ctx, ref, "success", webhooks={"same_fact_other_event": 8})
    bodies = till.provider.deliveries(till.ctx, ref)

    def deliver(body):
        client = till.client.application.test_client()
        return client.post(
            making.hook_path(till.ctx, till.connection_id),
            data=body,
            headers=making.signed(till.ctx, body),
        ).status_code

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(deliver, bodies * 2))

    assert len(answers) >= 24
    assert set(answers) == {204}


@pytest.mark.usefixtures("running")
def test_webhooks_get_their_share_of_the_webs_threads_and_leave_one():
    _, places = gateway_calls._inbox()
    threads = runtime.current().settings.web_threads

    assert places._in_all == max(1, threads - 1)
    assert places._per_subject == max(1, threads // 2)
