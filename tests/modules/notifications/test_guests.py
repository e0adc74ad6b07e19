"""Invitations to a private event: one mail and one secret link for each address."""

import re
from datetime import timedelta

import pytest
from tests.factories import work
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.sales import MadeShop, make_event, make_shop
from tests.modules.notifications.mailbox import text_of
from tests.modules.notifications.orders import an_address

from turnout.kernel import clock
from turnout.modules.events import api as events
from turnout.modules.events.service import invitations as service


class Party:
    """A private event, and whoever is invited to it."""

    def __init__(self, client, mailbox, *, shop: MadeShop | None = None):
        self.client, self.mailbox = client, mailbox
        self.shop = shop or make_shop(visibility=events.Visibility.PRIVATE)
        self.base = f"/api/v1/organizations/{self.shop.organization.id}/events/{self.shop.event_id}"
        self.path = f"{self.base}/invitations"

    def ask(self, method, path="", **sent):
        headers = bearer(self.shop.organization.owner)
        return self.client.open(self.path + path, method=method, headers=headers, **sent)

    def invite(self, *emails, **more):
        body = {"guests": [{"email": each} for each in emails], **more}
        answer = self.ask("POST", json=body)
        assert answer.status_code == 201, answer.json
        work.drain()
        return answer.json["invited"]

    def link(self, email):
        """The secret of the last mail to this address."""
        text = text_of(self.mailbox.to(email)[-1])
        return re.search(r"http://turnout\.test(/\S+\?code=(\S+))", text)

    def opens(self, code):
        answer = self.client.get(
            f"/api/v1/organizations/{self.shop.organization.id}/public-events/{self.slug}",
            headers={"Turnout-Access-Code": code},
        )
        return answer.status_code == 200

    @property
    def slug(self):
        return events.read_event(self.shop.organizer, self.shop.event_id).slug

    def states(self):
        return {each["email"]: each["state"] for each in self.ask("GET").json["items"]}


@pytest.fixture
def party(client, mailbox, queued):
    return Party(client, mailbox)


def test_each_guest_gets_a_link_of_their_own_that_opens_the_event(party, client):
    guests = [an_address(), an_address()]
    party.invite(*guests)
    links = [party.link(each) for each in guests]
    assert links[0][2] != links[1][2]
    assert all(party.opens(link[2]) for link in links)
    assert not party.opens(links[0][2][:-1] + "A" if links[0][2][-1] != "A" else "B")
    [mail] = party.mailbox.to(guests[0])
    assert mail["Subject"].startswith("Harbour Society invites you to Autumn Assembly")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    page = client.get(links[0][1])
    assert page.status_code in (200, 302, 303)


def test_the_list_says_who_was_written_to_and_who_came(party):
    one, two = an_address(), an_address()
    party.invite(one, two)
    assert party.states() == {one: "invited", two: "invited"}
    assert party.opens(party.link(one)[2])
    assert party.states() == {one: "opened", two: "invited"}
    listed = party.ask("GET", "?state=opened").json["items"]
    assert [each["email"] for each in listed] == [one]
    assert all(each["mailed_at"] and each["sent"] == 1 for each in party.ask("GET").json["items"])


def test_who_was_invited_before_gets_no_second_mail(party):
    guest, other = an_address(), an_address()
    party.invite(guest)
    answer = party.ask(
        "POST", json={"guests": [{"email": guest.upper()}, {"email": other}, {"email": other}]}
    ).json
    work.drain()
    assert [each["email"] for each in answer["invited"]] == [other]
    assert [each["email"] for each in answer["known"]] == [guest]
    assert [len(party.mailbox.to(each)) for each in (guest, other)] == [1, 1]


def test_a_withdrawn_link_opens_nothing_and_can_be_given_anew(party):
    guest = an_address()
    [made] = party.invite(guest)
    old = party.link(guest)[2]
    assert party.ask("DELETE", f"/{made['id']}").status_code == 204
    assert party.ask("DELETE", f"/{made['id']}").status_code == 204
    assert not party.opens(old)
    assert party.states() == {guest: "withdrawn"}
    party.invite(guest)
    assert party.opens(party.link(guest)[2])
    assert not party.opens(old)


def test_sending_again_ends_the_link_of_the_mail_before(party):
    guest = an_address()
    [made] = party.invite(guest)
    first = party.link(guest)[2]
    soon = party.ask("POST", f"/{made['id']}/resend")
    assert (soon.status_code, soon.json["code"]) == (409, "events.invitation-sent-often")
    for number in range(2, service.MOST_SENDINGS + 1):
        with clock.frozen(clock.now() + number * timedelta(minutes=11)):
            assert party.ask("POST", f"/{made['id']}/resend").status_code == 200
            work.drain()
    assert not party.opens(first)
    assert party.opens(party.link(guest)[2])
    assert len(party.mailbox.to(guest)) == service.MOST_SENDINGS
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert party.ask("POST", f"/{made['id']}/resend").status_code == 409


def test_a_link_with_a_term_opens_nothing_afterwards(party):
    guest = an_address()
    until = clock.now() + timedelta(days=2)
    [made] = party.invite(guest, expires_at=until.isoformat())
    secret = party.link(guest)[2]
    assert party.opens(secret)
    with clock.frozen(until):
        assert not party.opens(secret)
        assert party.states() == {guest: "expired"}
        over = party.ask("POST", f"/{made['id']}/resend")
        assert (over.status_code, over.json["code"]) == (409, "events.invitation-over")


