"""What providers tell of texts, and what people answer: any order, repeated, forged, late."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories import work
from tests.modules.text_messages.conftest import ADA, later, sweep
from tests.prove.counts import examples

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.text_messages import rules
from turnout.modules.text_messages.models import BlockReason, TextMessageRow
from turnout.modules.text_messages.rules import TEXT_TABLE, Action, gravest
from turnout.modules.text_messages.service.consents import change_block
from turnout_sdk.sms import ReceiptState
from turnout_sdk.webhooks import Delivery


def sent(texter):
    made = texter.announce()
    work.drain()
    [text] = [each for each in texter.log() if each["state"] != "failed"][:1]
    return made, text


def key_of(texter, text):
    with transaction(system_in(texter.shop.organization.id, "tests")) as tx:
        row = tx.session.query(TextMessageRow).filter_by(phone=text["phone"]).one()
        return row.key


def told(texter, provider, text, state, **more):
    return provider.controls.report(
        key_of(texter, text), text["phone"], state, at=clock.now(), **more
    )


@pytest.mark.parametrize("state", list(ReceiptState))
def test_the_log_shows_what_became_of_a_text(one, twilio_account, state):
    made, text = sent(one)
    twilio_account.hear(told(one, twilio_account, text, state.value))
    [after] = one.log()
    assert (after["state"], after["report"]) == ("sent", state.value)
    assert [each["state"] for each in one.history(after)["receipts"]] == [state.value]
    report = one.shown(made)["report"]["texts"]
    assert report["delivered"] == int(state is ReceiptState.DELIVERED)


def test_a_receipt_tells_of_a_text_whose_answer_was_lost(one, twilio_account):
    twilio_account.controls.misbehave(behaviour="drop", times=1)
    _, text = sent(one)
    assert text["state"] == "queued"
    twilio_account.hear(told(one, twilio_account, text, "delivered"))
    assert one.log()[0]["state"] == "sent"
    with later(600):
        sweep()
    assert len(twilio_account.received) == 1


def test_a_receipt_that_is_told_again_counts_once(one, twilio_account):
    _, text = sent(one)
    delivery = told(one, twilio_account, text, "delivered", mail="ab" * 16)
    for _ in range(3):
        twilio_account.hear(delivery)
    assert len(one.history(text)["receipts"]) == 1


def test_a_forged_delivery_changes_nothing(one, twilio_account):
    _, text = sent(one)
    good = told(one, twilio_account, text, "failed", code="opted-out")
    for forged in (
        replace(good, body=good.body.replace(b"failed", b"delivered")),
        replace(good, headers={**good.headers, "X-Twilio-Signature": "AAAA"}),
        Delivery(headers={}, body=b"", query={}),
        Delivery(headers={}, body=b"\xff\x00%zz", query={}),
    ):
        twilio_account.hear(forged, status=400)
    assert one.log()[0]["report"] == ""


def test_a_delivery_about_nothing_of_ours_is_passed_over(one, twilio_account):
    foreign = twilio_account.controls.report(uuid4().hex, ADA, "delivered", at=clock.now())
    twilio_account.hear(foreign)
    assert one.log() == []


def test_a_number_that_failed_as_none_is_blocked(one, twilio_account):
    _, text = sent(one)
    twilio_account.hear(told(one, twilio_account, text, "failed", code="invalid-number"))
    made = one.announce()
    assert one.shown(made)["report"]["texts"]["opted_out"] == 1


def test_stop_start_and_help_by_their_words(one, twilio_account):
    order = one.orders["ada@people.example"]
    twilio_account.hear(twilio_account.says(ADA, "  stop!  "))
    assert one.consent(order)["blocked"] == "stopped"
    assert one.consent(order)["is_given"] is True
    twilio_account.hear(twilio_account.says(ADA, "help"))
    twilio_account.hear(twilio_account.says(ADA, "Please stop by at my house"))
    assert one.consent(order)["blocked"] == "stopped"
    with later(60):
        twilio_account.hear(twilio_account.says(ADA, "START"))
        assert one.consent(order)["blocked"] == ""
        twilio_account.hear(twilio_account.says(ADA, "Do not stop the music"))
        assert one.consent(order)["blocked"] == ""


def test_a_stop_that_is_told_again_after_a_start_counts_once(one, twilio_account):
    order = one.orders["ada@people.example"]
    stop = twilio_account.says(ADA, "STOP", name="cd" * 16)
    twilio_account.hear(stop)
    with later(60):
        twilio_account.hear(twilio_account.says(ADA, "START"))
    with later(120):
        twilio_account.hear(stop)
    assert one.consent(order)["blocked"] == ""


def test_stop_of_a_stranger_is_kept_for_later(one, twilio_account):
    stranger = "+254700000077"
    twilio_account.hear(twilio_account.says(stranger, "STOP"))
    order = one.guest("new@people.example", stranger)
    assert one.consent(order)["blocked"] == "stopped"


@settings(max_examples=examples(10), deadline=None)
@given(
    said=st.permutations([(0, True), (10, False), (20, True), (30, False)]), last=st.integers(1, 4)
)
def test_the_holders_last_word_counts_in_whatever_order_it_is_told(app, texter_home, said, last):
    phone, begun = f"+2547{uuid4().int % 10**8:08}", clock.now()
    kept = [each for each in said if each[0] < last * 10]
    with transaction(system_in(texter_home, "tests")) as tx:
        for seconds, is_blocked in kept * 2:
            at = begun + timedelta(seconds=seconds)
            change_block(tx, phone, BlockReason.STOPPED, is_blocked=is_blocked, at=at)
        from turnout.modules.text_messages.queries.consents import find_blocked

        assert bool(find_blocked(tx, [phone])) == max(kept)[1]


@pytest.fixture(scope="module")
def texter_home(app):
    from tests.factories.sales import make_shop

    return make_shop().organization.id


REPORTS = st.sampled_from(["sent", "failed", "delivered"])


@given(reports=st.lists(REPORTS, min_size=1, max_size=8), data=st.data())
def test_receipts_in_any_order_and_however_often_show_the_same(reports, data):
    shown = ""
    for each in data.draw(st.permutations(reports + reports[:2])):
        shown = gravest(shown, [each])
    assert shown == max(reports, key=rules.GRAVITY.index)


@given(actions=st.lists(st.sampled_from(Action), max_size=12))
def test_nothing_leaves_sent_and_a_text_is_tried_only_while_it_is_under_way(actions):
    from turnout.modules.text_messages.models import TextState

    state = TextState.QUEUED
    for action in actions:
        before = state
        if TEXT_TABLE.can(state, action):
            state = TEXT_TABLE.next(state, action)
        if before is TextState.SENT:
            assert state is TextState.SENT
        if before in {TextState.FAILED, TextState.UNKNOWN}:
            assert state in {before, TextState.SENT}
