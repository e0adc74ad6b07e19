"""What reaches a browser and what does not: once, its person alone, and no more than it may say."""

from dataclasses import replace

import pytest
from tests.factories import work
from tests.factories.people import add_member, make_organization, make_user, person_context
from tests.modules.inbox.conftest import tell, write_to
from tests.modules.push_messages.conftest import awake, end_logins, forget_rest, later, sweep
from tests.modules.text_messages.conftest import die_at

from turnout.kernel import clock, runtime
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.consents.api import Channel, ConsentSource, ConsentTopic, choose
from turnout.modules.inbox import api as inbox
from turnout.modules.inbox.api import MessageKind
from turnout.modules.organizations import api as organizations
from turnout.modules.push_messages import gateways, rules
from turnout.modules.quiet_hours import api as quiet_hours
from turnout.modules.quiet_hours.api import QuietHours

STATES = "SELECT state, reason FROM push_messages WHERE organization_id = %(organization_id)s"


@pytest.fixture
def made(ada):
    return make_organization(owner=ada, time_zone="UTC")


def states(made):
    with transaction(system_in(made.id, "tests")) as tx:
        return [state for state, _ in tx.query(STATES, tx.here())]


def test_a_member_is_told_in_the_browser_that_they_subscribed(browsers, ada, made):
    browsers.subscribe(ada, browsers.device())
    tell(made)
    work.drain()
    [note] = browsers.received()
    assert note["title"] == "A refund did not work"
    assert note["body"] == made.name
    assert note["url"].endswith(f"/console/{made.slug}/money")
    [sent] = browsers.controls.sent()
    assert (sent["ttl"], sent["topic"]) == ("86400", note["tag"])
    sweep()
    assert (len(browsers.received()), states(made)) == (1, ["sent"])


def test_an_adapter_goes_by_the_rules_of_now_not_by_those_it_was_first_opened_under(
    browsers, ada, made, monkeypatch
):
    with monkeypatch.context() as closed:
        rules_now = runtime.current().rules
        closed.setattr(runtime.current(), "rules", replace(rules_now, loopback_hosts=frozenset()))
        assert gateways.public_key()
    browsers.subscribe(ada, browsers.device())
    tell(made)
    work.drain()
    assert len(browsers.received()) == 1


def test_an_attendee_is_told_who_wrote_and_what_about_but_not_what(browsers, ada, made):
    browsers.subscribe(ada, browsers.device(), audience="attendee")
    write_to(made, ada.email, title="New times", body="The secret is 1234.")
    work.drain()
    [note] = browsers.received()
    assert (note["title"], note["body"]) == ("New times", made.name)
    assert note["url"].endswith("/my-tickets/messages")


def test_a_browser_is_told_of_what_it_was_subscribed_for_alone(browsers, ada, made):
    device = browsers.device()
    subscribed = browsers.subscribe(ada, device, audience="attendee")
    tell(made)
    work.drain()
    assert browsers.received() == []
    again = browsers.subscribe(ada, device, audience="team")
    assert again["id"] == subscribed["id"]
    assert again["audiences"] == ["team", "attendee"]
    browsers.leave(ada, again, audience="attendee")
    write_to(made, ada.email)
    tell(made)
    work.drain()
    assert browsers.titles() == ["A refund did not work"]
    browsers.leave(ada, again, audience="team")
    assert browsers.listed(ada)["items"] == []


def test_nobody_else_is_told_and_nobody_else_can_unsubscribe(browsers, ada, made):
    other = awake(make_user())
    subscribed = browsers.subscribe(other, browsers.device())
    tell(made)
    work.drain()
    assert browsers.received() == []
    browsers.leave(ada, subscribed, status=404)


def test_whoever_sits_at_a_browser_last_has_it(browsers, ada, made):
    device, other = browsers.device(), make_user()
    browsers.subscribe(ada, device)
    tell(made)
    browsers.subscribe(other, device)
    work.drain()
    assert browsers.received() == []
    assert browsers.listed(ada)["items"] == []
    assert len(browsers.listed(other)["items"]) == 1


def test_a_browser_that_is_signed_out_is_told_nothing_and_forgotten(browsers, ada, made):
    browsers.subscribe(ada, browsers.device())
    end_logins(ada)
    tell(made)
    work.drain()
    assert (browsers.received(), states(made)) == ([], [])
    assert browsers.listed(ada)["items"] == []


def test_a_browser_that_left_is_forgotten(browsers, ada, made):
    browsers.subscribe(ada, browsers.device("gone"))
    browsers.controls.refuse("gone")
    tell(made)
    work.drain()
    assert browsers.listed(ada)["items"] == []


def test_what_was_read_meanwhile_is_not_shown(browsers, ada, made):
    browsers.subscribe(ada, browsers.device(), audience="attendee")
    write_to(made, ada.email)
    inbox.mark_all_of_me_read(person_context(ada))
    work.drain()
    assert (browsers.received(), states(made)) == ([], ["dropped"])


def test_a_right_that_has_ended_shows_nothing(browsers, ada, made):
    member = awake(make_user())
    add_member(made, "admin", user=member)
    browsers.subscribe(member, browsers.device())
    tell(made, permission="payments.read")
    with transaction(system_in(made.id, "tests")) as tx:
        organizations.change_roles(tx, [member.id], role="staff")
    work.drain()
    assert (browsers.received(), states(made)) == ([], ["dropped"])