def test_a_link_opens_its_own_event_only(party, client, mailbox):
    other = Party(client, mailbox, shop=make_shop(party.shop.organization, visibility=events.Visibility.PRIVATE))  # fmt: skip
    foreign = Party(client, mailbox)
    guest = an_address()
    party.invite(guest)
    secret = party.link(guest)[2]
    assert party.opens(secret)
    assert not other.opens(secret)
    assert not foreign.opens(secret)


def test_a_guest_buys_with_the_link(party, client):
    type_id = party.shop.add_type()
    guest = an_address()
    basket = party.shop.basket(type_id, email=guest)
    assert client.post(party.shop.orders_path, json=basket).status_code == 404
    party.invite(guest)
    invited = {"Turnout-Access-Code": party.link(guest)[2]}
    bought = client.post(party.shop.orders_path, json=basket, headers=invited)
    assert bought.status_code == 201, bought.json


def test_who_wants_no_invitations_gets_none_of_this_organizer(party, client):
    guest = an_address()
    party.invite(guest)
    [mail] = party.mailbox.to(guest)
    client.post(mail["List-Unsubscribe"].strip("<>").removeprefix("http://turnout.test"))
    other = Party(client, party.mailbox, shop=make_shop(party.shop.organization, visibility=events.Visibility.PRIVATE))  # fmt: skip
    other.invite(guest)
    assert len(party.mailbox.to(guest)) == 1
    elsewhere = Party(client, party.mailbox)
    elsewhere.invite(guest)
    assert len(party.mailbox.to(guest)) == 2


def test_a_list_with_one_wrong_address_invites_nobody_and_says_which(party):
    body = {"guests": [{"email": an_address()}, {"email": "nobody"}, {"email": "a@b@c.example"}]}
    answer = party.ask("POST", json=body)
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json["errors"]] == [
        "/guests/1/email",
        "/guests/2/email",
    ]
    assert party.states() == {}


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/guests"),
        ({"guests": []}, "/guests"),
        ({"guests": [{"email": "a@people.example"}] * 501}, "/guests"),
        ({"guests": [{"email": "a@people.example", "name": "x" * 201}]}, "/guests/0/name"),
        ({"guests": [{"name": "Ada"}]}, "/guests/0/email"),
        ({"guests": [{"email": "a@people.example"}], "locale": "../../en"}, "/locale"),
        (
            {"guests": [{"email": "a@people.example"}], "expires_at": "2020-01-01T00:00:00Z"},
            "/expires_at",
        ),
    ],
)
def test_bad_input_is_named_by_field(party, body, pointer):
    answer = party.ask("POST", json=body)
    assert answer.status_code == 422
    assert pointer in [each["pointer"] for each in answer.json["errors"]]


def test_an_organization_sends_so_many_in_a_day(party, monkeypatch):
    monkeypatch.setattr(service, "MOST_A_DAY", 3)
    party.invite(an_address(), an_address())
    body = {"guests": [{"email": an_address()}, {"email": an_address()}]}
    answer = party.ask("POST", json=body)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 60
    with clock.frozen(clock.now() + timedelta(days=1, minutes=1)):
        assert party.ask("POST", json=body).status_code == 201


@pytest.mark.parametrize("visibility", [events.Visibility.PUBLIC, events.Visibility.UNLISTED])
def test_only_private_events_that_are_published_take_invitations(client, mailbox, visibility):
    body = {"guests": [{"email": an_address()}]}
    for shop in (
        make_shop(visibility=visibility),
        make_event(visibility=events.Visibility.PRIVATE),
    ):
        answer = Party(client, mailbox, shop=shop).ask("POST", json=body)
        assert (answer.status_code, answer.json["code"]) == (409, "events.not-for-invitations")


def test_roles_and_organizations_are_kept_apart(party, client):
    [made] = party.invite(an_address())
    viewer = add_member(party.shop.organization, "partner")
    assert client.get(party.path, headers=bearer(viewer)).status_code == 403
    stranger = make_organization().owner
    for method, path in (
        ("GET", ""),
        ("POST", ""),
        ("POST", f"/{made['id']}/resend"),
        ("DELETE", f"/{made['id']}"),
    ):
        answer = client.open(party.path + path, method=method, headers=bearer(stranger), json={})
        assert answer.status_code == 404
        assert client.open(party.path + path, method=method, json={}).status_code == 401


def test_a_mail_of_an_invitation_that_was_withdrawn_meanwhile_is_not_sent(party):
    guest = an_address()
    made = party.ask("POST", json={"guests": [{"email": guest}]}).json["invited"][0]
    party.ask("DELETE", f"/{made['id']}")
    work.drain()
    assert party.mailbox.to(guest) == []


def test_the_secret_stands_in_no_row(party, owner_connection):
    guest = an_address()
    party.invite(guest)
    secret = party.link(guest)[2]
    for table in ("event_invitations", "mails", "audit_entries", "outbox"):
        where = f"SELECT count(*) FROM {table} t WHERE to_jsonb(t)::text LIKE %s"
        owner_connection.execute(
            "SELECT set_config('turnout.organization', %s, true)",
            [str(party.shop.organization.id)],
        )
        assert owner_connection.execute(where, [f"%{secret}%"]).fetchone() == (0,)
