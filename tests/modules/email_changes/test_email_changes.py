"""An address changes once the old one has agreed and the new one is proved; the old one undoes it."""

from datetime import timedelta

import pytest
from tests.factories.people import (
    PASSWORD,
    MadeUser,
    add_member,
    bearer,
    make_organization,
    make_user,
)
from tests.factories.personal_data import copy_data
from tests.factories.sales import make_shop
from tests.factories.tokens import make_token
from tests.site.browser import mails_to, nobody, person_of

from turnout.kernel import clock
from turnout.kernel.ids import new_id
from turnout.modules.identity import api as identity

pytestmark = pytest.mark.usefixtures("running")
EMAIL, LINKS = "/api/v1/me/email", "/api/v1/auth/change-email"
STEPS = ("", "/approve")


@pytest.fixture(autouse=True)
def own_address(client):
    raw = new_id().int
    client.environ_base["REMOTE_ADDR"] = f"2001:db8:{raw >> 16 & 0xFFFF:x}:{raw & 0xFFFF:x}::1"


@pytest.fixture
def user() -> MadeUser:
    return make_user()


@pytest.fixture
def here(user):
    return bearer(user)


def ask(client, headers, email, *, password=PASSWORD):
    return client.post(EMAIL, json={"email": email, "present_password": password}, headers=headers)


def send(client, step, secret):
    return client.post(LINKS + step, json={"token": secret})


def secret_of(email, purpose):
    return next(each.secret for each in mails_to(email) if each.purpose == purpose)


def asked(client, user, here) -> tuple[str, dict[str, str]]:
    """A change that was asked for: its new address, and the secret for each step."""
    new = nobody()
    assert ask(client, here, new).status_code == 202
    approve = secret_of(user.email, "approve-email-change")
    return new, {"": secret_of(new, "change-email"), "/approve": approve}


def is_signed_in(client, headers) -> bool:
    return client.get("/api/v1/me", headers=headers).status_code == 200


@pytest.mark.parametrize("order", [STEPS, STEPS[::-1]])
def test_an_address_changes_once_both_have_agreed_in_any_order(client, user, here, order):
    new, secrets = asked(client, user, here)
    first = send(client, order[0], secrets[order[0]])
    assert (first.status_code, first.json) == (200, {"email": new, "is_done": False})
    assert person_of(user).email == user.email
    second = send(client, order[1], secrets[order[1]])
    assert (second.status_code, second.json) == (200, {"email": new, "is_done": True})
    assert client.get("/api/v1/me", headers=here).json["email"] == new
    for step in STEPS:
        assert send(client, step, secrets[step]).status_code == 410, "once"
    assert [each.purpose for each in mails_to(user.email)] == ["email-changed"]


def test_what_the_old_address_unsubscribed_from_the_new_one_is_too(client, user, here):
    organization = make_organization()
    path = f"/api/v1/me/subscriptions/{organization.id}"
    body = {"topic": "invitations", "is_on": False}
    assert client.put(path, json=body, headers=here).status_code == 200
    _, secrets = asked(client, user, here)
    for step in STEPS:
        send(client, step, secrets[step])
    said = client.get("/api/v1/me/notification-preferences", headers=here).json
    [kept] = said["subscriptions"]
    assert (kept["organization_id"], kept["topic"], kept["is_on"]) == (
        str(organization.id), "invitations", False,
    )  # fmt: skip
    copy = copy_data(client, here)
    [proof] = [each["rows"] for each in copy if each["table"] == "consent_records"]
    assert [(each["topic"], each["is_given"], each["source"]) for each in proof] == [
        ("invitations", False, "address-change"),
    ]


def test_other_logins_end_and_tokens_and_memberships_stay(client, user, here):
    organization = make_organization()
    add_member(organization, "staff", user=user)
    token = make_token(organization, "organizations.read", owner=user).headers
    elsewhere = bearer(user)
    _, secrets = asked(client, user, here)
    identity.forgot_password(user.email)
    reset = secret_of(user.email, "reset-password")
    for step in STEPS:
        send(client, step, secrets[step])
    assert is_signed_in(client, here), "the login that asked"
    assert not is_signed_in(client, elsewhere)
    path = f"/api/v1/organizations/{organization.id}"
    assert client.get(path, headers=token).status_code == 200
    body = {"token": reset, "password": "violet-lantern-harbour-ninety"}
    assert client.post("/api/v1/auth/reset-password", json=body).status_code == 410


def test_the_old_address_objects_and_everybody_is_out(client, user, here):
    new, secrets = asked(client, user, here)
    send(client, "", secrets[""])
    answer = send(client, "/stop", secrets["/approve"])
    assert answer.status_code == 200
    assert person_of(user).email == user.email
    assert not is_signed_in(client, here)
    assert send(client, "/approve", secrets["/approve"]).status_code == 410
    body = {"token": answer.json["token"], "password": "violet-lantern-harbour-ninety"}
    assert client.post("/api/v1/auth/reset-password", json=body).status_code == 204
    assert identity.find_user(new) is None


