"""The page of notifications: switches by topic, buttons by organizer, without any script."""

from tests.factories.people import make_organization, person_context

from turnout.modules.consents.api import ConsentSource, ConsentTopic
from turnout.modules.notification_preferences import api as preferences
from turnout.modules.participation import api as participation
from turnout.modules.quiet_hours import api as quiet_hours

PAGE = "/account/notifications"
SAVED = f"{PAGE}?saved=1"
TOPICS = ("new-events", "event-changes", "invitations")


def states(user):
    return {
        each.topic: (each.state, each.source)
        for each in preferences.get_preferences(person_context(user)).topics
        if each.channel == "email"
    }


def test_a_guest_signs_in_first(browser) -> None:
    assert browser.open(PAGE).location == "/sign-in?next=%2Faccount%2Fnotifications"


def test_what_is_unticked_is_off_and_only_what_changed_is_kept(browser, user) -> None:
    form = browser.open(PAGE).form
    answer = browser.send(form, **{"new-events": "yes", "invitations": "yes"})
    assert (answer.status, answer.location) == (303, SAVED)
    assert "Your notifications are saved." in browser.open(SAVED).text
    found = states(user)
    assert found["event-changes"] == ("off", "preferences")
    assert found["new-events"] == ("on", None), "nothing was said about it"
    assert found["security"][0] == found["orders"][0] == "always"
    browser.send(browser.open(PAGE).form, **dict.fromkeys(TOPICS, "yes"))
    assert states(user)["event-changes"] == ("on", "preferences")


def test_an_organizer_is_left_and_invitations_come_again(browser, user) -> None:
    organization, ctx = make_organization(), person_context(user)
    participation.follow_organizer(ctx, organization.id, source=ConsentSource.ORGANIZER_PAGE)
    page = browser.open(PAGE)
    assert "New events" in page.text
    form = page.forms[-1]
    assert browser.send(form, is_on="no").location == SAVED
    assert participation.list_followed(ctx) == []
    off = preferences.SubscriptionUpdate(
        topic=ConsentTopic.INVITATIONS, is_on=False, source=ConsentSource.PREFERENCES
    )
    preferences.change_subscription(ctx, organization.id, off)
    page = browser.open(PAGE)
    assert "Subscribe again" in page.text
    assert browser.send(page.forms[-1], is_on="yes").location == SAVED
    assert "Subscribe again" not in browser.open(PAGE).text


def test_what_no_button_says_changes_nothing(browser, user) -> None:
    form = browser.open(PAGE).form
    for said in ("nonsense", f"{user.id} weather", f"{user.id} invitations x", "1 2 3 4"):
        page = browser.send(form, subscription=said, is_on="no")
        assert page.status == 403
        assert "Please try once more." in page.text
    assert browser.send(form, origin=None).status in (403, 400)


def test_announcements_by_text_and_in_the_inbox_are_switched_apart(browser, user) -> None:
    form = browser.open(PAGE).form
    kept = dict.fromkeys((*TOPICS, "event-changes-in-app", "quiet"), "yes")
    assert browser.send(form, **kept).location == SAVED
    found = {
        each.channel: each.state
        for each in preferences.get_preferences(person_context(user)).topics
        if each.topic == "event-changes"
    }
    assert found == {"email": "on", "sms": "off", "in-app": "on", "push": "off"}


def test_quiet_hours_are_chosen_switched_off_and_judged(browser, user) -> None:
    ctx = person_context(user)
    form = browser.open(PAGE).form
    on = dict.fromkeys((*TOPICS, "event-changes-in-app", "event-changes-sms", "quiet"), "yes")
    hours = {"quiet_starts": "22:30", "quiet_ends": "06:15"}
    assert browser.send(form, **on, **hours).location == SAVED
    found = quiet_hours.get_quiet_hours(ctx)
    assert (found.is_on, found.starts, found.ends) == (True, "22:30", "06:15")
    assert 'value="22:30"' in browser.open(PAGE).text
    awake = {name: said for name, said in on.items() if name != "quiet"}
    browser.send(browser.open(PAGE).form, **awake, **hours)
    assert not quiet_hours.get_quiet_hours(ctx).is_on
    wrong = browser.send(browser.open(PAGE).form, **on, quiet_starts="25:00", quiet_ends="06:15")
    assert wrong.status == 403
    assert quiet_hours.get_quiet_hours(ctx).starts == "22:30"
