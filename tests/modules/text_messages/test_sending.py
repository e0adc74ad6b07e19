"""One text for each number: order of connections, lost answers, workers that die, STOP."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories import work
from tests.modules.text_messages.conftest import ADA, BEN, die_at, later, sweep

from turnout.kernel import clock
from turnout.kernel.messaging.pending_work import pending
from turnout.modules.connections import api as connections
from turnout.modules.text_messages import rules
from turnout.modules.text_messages.models import TextAttemptState
from turnout.modules.text_messages.rules import Step, TextKnowledge
from turnout.modules.text_messages.types import PastAttempt

SAYS = "Doors at nine, Ada.\nReply STOP to end."
BOTH = ("twilio", "amazon-sns")


def only(texter):
    [text] = texter.log()
    return text


def test_who_agreed_gets_the_text_and_nobody_else(one, twilio_account):
    one.buy("ben@people.example", name="Ben")
    one.index()
    assert one.audience()["text_count"] == 1
    made = one.announce()
    work.drain()
    assert twilio_account.received == [SAYS]
    text = only(one)
    assert (text["state"], text["phone"], text["segments"], text["attempts"]) == ("sent", ADA, 1, 1)
    assert one.attempts(text) == ["accepted"]
    report = one.shown(made)["report"]["texts"]
    assert (report["sent"], report["segments"], report["failed"]) == (1, 1, 0)
    with later(3600):
        sweep()
    assert len(twilio_account.received) == 1


def test_a_number_of_several_orders_gets_one_text(one, twilio_account):
    one.guest("ada@work.example", ADA)
    one.guest("ben@people.example", BEN)
    one.index()
    one.announce()
    work.drain()
    assert sorted(each["phone"] for each in one.log()) == [ADA, BEN]
    assert len(twilio_account.received) == 2


@pytest.mark.parametrize("first", BOTH)
def test_a_provider_that_is_busy_is_followed_by_the_next(texter, at, first):
    texter_providers = {key: at(key) for key in BOTH}
    texter_providers[first].connect(position=1)
    second = next(each for each in BOTH if each != first)
    texter_providers[second].connect(position=2)
    texter.guest("ada@people.example", ADA, name="Ada")
    texter.index()
    texter_providers[first].controls.misbehave(behaviour="busy", times=9, method="ANY")
    texter.announce()
    work.drain()
    text = only(texter)
    assert text["state"] == "sent"
    assert texter.attempts(text) == ["refused", "accepted"]
    assert [len(texter_providers[each].received) for each in (first, second)] == [0, 1]


def test_after_a_lost_answer_the_provider_is_asked_and_no_other_is_tried(texter, at):
    first, second = at("twilio"), at("amazon-sns")
    first.connect(position=1)
    second.connect(position=2)
    texter.guest("ada@people.example", ADA, name="Ada")
    texter.index()
    first.controls.misbehave(behaviour="drop", times=1)
    texter.announce()
    work.drain()
    text = only(texter)
    assert (text["state"], texter.attempts(text)) == ("queued", ["unclear"])
    assert text["reason"] == "The provider did not say whether it took the text."
    with later(120):
        sweep()
    assert only(texter)["state"] == "sent"
    assert (len(first.received), len(second.received)) == (1, 0)


def test_a_provider_that_cannot_be_asked_about_a_text_still_sends_the_others(texter, at):
    provider = at("twilio")
    provider.connect()
    for number in range(3):
        texter.guest(f"ada{number}@people.example", f"+3247000000{number}", name="Ada")
    texter.index()
    provider.controls.misbehave(behaviour="drop", times=3)
    texter.announce()
    work.drain()
    assert {each["state"] for each in texter.log()} == {"queued"}
    provider.controls.misbehave(behaviour="error", times=50, method="GET")
    for seconds in (120, 150):
        with later(seconds):
            sweep()
    assert {each["attempts"] for each in texter.log()} == {3}, "asked about each of them twice"
    texter.guest("eve@people.example", "+32470000009", name="Eve")
    texter.index()
    with later(151):
        texter.announce()
        work.drain()
    assert "sent" in {each["state"] for each in texter.log()}


def test_a_text_that_never_arrived_is_sent_once_a_no_is_believed(one, twilio_account):
    twilio_account.controls.misbehave(behaviour="lost", times=1)
    one.announce()
    work.drain()
    with later(30):
        sweep()
    assert (only(one)["state"], one.attempts(only(one))) == ("queued", ["unclear"])
    with later(300):
        sweep()
    assert one.attempts(only(one)) == ["refused", "accepted"]
    assert len(twilio_account.received) == 1


def test_where_nobody_can_say_a_text_is_not_sent_again(texter, at):
    """SNS knows no key and no look-up: rather none than two."""
    provider = at("amazon-sns")
    provider.connect()
    texter.guest("ada@people.example", ADA, name="Ada")
    texter.index()
    provider.controls.misbehave(behaviour="drop", times=4)
    texter.announce()
    work.drain()
    with later(60):
        sweep()
    text = only(texter)
    assert (text["state"], text["reason"]) == ("unknown", rules.NOBODY_CAN_SAY)
    with later(7200):
        sweep()
    assert len(provider.received) == 1


@pytest.mark.parametrize("word", ["UPDATE text_attempts", "UPDATE text_messages SET state = %(st"])
def test_a_worker_that_dies_after_the_answer_sends_no_second_text(one, twilio_account, word):
    one.announce()
    die_at(word)
    assert len(twilio_account.received) == 1
    with later(200):
        sweep()
    assert only(one)["state"] == "sent"
    assert len(twilio_account.received) == 1


def test_a_worker_that_dies_before_it_asks_leaves_the_text_to_the_next(one, twilio_account):
    one.announce()
    die_at("INSERT INTO text_attempts")
    assert not twilio_account.received
    with later(200):
        sweep()
    assert only(one)["state"] == "sent"
    assert len(twilio_account.received) == 1


def test_a_number_that_a_provider_refuses_is_blocked(one, twilio_account):
    twilio_account.controls.refuse(ADA)
    one.announce()
    work.drain()
    text = only(one)
    says = "The holder of this number asked the provider for no more texts."
    assert (text["state"], text["reason"]) == ("failed", says)
    made = one.announce()
    assert one.shown(made)["report"]["texts"]["opted_out"] == 1
    assert len(one.log()) == 1


def test_consent_that_is_taken_back_stops_a_text_that_waits(texter, twilio_account):
    order = texter.guest("ada@people.example", ADA)
    texter.index()
    texter.announce()
    texter.consent(order, {"is_given": False})
    work.drain()
    assert (only(texter)["state"], only(texter)["reason"]) == ("failed", rules.NO_CONSENT)
    assert not twilio_account.received


def test_stop_is_honoured_by_what_waits_and_by_what_comes(one, twilio_account):
    one.announce()
    twilio_account.hear(twilio_account.says(ADA, "Stop.", wish="stop"))
    work.drain()
    assert only(one)["reason"] == "The holder of this number has answered STOP."
    made = one.announce()
    work.drain()
    assert one.shown(made)["report"]["texts"]["opted_out"] == 1
    assert not twilio_account.received


def test_what_was_cancelled_is_not_sent(one, twilio_account):
    made = one.announce()
    one.post(f"/{made}/cancel")
    work.drain()
    assert (one.log(), twilio_account.received) == ([], [])


def test_a_pause_takes_back_what_was_not_tried_and_resuming_sends_it_once(one, twilio_account):
    made = one.announce()
    one.post(f"/{made}/pause")
    assert one.log() == []
    one.post(f"/{made}/resume")
    one.queue(made)
    work.drain()
    assert len(twilio_account.received) == 1


def test_a_text_that_was_tried_waits_while_its_announcement_is_paused(one, twilio_account):
    twilio_account.controls.misbehave(behaviour="lost", times=1)
    made = one.announce()
    work.drain()
    assert (only(one)["state"], one.attempts(only(one))) == ("queued", ["unclear"])
    one.post(f"/{made}/pause")
    for seconds in (120, 240, 7 * 3600):
        with later(seconds):
            sweep()
        assert only(one)["state"] == "queued"
        assert "paused" in only(one)["reason"]
    assert not twilio_account.received
    one.post(f"/{made}/resume")
    with later(7 * 3600 + 120):
        sweep()
    assert (only(one)["state"], twilio_account.received) == ("sent", [SAYS])


def test_a_paused_text_that_its_provider_has_counts_as_sent(one, twilio_account):
    twilio_account.controls.misbehave(behaviour="drop", times=1)
    made = one.announce()
    work.drain()
    one.post(f"/{made}/pause")
    with later(120):
        sweep()
    assert (only(one)["state"], len(twilio_account.received)) == ("sent", 1)


def test_a_paused_text_that_is_cancelled_is_over(one, twilio_account):
    twilio_account.controls.misbehave(behaviour="lost", times=1)
    made = one.announce()
    work.drain()
    one.post(f"/{made}/pause")
    with later(120):
        sweep()
    one.post(f"/{made}/cancel")
    with later(300):
        sweep()
    assert (only(one)["state"], twilio_account.received) == ("failed", [])


def test_texts_that_wait_are_pending_work(one, twilio_account):
    one.announce()
    assert pending()["text messages"] >= 1
    work.drain()


def test_a_connection_that_was_switched_off_is_not_asked(one, twilio_account):
    twilio_account.controls.misbehave(behaviour="drop", times=1)
    one.announce()
    work.drain()
    connections.update_connection(
        one.shop.organizer, twilio_account.connection_id, state="disabled"
    )
    with later(120):
        sweep()
    assert only(one)["state"] == "unknown"


def test_both_channels_reach_their_people(one, twilio_account):
    one.buy("ben@people.example", name="Ben")
    one.index()
    text = {"language": "en", "subject": "Doors", "body": "<p>Hello</p>", "short_text": "Doors"}
    made = one.begun(texts=[text], channels=["sms", "email"])
    one.queue(made, portion=1)
    work.drain()
    assert len(one.mails(made)) == 2
    assert twilio_account.received == ["Doors\nReply STOP to end."]


def test_a_text_is_needed_by_its_channel_only_and_variables_are_known(texter):
    faults = texter.draft(texts=[{"language": "en"}], channels=["sms"], expect=422)
    assert [each["pointer"] for each in faults["errors"]] == ["/texts/0/short_text"]
    wrong = {"language": "en", "short_text": "See {order_link}"}
    faults = texter.draft(texts=[wrong], channels=["sms"], expect=422)
    assert "order_link" in str(faults["errors"])
    texter.draft(texts=[{"language": "en", "short_text": "Hi"}], channels=["sms"])
    texter.draft(texts=[{"language": "en", "short_text": "Hi"}], channels=["email"], expect=422)


KNOWLEDGE = st.builds(
    TextKnowledge, is_there=st.booleans(), can_look_up=st.booleans(), reports=st.booleans()
)


@settings(max_examples=200)
@given(state=st.sampled_from(TextAttemptState), knows=KNOWLEDGE, age=st.integers(0, 86_400))
def test_no_text_is_sent_anew_where_an_earlier_attempt_may_have_gone(state, knows, age):
    now = clock.now()
    earlier = PastAttempt(
        id=None,
        connection_id=None,
        state=state.value,
        started_at=now - timedelta(seconds=age),
    )
    step = rules.next_step(earlier, knows=knows, now=now)
    assert (step is Step.SEND) == (state is TextAttemptState.REFUSED)
    assert (step is Step.DONE) == (state is TextAttemptState.ACCEPTED)
