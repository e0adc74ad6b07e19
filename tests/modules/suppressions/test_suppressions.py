"""The suppression list: who stands on it and why, who may change it, and what is not sent."""

import pytest
from tests.factories import work
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.report_files import exports_of, require_no_other_format, table_of, texts_of
from tests.modules.mail_providers.test_sending import only
from tests.modules.notifications.orders import place

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.modules.suppressions import queries, rules, service
from turnout.modules.suppressions.models import SuppressionReason, SuppressionScope

ADA = "ada@people.example"


def test_an_address_is_put_on_the_list_found_and_taken_off(list_of):
    listed = list_of()
    made = listed.add(" Ada@People.example ", scope="all", note="Asked by phone")
    assert (made["email"], made["reason"], made["scope"]) == (ADA, "manual", "all")
    listed.add("eve@elsewhere.example")
    assert [each["email"] for each in listed.entries(q="PEOPLE")] == [ADA]
    assert len(listed.entries(q="phone")) == 2
    assert listed.entries(reason="bounced") == []
    listed.remove(made)
    assert [each["email"] for each in listed.entries()] == ["eve@elsewhere.example"]


def test_the_list_is_read_in_pages(list_of):
    listed = list_of()
    for number in range(3):
        listed.add(f"{number}@people.example")
    first = listed.ask("GET", query_string={"limit": 2}).json
    rest = listed.ask("GET", query_string={"limit": 2, "cursor": first["next_cursor"]}).json
    found = [each["email"] for each in (*first["items"], *rest["items"])]
    assert found == [f"{number}@people.example" for number in (2, 1, 0)]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"email": "nobody", "scope": "all", "note": "x"}, "/email"),
        ({"email": ADA, "scope": "some", "note": "x"}, "/scope"),
        ({"email": ADA, "scope": "all", "note": " "}, "/note"),
        ({"email": ADA, "scope": "all", "note": "x", "reason": "bounced"}, "/reason"),
    ],
)
def test_what_is_wrong_is_named(list_of, body, pointer):
    answer = list_of().ask("POST", json=body, status=422).json
    assert pointer in [each["pointer"] for each in answer["errors"]]


@pytest.mark.parametrize(
    ("first", "again"),
    [(ADA, ADA.upper()), ("ada@bücher.example", "Ada@xn--bcher-kva.example")],
)
def test_an_address_stands_there_once(list_of, first, again):
    listed = list_of()
    listed.add(first)
    assert listed.add(again, status=409)["code"] == "suppressions.taken"
    with transaction(listed.shop.organizer) as tx:
        assert len(service.find_suppressed(tx, [first, again], is_news=True)) == 1


def test_taking_off_needs_a_reason_and_the_version_that_was_seen(list_of):
    listed = list_of()
    made = listed.add(ADA)
    listed.remove(made, note=None, status=422)
    listed.remove(made, version=7, status=412)
    listed.remove(made)
    listed.remove(made, status=404)


def test_why_an_address_was_taken_off_stands_in_the_audit_log(list_of):
    listed = list_of()
    made = listed.add(ADA)
    listed.remove(made, note="She has a new mailbox")
    with transaction(listed.shop.organizer) as tx:
        found = tx.query(
            "SELECT before ->> 'note' FROM audit_entries WHERE table_name = 'suppressions'"
            " AND organization_id = %(organization_id)s AND action = 'delete'",
            tx.here(),
        )
    assert found == [("She has a new mailbox",)]


def test_the_list_is_the_organizations_own(list_of):
    mine, theirs = list_of(), list_of()
    made = mine.add(ADA)
    assert theirs.entries() == []
    theirs.remove(made, status=404)
    stranger = list_of(mine.shop, bearer(make_organization().owner))
    stranger.ask("GET", status=404)


def test_staff_neither_see_nor_change_it(list_of):
    listed = list_of()
    staff = list_of(listed.shop, bearer(add_member(listed.shop.organization, "staff")))
    staff.ask("GET", status=403)
    staff.ask("POST", json={"email": ADA, "scope": "all", "note": "x"}, status=403)


