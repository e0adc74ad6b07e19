"""What became of mails: counted by what providers told, grouped, and of one organization alone."""

from datetime import timedelta

import pytest
from tests.factories import work
from tests.factories.people import add_member, bearer
from tests.factories.report_files import table_of, words_of
from tests.modules.mail_providers.test_sending import only
from tests.modules.notifications.orders import place

from turnout.kernel import clock
from turnout.l10n.languages import language_of
from turnout.modules.deliverability import rules
from turnout.modules.deliverability.kind_names import KINDS
from turnout.modules.deliverability.pdf import CATALOGUES, group_name
from turnout.modules.deliverability.types import MailFigures, MailGrouping
from turnout.modules.notifications.types import Template

COUNTS = ("mails", "sent", "delivered", "bounced", "gone", "complained", "unsubscribed")


def asked(client, shop, *, headers=None, status=200, **query):
    path = f"/api/v1/organizations/{shop.organization.id}/deliverability"
    answer = client.get(
        path, query_string=query, headers=headers or bearer(shop.organization.owner)
    )
    assert answer.status_code == status, answer.json
    return answer.json


def taken(client, shop, *, user=None, **query):
    return client.get(
        f"/api/v1/organizations/{shop.organization.id}/deliverability/export",
        query_string=query,
        headers=bearer(user or shop.organization.owner),
    )


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


def test_every_file_has_the_figures_of_the_screen(client, at):
    provider = at("mailgun")
    provider.connect()
    told(client, provider, "delivered", "complained")
    told(client, provider, "bounced", is_permanent=True)
    found = asked(client, provider.shop, group_by="kind")
    said = [("group", each) for each in found["lines"]] + [("total", found["total"])]
    for format_ in ("csv", "xlsx"):
        lines = table_of(taken(client, provider.shop, group_by="kind", format=format_))
        assert [(each["part"], each["key"]) for each in lines] == [
            (part, each["key"]) for part, each in said
        ]
        for line, (_, each) in zip(lines, said, strict=True):
            for name in COUNTS:
                assert str(line[name]) == str(each[name]), (format_, name)
            assert float(line["complaints_per_1000"]) == each["complaints_per_1000"] == 1000.0
            assert line["standing"] == each["standing"]
    english = taken(client, provider.shop, group_by="kind", format="pdf", language="en")
    german = taken(client, provider.shop, group_by="kind", format="pdf", language="de")
    assert "Tickets 2 1 1 1 0 0 Too few to say" in " ".join(words_of(english).split())
    assert "Total 2 1 1 1 0 0 Too few to say" in " ".join(words_of(english).split())
    assert "Zustellbarkeit" in words_of(german)


def test_a_file_has_all_groups(client, at, monkeypatch):
    monkeypatch.setattr("turnout.modules.deliverability.rules.MOST_LINES", 0)
    provider = at("mailgun")
    provider.connect()
    mailed(client, provider)
    assert asked(client, provider.shop)["is_cut"]
    assert len(table_of(taken(client, provider.shop))) == 2


def test_a_file_is_for_who_sees_the_report_and_a_wrong_wish_is_told_by_its_field(client, at):
    shop = at("mailgun").shop
    staff = add_member(shop.organization, "staff")
    assert taken(client, shop, user=staff).status_code == 403
    assert taken(client, shop, user=at("mailgun").shop.organization.owner).status_code == 404
    for query, field in (
        ({"format": "docx"}, "?format"),
        ({"group_by": "colour"}, "?group_by"),
        ({"first_day": "2026-02-02", "last_day": "2026-02-01"}, "?last_day"),
    ):
        answer = taken(client, shop, **query)
        assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, field)


@pytest.mark.parametrize(
    ("group_by", "key", "name", "called"),
    [
        (MailGrouping.DAY, "2026-12-14", None, "14.12.2026"),
        (MailGrouping.KIND, "order-refunded", None, "Erstattung"),
        (MailGrouping.KIND, "a-kind-of-tomorrow", None, "Mitteilung"),
        (MailGrouping.SENDER, "", None, "Adresse der Plattform"),
        (MailGrouping.CONNECTION, "a-key", "Our Mailgun", "Our Mailgun"),
        (MailGrouping.MAILBOX, "people.example", None, "people.example"),
    ],
)
def test_groups_are_called_as_on_screen(group_by, key, name, called):
    german = language_of("de", catalogues=CATALOGUES)
    figures = MailFigures(key=key, **dict.fromkeys(rules.COUNTS, 0))
    line = rules.report_line(figures, {key: name} if name else {})
    assert group_name(line, group_by, german) == called


def test_kinds_with_a_name_are_kinds_of_mails():
    assert {*KINDS} <= {each.value for each in Template}
