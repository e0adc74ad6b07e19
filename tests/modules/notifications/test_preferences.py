"""One truth about emails of a kind: the link in each, the page and the API change the same record."""

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings, strategies
from tests.factories.people import bearer, make_organization, make_user, person_context
from tests.factories.personal_data import copy_data
from tests.factories.sales import make_shop
from tests.modules.notifications.test_following import People, later, link_of
from tests.prove.counts import examples

from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.consents import api as consents
from turnout.modules.consents.types import WORDING
from turnout.modules.notification_preferences import api as preferences
from turnout.modules.notification_preferences import rules
from turnout.modules.notification_preferences.api import NotificationTopic

MINE = "/api/v1/me/notification-preferences"
REFUSABLE = ("new-events", "event-changes", "invitations")
ALWAYS = ("orders", "security")


@pytest.fixture
def people(client, mailbox, queued):
    return People(client, mailbox)


def shown(client, user):
    answer = client.get(MINE, headers=bearer(user))
    assert answer.status_code == 200
    return answer.json


def switch(client, user, topic, *, is_on, **more):
    body = {"topic": topic, "channel": "email", "is_on": is_on, **more}
    return client.patch(MINE, json=body, headers=bearer(user))


def say(client, user, organization_id, **body):
    path = f"/api/v1/me/subscriptions/{organization_id}"
    return client.put(path, json=body, headers=bearer(user))


def records(organization, email):
    with transaction(system_in(organization.id, "tests.consents")) as tx:
        return [
            tuple(row)
            for row in tx.query(
                "SELECT topic, is_given, source, wording FROM consent_records"
                " WHERE organization_id = %(o)s AND email = %(email)s ORDER BY id",
                {"o": organization.id, "email": email},
            )
        ]


def test_everything_is_on_at_first_and_two_kinds_always_are(client):
    found = shown(client, make_user())
    assert {each["topic"]: each["state"] for each in found["topics"]} == {
        **dict.fromkeys(REFUSABLE, "on"),
        **dict.fromkeys(ALWAYS, "always"),
    }
    by_channel = {(each["topic"], each["channel"]) for each in found["topics"]}
    assert {topic for topic, channel in by_channel if channel != "email"} == {"event-changes"}
    assert found["subscriptions"] == []


def test_a_choice_says_when_where_and_to_which_words(client):
    user = make_user()
    assert switch(client, user, "new-events", is_on=False).status_code == 200
    [said] = [each for each in shown(client, user)["topics"] if each["topic"] == "new-events"]
    assert (said["state"], said["source"], said["wording"]) == ("off", "api", WORDING)
    assert said["decided_at"]
    assert switch(client, user, "new-events", is_on=True).json["topics"][0]["state"] == "on"
    copy = copy_data(client, bearer(user))
    [kept] = [each["rows"] for each in copy if each["table"] == "notification_choices"]
    assert [each["is_on"] for each in kept] == [False, True], "each word is kept"


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"topic": "security", "is_on": False}, "/topic"),
        ({"topic": "orders", "is_on": True}, "/topic"),
        ({"topic": "weather", "is_on": True}, "/topic"),
        ({"topic": "invitations", "channel": "sms", "is_on": True}, "/channel"),
        ({"topic": "invitations", "is_on": "perhaps"}, "/is_on"),
        ({"topic": "invitations"}, "/is_on"),
    ],
)
def test_what_cannot_be_said_is_named_and_changes_nothing(client, body, named):
    user = make_user()
    answer = client.patch(MINE, json=body, headers=bearer(user))
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json["errors"]] == [named]
    assert shown(client, user)["topics"][0]["decided_at"] is None


def test_who_wants_none_from_any_organizer_gets_none_and_others_do(people, client):
    organization = make_organization()
    silent, fan = people.follower(organization), people.follower(organization)
    switch(client, silent, "new-events", is_on=False)
    make_shop(organization)
    later(hours=2)
    assert (people.told(silent), len(people.told(fan))) == ([], 1)
    switch(client, silent, "new-events", is_on=True)
    make_shop(organization)
    later(hours=4)
    assert len(people.told(silent)) == 1


