"""The page behind the link of an invitation's mail."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.factories.people import (
    PASSWORD,
    MadeOrganization,
    add_member,
    context_of,
    make_organization,
    make_user,
)
from tests.site.browser import Shown

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.identity import api as identity
from turnout.modules.organizations import api as organizations
from turnout.modules.roles.api import Grant


@pytest.fixture
def made() -> MadeOrganization:
    return make_organization(name="Harbour Society")


def unused() -> str:
    return f"invited-{new_id().hex}@people.example"


def invite(made: MadeOrganization, email: str, role: str = "staff") -> tuple[UUID, str]:
    """A new invitation's id, and where its mail leads."""
    invitation = organizations.invite_member(
        context_of(made, made.owner),
        organizations.NewInvitation(email=email, grant=Grant(role=role)),
    )
    return invitation.id, link_of(made, invitation.id)


def link_of(made: MadeOrganization, invitation_id: UUID) -> str:
    ctx = system_in(made.id, "tests.read-mail")
    mail = organizations.find_invitation_mail(ctx, invitation_id)
    assert mail is not None
    return f"/invite/{mail.secret}"


def role_in(made: MadeOrganization, email: str) -> str | None:
    """The role that the person with this address has there; None for a stranger."""
    person = identity.find_user(email)
    if person is None or organizations.membership_of(made.id, person.id) is None:
        return None
    ctx = context_of(made, made.owner)
    with transaction(ctx) as tx:
        found = organizations.find_member_of(tx, person.id)
    return found.role if found else None


def is_welcome(made: MadeOrganization, answer: Shown) -> bool:
    return (answer.status, answer.location) == (303, f"/account?joined={made.id}")


def test_the_page_shows_the_organization_and_the_role_and_changes_nothing(browser, made):
    email = unused()
    _, link = invite(made, email, "admin")
    for _ in range(2):
        page = browser.open(link)
        assert page.status == 200
        assert all(word in page.text for word in ("Join Harbour Society", "Administrator", email))
    assert identity.find_user(email) is None


def test_a_signed_in_person_accepts_with_one_button(browser, made):
    user = make_user()
    _, link = invite(made, user.email)
    browser.sign_in(user)
    page = browser.open(link)
    assert page.form.labels == []
    answer = browser.send(page.form)
    assert is_welcome(made, answer)
    assert role_in(made, user.email) == "staff"
    account = browser.open(answer.location).text
    assert "You belong to Harbour Society now." in account


def test_a_person_with_an_account_signs_in_and_accepts_at_once(browser, made):
    user = make_user()
    _, link = invite(made, user.email)
    page = browser.open(link)
    assert page.form.labels == ["email", "password"]
    wrong = browser.send(page.form, password="a-wrong-password")
    assert (wrong.status, role_in(made, user.email)) == (422, None)
    assert "Wrong email or password" in wrong.text
    answer = browser.send(wrong.form, password=PASSWORD)
    assert is_welcome(made, answer)
    assert role_in(made, user.email) == "staff"
    assert browser.open("/account").status == 200


def test_a_person_without_account_makes_one_and_is_signed_in(browser, made):
    email = unused()
    _, link = invite(made, email, "partner")
    page = browser.open(link)
    assert page.form.labels == ["email", "display_name", "password"]
    weak = browser.send(page.form, display_name="Nia New", password="short")
    assert (weak.status, identity.find_user(email)) == (422, None)
    assert 'value="Nia New"' in weak.text
    assert "Use 8 to 256 characters" in weak.text
    answer = browser.send(weak.form, display_name="Nia New", password=PASSWORD)
    assert is_welcome(made, answer)
    assert role_in(made, email) == "partner"
    assert "Nia New" in browser.open("/account").text


def test_somebody_else_is_told_whose_it_is_and_comes_back_after_signing_out(browser, made):
    _, link = invite(made, make_user().email)
    other = make_user()
    browser.sign_in(other)
    page = browser.open(link)
    assert "You are signed in as" in page.text
    out = browser.send(page.form)
    assert (page.form.action, out.location) == ("/sign-out", link)
    assert browser.open(link).form.labels == ["email", "password"]


def test_somebody_else_cannot_accept_whatever_they_send(browser, made):
    user, other = make_user(), make_user()
    _, link = invite(made, user.email)
    guest = browser.open(link).form
    browser.sign_in(other)
    assert browser.send(guest, password=PASSWORD).status == 403
    _, own_link = invite(make_organization(), other.email)
    form = browser.open(own_link).form
    form.action = link
    assert browser.send(form).status == 403
    assert (role_in(made, other.email), role_in(made, user.email)) == (None, None)


def test_a_used_an_expired_a_revoked_and_an_unknown_link_are_told_apart(browser, made):
    user = make_user()
    _, used = invite(made, user.email)
    browser.sign_in(user)
    browser.send(browser.open(used).form)
    _, expired = invite(made, unused())
    revoked_id, revoked = invite(made, unused())
    organizations.revoke_invitation(context_of(made, made.owner), revoked_id)
    resent_id, replaced = invite(made, unused())
    organizations.resend_invitation(context_of(made, made.owner), resent_id)
    told = {
        "This invitation was accepted": (used, 410),
        "This invitation was taken back": (revoked, 410),
        "We cannot find this invitation": (replaced, 404),
    }
    for title, (link, status) in told.items():
        page = browser.open(link)
        assert (page.status, title in page.text, page.forms) == (status, True, [])
    with clock.frozen(clock.now() + timedelta(days=8)):
        page = browser.open(expired)
    assert (page.status, "This invitation has expired" in page.text) == (410, True)


@pytest.mark.parametrize(
    "secret", ["x", "A" * 75, "A" * 76, "é", "%00", "a" * 3000, "..%2f..", "%f0%9f%98%80", "-" * 75]
)
def test_a_link_that_is_none_of_ours_is_unknown(browser, secret):
    page = browser.open(f"/invite/{secret}")
    assert page.status == 404
    posted = browser.client.post(f"/invite/{secret}", headers={"Origin": "http://turnout.test"})
    assert posted.status_code == 404


@pytest.mark.parametrize("origin", ["https://evil.example", "null", None])
def test_nobody_is_made_to_accept_from_elsewhere(browser, made, origin):
    user = make_user()
    _, link = invite(made, user.email)
    browser.sign_in(user)
    assert browser.send(browser.open(link).form, origin=origin).status == 403
    assert role_in(made, user.email) is None


def test_accepting_needs_the_form_of_who_is_signed_in(browser, made):
    user = make_user()
    _, link = invite(made, user.email)
    guest = browser.open(link).form
    browser.sign_in(user)
    page = browser.send(guest)
    assert (page.status, role_in(made, user.email)) == (403, None)
    assert is_welcome(made, browser.send(page.form))


def test_a_form_that_was_sent_is_not_taken_twice(browser, made):
    email = unused()
    _, link = invite(made, email)
    form = browser.open(link).form
    browser.send(form, display_name="Nia New", password=PASSWORD)
    again = browser.send(form, display_name="Eve", password="quite-another-lantern")
    assert again.status == 410
    assert identity.find_user(email).display_name == "Nia New"


def test_who_belongs_already_is_simply_shown_in(browser, made):
    user = make_user()
    _, link = invite(made, user.email)
    add_member(made, "partner", user=user)
    answer = browser.send(browser.open(link).form, password=PASSWORD)
    assert (answer.status, answer.location) == (303, "/account")
    assert browser.open("/account").status == 200
    assert role_in(made, user.email) == "partner"
