"""Followers hear of new events, keepers of changed ones, and a click ends either."""

from datetime import timedelta

import pytest
from tests.factories import work
from tests.factories.people import bearer, make_organization, make_user
from tests.factories.sales import MadeShop, make_shop
from tests.modules.notifications.mailbox import html_of, text_of
from tests.modules.notifications.test_news import gather, gathered, is_news

from turnout.kernel import clock
from turnout.modules.events import api as events
from turnout.modules.notifications import tasks
from turnout.modules.opt_outs import api as opt_outs


def later(**delta):
    work.drain()
    with clock.frozen(clock.now() + timedelta(**delta)):
        gather()
        work.drain()


class People:
    def __init__(self, client, mailbox):
        self.client, self.mailbox = client, mailbox

    def follower(self, organization):
        user = make_user()
        path = f"/api/v1/organizations/{organization.id}/follow"
        assert self.client.put(path, headers=bearer(user)).status_code == 204
        return user

    def keeper(self, shop: MadeShop):
        user = make_user()
        path = f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}/favourite"
        assert self.client.put(path, headers=bearer(user)).status_code == 204
        return user

    def told(self, user):
        return [mail for mail in self.mailbox.to(user.email) if is_news(mail)]


@pytest.fixture
def people(client, mailbox, queued):
    return People(client, mailbox)


def link_of(mail):
    return mail["List-Unsubscribe"].strip("<>").removeprefix("http://turnout.test")


def test_followers_get_one_mail_for_all_that_is_published_at_a_time(people):
    organization = make_organization()
    fan, stranger = people.follower(organization), make_user()
    shops = [make_shop(organization) for _ in range(3)]
    later(minutes=5)
    assert people.told(fan) == [], "more may follow"
    later(minutes=11)
    [mail] = people.told(fan)
    assert mail["Subject"] == "Harbour Society has published 3 events"
    for shop in shops:
        event = events.read_event(shop.organizer, shop.event_id)
        assert f"http://turnout.test/{organization.slug}/{event.slug}" in text_of(mail)
        assert event.title in html_of(mail)
    assert people.told(stranger) == []
    later(hours=3)
    assert len(people.told(fan)) == 1


def test_followers_get_one_mail_an_hour_however_often_is_published(people):
    organization = make_organization()
    fan = people.follower(organization)
    start = clock.now()
    for minutes in (0, 15, 30, 45):
        with clock.frozen(start + timedelta(minutes=minutes)):
            make_shop(organization)
            later(minutes=11)
    assert len(people.told(fan)) == 1
    with clock.frozen(start + timedelta(minutes=72)):
        gather()
        work.drain()
    subjects = [mail["Subject"] for mail in people.told(fan)]
    assert subjects[1:] == ["Harbour Society has published 3 events"]


@pytest.mark.parametrize("visibility", [events.Visibility.UNLISTED, events.Visibility.PRIVATE])
def test_only_what_is_public_is_told(people, visibility):
    organization = make_organization()
    fan = people.follower(organization)
    make_shop(organization, visibility=visibility)
    later(hours=2)
    assert people.told(fan) == []


def test_what_is_taken_back_or_published_again_is_not_told(people):
    organization = make_organization()
    fan = people.follower(organization)
    shop = make_shop(organization)
    events.act_on_event(shop.organizer, shop.event_id, events.Action.UNPUBLISH)
    later(hours=2)
    assert people.told(fan) == []
    events.publish_event(shop.organizer, shop.event_id)
    later(hours=2)
    assert people.told(fan) == [], "it was published before"


def test_an_archive_of_past_events_is_no_news(people):
    organization = make_organization()
    fan = people.follower(organization)
    past = clock.now() - timedelta(days=400)
    make_shop(organization, starts_at=past, ends_at=past + timedelta(hours=3))
    later(hours=2)
    assert people.told(fan) == []


def test_keepers_hear_of_other_times_and_of_a_cancellation(people):
    shop = make_shop()
    keeper = people.keeper(shop)
    event = events.read_event(shop.organizer, shop.event_id)
    moved = {"starts_at": event.starts_at + timedelta(days=1), "ends_at": event.ends_at + timedelta(days=1)}  # fmt: skip
    events.change_event(shop.organizer, shop.event_id, moved, version=None)
    later(minutes=3)
    [first] = people.told(keeper)
    assert first["Subject"] == f"New times: {event.title}"
    assert "Before:" in text_of(first)
    events.cancel_event(shop.organizer, shop.event_id, reason="The hall is flooded.")
    later(minutes=3)
    [_, second] = people.told(keeper)
    assert second["Subject"] == f"Cancelled: {event.title}"
    assert "The hall is flooded." in text_of(second)


def test_another_title_alone_is_no_news(people):
    shop = make_shop()
    keeper = people.keeper(shop)
    events.change_event(shop.organizer, shop.event_id, {"title": "Renamed"}, version=None)
    later(hours=1)
    assert people.told(keeper) == []


def test_who_was_told_by_the_mail_about_an_order_gets_no_second_one(people, client):
    shop = make_shop()
    keeper = people.keeper(shop)
    basket = shop.basket(shop.add_type(), email=keeper.email)
    assert client.post(shop.orders_path, json=basket).status_code == 201
    work.drain()
    events.cancel_event(shop.organizer, shop.event_id)
    work.drain()
    work.carry_out_order_actions()
    later(minutes=3)
    assert len(people.mailbox.to(keeper.email)) == 2, "the confirmation, and the cancellation"
    assert people.told(keeper) == []


def test_buyers_hear_when_a_single_event_moves(people, client):
    shop = make_shop()
    buyer = make_user()
    basket = shop.basket(shop.add_type(), email=buyer.email)
    assert client.post(shop.orders_path, json=basket).status_code == 201
    work.drain()
    event = events.read_event(shop.organizer, shop.event_id)
    moved = {"ends_at": event.ends_at + timedelta(hours=1)}
    events.change_event(shop.organizer, shop.event_id, moved, version=None)
    work.drain()
    work.carry_out_order_actions()
    later(minutes=3)
    assert [mail["Subject"] for mail in people.mailbox.to(buyer.email)][1:] == [
        f"New times: {event.title}"
    ]


def test_who_opted_out_before_a_mail_left_does_not_get_it(people, client):
    shop = make_shop()
    keeper = people.keeper(shop)
    event = events.read_event(shop.organizer, shop.event_id)
    moved = {"ends_at": event.ends_at + timedelta(hours=1)}
    events.change_event(shop.organizer, shop.event_id, moved, version=None)
    later(minutes=3)
    [mail] = people.told(keeper)
    moved = {"ends_at": event.ends_at + timedelta(hours=2)}
    events.change_event(shop.organizer, shop.event_id, moved, version=None)
    work.drain()
    with clock.frozen(clock.now() + timedelta(minutes=3)):
        told = gathered(shop)
        work.QUEUED.clear()
        tasks.tell_news(*told[1])
        opt_outs.opt_out(link_of(mail).removeprefix("/unsubscribe/"))
        work.drain()
    assert len(people.told(keeper)) == 1
