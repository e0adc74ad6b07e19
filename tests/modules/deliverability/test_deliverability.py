"""What became of mails: counted by what providers told, grouped, and of one organization alone."""

from datetime import timedelta

import pytest
from tests.factories import work
from tests.factories.people import add_member, bearer
from tests.modules.mail_providers.test_sending import only
from tests.modules.notifications.orders import place

from turnout.kernel import clock

COUNTS = ("mails", "sent", "delivered", "bounced", "gone", "complained", "unsubscribed")


def asked(client, shop, *, headers=None, status=200, **query):
    path = f"/api/v1/organizations/{shop.organization.id}/deliverability"
    answer = client.get(
        path, query_string=query, headers=headers or bearer(shop.organization.owner)
    )
    assert answer.status_code == status, answer.json
    return answer.json


def counts(line):
    return tuple(line[name] for name in COUNTS)


def mailed(client, provider):
    """An order's mail that the provider took."""
    order = place(client, provider.shop)
    work.drain()
    return only(provider.shop, order), order


def told(client, provider, *states, **more):
    """An order's mail, and what the provider tells of it."""
    mail, order = mailed(client, provider)
    for state in states:
        provider.tell(client, mail.message_id, order["email"], state, at=clock.now(), **more)
    return mail, order


def test_mails_are_counted_by_what_became_of_them(client, at):
    provider = at("mailgun")
    provider.connect()
    told(client, provider, "delivered")
    told(client, provider, "delivered", "complained")
    told(client, provider, "bounced", is_permanent=True)
    mailed(client, provider)
    found = asked(client, provider.shop)
    assert counts(found["total"]) == (4, 4, 2, 1, 1, 1, 0)
    [today] = found["lines"]
    assert counts(today) == counts(found["total"])
    assert (today["key"], today["standing"]) == (found["last_day"], "too-few")
    assert today["bounces_per_1000"] == pytest.approx(333.33)
    assert today["complaints_per_1000"] == 500.0


@pytest.mark.parametrize(
    ("group_by", "key"),
    [("kind", "order-confirmed"), ("sender", None), ("mailbox", None), ("connection", None)],
)
def test_groups_have_the_mails_of_the_whole(client, at, group_by, key):
    provider = at("sendgrid")
    provider.connect()
    _, order = told(client, provider, "delivered")
    found = asked(client, provider.shop, group_by=group_by)
    [line] = found["lines"]
    assert counts(line) == counts(found["total"]) == (1, 1, 1, 0, 0, 0, 0)
    if key is not None:
        assert line["key"] == key
    if group_by == "mailbox":
        assert line["key"] == order["email"].rpartition("@")[2].lower()
    if group_by == "connection":
        assert (line["key"], line["name"]) == (str(provider.connection_id), "Mail by sendgrid")


def test_a_mail_that_was_told_to_bounce_and_to_arrive_has_bounced(client, at):
    provider = at("mailgun")
    provider.connect()
    told(client, provider, "bounced", "delivered")
    assert counts(asked(client, provider.shop)["total"]) == (1, 1, 0, 1, 0, 0, 0)


def test_days_without_a_mail_have_no_line(client, at):
    provider = at("mailgun")
    provider.connect()
    mailed(client, provider)
    before = (clock.now() - timedelta(days=3)).date().isoformat()
    found = asked(client, provider.shop, first_day="2026-01-01", last_day="2026-01-31")
    assert (counts(found["total"]), found["lines"]) == ((0,) * len(COUNTS), [])
    assert asked(client, provider.shop, first_day=before)["total"]["mails"] == 1


def test_mails_of_another_organization_are_none_of_these(client, at):
    provider, other = at("mailgun"), at("mailgun")
    provider.connect()
    mailed(client, provider)
    assert asked(client, other.shop)["total"]["mails"] == 0


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"first_day": "2026-02-02", "last_day": "2026-02-01"}, "?last_day"),
        ({"first_day": "2026-01-01", "last_day": "2026-04-03"}, "?first_day"),
        ({"first_day": "yesterday"}, "?first_day"),
        ({"group_by": "colour"}, "?group_by"),
    ],
)
def test_a_wrong_wish_is_told_by_its_field(client, at, query, field):
    found = asked(client, at("mailgun").shop, status=422, **query)
    assert [each["pointer"] for each in found["errors"]] == [field]


def test_ninety_two_days_are_the_most(client, at):
    found = asked(client, at("mailgun").shop, first_day="2026-01-01", last_day="2026-04-02")
    assert (found["first_day"], found["last_day"]) == ("2026-01-01", "2026-04-02")


@pytest.mark.parametrize("last_day", ["0001-01-05", "9999-12-31"])
def test_the_first_and_the_last_days_of_the_calendar_have_no_mails(client, at, last_day):
    found = asked(client, at("mailgun").shop, last_day=last_day)
    assert (found["last_day"], found["total"]["mails"]) == (last_day, 0)


def test_who_sees_no_sending_domains_sees_none_of_it(client, at):
    shop = at("mailgun").shop
    staff = add_member(shop.organization, "staff")
    asked(client, shop, headers=bearer(staff), status=403)