@pytest.mark.parametrize("kind", [MessageKind.EVENT_NEWS, MessageKind.ANNOUNCEMENT])
def test_who_wants_no_pushes_about_events_gets_none_and_reads_them_in_the_inbox(
    browsers, ada, made, kind
):
    browsers.subscribe(ada, browsers.device(), audience="attendee")
    ctx = person_context(ada)
    source = ConsentSource.PREFERENCES
    choose(ctx, ConsentTopic.EVENT_CHANGES, channel=Channel.PUSH, is_on=False, source=source)
    write_to(made, ada.email, kind=kind)
    write_to(made, ada.email, kind=MessageKind.ORDER, title="Your order")
    work.drain()
    assert browsers.titles() == ["Your order"]
    assert inbox.count_unread_of_me(ctx).unread == 2


def test_quiet_hours_hold_a_push_back_until_they_end(browsers, made, ada):
    now = clock.now()
    hours = QuietHours(is_on=True, starts=f"{now:%H:%M}", ends=f"{(now.hour + 2) % 24:02}:00")
    quiet_hours.set_quiet_hours(person_context(ada), hours)
    browsers.subscribe(ada, browsers.device())
    with clock.frozen(now):
        tell(made, kind=MessageKind.DISPUTE_OPENED)
        tell(made, kind=MessageKind.DISPUTE_DUE)
        work.drain()
    assert browsers.titles() == ["The time to answer a dispute is nearly over"]
    with later(2 * 3600):
        sweep()
    assert len(browsers.titles()) == 2


def test_a_service_that_asks_for_a_rest_gets_it_and_the_message_comes_then(browsers, ada, made):
    browsers.subscribe(ada, browsers.device())
    browsers.controls.misbehave(behaviour="busy", times=1)
    tell(made)
    work.drain()
    assert (browsers.received(), states(made)) == ([], ["queued"])
    forget_rest(browsers.address)
    with later(60):
        sweep()
    assert (len(browsers.received()), states(made)) == (1, ["sent"])


@pytest.mark.parametrize("behaviour", ["drop", "error", "nonsense"])
def test_what_may_be_on_the_screen_is_never_sent_again(browsers, ada, made, behaviour):
    browsers.subscribe(ada, browsers.device())
    browsers.controls.misbehave(behaviour=behaviour, times=1)
    tell(made)
    work.drain()
    with later(3600):
        sweep()
    assert (len(browsers.received()), states(made)) == (1, ["unknown"])


@pytest.mark.parametrize(
    ("word", "arrived"), [("SET state = 'sending'", 0), ("ended_at = CASE", 1)]
)
def test_a_worker_that_dies_leaves_a_message_that_is_not_sent_twice(
    browsers, ada, made, word, arrived
):
    browsers.subscribe(ada, browsers.device())
    tell(made)
    die_at(word)
    assert len(browsers.received()) == arrived
    with later(3600):
        sweep()
    assert len(browsers.received()) == 1
    assert states(made) == ["unknown" if arrived else "sent"]


def test_a_later_message_of_the_same_takes_the_place_of_one_that_waits(browsers, ada, made):
    browsers.subscribe(ada, browsers.device())
    review = {"kind": MessageKind.ORDER_REVIEW, "path": "reviews", "permission": "orders.read"}
    tell(made, **review)
    work.drain()
    with transaction(system_in(made.id, "tests")) as tx:
        tx.query("UPDATE inbox_messages SET read_at = %(now)s WHERE organization_id ="
                 " %(organization_id)s", tx.here())  # fmt: skip
    tell(made, **review)
    work.drain()
    first, second = browsers.controls.sent()
    assert first["topic"] == second["topic"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"address": "http://push.example/1"}, "/address"),
        ({"address": "https://"}, "/address"),
        ({"address": "https://push.example/ 1"}, "/address"),
        ({"keys": {"p256dh": "A" * 87, "auth": "short"}}, "/keys/auth"),
        ({"keys": {"p256dh": "!" * 87, "auth": "A" * 22}}, "/keys/p256dh"),
        ({"audience": "everybody"}, "/audience"),
    ],
)
def test_what_no_browser_hands_out_is_refused_with_its_field(browsers, ada, said, field):
    refused = browsers.subscribe(ada, browsers.device(), status=422, **said)
    assert field in [each["pointer"] for each in refused["errors"]]


def test_the_list_has_the_key_and_no_address(browsers, ada):
    device = browsers.device()
    browsers.subscribe(ada, device)
    found = browsers.listed(ada)
    assert len(found["public_key"]) == 87
    [item] = found["items"]
    assert (item["label"], item["audiences"]) == ("Firefox, Linux", ["team"])
    assert device.address not in str(found)
    assert device.keys["auth"] not in str(found)


def test_the_key_stays_the_same_however_often_it_is_asked_for(browsers, ada):
    assert browsers.listed(ada)["public_key"] == browsers.listed(make_user())["public_key"]


def test_devices_have_a_number_beyond_which_none_is_kept(browsers, ada, monkeypatch):
    monkeypatch.setattr(rules, "MOST_DEVICES", 1)
    device = browsers.device()
    browsers.subscribe(ada, device)
    browsers.subscribe(ada, device)
    browsers.subscribe(ada, browsers.device("another"), status=409)
