"""An attendee's inbox: copies of mails, for proven addresses alone, and links for who may have them."""

from uuid import uuid4

import pytest
from tests.factories import work
from tests.factories.people import make_organization, make_user
from tests.factories.sales import make_shop
from tests.modules.inbox.conftest import write_to
from tests.modules.notifications.orders import place

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.inbox.rules import gist_of

pytestmark = pytest.mark.usefixtures("running")
UNPROVEN = "UPDATE users SET email_verified_at = NULL WHERE id = %(id)s"


def test_a_confirmation_is_in_the_inbox_of_its_buyer_with_a_link_to_the_order(
    client, mailbox, own_inbox
):
    ada, shop = make_user(), make_shop()
    placed = place(client, shop, email=ada.email.upper())
    work.drain()
    own = own_inbox(ada)
    [message] = own.messages()
    assert (message["kind"], message["organization_name"]) == ("order", shop.organization.name)
    assert message["title"] in [each["Subject"] for each in mailbox.taken]
    assert f"/orders/{shop.organization.id}/{placed['id']}/" in message["url"]
    assert "://" not in message["text"]
    assert own.unread == 1
    assert own.ask("POST", f"/{message['id']}/read")["read_at"]
    assert own.unread == 0


def test_it_is_there_though_the_mail_never_arrives(client, platform_smtp, own_inbox):
    ada, shop = make_user(), make_shop()
    place(client, shop, email=ada.email)
    work.drain()
    assert len(own_inbox(ada).messages()) == 1


def test_nothing_is_kept_for_an_address_without_an_account_or_unproven():
    made, ada, eve = make_organization(), make_user(), make_user()
    with transaction(SystemContext(job="tests")) as tx:
        tx.query(UNPROVEN, {"id": eve.id})
    assert write_to(made, "nobody@people.example", ada.email, eve.email) == 1


def test_a_source_tells_a_person_once(own_inbox):
    made, ada = make_organization(), make_user()
    source = uuid4()
    assert write_to(made, ada.email, source_id=source) == 1
    assert write_to(made, ada.email.title(), source_id=source) == 0
    assert len(own_inbox(ada).messages()) == 1


def test_the_order_page_opens_for_its_present_buyer_alone(client, mailbox, own_inbox):
    ada, eve, shop = make_user(), make_user(), make_shop()
    placed = place(client, shop, email=ada.email)
    work.drain()
    write_to(shop.organization, eve.email, order_id=placed["id"], event_id=shop.event_id)
    [message] = own_inbox(eve).messages()
    assert "/orders/" not in message["url"]


def test_what_all_organizers_told_is_one_list_and_is_read_at_once(own_inbox):
    first, second, ada = make_organization(), make_organization(), make_user()
    for made in (first, second, second):
        write_to(made, ada.email)
    own = own_inbox(ada)
    assert {each["organization_id"] for each in own.messages()} == {str(first.id), str(second.id)}
    assert own.ask("POST", "/read") == {"unread": 0}
    assert own.messages(unread=True) == []


def test_nobody_reads_or_marks_what_is_somebody_elses(own_inbox):
    made, ada, eve = make_organization(), make_user(), make_user()
    write_to(made, ada.email)
    [message] = own_inbox(ada).messages()
    assert own_inbox(eve).messages() == []
    own_inbox(eve).ask("POST", f"/{message['id']}/read", status=404)
    own_inbox(eve).ask("POST", "/read")
    assert own_inbox(ada).unread == 1


def test_a_person_sees_their_own_rows_alone_whatever_is_asked(own_inbox):
    made, ada = make_organization(), make_user()
    write_to(made, ada.email)
    with transaction(system_in(make_organization().id, "tests")) as tx:
        assert tx.query("SELECT id FROM inbox_messages") == []


@pytest.mark.parametrize(
    ("text", "gist"),
    [
        (
            "Hello Ada,\n\nYour tickets are here.\n\nhttps://x.example/secret",
            "Your tickets are here.",
        ),
        ("Hello Ada,\nYour tickets\nare here.", "Your tickets are here."),
        ("Open www.x.example/secret\n\nSee you.", "See you."),
        ("https://x.example/secret\n", ""),
        ("\n-- \nWhy you get this", ""),
    ],
)
def test_the_gist_of_a_mail_is_its_first_sentence_without_any_address(text, gist):
    assert gist_of(text) == gist
