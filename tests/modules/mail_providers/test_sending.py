"""One mail for each person: order of connections, lost answers, workers that die."""

import threading
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories import work
from tests.factories.people import bearer
from tests.modules.mail_providers.providers import FAKES
from tests.modules.notifications.orders import mails_of, place
from tests.modules.notifications.test_delivery import PowerCut, later, sweep

from turnout.kernel import clock
from turnout.kernel.db import tx
from turnout.modules.connections import api as connections
from turnout.modules.mail_providers import rules
from turnout.modules.mail_providers.models import AttemptState
from turnout.modules.mail_providers.rules import Knowledge, Step
from turnout.modules.mail_providers.types import Attempt
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.service import composer
from turnout.modules.sending_domains import api as sending_domains
from turnout_mailgun.gateway import Gateway
from turnout_sdk.errors import Misconfigured

EVERY = sorted(FAKES)


def history(client, shop, mail):
    path = f"/api/v1/organizations/{shop.organization.id}/mails/{mail.id}/history"
    answer = client.get(path, headers=bearer(shop.organization.owner))
    assert answer.status_code == 200, answer.json
    return answer.json


def only(shop, order):
    (mail,) = mails_of(shop, order["id"])
    return mail


def states(client, shop, mail):
    return [each["state"] for each in history(client, shop, mail)["attempts"]]


@pytest.mark.parametrize("key", EVERY)
def test_an_organizations_mail_goes_through_its_provider(client, at, key):
    provider = at(key)
    made = provider.connect()
    assert (made.is_used, made.webhook_url.endswith(provider.hook)) == (True, True)
    order = place(client, provider.shop)
    work.drain()
    mail = only(provider.shop, order)
    assert (mail.state, mail.reason) == ("sent", "")
    [arrived] = provider.controls.received()
    for said in (b"Feedback-ID", f"order-confirmed:{provider.shop.organization.id.hex[-12:]}"):
        assert (said if isinstance(said, bytes) else said.encode()) in arrived
    assert history(client, provider.shop, mail)["attempts"][0]["connection"] == made.name


@pytest.mark.parametrize("key", EVERY)
def test_a_provider_that_is_busy_is_followed_by_the_next(client, at, key):
    first = at(key)
    other = next(each for each in EVERY if each != key)
    second = at(other, first.shop)
    first.connect(position=1)
    second.connect(position=2)
    first.controls.misbehave(behaviour="busy", times=3, method="ANY")
    order = place(client, first.shop)
    work.drain()
    mail = only(first.shop, order)
    assert mail.state == "sent"
    assert (len(first.controls.received()), len(second.controls.received())) == (0, 1)
    assert states(client, first.shop, mail) == ["refused", "accepted"]


@pytest.mark.parametrize("key", EVERY)
def test_after_a_lost_answer_no_other_provider_is_tried(client, at, key):
    first = at(key)
    second = at(next(each for each in EVERY if each != key), first.shop)
    first.connect(position=1)
    second.connect(position=2)
    first.controls.misbehave(behaviour="drop", times=1)
    order = place(client, first.shop)
    work.drain()
    mail = only(first.shop, order)
    assert (mail.state, states(client, first.shop, mail)) == ("queued", ["unclear"])
    assert mail.reason == "The mail server did not say whether it took the mail."
    assert (len(first.controls.received()), len(second.controls.received())) == (1, 0)


def test_a_provider_that_can_look_is_asked_before_a_mail_is_repeated(client, at):
    provider = at("mailgun")
    provider.connect()
    provider.controls.misbehave(behaviour="drop", times=1)
    order = place(client, provider.shop)
    work.drain()
    with later(600):
        sweep()
    mail = only(provider.shop, order)
    assert mail.state == "sent"
    assert len(provider.controls.received()) == 1
    assert states(client, provider.shop, mail) == ["accepted"]


def test_a_worker_hands_several_mails_over_at_once(client, at, monkeypatch):
    provider = at("mailgun")
    provider.connect()
    provider.controls.misbehave(behaviour="lost", times=4)
    asked = [place(client, provider.shop) for _ in range(4)]
    work.drain()
    assert {only(provider.shop, each).state for each in asked} == {"queued"}
    meeting, send = threading.Barrier(4, timeout=30), Gateway.send

    def send_together(gateway, mail):
        meeting.wait()
        return send(gateway, mail)

    monkeypatch.setattr(Gateway, "send", send_together)
    with later(300):
        sweep()
    assert {only(provider.shop, each).state for each in asked} == {"sent"}
    assert len(provider.controls.received()) == 4