def test_the_link_in_an_email_and_the_page_change_one_record(people, client):
    organization = make_organization()
    fan = people.follower(organization)
    [following] = shown(client, fan)["subscriptions"]
    assert (following["organization_id"], following["is_on"]) == (str(organization.id), True)
    make_shop(organization)
    later(hours=2)
    [mail] = people.told(fan)
    client.post(link_of(mail), data={"List-Unsubscribe": "One-Click"})
    assert shown(client, fan)["subscriptions"] == []
    assert say(client, fan, organization.id, topic="new-events", is_on=True).status_code == 200
    assert "Unsubscribe" in client.get(link_of(mail)).text
    assert records(organization, fan.email) == [
        ("new-events", True, "api", WORDING),
        ("new-events", False, "unsubscribe-link", WORDING),
        ("new-events", True, "api", WORDING),
    ]
    switch(client, fan, "new-events", is_on=False)
    page = client.get(link_of(mail)).text
    assert "from any organizer" in page
    assert "/account/notifications" in page


def test_changes_of_one_event_end_by_the_api_as_by_the_link(people, client):
    shop = make_shop()
    keeper = people.keeper(shop)
    organization_id, event_id = shop.organization.id, str(shop.event_id)
    off = {"topic": "event-changes", "event_id": event_id, "is_on": False}
    for _ in range(2):  # again changes nothing
        found = say(client, keeper, organization_id, **off).json["subscriptions"]
    [ended] = found
    assert (ended["event_id"], ended["topic"], ended["is_on"]) == (event_id, "event-changes", False)
    assert len(records(shop.organization, keeper.email)) == 1
    on = say(client, keeper, organization_id, **off | {"is_on": True})
    assert on.json["subscriptions"] == []
    assert [each[1] for each in records(shop.organization, keeper.email)] == [False, True]


def test_invitations_of_one_organizer_end_and_stay_one_s_own(client):
    user, organization = make_user(), make_organization()
    off = say(client, user, organization.id, topic="invitations", is_on=False)
    [ended] = off.json["subscriptions"]
    assert (ended["topic"], ended["event_id"]) == ("invitations", None)
    assert shown(client, make_user())["subscriptions"] == []


@pytest.mark.parametrize(
    "body",
    [
        {"topic": "event-changes", "is_on": False},
        {"topic": "invitations", "event_id": str(new_id()), "is_on": False},
    ],
)
def test_changes_are_of_an_event_and_nothing_else_is(client, body):
    answer = say(client, make_user(), make_organization().id, **body)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/event_id")


def test_what_one_may_not_see_is_not_there(client):
    user, shop = make_user(), make_shop(visibility="private")
    off = {"topic": "event-changes", "event_id": str(shop.event_id), "is_on": False}
    assert say(client, user, shop.organization.id, **off).status_code == 404
    elsewhere = make_organization()
    assert say(client, user, elsewhere.id, **off).status_code == 404
    assert say(client, user, new_id(), topic="invitations", is_on=False).status_code == 404
    assert shown(client, user)["subscriptions"] == []


def test_guests_have_no_preferences(client):
    assert client.get(MINE).status_code == 401
    assert client.patch(MINE, json={}).status_code == 401
    assert client.put(f"/api/v1/me/subscriptions/{new_id()}", json={}).status_code == 401


STEPS = strategies.lists(
    strategies.tuples(strategies.sampled_from(REFUSABLE), strategies.booleans()), max_size=6
)


@settings(deadline=None, max_examples=examples(32), suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_whatever_was_said_before_the_last_word_counts(running, steps):
    user = make_user()
    ctx, expected = person_context(user), dict.fromkeys(REFUSABLE, True)
    for topic, is_on in steps:
        preferences.change_topic(
            ctx,
            NotificationTopic(topic),
            channel=consents.Channel.EMAIL,
            is_on=is_on,
            source=consents.ConsentSource.API,
        )
        expected[topic] = is_on
    found = preferences.get_preferences(ctx).topics
    assert {
        each.topic: each.state == "on"
        for each in found
        if each.topic in REFUSABLE and each.channel == "email"
    } == expected
    with transaction(system_in(make_organization().id, "tests.refusing")) as tx:
        for topic, is_on in expected.items():
            refusing = consents.list_refusing_addresses(
                tx, [user.email.upper()], consents.ConsentTopic(topic)
            )
            assert refusing == (set() if is_on else {user.email})


def test_every_topic_has_a_state_by_each_of_its_channels():
    found = {(each.topic, each.channel) for each in rules.preferences_of([])}
    others = set(consents.Channel) - {consents.Channel.EMAIL}
    announced = product([NotificationTopic.EVENT_CHANGES], others)
    assert found == {*product(NotificationTopic, [consents.Channel.EMAIL]), *announced}
