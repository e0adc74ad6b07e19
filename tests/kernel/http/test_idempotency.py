"""Idempotency keys: one effect, one answer."""

import threading
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest

from turnout.kernel import clock
from turnout.kernel.context import Idempotency, PublicContext, SystemContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.http import idempotency

pytestmark = pytest.mark.usefixtures("running")


@dataclass(frozen=True)
class Answer:
    number: int


def context(organization_id=None, *, key="k", body=b"body"):
    return PublicContext(
        organization_id=organization_id or uuid4(),
        idempotency=Idempotency("POST /x guest", key, body),
    )


def answer_once(ctx, number):
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        result = Answer(number)
        idempotency.complete(tx, result)
        return result


def test_the_second_request_is_given_the_first_answer():
    ctx = context()
    answer_once(ctx, 1)
    with pytest.raises(idempotency.IdempotentReplay) as earlier:
        answer_once(ctx, 2)
    assert idempotency.restore(earlier.value.answer, Answer) == Answer(1)


def test_another_body_under_the_same_key_is_refused():
    ctx = context()
    answer_once(ctx, 1)
    with pytest.raises(idempotency.KeyReused):
        answer_once(context(ctx.organization_id, body=b"other"), 2)


def test_the_same_key_in_another_organization_is_another_key():
    answer_once(context(), 1)
    assert answer_once(context(), 2) == Answer(2)


def test_a_request_that_failed_leaves_its_key_free():
    ctx = context()

    def fail():
        with transaction(ctx) as tx:
            idempotency.claim(tx)
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert answer_once(ctx, 3) == Answer(3)


def test_a_request_under_way_is_told_to_wait():
    ctx = context()
    with transaction(ctx) as tx:
        idempotency.claim(tx)
    with pytest.raises(idempotency.InProgress) as refusal:
        answer_once(ctx, 2)
    assert refusal.value.headers["Retry-After"]


def test_a_request_that_stopped_half_way_may_go_on():
    ctx = context()
    with transaction(ctx) as tx:
        idempotency.claim(tx)
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        assert answer_once(ctx, 4) == Answer(4)


def test_two_at_once_have_one_effect():
    ctx = context()
    results: list = []

    def run(number):
        try:
            results.append(answer_once(ctx, number))
        except (idempotency.IdempotentReplay, idempotency.InProgress) as earlier:
            results.append(earlier)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len([each for each in results if isinstance(each, Answer)]) == 1


def test_keys_are_forgotten_after_a_day():
    ctx = context()
    answer_once(ctx, 1)
    with clock.frozen(clock.now() + timedelta(hours=25)):
        assert idempotency.forget_old(SystemContext(job="test")) >= 1
        assert answer_once(ctx, 2) == Answer(2)