def test_who_agreed_may_still_object_until_it_is_done(client, user, here):
    _, secrets = asked(client, user, here)
    send(client, "/approve", secrets["/approve"])
    assert send(client, "/stop", secrets["/approve"]).status_code == 200
    assert send(client, "", secrets[""]).status_code == 410


def changed(client, user, here) -> tuple[str, str]:
    """A change that is done: the new address, and the secret to take it back."""
    new, secrets = asked(client, user, here)
    for step in STEPS:
        send(client, step, secrets[step])
    return new, secret_of(user.email, "email-changed")


def test_the_old_address_takes_the_change_back_for_some_days(client, user, here):
    new, undo = changed(client, user, here)
    answer = send(client, "/undo", undo)
    assert answer.status_code == 200
    assert identity.find_user(user.email).id == user.id
    assert identity.find_user(new) is None
    assert not is_signed_in(client, here)
    assert send(client, "/undo", undo).status_code == 410
    body = {"token": answer.json["token"], "password": "violet-lantern-harbour-ninety"}
    assert client.post("/api/v1/auth/reset-password", json=body).status_code == 204


def test_it_cannot_be_taken_back_later(client, user, here):
    _, undo = changed(client, user, here)
    with clock.frozen(clock.now() + timedelta(days=7, seconds=1)):
        assert send(client, "/undo", undo).status_code == 410


def test_two_changes_one_after_another_are_both_taken_back(client, user, here):
    second, undo = changed(client, user, here)
    moved = MadeUser(user.id, second, user.display_name)
    changed(client, moved, here)
    assert send(client, "/undo", undo).status_code == 200
    assert identity.find_user(user.email).id == user.id


def test_who_only_signed_up_with_the_old_address_does_not_hold_it(client, user, here):
    _, undo = changed(client, user, here)
    thief = {
        "email": user.email,
        "password": "violet-lantern-harbour-ninety",
        "display_name": "Thief",
    }
    assert client.post("/api/v1/auth/sign-up", json=thief).status_code == 202
    assert send(client, "/undo", undo).status_code == 200
    assert identity.find_user(user.email).id == user.id


def test_who_proved_the_old_address_since_keeps_it(client, user, here):
    _, undo = changed(client, user, here)
    other = make_user(email=user.email)
    assert send(client, "/undo", undo).status_code == 410
    assert identity.find_user(user.email).id == other.id


def test_nobody_learns_whose_an_address_is(client, user, here):
    other, unknown = make_user().email, nobody()
    answers = [ask(client, here, email) for email in (other, unknown)]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert [answer.json for answer in answers] == [{"email": other}, {"email": unknown}]
    assert [each.purpose for each in mails_to(other)] == ["already-registered"]


def test_asking_about_a_known_and_an_unknown_address_takes_the_same_statements(
    client, user, here, statements
):
    ask(client, here, nobody())  # what a login's first request asks
    counts = []
    for email in (make_user().email, nobody()):
        statements.clear()
        ask(client, here, email)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_only_the_newest_change_counts(client, user, here):
    _, first = asked(client, user, here)
    _, second = asked(client, user, here)
    assert [send(client, step, first[step]).status_code for step in STEPS] == [410, 410]
    assert [send(client, step, second[step]).status_code for step in STEPS] == [200, 200]


def test_an_address_that_somebody_took_meanwhile_stays_theirs(client, user, here):
    new, secrets = asked(client, user, here)
    send(client, "/approve", secrets["/approve"])
    taken = make_user(email=new)
    assert send(client, "", secrets[""]).status_code == 410
    assert identity.find_user(new).id == taken.id
    assert person_of(user).email == user.email


@pytest.mark.parametrize("step", ["", "/approve", "/stop", "/undo"])
def test_a_link_for_another_purpose_does_nothing(client, user, step):
    identity.forgot_password(user.email)
    assert send(client, step, secret_of(user.email, "reset-password")).status_code == 410
    assert send(client, step, "no link").status_code == 410


def test_an_invitation_follows_the_address_it_was_sent_to(client, user, here):
    organization = make_organization()
    sent = client.post(
        f"/api/v1/organizations/{organization.id}/invitations",
        json={"email": user.email, "role": "staff"},
        headers=bearer(organization.owner),
    )
    assert sent.status_code == 201
    changed(client, user, here)
    open_ones = client.get(
        f"/api/v1/organizations/{organization.id}/invitations", headers=bearer(organization.owner)
    ).json["items"]
    assert [each["email"] for each in open_ones] == [user.email]


def test_an_open_order_is_no_hindrance_and_stays_the_accounts(client, user, here):
    """Its mails go where its buyer had them sent; the account has it under either address."""
    shop = make_shop()
    basket = shop.basket(shop.add_type(price_minor=2500), email=user.email)
    headers = {"Idempotency-Key": new_id().hex, **here}
    order = client.post(shop.orders_path, json=basket, headers=headers).json
    assert order["state"] == "held"
    new, _ = changed(client, user, here)
    assert client.get("/api/v1/me", headers=here).json["email"] == new
    copy = copy_data(client, here)
    [row] = next(each["rows"] for each in copy if each["table"] == "orders")
    assert (row["number"], row["state"]) == (order["number"], "held")
    assert row["buyer_email"] == user.email
