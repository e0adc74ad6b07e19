"""What providers tell of mails: any order, repeated, forged, late."""

import json
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories import work
from tests.modules.mail_providers.providers import FAKES
from tests.modules.mail_providers.test_sending import history, only
from tests.modules.notifications.orders import place
from tests.prove.counts import examples

from turnout.kernel import clock
from turnout.modules.mail_providers import rules
from turnout_sdk.email import ReportState
from turnout_sdk.webhooks import Delivery

EVERY = sorted(FAKES)


def sent(client, provider):
    order = place(client, provider.shop)
    work.drain()
    return only(provider.shop, order), order


@pytest.mark.parametrize("key", EVERY)
@pytest.mark.parametrize("state", list(ReportState))
def test_the_log_shows_what_became_of_a_mail(client, at, key, state):
    provider = at(key)
    provider.connect()
    mail, order = sent(client, provider)
    assert (mail.report, mail.reported_at) == ("", None)
    provider.tell(client, mail.message_id, order["email"], state, at=clock.now())
    after = only(provider.shop, order)
    assert after.report == state
    assert abs(after.reported_at - clock.now()) < timedelta(minutes=1)
    [told] = history(client, provider.shop, mail)["reports"]
    assert (told["state"], told["is_permanent"]) == (state, False)


@pytest.mark.parametrize("key", EVERY)
def test_reports_in_any_order_and_however_often_end_alike(client, at, key):
    provider = at(key)
    provider.connect()
    begun = clock.now()

    @settings(max_examples=examples(4), deadline=None)
    @given(
        told=st.lists(st.sampled_from(list(ReportState)), min_size=1, max_size=5, unique=True),
        data=st.data(),
    )
    def holds(told, data):
        mail, order = sent(client, provider)
        deliveries = [
            provider.controls.report(
                mail.message_id, order["email"], state, at=begun + timedelta(seconds=number)
            )
            for number, state in enumerate(told)
        ]
        repeated = deliveries + data.draw(st.lists(st.sampled_from(deliveries), max_size=3))
        for delivery in data.draw(st.permutations(repeated)):
            provider.hear(client, delivery)
        after = only(provider.shop, order)
        gravest = max(told, key=rules.GRAVITY.index)
        assert after.report == gravest
        told_of = history(client, provider.shop, mail)["reports"]
        assert sorted(each["state"] for each in told_of) == sorted(told)

    holds()


@pytest.mark.parametrize("key", EVERY)
def test_a_forged_delivery_changes_nothing(client, at, key):
    provider, stranger = at(key), at(key)
    provider.connect()
    stranger.connect()
    mail, order = sent(client, provider)
    told = (mail.message_id, order["email"], "bounced")
    genuine = provider.controls.report(*told, at=clock.now(), is_permanent=True)
    others = stranger.controls.report(*told, at=clock.now(), is_permanent=True)
    old = provider.controls.report(*told, at=clock.now() - timedelta(days=7))
    for forged in (others, old, replace(genuine, body=b"{}"), Delivery(headers={}, body=b"[]")):
        answer = provider.hear(client, forged, status=400)
        assert answer.json["code"] == "mail-providers.untrusted-report"
    assert only(provider.shop, order).report == ""
    provider.hear(client, genuine)
    assert only(provider.shop, order).report == "bounced"


@pytest.mark.parametrize("key", EVERY)
def test_what_comes_hours_late_counts(client, at, key):
    provider = at(key)
    provider.connect()
    mail, order = sent(client, provider)
    at_that_time = clock.now() - timedelta(hours=8)
    provider.tell(client, mail.message_id, order["email"], "delivered", at=at_that_time)
    assert only(provider.shop, order).report == "delivered"


@pytest.mark.parametrize("key", EVERY)
def test_a_report_about_a_mail_of_nobody_is_taken_and_forgotten(client, at, key):
    provider = at(key)
    provider.connect()
    provider.tell(
        client, f"<{uuid4().hex}@elsewhere.example>", "a@b.example", "bounced", at=clock.now()
    )


def test_a_token_proves_one_event_only(client, at):
    """Mailgun signs a token, not the event: a delivery that was seen proves no other one."""
    provider = at("mailgun")
    provider.connect()
    mail, order = sent(client, provider)
    seen = provider.controls.report(mail.message_id, order["email"], "delivered", at=clock.now())
    provider.hear(client, seen)
    event = seen.json()
    event["event-data"] |= {"event": "complained", "id": uuid4().hex}
    provider.hear(client, replace(seen, body=json.dumps(event).encode()))
    assert only(provider.shop, order).report == "delivered"


def test_a_connection_without_a_key_takes_no_reports(client, at):
    provider = at("mailgun")
    provider.connect(webhook_signing_key=None)
    told = provider.controls.report("<1@a.example>", "a@b.example", "delivered", at=clock.now())
    provider.hear(client, told, status=503)


def test_an_address_of_no_connection_is_not_found(client, at):
    provider = at("mailgun")
    provider.connect()
    told = provider.controls.report("<1@a.example>", "a@b.example", "delivered", at=clock.now())
    provider.connection_id = uuid4()
    provider.hear(client, told, status=404)