def test_the_list_leaves_as_a_table_that_is_safe_to_open(list_of):
    listed = list_of()
    listed.add(ADA, note="=1+1")
    table = listed.ask("GET", "/export").get_data(as_text=True)
    header, line, *_ = table.splitlines()
    assert header.removeprefix("\ufeff") == "email,reason,scope,note,created_at"
    assert line.startswith(f"{ADA},manual,news,'=1+1,")
    workbook = texts_of(listed.ask("GET", "/export?format=xlsx"), stem="suppressions")
    assert workbook == table_of(listed.ask("GET", "/export"))
    assert workbook[0]["note"] == "'=1+1"
    require_no_other_format(lambda query: listed.ask("GET", f"/export?{query}", status=422))
    assert exports_of(listed.shop.organization.id) == ["suppressions"] * 3


@pytest.mark.parametrize("key", ["mailgun", "sendgrid", "amazon-ses"])
@pytest.mark.parametrize(
    ("state", "is_permanent", "expected"),
    [
        ("bounced", True, ("bounced", "all")),
        ("bounced", False, None),
        ("complained", False, ("complained", "news")),
        ("unsubscribed", False, ("unsubscribed", "news")),
        ("delivered", False, None),
    ],
)
def test_what_a_provider_tells_puts_an_address_on_the_list(
    client, at, list_of, key, state, is_permanent, expected
):
    provider = at(key)
    provider.connect()
    order = place(client, provider.shop)
    work.drain()
    mail = only(provider.shop, order)
    told = (mail.message_id, order["email"], state)
    provider.tell(client, *told, at=clock.now(), is_permanent=is_permanent)
    found = [(each["reason"], each["scope"]) for each in list_of(provider.shop).entries()]
    assert found == ([] if expected is None else [expected])


def test_a_report_that_is_repeated_after_the_removal_puts_nobody_back(client, at, list_of):
    provider, listed = (made := at("sendgrid")), list_of(made.shop)
    provider.connect()
    order = place(client, provider.shop)
    work.drain()
    told = (only(provider.shop, order).message_id, order["email"], "bounced")
    delivery = provider.controls.report(*told, at=clock.now(), is_permanent=True)
    provider.hear(client, delivery)
    [entry] = listed.entries()
    listed.remove(entry)
    provider.hear(client, delivery)
    assert listed.entries() == []


def test_an_address_that_is_gone_gets_no_tickets_and_the_log_says_why(client, at, list_of):
    provider = at("mailgun")
    provider.connect()
    list_of(provider.shop).add(ADA, scope="all")
    order = place(client, provider.shop, email="Ada@people.example")
    work.drain()
    mail = only(provider.shop, order)
    assert mail.state == "failed"
    assert mail.reason.startswith("This address is on the suppression list: the team put it there.")
    assert not provider.controls.received()


def test_who_wants_no_news_gets_their_tickets(client, at, list_of):
    provider = at("mailgun")
    provider.connect()
    list_of(provider.shop).add(ADA, scope="news")
    order = place(client, provider.shop, email=ADA)
    work.drain()
    assert only(provider.shop, order).state == "sent"


def test_the_list_of_one_organization_stops_nobody_elses_mails(client, at, list_of):
    provider = at("mailgun")
    provider.connect()
    list_of().add(ADA, scope="all")
    order = place(client, provider.shop, email=ADA)
    work.drain()
    assert only(provider.shop, order).state == "sent"


def test_what_is_gone_tightens_an_entry_about_news(list_of):
    listed = list_of()
    with transaction(listed.shop.organizer) as tx:
        service.suppress(tx, ADA, SuppressionReason.COMPLAINED, note="")
        service.suppress(tx, ADA, SuppressionReason.BOUNCED, note="550")
        service.suppress(tx, ADA, SuppressionReason.COMPLAINED, note="again")
    [entry] = listed.entries()
    assert (entry["reason"], entry["scope"], entry["note"]) == ("bounced", "all", "550")


@pytest.mark.parametrize("reason", list(rules.SCOPES))
def test_the_sender_is_told_why(list_of, reason):
    listed = list_of()
    with transaction(listed.shop.organizer) as tx:
        service.suppress(tx, ADA, reason, note="")
        news = service.find_suppressed(tx, [ADA, "eve@people.example"], is_news=True)
        others = service.find_suppressed(tx, [ADA.upper()], is_news=False)
        assert queries.list_entries_of(tx, []) == []
    assert news == {ADA: rules.why(reason)}
    assert bool(others) == (rules.SCOPES[reason] is SuppressionScope.ALL)