def test_while_a_provider_has_its_rest_mails_wait_and_nothing_is_tried(client, at, monkeypatch):
    provider = at("mailgun")
    provider.connect()
    provider.controls.misbehave(behaviour="error", times=5)
    for _ in range(5):
        place(client, provider.shop)
        work.drain()
    composed = []
    monkeypatch.setattr(composer, "compose_order_mail", lambda *said: composed.append(said))
    order = place(client, provider.shop)
    work.drain()
    mail = only(provider.shop, order)
    assert (mail.state, mail.reason) == ("queued", "The mail server has too much to do.")
    assert (states(client, provider.shop, mail), composed) == ([], [])
    monkeypatch.undo()
    with later(120):
        sweep()
    assert states(client, provider.shop, mail) == ["accepted"]


def test_a_provider_that_rests_is_passed_over(client, at):
    first = at("mailgun")
    first.connect(position=1)
    first.controls.misbehave(behaviour="error", times=5)
    for _ in range(5):
        place(client, first.shop)
        work.drain()
    second = at("sendgrid", first.shop)
    second.connect(position=2)
    order = place(client, first.shop)
    work.drain()
    assert states(client, first.shop, only(first.shop, order)) == ["accepted"]
    assert len(second.controls.received()) == 1


def test_a_provider_that_cannot_be_asked_about_a_mail_still_sends_the_others(client, at):
    """Its events are a service of their own: while they fail, sending is given no rest."""
    provider = at("mailgun")
    provider.connect()
    provider.controls.misbehave(behaviour="drop", times=3)
    asked = [place(client, provider.shop) for _ in range(3)]
    work.drain()
    provider.controls.misbehave(behaviour="error", times=50, method="GET", path="/events")
    began = clock.now()
    for seconds in (120, 150):
        with clock.frozen(began + timedelta(seconds=seconds)):
            sweep()
    for each in asked:
        mail = only(provider.shop, each)
        assert (mail.state, states(client, provider.shop, mail)) == ("queued", ["unclear"])
        assert mail.attempts == 3, "it was asked about each of them twice"
    with clock.frozen(began + timedelta(seconds=151)):
        order = place(client, provider.shop)
        work.drain()
    assert only(provider.shop, order).state == "sent"


def test_a_no_is_not_believed_before_the_provider_can_know(client, at):
    """The events of a mail appear minutes after it; until then it is not sent again."""
    provider = at("mailgun")
    provider.connect()
    provider.controls.misbehave(behaviour="lost", times=1)
    order = place(client, provider.shop)
    work.drain()
    with later(30):
        sweep()
    mail = only(provider.shop, order)
    assert (mail.state, mail.attempts) == ("queued", 2)
    assert states(client, provider.shop, mail) == ["unclear"], "nothing was sent again"
    with later(600):
        sweep()
    assert states(client, provider.shop, mail) == ["refused", "accepted"]
    assert len(provider.controls.received()) == 1


@pytest.mark.parametrize("key", ["sendgrid", "amazon-ses"])
def test_the_word_of_the_provider_settles_a_lost_answer(client, at, key):
    provider = at(key)
    provider.connect()
    provider.controls.misbehave(behaviour="drop", times=1)
    order = place(client, provider.shop)
    work.drain()
    mail = only(provider.shop, order)
    provider.tell(client, mail.message_id, order["email"], "accepted", at=clock.now())
    with later(600):
        sweep()
    assert only(provider.shop, order).state == "sent"
    assert len(provider.controls.received()) == 1


@pytest.mark.parametrize("key", ["sendgrid", "amazon-ses"])
def test_a_provider_that_reports_has_time_to_tell(client, at, key):
    """What it told about an earlier mail says that its webhooks arrive."""
    provider = at(key)
    provider.connect()
    known = place(client, provider.shop)
    work.drain()
    told = only(provider.shop, known)
    provider.tell(client, told.message_id, known["email"], "accepted", at=clock.now())
    provider.controls.misbehave(behaviour="drop", times=1)
    order = place(client, provider.shop)
    work.drain()
    with later(300):
        sweep()
    assert len(provider.controls.received()) == 2, "it is not repeated while its word may come"
    with later(1800):
        sweep()
    assert only(provider.shop, order).state == "sent"


