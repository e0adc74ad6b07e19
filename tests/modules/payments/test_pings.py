"""Unsigned webhooks that only name a payment: nobody is believed, the provider is asked."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.factories import payments as making
from tests.factories import work
from tests.factories.people import context_of, make_organization
from tests.modules.payments import acme as playing
from tests.modules.payments.conftest import Shop, Till, connect_acme

from turnout.kernel import clock, runtime
from turnout.kernel.adapters import Registry
from turnout.kernel.db.tx import transaction
from turnout.kernel.messaging.pending_work import pending
from turnout.modules.payments import rules
from turnout.modules.payments.queries import payments as queries
from turnout_sdk.errors import Unavailable, Untrusted
from turnout_sdk.payments import Delivery, FactKind, Operation, Update

SECRET = {"token": "only-for-acme"}


class Announcing(playing.Gateway):
    """It can be asked, and says `id=…`; what it could verify and read counts for nothing."""

    def points_to(self, delivery: Delivery) -> str | None:
        if delivery.query != SECRET:
            raise Untrusted("this address is not ours")
        return delivery.form().get("id")

    def fetch(self, provider_ref: str) -> Operation:
        if self._acme.is_away:
            self._acme.asked.append(f"fetch {provider_ref}")
            raise Unavailable("nobody is there")
        answer = super().fetch(provider_ref)
        for meanwhile in self._acme.meanwhile[:1]:
            self._acme.meanwhile.clear()
            meanwhile()
        return answer

    def verify(self, _: Delivery) -> None:
        raise AssertionError("an adapter that points is not asked for a proof")

    def read(self, _: Delivery) -> Update | None:
        raise AssertionError("a ping says nothing that could be read")


@dataclass
class Acme(playing.Acme):
    is_away: bool = False
    meanwhile: list[Any] = field(default_factory=list)
    """What happens while it is being asked, once."""

    def times_asked(self, ref: str) -> int:
        return self.asked.count(f"fetch {ref}")


@dataclass(slots=True)
class Bell(Shop):
    """A shop whose provider rings and says nothing."""

    def ring(self, ref: str, **query: str) -> Any:
        return self.till.client.post(
            making.hook_path(self.till.ctx, self.connection_id),
            query_string=query or SECRET,
            data={"id": ref},
        )

    def rung(self, ref: str) -> None:
        """It rings, and workers do what follows."""
        assert self.ring(ref).status_code == 204
        self.till.work()

    def row(self, payment_id: UUID) -> Any:
        with transaction(self.till.ctx) as tx:
            row = queries.get_payment(tx, payment_id)
            return {"poll_at": row.poll_at, "pinged_at": row.pinged_at, "polls": row.polls}


@pytest.fixture
def bell(till: Till) -> Iterator[Bell]:
    provider = Acme()
    adapter = playing.adapter_of(provider, unsigned_webhooks=True)
    pointing = replace(adapter, build=lambda settings, _: Announcing(provider, settings))
    current = runtime.current()
    before = current.adapters
    current.adapters = Registry([*before.list(), pointing])
    yield Bell(till, provider, connect_acme(till))
    current.adapters = before


def paid(bell: Bell) -> tuple[UUID, str]:
    """A payment that was paid and announced."""
    payment_id, ref = bell.start()
    bell.acme.tell(ref, FactKind.PAYMENT_SUCCEEDED)
    bell.rung(ref)
    assert bell.till.view(payment_id).state == "succeeded"
    return payment_id, ref


def test_the_same_bytes_again_are_news_until_long_after_the_settlement(bell):
    payment_id, ref = paid(bell)
    assert bell.row(payment_id)["poll_at"] is None

    with bell.till.later(60):
        bell.acme.tell(ref, FactKind.REFUND_SUCCEEDED, object_id="re_1", amount=playing.eur(1000))
        bell.rung(ref)
        assert bell.till.view(payment_id).refunded_minor == 1000
    with bell.till.later(90 * 24 * 3600):
        bell.acme.tell(ref, FactKind.DISPUTE_OPENED, object_id="dp_1", amount=playing.eur(3200))
        bell.rung(ref)
        assert bell.till.view(payment_id).dispute == "open"

    assert "payments.disputed.v1" in bell.till.names_told()
    assert bell.till.get("/payment-deliveries").json["items"] == [], "nothing is stored"


def test_one_answer_tells_several_things_at_once(bell):
    payment_id, ref = bell.start()
    bell.acme.tell(ref, FactKind.PAYMENT_SUCCEEDED)
    bell.acme.tell(ref, FactKind.REFUND_SUCCEEDED, object_id="re_1", amount=playing.eur(200))
    bell.acme.tell(ref, FactKind.DISPUTE_OPENED, object_id="dp_1", amount=playing.eur(4000))

    bell.rung(ref)

    seen = bell.till.view(payment_id)
    assert (seen.captured_minor, seen.refunded_minor, seen.dispute) == (4200, 200, "open")
    assert bell.acme.times_asked(ref) == 1


@pytest.mark.parametrize("name", ["tr_unknown", "", "\x00", "x" * 256, "a\nb"])
def test_about_what_nobody_knows_nobody_is_asked_and_nothing_is_stored(bell, name):
    _, ref = bell.start()
    before = bell.acme.asked.copy()

    assert bell.ring(name).status_code == 204
    bell.till.work()

    assert bell.acme.asked == before
    assert bell.till.get("/payment-deliveries").json["items"] == []
    assert bell.acme.times_asked(ref) == 0


def test_another_organization_s_connection_does_not_know_the_payment(bell):
    _, ref = paid(bell)
    other = make_organization()
    stranger = replace(bell.till, organization=other, ctx=context_of(other, other.owner))
    asked = bell.acme.times_asked(ref)

    theirs = Bell(stranger, bell.acme, connect_acme(stranger))
    assert theirs.ring(ref).status_code == 204
    stranger.work()

    assert bell.acme.times_asked(ref) == asked


def test_an_address_without_its_secret_is_refused(bell):
    _, ref = bell.start()

    answer = bell.ring(ref, token="guess")

    assert answer.status_code == 400
    assert answer.json["code"] == "payments.untrusted-delivery"
    bell.till.work()
    assert bell.acme.times_asked(ref) == 0


def test_a_word_that_came_too_early_burns_nothing(bell):
    payment_id, ref = bell.start()
    bell.rung(ref)
    assert bell.till.view(payment_id).state == "needs_action"

    with bell.till.later(10):
        bell.acme.tell(ref, FactKind.PAYMENT_SUCCEEDED)
        bell.rung(ref)

    assert bell.till.view(payment_id).state == "succeeded"


def test_words_that_come_together_are_one_question(bell):
    payment_id, ref = bell.start()
    bell.acme.tell(ref, FactKind.PAYMENT_SUCCEEDED)

    for _ in range(5):
        assert bell.ring(ref).status_code == 204
    bell.till.work()

    assert bell.acme.times_asked(ref) == 1
    assert bell.till.view(payment_id).state == "succeeded"


def test_a_word_while_the_provider_is_asked_makes_one_question_more(bell):
    payment_id, ref = bell.start()
    bell.acme.tell(ref, FactKind.PAYMENT_SUCCEEDED)

    def charge_back():
        bell.acme.tell(ref, FactKind.DISPUTE_OPENED, object_id="dp_1")
        for _ in range(3):
            assert bell.till.client.application.test_client().post(
                making.hook_path(bell.till.ctx, bell.connection_id),
                query_string=SECRET,
                data={"id": ref},
            ).status_code == 204  # fmt: skip

    bell.acme.meanwhile.append(charge_back)
    bell.rung(ref)
    seen = bell.till.view(payment_id)
    assert (seen.state, seen.dispute) == ("succeeded", None), "the answer was on its way already"
    assert bell.row(payment_id)["poll_at"] is not None

    with bell.till.later(rules.POLL_PAUSE.total_seconds() + 1):
        work.run_timed("payments.poll_due")
        bell.till.work()

    assert bell.acme.times_asked(ref) == 2
    assert bell.till.view(payment_id).dispute == "open"
    assert bell.row(payment_id)["poll_at"] is None
    assert "payments to ask after" not in pending()


def test_a_payment_is_asked_about_once_in_a_few_seconds_however_often_it_rings(bell):
    payment_id, ref = bell.start()
    with clock.frozen(clock.now()):
        for _ in range(5):
            bell.rung(ref)
            work.run_timed("payments.poll_due")
            bell.till.work()
        assert bell.acme.times_asked(ref) == 1
        assert bell.row(payment_id)["pinged_at"] is not None

    with bell.till.later(6):
        work.run_timed("payments.poll_due")
        bell.till.work()
    assert bell.acme.times_asked(ref) == 2
    assert bell.row(payment_id)["pinged_at"] is None


def test_ringing_delays_no_question_of_our_own(bell):
    payment_id, ref = bell.start()
    for minute in range(1, 6):
        with bell.till.later(minute * 60):
            bell.rung(ref)

    assert bell.acme.times_asked(ref) == 5
    assert bell.row(payment_id)["polls"] == 0


def test_a_provider_that_is_away_is_asked_again_until_it_answers(bell):
    payment_id, ref = paid(bell)
    bell.acme.is_away = True
    bell.acme.tell(ref, FactKind.DISPUTE_OPENED, object_id="dp_1")
    with bell.till.later(60):
        bell.rung(ref)
        assert bell.row(payment_id)["poll_at"] is not None
    with bell.till.later(120):
        work.run_timed("payments.poll_due")
        bell.till.work()
        assert bell.till.view(payment_id).dispute is None

    bell.acme.is_away = False
    with bell.till.later(3600):
        work.run_timed("payments.poll_due")
        bell.till.work()

    assert bell.till.view(payment_id).dispute == "open"
    assert bell.row(payment_id) == {"poll_at": None, "pinged_at": None, "polls": 0}


def test_questions_about_an_announcement_come_ever_later_and_end():
    said = clock.now()

    def next_at(**waited):
        now = said + timedelta(**waited)
        again = rules.next_question(said, now=now)
        return again and (again - now).total_seconds()

    assert [next_at(seconds=each) for each in (0, 3, 60)] == [5, 5, 60]
    assert next_at(days=1) == 3600
    assert next_at(days=3, seconds=1) is None
