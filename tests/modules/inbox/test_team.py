"""A member's inbox: who is told, what rights still open, what is read, and what is dropped."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from tests.factories import work
from tests.factories.people import add_member, context_of, make_organization
from tests.factories.sales import make_shop
from tests.modules.inbox.conftest import tell

from turnout.kernel import clock
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.inbox import rules, service
from turnout.modules.inbox.api import MessageKind
from turnout.modules.organizations import api as organizations
from turnout.modules.roles.api import Grant

pytestmark = pytest.mark.usefixtures("running")


def change(organization, user, **grant):
    ctx = system_in(organization.id, "tests")
    with transaction(ctx) as tx:
        member = organizations.find_member_of(tx, user.id)
    organizations.update_member(ctx, member.id, grant=Grant(**grant))


def test_those_who_hold_the_right_are_told_and_each_reads_for_themselves(team_inbox):
    made = make_organization()
    admin, staff = add_member(made, "admin"), add_member(made, "staff")
    tell(made, about="Lantern Night", day=date(2026, 11, 30))
    [message] = team_inbox(made, admin).messages()
    assert message["title"] == "A refund did not work"
    assert message["text"].startswith("Lantern Night · until ")
    assert (message["kind"], message["path"], message["count"]) == ("refund-failed", "money", 1)
    assert team_inbox(made, staff).messages() == []
    read = team_inbox(made, admin).ask("POST", f"/{message['id']}/read")
    assert read["read_at"] is not None
    assert (team_inbox(made, admin).unread, team_inbox(made).unread) == (0, 1)


def test_titles_are_in_the_language_that_is_asked_for(team_inbox):
    made = make_organization()
    tell(made)
    assert team_inbox(made).titles(language="de") == ["Eine Rückzahlung hat nicht geklappt"]
    assert team_inbox(made).titles(language="xx") == ["A refund did not work"]


def test_a_right_that_was_taken_away_hides_what_it_opened(team_inbox):
    made = make_organization()
    admin = add_member(made, "admin")
    tell(made)
    message = team_inbox(made, admin).messages()[0]
    change(made, admin, role="staff")
    own = team_inbox(made, admin)
    assert (own.messages(), own.unread) == ([], 0)
    own.ask("POST", f"/{message['id']}/read", status=404)
    own.ask("POST", "/read")
    change(made, admin, role="admin")
    assert own.unread == 1, "what one may not see is not marked either"


def test_a_membership_of_some_events_has_what_is_about_them(team_inbox):
    shop = make_shop()
    other = make_shop(shop.organization)
    limited = add_member(shop.organization, "admin", event_ids=(shop.event_id,))
    for event_id in (shop.event_id, other.event_id):
        tell(
            shop.organization,
            kind=MessageKind.APPLICATION,
            permission="orders.approve",
            event_id=event_id,
            path=f"events/{event_id}/applications",
        )
    tell(shop.organization)
    found = team_inbox(shop.organization, limited).messages()
    assert [each["event_id"] for each in found] == [str(shop.event_id)]
    assert len(team_inbox(shop.organization).messages()) == 3


def test_what_comes_in_numbers_is_one_message_until_it_is_read(team_inbox):
    shop = make_shop()
    said = {
        "kind": MessageKind.ORDER_REVIEW,
        "permission": "orders.approve",
        "event_id": shop.event_id,
        "path": "events/x/reviews",
    }
    for _ in range(3):
        tell(shop.organization, **said)
    own = team_inbox(shop.organization)
    [message] = own.messages()
    assert (message["count"], own.unread) == (3, 1)
    own.ask("POST", f"/{message['id']}/read")
    tell(shop.organization, **said)
    assert [(each["count"], each["read_at"] is None) for each in own.messages()] == [
        (1, True),
        (3, False),
    ]


def test_one_source_tells_a_person_once():
    made = make_organization()
    source = uuid4()
    assert (tell(made, source_id=source), tell(made, source_id=source)) == (1, 0)


def test_who_did_it_is_not_told():
    made = make_organization()
    assert tell(made, but=(made.owner.id,)) == 0


def test_unread_alone_in_pages_the_newest_first(team_inbox):
    made = make_organization()
    for number in range(4):
        with clock.frozen(clock.now() + timedelta(seconds=number)):
            tell(made, about=str(number))
    own = team_inbox(made)
    own.ask("POST", f"/{own.messages()[1]['id']}/read")
    first = own.ask("GET", unread=True, limit=2)
    rest = own.ask("GET", unread=True, limit=2, cursor=first["next_cursor"])
    found = [each["text"] for each in (*first["items"], *rest["items"])]
    assert (found, rest["next_cursor"]) == (["3", "1", "0"], None)
    assert own.ask("POST", "/read") == {"unread": 0}
    assert own.titles(unread=True) == []


def test_wrong_questions_are_refused(team_inbox):
    own = team_inbox(make_organization())
    own.ask("GET", status=422, unread="perhaps")
    own.ask("GET", status=422, language="not a language")
    own.ask("GET", status=422, cursor="of another list")
    own.ask("POST", f"/{uuid4()}/read", status=404)


def test_another_organization_and_its_people_see_nothing_of_it(team_inbox):
    made, other = make_organization(), make_organization()
    tell(made)
    message = team_inbox(made).messages()[0]
    team_inbox(made, other.owner).ask("GET", status=404)
    team_inbox(other).ask("POST", f"/{message['id']}/read", status=404)
    colleague = add_member(made, "admin")
    team_inbox(made, colleague).ask("POST", f"/{message['id']}/read", status=404)


def test_a_stream_is_opened_for_a_member(team_inbox):
    made = make_organization()
    stream = team_inbox(made).ask("POST", "/stream")
    assert f"/live/v1/organizations/{made.id}/inbox?token=" in stream["url"]


def test_whoever_left_has_nothing_any_more(team_inbox, queued):
    made = make_organization()
    admin = add_member(made, "admin")
    tell(made)
    owner = context_of(made, made.owner)
    with transaction(owner) as tx:
        member = organizations.find_member_of(tx, admin.id)
    organizations.remove_member(owner, member.id)
    work.drain()
    add_member(made, "admin", user=admin)
    assert team_inbox(made, admin).messages() == []
    assert team_inbox(made).titles() != []


def test_what_is_old_or_too_much_is_dropped(team_inbox, monkeypatch):
    made = make_organization()
    with clock.frozen(clock.now() - rules.KEPT - timedelta(days=1)):
        tell(made, about="old")
    for number in range(3):
        with clock.frozen(clock.now() + timedelta(seconds=number)):
            tell(made, about=str(number))
    monkeypatch.setattr(rules, "MOST", 2)
    service.forget_old(SystemContext(job="tests"))
    assert [each["text"] for each in team_inbox(made).messages()] == ["2", "1"]