def test_a_connection_that_cannot_be_opened_changes_nothing_of_the_sender(client, at, monkeypatch):
    first = at("mailgun")
    broken = first.connect(position=0)
    second = at("sendgrid", first.shop)
    second.connect(position=1)
    usual, chosen = connections.open_sealed, []

    def open_sealed(organization_id, sealed):
        if sealed.id == broken.id:
            raise Misconfigured("its adapter is gone")
        return usual(organization_id, sealed)

    monkeypatch.setattr(connections, "open_sealed", open_sealed)
    monkeypatch.setattr(
        sending_domains, "choose_sender", lambda tx, *, is_news: chosen.append(is_news)
    )
    order = place(client, first.shop)
    work.drain()
    assert only(first.shop, order).state == "sent"
    assert (len(second.controls.received()), chosen) == (1, [False])


@pytest.mark.parametrize("key", EVERY)
def test_what_cannot_be_written_down_after_the_answer_causes_no_second_mail(client, at, key):
    """That it was taken is written down by itself then: whoever comes next finds it."""
    provider = at(key)
    provider.connect()

    ended = []

    def cut(statement: str) -> None:
        if "UPDATE mail_attempts" in statement:
            ended.append(statement)
        if ended and statement.lstrip().startswith("UPDATE mails"):
            raise PowerCut

    order = place(client, provider.shop)
    before, tx.observer = tx.observer, cut
    try:
        with pytest.raises(PowerCut):
            work.drain()
    finally:
        tx.observer = before
    with later(40):
        sweep()
    assert only(provider.shop, order).state == "sent"
    assert len(provider.controls.received()) == 1


def test_a_worker_that_dies_before_the_answer_is_written_asks_first(client, at):
    provider = at("mailgun")
    provider.connect()

    def cut(statement: str) -> None:
        if "UPDATE mail_attempts" in statement:
            raise PowerCut

    order = place(client, provider.shop)
    before, tx.observer = tx.observer, cut
    try:
        with pytest.raises(PowerCut):
            work.drain()
    finally:
        tx.observer = before
    assert states(client, provider.shop, only(provider.shop, order)) == ["started"]
    with later(600):
        sweep()
    assert only(provider.shop, order).state == "sent"
    assert len(provider.controls.received()) == 1


@pytest.mark.parametrize("key", EVERY)
def test_a_mail_that_a_provider_refuses_goes_to_no_other(client, at, key):
    first = at(key)
    second = at(next(each for each in EVERY if each != key), first.shop)
    first.connect(position=1)
    second.connect(position=2)
    first.controls.refuse("nobody@people.example")
    order = place(client, first.shop, email="nobody@people.example")
    work.drain()
    assert only(first.shop, order).state == "failed"
    assert not second.controls.received()


def test_a_connection_that_was_switched_off_is_not_waited_for(client, at):
    first, second = (provider := at("mailgun")), at("sendgrid", provider.shop)
    made = first.connect(position=1)
    second.connect(position=2)
    first.controls.misbehave(behaviour="drop", times=1)
    order = place(client, first.shop)
    work.drain()
    connections.update_connection(first.shop.organizer, made.id, state="disabled")
    with later(600):
        sweep()
    assert only(first.shop, order).state == "sent"
    assert len(second.controls.received()) == 1


def test_the_history_is_the_organizations_own(client, at):
    mine, theirs = at("mailgun"), at("mailgun")
    mine.connect()
    order = place(client, mine.shop)
    work.drain()
    mail = only(mine.shop, order)
    path = f"/api/v1/organizations/{theirs.shop.organization.id}/mails/{mail.id}/history"
    assert client.get(path, headers=bearer(theirs.shop.organization.owner)).status_code == 404
    assert notifications.Mail.__dataclass_fields__["report"].default == ""


KNOWLEDGE = st.builds(
    Knowledge, is_there=st.booleans(), can_look_up=st.booleans(), reports=st.booleans()
)


@settings(max_examples=200)
@given(
    state=st.sampled_from(AttemptState),
    knows=KNOWLEDGE,
    age=st.integers(min_value=0, max_value=86_400),
)
def test_a_mail_is_never_sent_anew_while_its_provider_could_still_say(state, knows, age):
    now = clock.now()
    earlier = Attempt(
        id=None,
        connection_id=None,
        state=state.value,
        provider_ref="",
        started_at=now - timedelta(seconds=age),
    )
    step = rules.next_step(earlier, knows=knows, now=now)
    assert (step is Step.DONE) == (state is AttemptState.ACCEPTED)
    if step is Step.SEND and state in rules.UNRESOLVED and knows.is_there:
        assert not knows.can_look_up
        assert knows.reports
        assert timedelta(seconds=age) >= rules.WAIT_FOR_WORD
